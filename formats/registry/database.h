/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite file; the library stays behind this. Several processes may have it open: who waits
 * longer than 5 s for another's change is told to try again. */
#ifndef FORMATS_REGISTRY_DATABASE_H
#define FORMATS_REGISTRY_DATABASE_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct database;

/* What a file of this kind must be: its application's number, and how it came to its version.
 * migration[v] leads from version v to v + 1. */
struct database_schema {
	const char *what;    /* "registry" */
	int32_t application; /* PRAGMA application_id */
	int versions;
	const char *const *migration;
};

/* writable: a missing file is made (mode 0640) and an older one brought to the last version, whole
 * or not at all. A symbolic link is not followed. HINGE_EREAD: missing, or unreadable;
 * HINGE_EFORMAT: damaged, of another kind, or newer; HINGE_EWRITE, HINGE_EAGAIN, HINGE_ENOMEM. The
 * same codes come from every call below. */
int database_open(struct database **out, const char *path, bool writable,
		  const struct database_schema *, struct error *);
void database_close(struct database *); /* NULL is fine; what is not committed is undone */

/* One change after another, all or none. */
int database_begin(struct database *, struct error *);
int database_commit(struct database *, struct error *);
void database_undo(struct database *);
/* Ends a change: commits where ret is 0, else undoes; the code of the whole. */
int database_end(struct database *, int ret, struct error *);

/* A statement with ?1, ?2 ... for its values. */
struct query;
int query_new(struct query **out, struct database *, const char *sql, struct error *);
void query_free(struct query *);                          /* NULL is fine */
void query_text(struct query *, int place, const char *); /* copies; NULL = no value */
void query_integer(struct query *, int place, int64_t);
void query_real(struct query *, int place, double); /* NaN = no value */
/* The next row; false in *row: there is none, and the query may run again with other values. */
int query_step(struct query *, bool *row, struct error *);
/* For a statement that gives no rows; how many it changed in *changed (may be NULL). */
int query_run(struct query *, int64_t *changed, struct error *);

/* Of the row; columns from 0. No value is "", 0, NaN. A text is cut to fit. */
void query_take_text(const struct query *, int column, char *out, size_t size);
int64_t query_take_integer(const struct query *, int column);
double query_take_real(const struct query *, int column);
bool query_is_null(const struct query *, int column);

#endif
