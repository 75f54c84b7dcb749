/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of docs/file-format.md#registry. A change is one migration more; what is here stays as
 * it is. */
#include "formats/registry/parts.h"

static const char version_1[] =
	"CREATE TABLE subject ("
	" code TEXT PRIMARY KEY NOT NULL"
	"  CHECK (length(code) BETWEEN 1 AND 32 AND code NOT GLOB '*[^A-Z0-9-]*'),"
	" mass_kg REAL CHECK (mass_kg > 0),"
	" created TEXT NOT NULL,"
	" note TEXT NOT NULL DEFAULT '') STRICT;"
	"CREATE TABLE session ("
	" subject TEXT NOT NULL REFERENCES subject ON DELETE CASCADE,"
	" session TEXT NOT NULL,"
	" date TEXT NOT NULL DEFAULT '',"
	" pain INTEGER CHECK (pain BETWEEN 0 AND 10),"
	" stage TEXT NOT NULL DEFAULT '' CHECK (stage IN ('', 'relieve', 'fix', 'plan')),"
	" note TEXT NOT NULL DEFAULT '',"
	" PRIMARY KEY (subject, session)) STRICT;"
	"CREATE TABLE trial ("
	" path TEXT PRIMARY KEY NOT NULL,"
	" mark TEXT NOT NULL,"
	" subject TEXT NOT NULL REFERENCES subject ON DELETE CASCADE,"
	" session TEXT NOT NULL,"
	" raw_sha256 TEXT NOT NULL,"
	" start_time TEXT NOT NULL,"
	" task TEXT NOT NULL,"
	" run INTEGER NOT NULL,"
	" supersedes INTEGER NOT NULL,"
	" load_kg REAL,"
	" status TEXT NOT NULL,"
	" superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1))) STRICT;"
	"CREATE INDEX trial_of_subject ON trial (subject, start_time);"
	"CREATE INDEX trial_of_recording ON trial (raw_sha256)";

static const char *const migrations[] = {version_1};

const struct database_schema registry_schema = {
	.what = "registry",
	.application = 0x686e6765, /* "hnge" */
	.versions = sizeof(migrations) / sizeof(migrations[0]),
	.migration = migrations,
};
