/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/parts.h"

#define TAKE(query, column, text) query_take_text(query, column, text, sizeof(text))

static void take(const struct query *query, void *record)
{
	struct registry_trial *trial = record;

	TAKE(query, 0, trial->path);
	TAKE(query, 1, trial->raw_sha256);
	TAKE(query, 2, trial->subject);
	TAKE(query, 3, trial->session);
	TAKE(query, 4, trial->start_time);
	TAKE(query, 5, trial->task);
	TAKE(query, 6, trial->status);
	trial->run = (int)query_take_integer(query, 7);
	trial->load_kg = query_take_real(query, 8);
	trial->superseded = query_take_integer(query, 9);
}

int registry_trials(struct registry *registry, const char *subject, struct registry_trial **out,
		    size_t *count, struct error *err)
{
	struct query *query;
	void *records;
	int ret = query_new(&query, registry->database,
			    "SELECT path, raw_sha256, subject, session, start_time, task, status, "
			    "run, load_kg, superseded FROM trial "
			    "WHERE (?1 IS NULL OR subject = ?1) AND NOT superseded "
			    "ORDER BY start_time, path",
			    err);

	if (ret)
		return ret;
	query_text(query, 1, subject);
	ret = query_collect(query, sizeof(**out), take, &records, count, err);
	if (!ret)
		*out = records;
	return ret;
}
