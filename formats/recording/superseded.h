/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set that was not good and was recorded again (`hinge record --redo`): the later run says whose
 * place it takes, the earlier one stays as it is and is left out where many are read. */
#ifndef FORMATS_RECORDING_SUPERSEDED_H
#define FORMATS_RECORDING_SUPERSEDED_H

#include "formats/error.h"
#include "formats/layout.h"

#include <stdbool.h>

struct run_key {
	char subject[33], session[33], task[32];
	int run, supersedes; /* 0 = not known, none */
};

/* task: of the analysis where there was one, else info->task. */
void run_key_init(struct run_key *, const struct recording_info *, const char *task);
/* Of a recording's sidecar; errors of sidecar_read(). */
int run_key_read(struct run_key *, const char *recording, struct error *);
/* Of one subject, session and task, and later takes the place of earlier. Without a subject nothing
 * does. */
bool run_supersedes(const struct run_key *later, const struct run_key *earlier);
/* The run that takes the place of key, 0 = none of these does. */
int run_superseded_by(const struct run_key *key, const struct run_key *keys, size_t count);

#endif
