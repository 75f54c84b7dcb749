/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the live page says, for its markup and for its scripts. */
#ifndef TOOLS_SERVE_LIVE_WORDS_H
#define TOOLS_SERVE_LIVE_WORDS_H

/* language: "en" "de"; what is not known is said in English. key must be one of the table. */
const char *live_word(const char *language, const char *key);
/* All of them as one line of JSON, by key; the caller frees it. NULL: out of memory. */
char *live_words_json(const char *language);

#endif
