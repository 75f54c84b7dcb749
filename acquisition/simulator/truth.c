/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth beside a recording: docs/file-format.md#truth. */
#include "acquisition/simulator/simulator.h"
#include "formats/files.h"
#include "formats/json.h"

#include <stdlib.h>
#include <string.h>

/* A number that was computed: exact; unknown = null. */
static int put(struct js *object, const char *key, double value)
{
	return js_set(object, key, js_number(value));
}

#define REP_FIELD(key, field, moment)                                  \
	{                                                              \
		(key), offsetof(struct simulated_rep, field), (moment) \
	}

static const struct {
	const char *key;
	size_t offset;
	bool is_moment;
} rep_numbers[] = {
	REP_FIELD("StartS", start_s, true),
	REP_FIELD("OnsetS", onset_s, true),
	REP_FIELD("Onset20NS", onset_20n_s, true),
	REP_FIELD("Onset5PctS", onset_5pct_s, true),
	REP_FIELD("OnsetGroundS", onset_ground_s, true),
	REP_FIELD("LiftoffS", liftoff_s, true),
	REP_FIELD("HalfS", half_s, true),
	REP_FIELD("LockoutS", lockout_s, true),
	REP_FIELD("LowerS", lower_s, true),
	REP_FIELD("TouchdownS", touchdown_s, true),
	REP_FIELD("StickingStartS", sticking_start_s, true),
	REP_FIELD("StickingEndS", sticking_end_s, true),
	REP_FIELD("AsymmetryNominalPct", asymmetry_nominal_pct, false),
	REP_FIELD("AsymmetryLiftPct", asymmetry_lift_pct, false),
	REP_FIELD("AsymmetryLift1Pct", asymmetry_lift1_pct, false),
	REP_FIELD("AsymmetryLift2Pct", asymmetry_lift2_pct, false),
	REP_FIELD("AsymmetryLowerPct", asymmetry_lower_pct, false),
	REP_FIELD("DisplacementM", displacement_m, false),
};

static struct js *rep_truth(const struct simulated_rep *rep, size_t index, double origin_s)
{
	struct js *object = js_object();
	int bad = 0;

	bad |= js_set(object, "Rep", js_integer((int64_t)index + 1));
	bad |= js_set(object, "Kind", js_string(rep_kind_name(rep->kind)));
	bad |= js_set(object, "End", js_string(rep_end_name(rep->end)));
	for (size_t i = 0; i < sizeof(rep_numbers) / sizeof(rep_numbers[0]); i++) {
		const void *field = (const char *)rep + rep_numbers[i].offset;

		bad |= put(object, rep_numbers[i].key,
			   *(const double *)field - (rep_numbers[i].is_moment ? origin_s : 0));
	}
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

static struct js *reps_truth(const struct simulation *simulation, double origin_s)
{
	struct js *reps = js_array();

	for (size_t i = 0; i < simulation->reps; i++)
		if (js_append(reps, rep_truth(&simulation->rep[i], i, origin_s))) {
			js_free(reps);
			return NULL;
		}
	return reps;
}

/* As drawn, by the names that hinge simulate takes. */
static struct js *options_truth(const struct simulator_options *options)
{
	struct js *object = js_object();
	int bad = 0;

	for (size_t i = 0; i < simulator_key_count; i++) {
		const struct simulator_key *key = &simulator_keys[i];
		const void *field = (const char *)options + key->offset;
		struct js *value = NULL;

		switch (key->type) {
		case SIMULATOR_NUMBER:
			value = js_number(*(const double *)field);
			break;
		case SIMULATOR_INTEGER:
			value = js_integer(*(const int *)field);
			break;
		case SIMULATOR_SEED:
			value = js_integer((int64_t) * (const uint64_t *)field);
			break;
		case SIMULATOR_TEXT:
			value = js_string(field);
			break;
		}
		bad |= js_set(object, key->name, value);
	}
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

static struct js *truth(const struct simulation *simulation, int64_t first_frame)
{
	struct js *object = js_object(), *quiet = js_array();
	double origin_s = (double)first_frame / simulation->info.rate_hz;
	int bad = 0;

	bad |= js_set(object, "Format", js_string("hinge-truth"));
	bad |= js_set(object, "FormatVersion", js_string("1.0"));
	bad |= put(object, "SamplingFrequency", simulation->info.rate_hz);
	bad |= js_set(object, "Frames", js_integer((int64_t)simulation->frames - first_frame));
	bad |= put(object, "BodyMassKg", simulation->body_mass_kg);
	bad |= put(object, "LoadKg", simulation->load_kg);
	bad |= js_set(object, "Style", js_string(simulation->style));
	bad |= put(object, "AsymmetryNominalPct", simulation->asymmetry_pct);
	bad |= put(object, "LagS", simulation->lag_s);
	bad |= put(object, "RightGain", simulation->right_gain);
	bad |= js_append(quiet, js_number(simulation->quiet_start_s - origin_s));
	bad |= js_append(quiet, js_number(simulation->quiet_end_s - origin_s));
	bad |= js_set(object, "QuietS", quiet);
	bad |= js_set(object, "Reps", reps_truth(simulation, origin_s));
	bad |= js_set(object, "Options", options_truth(&simulation->options));
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

int simulation_write_truth(const struct simulation *simulation, int64_t first_frame,
			   const char *path, struct error *err)
{
	struct js *object = truth(simulation, first_frame);
	char *text = js_dump(object, 17, 2);
	int ret;

	js_free(object);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory for the truth of %s", path);
	ret = file_write_atomic(path, text, strlen(text), false, err);
	free(text);
	return ret;
}
