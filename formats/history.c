/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/history.h"

#include "formats/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

enum { DAY_LENGTH = 10 }; /* "2026-11-22" */

/* Its load is another, and only a trend over the load asks for it. */
static void take_head(struct earlier *earlier, const struct trial_report *report)
{
	COPY(earlier->trial_id, report->trial_id);
	COPY(earlier->raw_sha256, report->raw_sha256);
	COPY(earlier->subject, report->info.subject);
	COPY(earlier->session, report->info.session);
	COPY(earlier->task, report->task);
	COPY(earlier->style, report->info.style);
	COPY(earlier->start_time, report->info.start_time);
	earlier->load_kg = report->load_kg;
	run_key_init(&earlier->run, &report->info, report->task);
}

static bool is_of_set(const struct trial_report *report, const struct metric *row, bool warm_up)
{
	return row->rep == 0 && row->set >= 1 && report_is_working_set(report, row->set) != warm_up;
}

/* Behind those that are there. */
static size_t take_rows(struct earlier *earlier, size_t at, const struct trial_report *report,
			bool warm_up)
{
	size_t first = at;

	for (size_t i = 0; i < report->metrics; i++)
		if (is_of_set(report, &report->metric[i], warm_up))
			earlier->metric[at++] = report->metric[i];
	return at - first;
}

int earlier_from_report(struct earlier *out, const struct trial_report *report, struct error *err)
{
	struct earlier earlier = {
		.metric = calloc(report->metrics + 1, sizeof(*earlier.metric)),
		.finding = calloc(report->findings + 1, sizeof(*earlier.finding)),
	};

	if (!earlier.metric || !earlier.finding) {
		earlier_reset(&earlier);
		return fail(err, HINGE_ENOMEM, "no memory for the sets of %s", report->trial_id);
	}
	take_head(&earlier, report);
	earlier.metrics = take_rows(&earlier, 0, report, false);
	earlier.warm_up_metrics = take_rows(&earlier, earlier.metrics, report, true);
	earlier.findings = report->findings;
	if (report->findings)
		memcpy(earlier.finding, report->finding,
		       report->findings * sizeof(*earlier.finding));
	*out = earlier;
	return 0;
}

void earlier_reset(struct earlier *earlier)
{
	free(earlier->metric);
	free(earlier->finding);
	*earlier = (struct earlier){0};
}

static int by_start(const void *a, const void *b)
{
	const struct earlier *x = a, *y = b;
	int order = strcmp(x->start_time, y->start_time);

	return order ? order : strcmp(x->sha256, y->sha256);
}

int history_add(struct history *history, struct earlier *earlier, struct error *err)
{
	struct earlier *grown =
		realloc(history->trial, (history->count + 1) * sizeof(*history->trial));

	if (!grown) {
		earlier_reset(earlier);
		return fail(err, HINGE_ENOMEM, "no memory for %zu earlier results",
			    history->count + 1);
	}
	history->trial = grown;
	history->trial[history->count++] = *earlier;
	*earlier = (struct earlier){0};
	qsort(history->trial, history->count, sizeof(*history->trial), by_start);
	return 0;
}

void history_reset(struct history *history)
{
	for (size_t i = 0; history && i < history->count; i++)
		earlier_reset(&history->trial[i]);
	if (!history)
		return;
	free(history->trial);
	*history = (struct history){0};
}

/* One person's results only: the code of the trial, else that of the first result that has one. */
static int check_subject(const struct history *all, const struct recording_info *info,
			 struct error *err)
{
	const char *subject = info->subject;

	for (size_t i = 0; i < all->count; i++) {
		const struct earlier *earlier = &all->trial[i];

		if (!*subject)
			subject = earlier->subject;
		if (*earlier->subject && strcmp(earlier->subject, subject) != 0)
			return fail(err, HINGE_EUSAGE,
				    "%s: a result of %s, not of %s (give --history results of one "
				    "person only)",
				    earlier->file, earlier->subject, subject);
	}
	return 0;
}

/* "" = not known, and so nobody's */
static bool is_same(const char *sha256, const char *other)
{
	return *sha256 && !strcmp(sha256, other);
}

static bool is_listed(const struct history *list, const char *raw_sha256)
{
	for (size_t i = 0; i < list->count; i++)
		if (is_same(list->trial[i].raw_sha256, raw_sha256))
			return true;
	return false;
}

int history_superseded_by(const struct history *all, size_t index,
			  const struct recording_info *info)
{
	const struct run_key *run = &all->trial[index].run;
	struct run_key own;

	for (size_t i = 0; i < all->count; i++)
		if (run_supersedes(&all->trial[i].run, run))
			return all->trial[i].run.run;
	if (!info)
		return 0;
	run_key_init(&own, info, run->task);
	return run_supersedes(&own, run) ? own.run : 0;
}

int history_before(const struct history *all, const struct recording_info *info,
		   const char *raw_sha256, struct history *out, struct error *err)
{
	struct history before = {0};
	int ret = check_subject(all, info, err);

	if (ret)
		return ret;
	before.trial = malloc((all->count + 1) * sizeof(*before.trial));
	if (!before.trial)
		return fail(err, HINGE_ENOMEM, "no memory for %zu earlier results", all->count);
	for (size_t i = 0; i < all->count; i++) {
		const struct earlier *earlier = &all->trial[i];

		if (is_same(earlier->raw_sha256, raw_sha256) ||
		    is_listed(&before, earlier->raw_sha256) || history_superseded_by(all, i, info))
			continue;
		if (*info->start_time && strcmp(earlier->start_time, info->start_time) >= 0)
			continue;
		before.trial[before.count++] = *earlier;
	}
	*out = before;
	return 0;
}

int history_sha256(const struct history *history, char out[65], struct error *err)
{
	struct sha256 *sum;

	*out = '\0';
	if (!history->count)
		return 0;
	sum = sha256_new();
	if (!sum)
		return fail(err, HINGE_ENOMEM, "out of memory");
	for (size_t i = 0; i < history->count; i++)
		sha256_add(sum, history->trial[i].sha256, sizeof(history->trial[i].sha256) - 1);
	sha256_final_hex(sum, out);
	return 0;
}

bool earlier_same_session(const struct earlier *a, const struct earlier *b)
{
	if (*a->session || *b->session)
		return !strcmp(a->session, b->session);
	if (*a->start_time || *b->start_time)
		return !strncmp(a->start_time, b->start_time, DAY_LENGTH);
	return !strcmp(a->raw_sha256, b->raw_sha256);
}
