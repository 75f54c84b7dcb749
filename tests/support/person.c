/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/person.h"
#include "tests/support/assert_near.h"

#include <stdio.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static void init_trial(struct earlier *trial, struct metric *rows)
{
	*trial = (struct earlier){.load_kg = 100, .metric = rows};
	COPY(trial->task, "deadlift");
	COPY(trial->style, "conventional");
}

void person_init(struct person *person)
{
	memset(person, 0, sizeof(*person));
	config_init(&person->config);
	person->report.has_sides = true;
	person->history.trial = person->trial;
	init_trial(&person->evidence.now, person->metric[0]);
	COPY(person->evidence.now.session, "now");
	person->evidence.config = &person->config;
	person->evidence.history = &person->history;
	person->evidence.set = 1;
}

size_t person_add_session(struct person *person)
{
	size_t i = person->history.count++;
	struct earlier *trial = &person->trial[i];

	assert_true(i < PERSON_SESSIONS_MAX);
	init_trial(trial, person->metric[i + 1]);
	snprintf(trial->session, sizeof(trial->session), "%zu", i);
	snprintf(trial->raw_sha256, sizeof(trial->raw_sha256), "%zu", i);
	snprintf(trial->start_time, sizeof(trial->start_time), "2026-01-%02zuT10:00:00Z", i + 1);
	trial->finding = &person->finding[i];
	return i;
}

static void set_row(struct earlier *trial, const struct series_key *of, double value)
{
	struct metric *row = &trial->metric[trial->metrics++];

	assert_true(trial->metrics <= PERSON_ROWS_MAX);
	*row = (struct metric){
		.set = 1, .value = value, .ci_low = value - 1, .ci_high = value + 1, .n = 8};
	COPY(row->phase, of->phase);
	COPY(row->side, of->side);
	COPY(row->metric, of->metric);
	COPY(row->unit, "%");
	COPY(row->formula, "made up");
}

void person_set(struct person *person, size_t session, const struct series_key *of, double value)
{
	set_row(&person->trial[session], of, value);
}

void person_set_now(struct person *person, const struct series_key *of, double value)
{
	set_row(&person->evidence.now, of, value);
}

void person_set_finding(struct person *person, size_t session, const char *name,
			enum outcome outcome, double value, double threshold)
{
	struct finding *finding = &person->finding[session];

	*finding = (struct finding){
		.set = 1, .outcome = outcome, .value = value, .threshold = threshold};
	COPY(finding->name, name);
	person->trial[session].findings = 1;
}

struct verdict person_verdict(struct person *person, const char *name)
{
	const struct question *q = question_find(name);
	struct verdict verdict[QUESTIONS_MAX];
	struct error err;
	size_t count;

	assert_non_null(q);
	if (findings_decide(q->family, &person->evidence, &person->report, verdict, &count, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < count; i++)
		if (verdict[i].question == q)
			return verdict[i];
	fail_msg("no verdict on %s", name);
	return verdict[0];
}
