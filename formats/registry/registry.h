/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of a study: who they are (by code), what their sessions were like, and an index of
 * their results. STUDY/registry.sqlite (docs/file-format.md#registry); everything but what people
 * entered can be made again from the results. */
#ifndef FORMATS_REGISTRY_REGISTRY_H
#define FORMATS_REGISTRY_REGISTRY_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { REGISTRY_NOTE_MAX = 1024, REGISTRY_PAIN_UNKNOWN = -1, REGISTRY_PAIN_MAX = 10 };

/* Of the plan with a person: relieve what hurts, fix what is missing, plan for the future. */
enum stage { STAGE_UNKNOWN, STAGE_RELIEVE, STAGE_FIX, STAGE_PLAN };
const char *stage_name(enum stage);               /* "relieve" "fix" "plan", "" = unknown */
bool stage_parse(const char *word, enum stage *); /* "" is unknown; false = no such word */

/* YYYY-MM-DD, UTC. */
void registry_today(char out[11]);

/* 1 to 500: what a person can weigh. */
bool mass_is_possible(double mass_kg);

struct registry_subject {
	char code[33];
	double mass_kg;   /* NaN = unknown */
	char created[11]; /* day of the first entry, YYYY-MM-DD */
	char note[REGISTRY_NOTE_MAX];
	/* of its results */
	size_t sessions, trials;
	char last_session[33], last_start_time[40]; /* "" = none */
};

/* What people entered about a session; a session needs no recording. */
struct registry_session {
	char subject[33], session[33]; /* its code, else its date */
	char date[11];                 /* YYYY-MM-DD, "" = unknown */
	int pain;                      /* 0-10, REGISTRY_PAIN_UNKNOWN */
	enum stage stage;
	char note[REGISTRY_NOTE_MAX];
};

/* A result below STUDY/derivatives/hinge. */
struct registry_trial {
	char path[512]; /* below the study: derivatives/hinge/sub-S012/... */
	char raw_sha256[65], subject[33], session[33], start_time[40], task[32], status[8];
	int run; /* 0 = unknown */
	double load_kg;
	bool superseded; /* done again, or another result of the recording comes first */
};

struct registry;

/* Opens STUDY/registry.sqlite. writable: makes it where there is none, and brings it to this
 * version. HINGE_EREAD: no such study, or no registry in it (read only); HINGE_EFORMAT: damaged, no
 * registry, or a newer one; HINGE_EWRITE: cannot be made or written; HINGE_EAGAIN: another program
 * holds it for longer than 5 s. These codes are those of every call below. */
int registry_open(struct registry **out, const char *study, bool writable, struct error *);
void registry_close(struct registry *);              /* NULL is fine */
const char *registry_study(const struct registry *); /* its folder, without links */

/* --- people --- */

/* created is set where it is empty. HINGE_EREFUSED: the code is taken; HINGE_EUSAGE: no code, or a
 * mass that nobody has. */
int registry_add_subject(struct registry *, const struct registry_subject *, struct error *);
/* The same, or changes mass and note of who is there, where they are given (not NaN, not "");
 * *added tells which. */
int registry_put_subject(struct registry *, const struct registry_subject *, bool *added,
			 struct error *);
/* HINGE_EREFUSED: nobody has this code. */
int registry_find_subject(struct registry *, const char *code, struct registry_subject *,
			  struct error *);
/* Puts many at once, all or none; *added of them are new. */
int registry_put_subjects(struct registry *, const struct registry_subject *, size_t count,
			  size_t *added, struct error *);
/* By code; *out is the caller's to free(). */
int registry_subjects(struct registry *, struct registry_subject **out, size_t *count,
		      struct error *);
/* Removes a person with sessions and index; files are not touched. HINGE_EREFUSED: nobody. */
int registry_forget(struct registry *, const char *code, struct error *);

/* A code as it is kept: of a person or a session. HINGE_EUSAGE: it is none. */
int registry_take_code(char out[33], const char *text, struct error *);
/* A note as it is kept: in one line. HINGE_EUSAGE: longer than REGISTRY_NOTE_MAX - 1 bytes, or no
 * UTF-8. */
int registry_take_note(char out[REGISTRY_NOTE_MAX], const char *text, struct error *);

/* --- sessions --- */

/* Sets what is given (date not "", pain not unknown, stage not unknown, note not "") and keeps the
 * rest. HINGE_EREFUSED: no such person; HINGE_EUSAGE: outside its range. */
int registry_note_session(struct registry *, const struct registry_session *, struct error *);
/* By date, then code; *out is the caller's to free(). */
int registry_sessions(struct registry *, const char *subject, struct registry_session **out,
		      size_t *count, struct error *);

/* --- results --- */

/* By start, superseded ones left out; subject NULL = everybody's. *out is the caller's to free().
 */
int registry_trials(struct registry *, const char *subject, struct registry_trial **out,
		    size_t *count, struct error *);

struct registry_changes {
	size_t added, changed, removed, unchanged, bad;
};
/* Brings the index up to date with STUDY/derivatives/hinge: only files that changed are read. A
 * file that is no result, or of nobody, is told to bad() and left out; people who have results are
 * added. */
int registry_sync(struct registry *, struct registry_changes *,
		  void (*bad)(void *ctx, const char *path, const char *why), void *ctx,
		  struct error *);

#endif
