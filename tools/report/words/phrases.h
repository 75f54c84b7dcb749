/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results files hold checks and steps as English sentences with figures in them. They are fixed
 * texts, so their German is too: a pattern for each, and what stands at its stars. */
#ifndef TOOLS_REPORT_WORDS_PHRASES_H
#define TOOLS_REPORT_WORDS_PHRASES_H

#include "tools/report/words/words.h"

#include <stdbool.h>

/* What the parts of text that stars stand for become in place of {1} to {9}. */
struct phrase {
	const char *english, *other;
};

/* The sentence in the language; as it stands, and *foreign, where there is no pattern for it.
 * Returns out. */
const char *phrase_say(const struct language *, const char *english, char *out, size_t size,
		       bool *foreign);

/* The name of a step: "body_weight" as "body weight". Returns out. */
const char *step_name_say(const struct language *, const char *name, char *out, size_t size);

/* english NULL at the end: sentences, what may stand at their stars, names of steps */
extern const struct phrase phrases_german[], parts_german[], step_names_german[];

#endif
