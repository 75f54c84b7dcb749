/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/sessions.h"

#include "analysis/sessions/compare.h"
#include "analysis/sessions/timeline.h"
#include "formats/random.h"

#include <math.h>
#include <stdio.h>

/* BASELINE is min_sessions; the rest may be called. */
enum { BASELINE = 6, SINCE = 4, SESSIONS = BASELINE + SINCE, REPS = 8 };
/* Between sessions, and where people are (docs/methods.md#simulator). */
static const double session_sd = 1.5, person_sd = 4;

#define RATE             .statistic = STATISTIC_RATE, .unit = "%", .decimals = 1, .scale = 100
#define AT_MOST(bound_)  .kind = GATE_AT_MOST, .bound = {bound_, bound_, bound_}
#define AT_LEAST(bound_) .kind = GATE_AT_LEAST, .bound = {bound_, bound_, bound_}

const struct quantity session_quantities[] = {
	{"noise called within four sessions", .measure = SESSIONS_NOISE, RATE, AT_MOST(3)},
	{"recovery of 5 SD called within four", .measure = SESSIONS_RECOVERY, RATE, AT_LEAST(85)},
	{"... called to the wrong side", .measure = SESSIONS_WRONG_SIDE, RATE, AT_MOST(3)},
	{"recovery of 3 SD called within four", .measure = SESSIONS_RECOVERY_3, RATE},
	{"seventh session inside the own band", .measure = SESSIONS_BAND, RATE, .kind = GATE_WITHIN,
	 .bound = {93, 97}},
	{"two sessions without change called", .measure = SESSIONS_PAIR, RATE, AT_MOST(5)},
	{"noise with a memory (r = 0.5) called", .measure = SESSIONS_NOISE_DRIFT, RATE},
};
const size_t session_quantity_count = sizeof(session_quantities) / sizeof(session_quantities[0]);

/* --- a person --- */

struct person_drawn {
	struct metric row[SESSIONS];
	struct earlier trial[SESSIONS];
	struct history history; /* borrows */
};

/* A set of eight at 100 kg, a day apart. */
static void set_session(struct person_drawn *person, size_t i, double asymmetry_pct)
{
	struct metric *row = &person->row[i];
	struct earlier *trial = &person->trial[i];

	*row = (struct metric){.set = 1, .value = asymmetry_pct, .n = REPS};
	row->ci_low = row->ci_high = asymmetry_pct;
	snprintf(row->phase, sizeof(row->phase), "lift");
	snprintf(row->side, sizeof(row->side), "both");
	snprintf(row->metric, sizeof(row->metric), "asymmetry");
	*trial = (struct earlier){.load_kg = 100, .metrics = 1, .metric = row};
	snprintf(trial->subject, sizeof(trial->subject), "S1");
	snprintf(trial->session, sizeof(trial->session), "%02zu", i + 1);
	snprintf(trial->task, sizeof(trial->task), "deadlift");
	snprintf(trial->start_time, sizeof(trial->start_time), "2026-01-%02zuT10:00:00Z", i + 1);
	snprintf(trial->raw_sha256, sizeof(trial->raw_sha256), "%zu", i);
}

/* memory: correlation of one session with the next; shift: from the seventh on, in SD. */
static void draw(struct person_drawn *person, struct random *random, double shift, double memory)
{
	double own = person_sd * random_normal(random), day = random_normal(random);

	for (size_t i = 0; i < SESSIONS; i++) {
		if (i)
			day = memory * day + sqrt(1 - memory * memory) * random_normal(random);
		set_session(person, i, own + session_sd * (day + (i >= BASELINE ? shift : 0)));
	}
	person->history = (struct history){.count = SESSIONS, .trial = person->trial};
}

/* --- what is said of it --- */

struct said {
	bool left, right; /* called once at least */
	bool inside;      /* of the session after the baseline */
	bool pair;        /* the two after the baseline, held against each other */
};

static struct said read_timeline(const struct timeline *timeline)
{
	const struct timeline_session *next = &timeline->session[BASELINE];
	struct said said = {
		.inside = next->asymmetry_pct >= timeline->band_low_pct &&
			  next->asymmetry_pct <= timeline->band_high_pct,
	};

	for (size_t i = 0; i < timeline->sessions; i++) {
		said.left = said.left || timeline->session[i].call == CALL_MOVED_LEFT;
		said.right = said.right || timeline->session[i].call == CALL_MOVED_RIGHT;
	}
	return said;
}

static int compare_pair(const struct person_drawn *person, const struct config *config,
			bool *called, struct error *err)
{
	struct comparison pair;
	int ret = comparison_of(&pair, &person->trial[BASELINE], &person->trial[BASELINE + 1],
				&person->history, config, err);

	if (!ret)
		*called = pair.row[0].change == CHANGE_TO_LEFT ||
			  pair.row[0].change == CHANGE_TO_RIGHT;
	return ret;
}

static int ask(struct random *random, double shift, double memory, struct said *out,
	       struct error *err)
{
	struct person_drawn person;
	struct timeline *timeline;
	struct config config;
	int ret;

	config_init(&config);
	draw(&person, random, shift, memory);
	ret = timeline_new(&timeline, &person.history, &config, NULL, 0, err);
	if (ret)
		return ret;
	*out = read_timeline(timeline);
	timeline_free(timeline);
	return compare_pair(&person, &config, &out->pair, err);
}

/* Recoveries go to the left. */
int sessions_measure(uint64_t seed, size_t series, struct collection *measure, struct error *err)
{
	struct random random;
	struct said said;
	int ret = 0;

	random_init(&random, seed ^ 0x73657373696f6e73u);
	for (size_t i = 0; i < series && !ret; i++) {
		ret = ask(&random, 0, 0, &said, err);
		if (ret)
			break;
		collection_count(&measure[SESSIONS_NOISE], said.left || said.right);
		collection_count(&measure[SESSIONS_BAND], said.inside);
		collection_count(&measure[SESSIONS_PAIR], said.pair);
		ret = ask(&random, -5, 0, &said, err);
		if (ret)
			break;
		collection_count(&measure[SESSIONS_RECOVERY], said.left);
		collection_count(&measure[SESSIONS_WRONG_SIDE], said.right);
		ret = ask(&random, -3, 0, &said, err);
		if (ret)
			break;
		collection_count(&measure[SESSIONS_RECOVERY_3], said.left);
		ret = ask(&random, 0, 0.5, &said, err);
		if (!ret)
			collection_count(&measure[SESSIONS_NOISE_DRIFT], said.left || said.right);
	}
	return ret;
}
