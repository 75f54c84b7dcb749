/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/calibrate/calibrate.h"
#include "analysis/calibration/calibration.h"
#include "formats/plates/series.h"
#include "tools/calibrate/book.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/answer.h"
#include "tools/command.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	struct common_options common;
	const char *plate, *source, *from, *cells, *operator_code;
	double mass_kg[MASSES_MAX];
	size_t masses;
	double seconds, mass_error_pct, place_error_mm;
	bool new_zero, dry_run, list;
	int use; /* -1 = not asked for */
};

enum {
	KEY_PLATE = 0x2000,
	KEY_SOURCE,
	KEY_MASS,
	KEY_FROM,
	KEY_CELLS,
	KEY_OPERATOR,
	KEY_SECONDS,
	KEY_MASS_ERROR,
	KEY_PLACE_ERROR,
	KEY_NEW_ZERO,
	KEY_DRY_RUN,
	KEY_LIST,
	KEY_USE
};

static const struct argp_option options[] = {
	{"plate", KEY_PLATE, "PLATE", 0, "left, right, or a serial number", 0},
	{"source", KEY_SOURCE, "ADDRESS", 0, "the device (otherwise the plate's)", 0},
	{"mass", KEY_MASS, "KG", 0,
	 "a known mass; given again, the places are gone through once for each", 0},
	{"from", KEY_FROM, "FILE", 0,
	 "take the readings from a file: lines of mass_kg,x_m,y_m,counts, or a certificate", 0},
	{"operator", KEY_OPERATOR, "CODE", 0, "who calibrates: a pseudonym of A-Z, 0-9 and -", 0},
	{"mass-error", KEY_MASS_ERROR, "PCT", 0, "standard uncertainty of the masses (0.1)", 0},
	{"place-error", KEY_PLACE_ERROR, "MM", 0, "and of where they lie (5)", 0},
	{"cells", KEY_CELLS, "X,Y:X,Y...", 0,
	 "where the cells stand, in metres from the plate's centre, to the right and to the toes",
	 0},
	{"seconds", KEY_SECONDS, "S", 0, "length of a reading (2)", 0},
	{"new-zero", KEY_NEW_ZERO, NULL, 0,
	 "the plate is empty although it reads more than 12 N: its zero has moved", 0},
	{"dry-run", KEY_DRY_RUN, NULL, 0, "show what comes of it and keep nothing", 0},
	{"list", KEY_LIST, NULL, 0, "show the plate's certificates", 1},
	{"use", KEY_USE, "NUMBER", 0, "go back to an older certificate; 0 = the newest", 1},
	{0},
};

static void add_mass(struct arguments *arguments, const char *text, struct argp_state *state)
{
	if (arguments->masses == MASSES_MAX)
		argp_error(state, "--mass: at most %d", MASSES_MAX);
	else
		arguments->mass_kg[arguments->masses++] =
			options_number(state, "--mass", text, 0.01, 1000);
}

static error_t parse_plate(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case KEY_PLATE:
		arguments->plate = arg;
		return 0;
	case KEY_SOURCE:
		arguments->source = arg;
		return 0;
	case KEY_FROM:
		arguments->from = arg;
		return 0;
	case KEY_CELLS:
		arguments->cells = arg;
		return 0;
	case KEY_OPERATOR:
		arguments->operator_code = arg;
		if (!code_is_valid(arg))
			argp_error(state,
				   "--operator %s: 1 to 32 of A-Z, 0-9 and - (a pseudonym, never "
				   "a name)",
				   arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_number(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case KEY_MASS:
		add_mass(arguments, arg, state);
		return 0;
	case KEY_SECONDS:
		arguments->seconds = options_number(state, "--seconds", arg, 0.2, 60);
		return 0;
	case KEY_MASS_ERROR:
		arguments->mass_error_pct = options_number(state, "--mass-error", arg, 1e-4, 10);
		return 0;
	case KEY_PLACE_ERROR:
		arguments->place_error_mm = options_number(state, "--place-error", arg, 0.01, 100);
		return 0;
	case KEY_USE:
		arguments->use =
			(int)options_number(state, "--use", arg, 0, CERTIFICATE_NUMBER_MAX);
		return 0;
	default:
		return parse_plate(key, arg, state);
	}
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &arguments->common;
		return 0;
	case KEY_NEW_ZERO:
		arguments->new_zero = true;
		return 0;
	case KEY_DRY_RUN:
		arguments->dry_run = true;
		return 0;
	case KEY_LIST:
		arguments->list = true;
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	case ARGP_KEY_END:
		if (!arguments->plate)
			argp_error(state, "--plate is missing: left, right, or a serial number");
		else if (strlen(arguments->plate) >= PLATE_ID_MAX)
			argp_error(state, "--plate: at most %d characters", PLATE_ID_MAX - 1);
		else if (!arguments->from && !arguments->masses && !arguments->list &&
			 arguments->use < 0)
			argp_error(state, "--mass is missing: what the known mass weighs, in kg");
		return 0;
	default:
		return parse_number(key, arg, state);
	}
}

static int take_series(const struct arguments *arguments, const struct bench *bench,
		       struct certificate *certificate, struct error *err)
{
	int ret = 0;

	if (arguments->cells)
		ret = cells_parse(certificate, arguments->cells, err);
	if (ret)
		return ret;
	ret = arguments->from
		      ? series_read(certificate, arguments->from, err)
		      : guide(bench, certificate, arguments->mass_kg, arguments->masses, err);
	return ret ? ret : bench_check_empty(bench, certificate, err);
}

/* The table is shown where the fit is refused too: it says why. */
static int fit(const struct arguments *arguments, const struct bench *bench,
	       struct certificate *certificate, struct error *err)
{
	struct certificate before = *certificate;
	int ret = calibration_fit(certificate, err);

	if (!bench->calibrated)
		for (size_t i = 0; i < certificate->cells; i++)
			certificate->change_pct[i] = NAN;
	if (arguments->common.json)
		return ret;
	if (!isnan(certificate->rms_n))
		print_series(certificate);
	if (!ret)
		print_cells(certificate, &before);
	return ret;
}

static int keep(const struct arguments *arguments, const struct bench *bench,
		struct certificate *certificate, struct error *err)
{
	char id[PLATE_ID_MAX];
	int ret;

	fflush(stdout);
	if (!arguments->from && !arguments->dry_run && !guide_ask("Keep this calibration?"))
		return fail(err, HINGE_EINTERRUPTED, "not kept: nothing is changed");
	ret = arguments->dry_run ? 0 : bench_keep(bench, certificate, err);
	if (ret)
		return ret;
	if (arguments->dry_run)
		log_write(LOG_INFO, "nothing is kept (--dry-run)");
	else
		log_write(LOG_INFO, "kept as certificate %d of plate %s, in force from now on",
			  certificate->number, plate_id_text(&certificate->id, id));
	if (*bench->certificate && !arguments->dry_run)
		log_write(LOG_INFO,
			  "before it was %s (the way back: hinge calibrate --plate %s "
			  "--use NUMBER)",
			  bench->certificate, id);
	return 0;
}

static int print_json(const struct certificate *certificate, struct error *err)
{
	struct js *object = certificate_js(certificate);
	char *text = js_dump_exactly(object, 2);

	js_free(object);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory to print the certificate");
	fputs(text, stdout);
	free(text);
	return 0;
}

static int calibrate(const struct arguments *arguments, struct control *control, struct error *err)
{
	struct bench bench = {.seconds = arguments->seconds, .new_zero = arguments->new_zero};
	struct certificate certificate;
	int ret = arguments->dry_run ? 0 : book_may_keep(control, err);

	certificate_init(&certificate);
	if (!ret)
		ret = bench_open(&bench, control, arguments->source ? arguments->source : "",
				 arguments->plate, &certificate, err);
	if (ret)
		return ret;
	certificate.gravity_m_s2 = arguments->common.config.gravity_m_s2;
	certificate.mass_error_pct = arguments->mass_error_pct;
	certificate.place_error_m = arguments->place_error_mm / 1000;
	if (arguments->operator_code)
		snprintf(certificate.operator_code, sizeof(certificate.operator_code), "%s",
			 arguments->operator_code);
	ret = take_series(arguments, &bench, &certificate, err);
	if (!ret)
		ret = fit(arguments, &bench, &certificate, err);
	if (!ret)
		ret = keep(arguments, &bench, &certificate, err);
	if (!ret && arguments->common.json)
		ret = print_json(&certificate, err);
	return ret;
}

static int run(int argc, char **argv)
{
	static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.children = children,
		.doc = "Calibrate a plate with known masses: the empty plate, each mass at the "
		       "centre and over each cell. Keeps the certificate and every older one.",
	};
	struct arguments arguments = {
		.seconds = 2, .mass_error_pct = 0.1, .place_error_mm = 5, .use = -1};
	struct control *control;
	struct error err;
	int ret;

	options_parse(&argp,
		      "  hinge calibrate --plate left --mass 20 --operator OP-1\n"
		      "  hinge calibrate --plate left --list\n"
		      "  hinge calibrate --plate left --use 2\n"
		      "  hinge calibrate --plate left --mass 20 --source sim:plate=left,gains="
		      "1.02:0.98:1:1\n",
		      argc, argv, &arguments);
	ret = control_open(&control, &err);
	if (ret)
		return report_error(&err);
	if (arguments.list || arguments.use >= 0)
		ret = book_command(control, arguments.source, arguments.plate, arguments.use,
				   arguments.common.json, &err);
	else
		ret = calibrate(&arguments, control, &err);
	control_close(control);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_calibrate = {"calibrate", "calibrate a plate with known masses", run};
