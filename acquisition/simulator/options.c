/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/simulator.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY(key, kind, field)                                \
	.name = (key), .type = SIMULATOR_##kind,             \
	.offset = offsetof(struct simulator_options, field), \
	.size = sizeof(((struct simulator_options *)NULL)->field)
#define RANGE(lo, hi, units) .min = (lo), .max = (hi), .unit = (units)

const struct simulator_key simulator_keys[] = {
	{KEY("model", TEXT, model), .choices = "point segments",
	 .help = "what moves: a mass, or joints and segments (point)"},
	{KEY("seed", SEED, seed), .unit = "", .help = "every figure follows from it (1)"},
	{KEY("rate", NUMBER, rate_hz), RANGE(100, 100000, "Hz"), .help = "sampling rate (1000)"},
	{KEY("reps", INTEGER, reps), RANGE(1, 32, ""), .help = "repetitions (8)"},
	{KEY("mass", NUMBER, body_mass_kg), RANGE(30, 250, "kg"), .help = "body mass (55 to 110)"},
	{KEY("load", NUMBER, load_kg), RANGE(5, 500, "kg"), .help = "bar and discs (by tier)"},
	{KEY("ai", NUMBER, asymmetry_pct), RANGE(-60, 60, "%"),
	 .help = "asymmetry of the set, positive = right carries more (normal, SD 4)"},
	{KEY("rep_sd", NUMBER, rep_sd_pct), RANGE(0, 20, "%"),
	 .help = "SD of the asymmetry between reps (0.5 to 2)"},
	{KEY("trend", NUMBER, trend_pct), RANGE(-5, 5, "%/rep"),
	 .help = "drift of the asymmetry (0)"},
	{KEY("shift", NUMBER, phase_shift_pct), RANGE(-40, 40, "%"),
	 .help = "asymmetry added in the lower half of each lift (0)"},
	{KEY("dips", INTEGER, dips), RANGE(0, 8, ""),
	 .help = "off-loading dips of the right foot in each lift (0)"},
	{KEY("dip", NUMBER, dip_pct), RANGE(0, 40, "points"),
	 .help = "depth of a dip, of the right foot's share (5)"},
	{KEY("style", TEXT, style), .choices = "dead_stop touch_and_go romanian",
	 .help = "how the reps follow each other (drawn, 70 % dead_stop)"},
	{KEY("tier", TEXT, tier), .choices = "clean lab gym adversarial",
	 .help = "how dirty the signal is (lab)"},
	{KEY("fail", NUMBER, fail_probability), RANGE(0, 1, ""),
	 .help = "probability that the last rep fails (by tier)"},
	{KEY("drop", NUMBER, drop_probability), RANGE(0, 1, ""),
	 .help = "probability that the last rep is dropped (by tier)"},
	{KEY("noise", NUMBER, noise_n), RANGE(0, 100, "N"),
	 .help = "white noise, RMS of a plate (by tier)"},
	{KEY("hum", NUMBER, hum_n), RANGE(0, 100, "N"),
	 .help = "mains, amplitude on a plate (by tier)"},
	{KEY("tremor", NUMBER, tremor_n), RANGE(0, 100, "N"),
	 .help = "0.5 to 12 Hz, amplitude under a foot at body weight (by tier)"},
	{KEY("lead", NUMBER, lead_s), RANGE(0, 600, "s"),
	 .help = "empty plates before the set (by tier)"},
	{KEY("fault", TEXT, fault), .help = "gap:AT:FOR and others, joined by + (none)"},
	{KEY("seconds", NUMBER, seconds), RANGE(0, 86400, "s"),
	 .help = "length; 0 = as long as the set (0)"},
	{KEY("plate", TEXT, plate), .choices = "left right",
	 .help = "a device of this plate only (both on one)"},
	{KEY("drift", NUMBER, drift_ppm), RANGE(-500, 500, "ppm"),
	 .help = "how fast the device's clock is (0)"},
	{KEY("skew", NUMBER, skew_s), RANGE(0, 10, "s"),
	 .help = "how late the device takes its first frame (0)"},
	{KEY("disc", NUMBER, disc_kg), RANGE(0, 500, "kg"),
	 .help = "a mass that lies on plate= where nobody stands, 0 = it is empty (a set is "
		 "lifted)"},
	{KEY("x", NUMBER, disc_x_m), RANGE(-0.5, 0.5, "m"), .help = "where, to the right (0)"},
	{KEY("y", NUMBER, disc_y_m), RANGE(-0.5, 0.5, "m"), .help = "where, to the toes (0)"},
	{KEY("gains", TEXT, gains),
	 .help = "what each cell makes of a newton, 1.02:0.99:1:1; 8 = left, then right (1)"},
};
const size_t simulator_key_count = sizeof(simulator_keys) / sizeof(simulator_keys[0]);

void simulator_options_init(struct simulator_options *options)
{
	*options = (struct simulator_options){
		.model = "point",
		.seed = 1,
		.rate_hz = 1000,
		.reps = 8,
		.body_mass_kg = NAN,
		.load_kg = NAN,
		.asymmetry_pct = NAN,
		.rep_sd_pct = NAN,
		.dip_pct = 5,
		.tier = "lab",
		.fail_probability = NAN,
		.drop_probability = NAN,
		.noise_n = NAN,
		.hum_n = NAN,
		.tremor_n = NAN,
		.disc_kg = NAN,
		.lead_s = NAN,
	};
}

static int set_number(void *field, const struct simulator_key *key, const char *value,
		      struct error *err)
{
	char *end;
	double number = strtod(value, &end);

	if (end == value || *end || !(number >= key->min && number <= key->max))
		return fail(err, HINGE_EUSAGE, "%s=%s: expected a number from %g to %g%s%s",
			    key->name, value, key->min, key->max, *key->unit ? " " : "", key->unit);
	if (key->type == SIMULATOR_INTEGER) {
		if (number != floor(number))
			return fail(err, HINGE_EUSAGE, "%s=%s: expected a whole number", key->name,
				    value);
		*(int *)field = (int)number;
	} else {
		*(double *)field = number;
	}
	return 0;
}

static int set_seed(void *field, const struct simulator_key *key, const char *value,
		    struct error *err)
{
	char *end;

	errno = 0;
	uint64_t seed = strtoull(value, &end, 10);
	if (end == value || *end || errno || *value == '-')
		return fail(err, HINGE_EUSAGE, "%s=%s: expected a whole number from 0", key->name,
			    value);
	*(uint64_t *)field = seed;
	return 0;
}

/* words: apart by single spaces */
static bool is_one_of(const char *value, const char *words)
{
	size_t size = strlen(value);

	while (*words) {
		size_t length = strcspn(words, " ");

		if (length == size && !memcmp(words, value, size))
			return true;
		words += length + (words[length] == ' ');
	}
	return false;
}

static int set_text(void *field, const struct simulator_key *key, const char *value,
		    struct error *err)
{
	if (key->choices && !is_one_of(value, key->choices))
		return fail(err, HINGE_EUSAGE, "%s=%s: expected one of: %s", key->name, value,
			    key->choices);
	if (strlen(value) >= key->size)
		return fail(err, HINGE_EUSAGE, "%s: at most %zu characters", key->name,
			    key->size - 1);
	memcpy(field, value, strlen(value) + 1);
	return 0;
}

int simulator_options_set(struct simulator_options *options, const char *name, const char *value,
			  struct error *err)
{
	for (size_t i = 0; i < simulator_key_count; i++) {
		const struct simulator_key *key = &simulator_keys[i];
		void *field = (char *)options + key->offset;

		if (strcmp(name, key->name))
			continue;
		switch (key->type) {
		case SIMULATOR_SEED:
			return set_seed(field, key, value, err);
		case SIMULATOR_TEXT:
			return set_text(field, key, value, err);
		case SIMULATOR_NUMBER:
		case SIMULATOR_INTEGER:
			return set_number(field, key, value, err);
		}
	}
	return fail(err, HINGE_EUSAGE, "the simulator has no '%s' (see hinge simulate --help)",
		    name);
}

int simulator_options_parse(struct simulator_options *options, const char *text, struct error *err)
{
	char pair[128];

	while (*text) {
		size_t size = strcspn(text, ",");

		if (size >= sizeof(pair))
			return fail(err, HINGE_EUSAGE, "'%.20s...' is too long for KEY=VALUE",
				    text);
		memcpy(pair, text, size);
		pair[size] = 0;
		char *equals = strchr(pair, '=');
		if (!equals)
			return fail(err, HINGE_EUSAGE, "'%s': expected KEY=VALUE", pair);
		*equals = 0;
		int ret = simulator_options_set(options, pair, equals + 1, err);
		if (ret)
			return ret;
		text += size + (text[size] == ',');
	}
	return 0;
}
