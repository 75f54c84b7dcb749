/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/frame/words.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *const words[][2] = {
#define WORD_ROW(name, english, german) {english, german},
	WORDS(WORD_ROW)
#undef WORD_ROW
};

static bool is_german(const char *language)
{
	return language && !strcmp(language, "de");
}

const char *word(enum word which, const char *language)
{
	return words[which][is_german(language)];
}

struct number number(double value, int decimals, const char *language)
{
	static const char minus[] = "\xe2\x88\x92";
	struct number out;
	char digits[20], *point;

	if (!isfinite(value)) {
		snprintf(out.text, sizeof(out.text), "-");
		return out;
	}
	snprintf(digits, sizeof(digits), fabs(value) < 1e9 ? "%.*f" : "%.*e", decimals,
		 fabs(value));
	point = strchr(digits, '.');
	if (point && is_german(language))
		*point = ',';
	/* what rounds to nothing has no sign */
	snprintf(out.text, sizeof(out.text), "%s%s",
		 value < 0.0 && strpbrk(digits, "123456789") ? minus : "", digits);
	return out;
}

static size_t count_texts(const char *const texts[])
{
	size_t n = 0;

	while (texts[n])
		n++;
	return n;
}

void say(char *out, size_t size, enum word which, const char *language, const char *const texts[])
{
	size_t used = strlen(out), n = count_texts(texts);

	for (const char *from = word(which, language); *from && used + 1 < size;) {
		size_t k = from[0] == '{' && from[1] >= '1' ? (size_t)(from[1] - '1') : n;

		if (k < n && from[2] == '}') {
			int length = snprintf(out + used, size - used, "%s", texts[k]);

			used += (size_t)length < size - used ? (size_t)length : size - used - 1;
			from += 3;
		} else {
			out[used++] = *from++;
			out[used] = '\0';
		}
	}
}

static struct count count_of(size_t n, enum word one, enum word many, const char *language)
{
	struct count out = {""};

	say(out.text, sizeof(out.text), n == 1 ? one : many, language,
	    (const char *const[]){number((double)n, 0, language).text, NULL});
	return out;
}

struct count count_reps(size_t n, const char *language)
{
	return count_of(n, WORD_REPETITION, WORD_REPETITIONS, language);
}

struct count count_sessions(size_t n, const char *language)
{
	return count_of(n, WORD_SESSION, WORD_SESSIONS, language);
}
