/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what the daemon answered: a member that is missing is 0 or "". */
#ifndef TOOLS_CLIENT_ANSWER_H
#define TOOLS_CLIENT_ANSWER_H

#include "formats/json.h"

int answer_parse(struct js **out, const char *text, struct error *);
double answer_number(const struct js *object, const char *key);
const char *answer_text(const struct js *object, const char *key);
bool answer_flag(const struct js *object, const char *key);
/* An error object of the daemon ("error" of a card): its code, err filled; 0 where it is null. */
int answer_error(const struct js *object, const char *key, struct error *);

/* Of a call that takes a "source" (NULL = the daemon's first); the caller frees. NULL: not UTF-8.
 */
char *answer_source_params(const char *source);

#endif
