/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/parts.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

bool mass_is_possible(double mass_kg)
{
	return mass_kg >= 1 && mass_kg <= 500;
}

void registry_today(char out[11])
{
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(out, 11, "%Y-%m-%d", &utc);
}

static int check_code(const char *code, struct error *err)
{
	char same[33];

	return registry_take_code(same, code, err);
}

static int check_subject(const struct registry_subject *subject, struct error *err)
{
	int ret = check_code(subject->code, err);

	if (!ret && !isnan(subject->mass_kg) && !mass_is_possible(subject->mass_kg))
		return fail(err, HINGE_EUSAGE, "%s: a mass of %g kg (1 to 500)", subject->code,
			    subject->mass_kg);
	return ret;
}

/* --- adding --- */

static int insert(struct registry *registry, const struct registry_subject *subject, bool *added,
		  struct error *err)
{
	char created[11];
	int64_t changed = 0;
	struct query *query;
	int ret = query_new(&query, registry->database,
			    "INSERT OR IGNORE INTO subject (code, mass_kg, created, note) "
			    "VALUES (?1, ?2, ?3, ?4)",
			    err);

	if (ret)
		return ret;
	snprintf(created, sizeof(created), "%s", subject->created);
	if (!*created)
		registry_today(created);
	query_text(query, 1, subject->code);
	query_real(query, 2, subject->mass_kg);
	query_text(query, 3, created);
	query_text(query, 4, subject->note);
	ret = query_run(query, &changed, err);
	query_free(query);
	*added = changed > 0;
	return ret;
}

static int update(struct registry *registry, const struct registry_subject *subject,
		  struct error *err)
{
	struct query *query;
	int ret = query_new(&query, registry->database,
			    "UPDATE subject SET mass_kg = coalesce(?2, mass_kg), "
			    "note = CASE ?3 WHEN '' THEN note ELSE ?3 END WHERE code = ?1",
			    err);

	if (ret)
		return ret;
	query_text(query, 1, subject->code);
	query_real(query, 2, subject->mass_kg);
	query_text(query, 3, subject->note);
	ret = query_run(query, NULL, err);
	query_free(query);
	return ret;
}

int registry_add_subject(struct registry *registry, const struct registry_subject *subject,
			 struct error *err)
{
	bool added = false;
	int ret = check_subject(subject, err);

	if (!ret)
		ret = insert(registry, subject, &added, err);
	if (!ret && !added)
		return fail(err, HINGE_EREFUSED, "%s: there is one already (hinge subject show %s)",
			    subject->code, subject->code);
	return ret;
}

int registry_put_subject(struct registry *registry, const struct registry_subject *subject,
			 bool *added, struct error *err)
{
	int ret = check_subject(subject, err);

	if (!ret)
		ret = insert(registry, subject, added, err);
	return ret || *added ? ret : update(registry, subject, err);
}

int registry_put_subjects(struct registry *registry, const struct registry_subject *subject,
			  size_t count, size_t *added, struct error *err)
{
	int ret = database_begin(registry->database, err);
	size_t fresh = 0;

	if (ret)
		return ret;
	for (size_t i = 0; i < count && !ret; i++) {
		bool is_new = false;

		ret = registry_put_subject(registry, &subject[i], &is_new, err);
		fresh += is_new;
	}
	ret = database_end(registry->database, ret, err);
	if (!ret)
		*added = fresh;
	return ret;
}

/* --- finding --- */

#define SELECT                                                                          \
	"SELECT code, mass_kg, created, note,"                                          \
	" (SELECT count(*) FROM trial t WHERE t.subject = code AND NOT superseded),"    \
	" (SELECT count(DISTINCT CASE session WHEN '' THEN substr(start_time, 1, 10)"   \
	"   ELSE session END) FROM trial t WHERE t.subject = code AND NOT superseded)," \
	" (SELECT session FROM trial t WHERE t.subject = code AND NOT superseded"       \
	"   ORDER BY start_time DESC, path DESC LIMIT 1),"                              \
	" (SELECT start_time FROM trial t WHERE t.subject = code AND NOT superseded"    \
	"   ORDER BY start_time DESC, path DESC LIMIT 1) FROM subject "

#define TAKE(query, column, text) query_take_text(query, column, text, sizeof(text))

static void take(const struct query *query, void *record)
{
	struct registry_subject *subject = record;

	TAKE(query, 0, subject->code);
	subject->mass_kg = query_take_real(query, 1);
	TAKE(query, 2, subject->created);
	TAKE(query, 3, subject->note);
	subject->trials = (size_t)query_take_integer(query, 4);
	subject->sessions = (size_t)query_take_integer(query, 5);
	TAKE(query, 6, subject->last_session);
	TAKE(query, 7, subject->last_start_time);
}

static int fail_nobody(const char *code, struct error *err)
{
	return fail(err, HINGE_EREFUSED, "%s: nobody has this code (hinge subject list)", code);
}

int registry_find_subject(struct registry *registry, const char *code, struct registry_subject *out,
			  struct error *err)
{
	struct query *query;
	bool row = false;
	int ret = check_code(code, err);

	if (!ret)
		ret = query_new(&query, registry->database, SELECT "WHERE code = ?1", err);
	if (ret)
		return ret;
	query_text(query, 1, code);
	ret = query_step(query, &row, err);
	if (!ret && row)
		take(query, out);
	query_free(query);
	return ret || row ? ret : fail_nobody(code, err);
}

int registry_subjects(struct registry *registry, struct registry_subject **out, size_t *count,
		      struct error *err)
{
	struct query *query;
	void *records;
	int ret = query_new(&query, registry->database, SELECT "ORDER BY code", err);

	if (!ret)
		ret = query_collect(query, sizeof(**out), take, &records, count, err);
	if (!ret)
		*out = records;
	return ret;
}

/* --- removing --- */

int registry_forget(struct registry *registry, const char *code, struct error *err)
{
	int64_t changed = 0;
	struct query *query;
	int ret = check_code(code, err);

	if (!ret)
		ret = query_new(&query, registry->database, "DELETE FROM subject WHERE code = ?1",
				err);
	if (ret)
		return ret;
	query_text(query, 1, code);
	ret = query_run(query, &changed, err);
	query_free(query);
	return ret || changed ? ret : fail_nobody(code, err);
}
