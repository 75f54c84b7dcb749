/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a foreign file is to be read. */
#include "tools/cli/options.h"

#include <stdio.h>
#include <string.h>

enum { KEY_SIDECAR = 0x1100, KEY_PROFILE, KEY_RATE, KEY_MASS, KEY_LOAD, KEY_SIDES };

static void parse_sides(struct import_options *import, const char *list, struct argp_state *state)
{
	char words[64], *rest = words;

	snprintf(words, sizeof(words), "%s", list);
	import->sides_count = 0;
	for (char *word; (word = strsep(&rest, ","));)
		if (import->sides_count == PLATES_MAX ||
		    !foot_parse(word, &import->sides[import->sides_count++]))
			argp_error(state,
				   "--sides %s: expected a foot for each plate, in the file's "
				   "order (left,right)",
				   list);
}

static error_t parse_import(int key, char *arg, struct argp_state *state)
{
	struct import_options *import = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		import_options_init(import);
		return 0;
	case KEY_SIDECAR:
		import->sidecar = arg;
		return 0;
	case KEY_PROFILE:
		import->profile = arg;
		return 0;
	case KEY_RATE:
		import->rate_hz = options_number(state, "--rate", arg, 100, 200000);
		return 0;
	case KEY_MASS:
		import->mass_kg = options_number(state, "--mass-kg", arg, 10, 400);
		return 0;
	case KEY_LOAD:
		import->load_kg = options_number(state, "--load-kg", arg, 0, 600);
		return 0;
	case KEY_SIDES:
		parse_sides(import, arg, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option import_argp_options[] = {
	{"sidecar", KEY_SIDECAR, "FILE", 0,
	 "the description of a recording, where it is not beside it as NAME.json", 20},
	{"profile", KEY_PROFILE, "FILE", 0, "the description of a text file's columns", 20},
	{"rate", KEY_RATE, "HZ", 0, "samples a second; goes before what the file says", 20},
	{"mass-kg", KEY_MASS, "KG", 0, "body mass (default: measured in quiet standing)", 20},
	{"load-kg", KEY_LOAD, "KG", 0, "external load, with the bar (default: from the file)", 20},
	{"sides", KEY_SIDES, "LIST", 0, "the foot on each plate in the file's order: right,left",
	 20},
	{0},
};
const struct argp import_argp = {.options = import_argp_options, .parser = parse_import};
