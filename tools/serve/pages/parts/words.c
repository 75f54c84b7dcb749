/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/parts/words.h"

#include <string.h>

static const struct {
	const char *english, *german;
} table[] = {
#define WORD_ROW(name, english, german) {english, german},
	WORDS(WORD_ROW)
#undef WORD_ROW
};

const char *page_word(enum word which, const char *language)
{
	return strcmp(language, "de") ? table[which].english : table[which].german;
}
