/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/config.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PLACE(key) offsetof(struct config, key), sizeof(((struct config *)0)->key)
#define REAL(key, lo, hi, def, unit, help)                                                 \
	{                                                                                  \
#key, CONFIG_DOUBLE, PLACE(key), lo, hi, def, NULL, unit, help, true, NULL \
	}
#define WHOLE(key, lo, hi, def, unit, help)                                             \
	{                                                                               \
#key, CONFIG_INT, PLACE(key), lo, hi, def, NULL, unit, help, true, NULL \
	}

const struct config_key config_keys[] = {
	REAL(onset_cutoff_hz, 1, 500, 50, "Hz", "low-pass for events and the onset"),
	REAL(kinetics_cutoff_hz, 1, 500, 20, "Hz", "low-pass for phases, asymmetry and kinetics"),
	REAL(state_cutoff_hz, 0.5, 50, 6, "Hz", "low-pass for telling the states apart"),
	REAL(cop_cutoff_hz, 0, 100, 10, "Hz", "low-pass before the centre of pressure, 0 = none"),
	REAL(cop_floor_n, 0, 500, 20, "N", "no centre of pressure below this force on a plate"),
	REAL(on_plate_n, 1, 1000, 40, "N", "a foot is on its plate above this force"),
	REAL(off_plate_n, 0, 1000, 20, "N", "and off it below this one"),
	REAL(tare_window_s, 0.1, 10, 0.8, "s", "length of an unloaded window that sets the zero"),
	REAL(tare_sd_n, 0.01, 100, 2, "N", "SD of means over 20 ms allowed in that window"),
	REAL(tare_drift_n, 0.1, 100, 5, "N", "zero drift that is reported (the less of the two)"),
	REAL(tare_drift_bw_pct, 0.01, 10, 0.5, "%", "the same as a share of body weight"),
	REAL(quiet_window_s, 0.2, 10, 1, "s", "length of quiet standing that gives body weight"),
	REAL(quiet_sd_pct, 0.05, 20, 1.2, "%", "sway allowed there, of the mean force"),
	REAL(gravity_m_s2, 9.7, 9.9, 9.80665, "m/s2", "acceleration of gravity where you measure"),
	REAL(load_mismatch_pct, 0.1, 50, 2, "%", "load entered and measured may differ by this"),
	REAL(load_mismatch_kg, 0.1, 50, 2, "kg", "or by this, whichever is larger"),
	REAL(min_load_ratio, 0, 2, 0.25, "", "load too small below this share of body mass"),
	REAL(liftoff_velocity_m_s, 0.005, 0.5, 0.06, "m/s", "bar speed that proves a lift-off"),
	REAL(lockout_fraction, 0.5, 1, 0.98, "", "share of the full height that is lockout"),
	REAL(onset_sd, 1, 20, 5, "", "onset: standard deviations above the baseline"),
	REAL(onset_floor_n, 0, 200, 20, "N", "onset: and at least this much force"),
	REAL(rep_min_m, 0.01, 1, 0.1, "m", "a rise below it is no repetition"),
	REAL(rep_max_m, 0.1, 2, 1, "m", "a rise above it is no repetition"),
	REAL(set_gap_s, 1, 600, 20, "s", "a longer rest on the floor starts the next set"),
	{"task", CONFIG_TEXT, PLACE(task), 0, 0, 0, "auto", "",
	 "what was done: auto (found from the force), deadlift, isometric, standing", true,
	 "auto deadlift isometric standing"},
	REAL(pull_level_bw, 0.05, 2, 0.25, "", "isometric pull: share of body weight above it"),
	REAL(pull_min_s, 0.2, 10, 1, "s", "isometric pull: held above that for so long"),
	REAL(asymmetry_delta_pct, 0.1, 50, 3, "%", "asymmetry that matters"),
	REAL(shift_delta_pct, 0.1, 50, 1.5, "%", "change between phases that matters"),
	REAL(drift_min_pct, 0, 50, 2, "%", "drift over a set that matters"),
	REAL(alpha, 0.001, 0.5, 0.05, "", "family-wise error rate of the primary tests"),
	WHOLE(min_reps, 3, 100, 5, "", "valid repetitions a finding needs"),
	WHOLE(min_reps_trend, 4, 100, 8, "", "valid repetitions a trend needs"),
	WHOLE(min_reps_curve, 3, 100, 6, "", "valid repetitions a band over the lift needs"),
	REAL(false_discovery, 0.001, 0.5, 0.1, "", "false discovery rate of the secondary tests"),
	WHOLE(min_sessions, 3, 100, 6, "", "earlier sessions of one's own a comparison needs"),
	WHOLE(min_loads, 3, 100, 3, "", "different loads a trend over load needs"),
	WHOLE(min_sets_load, 4, 100, 5, "", "sets a test of that trend needs"),
	REAL(baseline_load_pct, 0, 100, 10, "%", "sessions are compared within this load"),
	REAL(ewma_lambda, 0.05, 1, 0.3, "", "weight of the last session in the moving average"),
	REAL(asymmetry_floor_bw, 0, 1, 0.2, "", "no asymmetry below this share of body weight"),
	REAL(dip_depth_pct, 0.5, 30, 3, "%", "dip: points of its share that a foot gives up"),
	REAL(dip_min_s, 0.001, 2, 0.03, "s", "dip: for at least this long"),
	REAL(dip_max_s, 0.01, 10, 0.4, "s", "dip: and at most this long, or it is a shift"),
	REAL(lag_report_s, 0.001, 0.15, 0.015, "s", "a foot that is later by more is marked"),
	REAL(plate_skew_s, 0, 0.05, 0.001, "s", "what the clocks of the plates may be apart"),
	{"isa", CONFIG_TEXT, PLACE(isa), 0, 0, 0, "auto", "",
	 "kernels to compute with: auto, avx2, base, scalar (the results are the same)", false,
	 NULL},
	{"language", CONFIG_TEXT, PLACE(language), 0, 0, 0, "en", "",
	 "of the findings that are printed: en, de (results files stay English)", false, "en de"},
	{"with_cells", CONFIG_BOOL, PLACE(with_cells), 0, 1, 0, NULL, "",
	 "store the force of every cell in the results", true, NULL},
	{"residual", CONFIG_BOOL, PLACE(residual), 0, 1, 0, NULL, "",
	 "scan low-pass cutoffs by Winter's and Yu's rules (a diagnostic)", true, NULL},
};
const size_t config_key_count = sizeof(config_keys) / sizeof(config_keys[0]);
_Static_assert(sizeof(config_keys) / sizeof(config_keys[0]) <= CONFIG_KEYS_MAX, "origin[] is full");

static void *place(struct config *config, const struct config_key *key)
{
	return (char *)config + key->offset;
}

static void put_number(struct config *config, const struct config_key *key, double value)
{
	if (key->type == CONFIG_DOUBLE)
		*(double *)place(config, key) = value;
	else if (key->type == CONFIG_INT)
		*(int *)place(config, key) = (int)value;
	else
		*(bool *)place(config, key) = value != 0;
}

void config_init(struct config *config)
{
	memset(config, 0, sizeof(*config));
	for (const struct config_key *key = config_keys; key < config_keys + config_key_count;
	     key++)
		if (key->type == CONFIG_TEXT)
			snprintf(place(config, key), key->size, "%s", key->fallback_text);
		else
			put_number(config, key, key->fallback);
	config->window_start_s = config->window_end_s = NAN;
}

const struct config_key *config_find(const char *name)
{
	for (size_t i = 0; i < config_key_count; i++)
		if (!strcmp(config_keys[i].name, name))
			return &config_keys[i];
	return NULL;
}

/* Levenshtein distance, one row at a time. */
static size_t distance(const char *a, const char *b)
{
	size_t row[CONFIG_NAME_MAX + 1], columns = strnlen(b, CONFIG_NAME_MAX);

	for (size_t j = 0; j <= columns; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < columns; j++) {
			size_t change = diagonal + (a[i] != b[j]);
			size_t insert = row[j] + 1, drop = row[j + 1] + 1;

			diagonal = row[j + 1];
			row[j + 1] = change < insert ? change : insert;
			if (drop < row[j + 1])
				row[j + 1] = drop;
		}
	}
	return row[columns];
}

const char *config_nearest(const char *name)
{
	const char *nearest = config_keys[0].name;

	for (size_t i = 1; i < config_key_count; i++)
		if (distance(name, config_keys[i].name) < distance(name, nearest))
			nearest = config_keys[i].name;
	return nearest;
}

static int set_bool(struct config *config, const struct config_key *key, const char *value,
		    struct error *err)
{
	static const char *const words[] = {"false", "true", "no", "yes", "off", "on", "0", "1"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcasecmp(words[i], value)) {
			put_number(config, key, (double)(i & 1));
			return 0;
		}
	return fail(err, HINGE_EUSAGE, "%s = %s: must be true or false", key->name, value);
}

static bool is_among(const char *value, const char *words)
{
	size_t size = strlen(value);

	for (const char *word = words; word; word = strchr(word, ' ')) {
		word += *word == ' ';
		if (size == strcspn(word, " ") && !strncmp(word, value, size))
			return true;
	}
	return false;
}

static int set_text(struct config *config, const struct config_key *key, const char *value,
		    struct error *err)
{
	size_t size = strlen(value), plain = 0;

	while (isalnum((unsigned char)value[plain]))
		plain++;
	if (key->words && !is_among(value, key->words))
		return fail(err, HINGE_EUSAGE, "%s = %s: must be one of %s", key->name, value,
			    key->words);
	if (size == 0 || size >= key->size || plain < size)
		return fail(err, HINGE_EUSAGE, "%s = %s: must be 1 to %zu letters or digits",
			    key->name, value, key->size - 1);
	memcpy(place(config, key), value, size + 1);
	return 0;
}

static int set_number(struct config *config, const struct config_key *key, const char *value,
		      struct error *err)
{
	char *end;
	double number = strtod(value, &end);
	bool whole = key->type == CONFIG_INT;

	if (end == value || *end || !(number >= key->min && number <= key->max) ||
	    (whole && number != floor(number)))
		return fail(err, HINGE_EUSAGE, "%s = %s: must be a %snumber from %g to %g%s%s",
			    key->name, value, whole ? "whole " : "", key->min, key->max,
			    *key->unit ? " " : "", key->unit);
	put_number(config, key, number);
	return 0;
}

int config_set(struct config *config, const char *name, const char *value, struct error *err)
{
	const struct config_key *key = config_find(name);

	if (!key)
		return fail(err, HINGE_EUSAGE, "no key '%s' (did you mean %s?)", name,
			    config_nearest(name));
	if (key->type == CONFIG_BOOL)
		return set_bool(config, key, value, err);
	if (key->type == CONFIG_TEXT)
		return set_text(config, key, value, err);
	return set_number(config, key, value, err);
}

int config_set_pair(struct config *config, const char *pair, struct error *err)
{
	const char *equals = strchr(pair, '=');
	char name[CONFIG_NAME_MAX];

	if (!equals || equals == pair)
		return fail(err, HINGE_EUSAGE, "'%s': expected key=value", pair);
	snprintf(name, sizeof(name), "%.*s", (int)(equals - pair), pair);
	return config_set(config, name, equals + 1, err);
}

/* What no single range can say. */
int config_check(const struct config *config, struct error *err)
{
	if (config->off_plate_n > config->on_plate_n)
		return fail(err, HINGE_EUSAGE,
			    "off_plate_n = %g: must not be above on_plate_n = %g",
			    config->off_plate_n, config->on_plate_n);
	if (config->rep_min_m >= config->rep_max_m)
		return fail(err, HINGE_EUSAGE, "rep_min_m = %g: must be below rep_max_m = %g",
			    config->rep_min_m, config->rep_max_m);
	if (config->dip_min_s > config->dip_max_s)
		return fail(err, HINGE_EUSAGE, "dip_min_s = %g: must not be above dip_max_s = %g",
			    config->dip_min_s, config->dip_max_s);
	return 0;
}

static void print_double(double value, char *out, size_t size)
{
	for (int digits = 6; digits <= 17; digits++) {
		snprintf(out, size, "%.*g", digits, value);
		if (strtod(out, NULL) == value)
			return;
	}
}

const char *config_value(const struct config *config, const struct config_key *key, char *out,
			 size_t size)
{
	const void *value = (const char *)config + key->offset;

	switch (key->type) {
	case CONFIG_DOUBLE:
		print_double(*(const double *)value, out, size);
		break;
	case CONFIG_INT:
		snprintf(out, size, "%d", *(const int *)value);
		break;
	case CONFIG_BOOL:
		snprintf(out, size, "%s", *(const bool *)value ? "true" : "false");
		break;
	case CONFIG_TEXT:
		snprintf(out, size, "%s", (const char *)value);
		break;
	}
	return out;
}
