/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures the whole analysis against simulated sets whose truth is known, and prints the tables
 * of docs/accuracy.md. */
#include "tests/accuracy/campaign.h"
#include "tools/cli/log.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct argp_option option_table[] = {
	{"sets", 's', "N", 0, "Sets per tier and style (500); two fifths of it per effect", 0},
	{"seed", 'S', "N", 0, "Other sets of the same kinds (1)", 0},
	{"tier", 't', "NAME", 0, "Only this tier", 0},
	{"model", 'm', "NAME", 0, "Only this generator", 0},
	{"sessions", 'p', NULL, 0, "Only people over their sessions", 0},
	{"worst", 'w', "QUANTITY", 0, "List the worst sets instead: " WORST_KEYS, 0},
	{"threads", 'j', "N", 0, "Sets measured at a time (the processors)", 0},
	{0},
};

static size_t positive(struct argp_state *state, const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (end == text || *end || *text == '-' || value < 1 || value > 1000000)
		argp_error(state, "'%s': expected a whole number from 1 to 1000000", text);
	return value;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct campaign *campaign = state->input;

	switch (key) {
	case 's':
		campaign->sets = positive(state, arg);
		return 0;
	case 'S':
		campaign->seed = positive(state, arg);
		return 0;
	case 't':
		campaign->tier = arg;
		return 0;
	case 'm':
		campaign->model = arg;
		return 0;
	case 'p':
		campaign->only_sessions = true;
		return 0;
	case 'w':
		if (!worst_is_key(arg))
			argp_error(state, "--worst=%s: no such quantity (give one of: %s)", arg,
				   WORST_KEYS);
		campaign->worst.key = arg;
		return 0;
	case 'j':
		campaign->threads = positive(state, arg);
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* 0 = every gate held, 1 = one was missed, 2 = usage or a failure. */
int main(int argc, char **argv)
{
	struct campaign campaign = {
		.sets = 500,
		.seed = 1,
		.out = stdout,
		.threads = (size_t)sysconf(_SC_NPROCESSORS_ONLN),
	};
	const struct argp argp = {
		.options = option_table,
		.parser = parse,
		.doc = "Measure the analysis against simulated sets whose truth is known.",
	};
	struct error err;

	argp_err_exit_status = 2;
	log_init("accuracy");
	argp_parse(&argp, argc, argv, 0, NULL, &campaign);
	if (campaign_run(&campaign, &err)) {
		report_error(&err);
		return 2;
	}
	return campaign_missed(&campaign) ? 1 : 0;
}
