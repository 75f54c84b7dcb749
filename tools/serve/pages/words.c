/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/words.h"

#include <string.h>

static const char *const english[] = {
#define WORD_ENGLISH(name, english, german) english,
	WORDS(WORD_ENGLISH)
#undef WORD_ENGLISH
};
static const char *const german[] = {
#define WORD_GERMAN(name, english, german) german,
	WORDS(WORD_GERMAN)
#undef WORD_GERMAN
};

const char *page_word(enum word which, const char *language)
{
	return !strcmp(language, "de") ? german[which] : english[which];
}
