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

static struct js *rep_times(const struct simulated_rep *rep, double origin_s)
{
	struct js *times = js_object();
	int bad = 0;

	bad |= put(times, "Start", rep->start_s - origin_s);
	bad |= put(times, "Onset", rep->onset_s - origin_s);
	bad |= put(times, "Onset20N", rep->onset_20n_s - origin_s);
	bad |= put(times, "Onset5Percent", rep->onset_5pct_s - origin_s);
	bad |= put(times, "Liftoff", rep->liftoff_s - origin_s);
	bad |= put(times, "Half", rep->half_s - origin_s);
	bad |= put(times, "Lockout", rep->lockout_s - origin_s);
	bad |= put(times, "Lower", rep->lower_s - origin_s);
	bad |= put(times, "Touchdown", rep->touchdown_s - origin_s);
	bad |= put(times, "StickingStart", rep->sticking_start_s - origin_s);
	bad |= put(times, "StickingEnd", rep->sticking_end_s - origin_s);
	if (!bad)
		return times;
	js_free(times);
	return NULL;
}

static struct js *rep_asymmetry(const struct simulated_rep *rep)
{
	struct js *asymmetry = js_object();
	int bad = 0;

	bad |= put(asymmetry, "Nominal", rep->asymmetry_nominal_pct);
	bad |= put(asymmetry, "Lift", rep->asymmetry_lift_pct);
	bad |= put(asymmetry, "Lift1", rep->asymmetry_lift1_pct);
	bad |= put(asymmetry, "Lift2", rep->asymmetry_lift2_pct);
	bad |= put(asymmetry, "Lower", rep->asymmetry_lower_pct);
	if (!bad)
		return asymmetry;
	js_free(asymmetry);
	return NULL;
}

static struct js *rep_truth(const struct simulated_rep *rep, size_t index, double origin_s)
{
	struct js *object = js_object();
	int bad = 0;

	bad |= js_set(object, "Rep", js_integer((int64_t)index + 1));
	bad |= js_set(object, "Kind", js_string(rep_kind_name(rep->kind)));
	bad |= js_set(object, "End", js_string(rep_end_name(rep->end)));
	bad |= js_set(object, "Seconds", rep_times(rep, origin_s));
	bad |= js_set(object, "AsymmetryPercent", rep_asymmetry(rep));
	bad |= put(object, "DisplacementM", rep->displacement_m);
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
	bad |= put(object, "AsymmetryNominalPercent", simulation->asymmetry_pct);
	bad |= js_append(quiet, js_number(simulation->quiet_start_s - origin_s));
	bad |= js_append(quiet, js_number(simulation->quiet_end_s - origin_s));
	bad |= js_set(object, "QuietSeconds", quiet);
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
