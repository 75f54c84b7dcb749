/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the live page says, for its markup and for its scripts. */
#ifndef TOOLS_SERVE_LIVE_WORDS_H
#define TOOLS_SERVE_LIVE_WORDS_H

#include "tools/report/html.h"

/* language: "en" "de"; NULL: the table has no such key. */
const char *live_word(const char *language, const char *key);
/* All of them as the data-... attributes of an element, for scripts. */
void live_words_put(struct html *, const char *language);

#endif
