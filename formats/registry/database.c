/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/database.h"

#include "formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0640, WAIT_MS = 5000 };

struct database {
	sqlite3 *file;
	char *path;
	const char *what;
};

struct query {
	struct database *database;
	sqlite3_stmt *statement;
	int bound; /* the first fault in handing over values */
};

/* --- what went wrong --- */

static int code_of(int primary)
{
	switch (primary) {
	case SQLITE_NOMEM:
		return HINGE_ENOMEM;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return HINGE_EAGAIN;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_SCHEMA:
	case SQLITE_ERROR: /* a table or column that should be there is not */
		return HINGE_EFORMAT;
	case SQLITE_CANTOPEN:
		return HINGE_EREAD;
	default: /* full, read only, no permission, input or output failed */
		return HINGE_EWRITE;
	}
}

static int fail_database(const struct database *database, int status, struct error *err)
{
	switch (code_of(status & 0xff)) {
	case HINGE_ENOMEM:
		return fail(err, HINGE_ENOMEM, "%s: out of memory", database->path);
	case HINGE_EAGAIN:
		return fail(err, HINGE_EAGAIN, "%s: another program is writing it (try again)",
			    database->path);
	case HINGE_EFORMAT:
		return fail(err, HINGE_EFORMAT,
			    "%s: damaged, or no %s (%s); put a copy of it back, or move it away "
			    "and make a new one",
			    database->path, database->what, sqlite3_errmsg(database->file));
	case HINGE_EREAD:
		return fail(err, HINGE_EREAD, "%s: cannot be opened (%s)", database->path,
			    sqlite3_errmsg(database->file));
	default:
		return fail(err, HINGE_EWRITE, "%s: cannot be written (%s)", database->path,
			    sqlite3_errmsg(database->file));
	}
}

/* --- opening --- */

/* SQLite would make it readable for all. An empty file is an empty database. */
static int make_file(const char *path, struct error *err)
{
	int fd = open_file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);

	if (fd < 0)
		return errno == EEXIST ? 0 : fail_errno(err, HINGE_EWRITE, "%s", path);
	return close_synced(fd, path, err);
}

static int check_file(const char *path, bool writable, struct error *err)
{
	struct stat file;

	if (lstat(path, &file) && writable && errno == ENOENT)
		return make_file(path, err);
	if (lstat(path, &file))
		return fail_errno(err, HINGE_EREAD, "%s", path);
	if (S_ISLNK(file.st_mode))
		return fail(err, HINGE_EREFUSED,
			    "%s: a symbolic link is not followed (put the file itself there)",
			    path);
	if (!S_ISREG(file.st_mode))
		return fail(err, HINGE_EFORMAT, "%s: not a file", path);
	return 0;
}

static int execute(struct database *database, const char *sql, struct error *err)
{
	int status = sqlite3_exec(database->file, sql, NULL, NULL, NULL);

	return status == SQLITE_OK ? 0 : fail_database(database, status, err);
}

/* The first row; as they were where there is none. */
static int read_numbers(struct database *database, const char *sql, int64_t *out, int count,
			struct error *err)
{
	struct query *query;
	bool row = false;
	int ret = query_new(&query, database, sql, err);

	if (ret)
		return ret;
	ret = query_step(query, &row, err);
	for (int i = 0; i < count && !ret && row; i++)
		out[i] = query_take_integer(query, i);
	query_free(query);
	return ret;
}

/* In one statement: another program may be making it what it is. */
static int read_head(struct database *database, int64_t *application, int64_t *version,
		     int64_t *tables, struct error *err)
{
	int64_t head[3] = {0};
	int ret = read_numbers(database,
			       "SELECT application_id, user_version, "
			       "(SELECT count(*) FROM sqlite_master) "
			       "FROM pragma_application_id, pragma_user_version",
			       head, 3, err);

	if (ret)
		return ret;
	*application = head[0];
	*version = head[1];
	*tables = head[2];
	return 0;
}

static int check_kind(struct database *database, const struct database_schema *schema,
		      int64_t *version, struct error *err)
{
	int64_t application, tables;
	int ret = read_head(database, &application, version, &tables, err);

	if (ret)
		return ret;
	if (application != schema->application && (application || *version || tables))
		return fail(err, HINGE_EFORMAT, "%s: a database, but no %s of hinge",
			    database->path, schema->what);
	if (*version > schema->versions)
		return fail(err, HINGE_EFORMAT,
			    "%s: version %lld is newer than this program knows (%d): update hinge",
			    database->path, (long long)*version, schema->versions);
	return 0;
}

/* With the lock held: another program may have done it in the meantime. */
static int migrate_locked(struct database *database, const struct database_schema *schema,
			  struct error *err)
{
	char done[96];
	int64_t version = 0;
	int ret = check_kind(database, schema, &version, err);

	for (int64_t v = version; v < schema->versions && !ret; v++)
		ret = execute(database, schema->migration[v], err);
	snprintf(done, sizeof(done), "PRAGMA application_id = %d; PRAGMA user_version = %d",
		 schema->application, schema->versions);
	return ret ? ret : execute(database, done, err);
}

static int migrate(struct database *database, const struct database_schema *schema, bool writable,
		   struct error *err)
{
	int64_t version;
	int ret = check_kind(database, schema, &version, err);

	if (ret || version == schema->versions)
		return ret;
	if (!writable)
		return version ? fail(err, HINGE_EFORMAT,
				      "%s: version %lld, this program reads %d (a command that "
				      "writes it brings it there)",
				      database->path, (long long)version, schema->versions)
			       : fail(err, HINGE_EREAD, "%s: an empty %s", database->path,
				      schema->what);
	ret = database_begin(database, err);
	return ret ? ret : database_end(database, migrate_locked(database, schema, err), err);
}

static int open_connection(struct database *database, bool writable, struct error *err)
{
	int flags = (writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
		    SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX;
	int status = sqlite3_open_v2(database->path, &database->file, flags, NULL);

	if (status != SQLITE_OK && !database->file)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", database->path);
	if (status != SQLITE_OK)
		return fail_database(database, status, err);
	sqlite3_extended_result_codes(database->file, 1);
	sqlite3_busy_timeout(database->file, WAIT_MS);
	/* a file from elsewhere may hold more than data */
	sqlite3_db_config(database->file, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(database->file, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* not WAL: studies lie on network drives and read-only ones */
	return execute(database,
		       "PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA; "
		       "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON",
		       err);
}

int database_open(struct database **out, const char *path, bool writable,
		  const struct database_schema *schema, struct error *err)
{
	struct database *database;
	int ret = check_file(path, writable, err);

	if (ret)
		return ret;
	database = calloc(1, sizeof(*database));
	if (database)
		database->path = strdup(path);
	if (!database || !database->path) {
		free(database);
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	}
	database->what = schema->what;
	ret = open_connection(database, writable, err);
	if (!ret)
		ret = migrate(database, schema, writable, err);
	if (ret)
		database_close(database);
	else
		*out = database;
	return ret;
}

void database_close(struct database *database)
{
	if (!database)
		return;
	sqlite3_close_v2(database->file);
	free(database->path);
	free(database);
}

/* --- changes --- */

/* Takes the lock at once: two that first read and then write would wait for each other. */
int database_begin(struct database *database, struct error *err)
{
	return execute(database, "BEGIN IMMEDIATE", err);
}

int database_commit(struct database *database, struct error *err)
{
	return execute(database, "COMMIT", err);
}

void database_undo(struct database *database)
{
	if (!sqlite3_get_autocommit(database->file))
		sqlite3_exec(database->file, "ROLLBACK", NULL, NULL, NULL);
}

int database_end(struct database *database, int ret, struct error *err)
{
	if (!ret)
		ret = database_commit(database, err);
	if (ret)
		database_undo(database);
	return ret;
}

/* --- queries --- */

int query_new(struct query **out, struct database *database, const char *sql, struct error *err)
{
	struct query *query = calloc(1, sizeof(*query));
	int status;

	if (!query)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", database->path);
	query->database = database;
	status = sqlite3_prepare_v2(database->file, sql, -1, &query->statement, NULL);
	if (status != SQLITE_OK) {
		free(query);
		return fail_database(database, status, err);
	}
	*out = query;
	return 0;
}

void query_free(struct query *query)
{
	if (!query)
		return;
	sqlite3_finalize(query->statement);
	free(query);
}

static void keep(struct query *query, int status)
{
	if (query->bound == SQLITE_OK)
		query->bound = status;
}

void query_text(struct query *query, int place, const char *text)
{
	keep(query, sqlite3_bind_text(query->statement, place, text, -1, SQLITE_TRANSIENT));
}

void query_integer(struct query *query, int place, int64_t value)
{
	keep(query, sqlite3_bind_int64(query->statement, place, value));
}

void query_real(struct query *query, int place, double value)
{
	keep(query, isnan(value) ? sqlite3_bind_null(query->statement, place)
				 : sqlite3_bind_double(query->statement, place, value));
}

int query_step(struct query *query, bool *row, struct error *err)
{
	int status = query->bound;

	*row = false;
	if (status == SQLITE_OK)
		status = sqlite3_step(query->statement);
	if (status == SQLITE_ROW) {
		*row = true;
		return 0;
	}
	query->bound = SQLITE_OK;
	if (status != SQLITE_DONE)
		fail_database(query->database, status, err);
	sqlite3_reset(query->statement);
	sqlite3_clear_bindings(query->statement);
	return status == SQLITE_DONE ? 0 : code_of(status & 0xff);
}

int query_run(struct query *query, int64_t *changed, struct error *err)
{
	bool row;
	int ret = query_step(query, &row, err);

	if (!ret && changed)
		*changed = sqlite3_changes64(query->database->file);
	return ret;
}

void query_take_text(const struct query *query, int column, char *out, size_t size)
{
	const unsigned char *text = sqlite3_column_text(query->statement, column);

	snprintf(out, size, "%s", text ? (const char *)text : "");
}

int64_t query_take_integer(const struct query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}

double query_take_real(const struct query *query, int column)
{
	return query_is_null(query, column) ? NAN : sqlite3_column_double(query->statement, column);
}

bool query_is_null(const struct query *query, int column)
{
	return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}
