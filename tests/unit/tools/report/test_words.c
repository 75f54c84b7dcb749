/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/report/words/numbers.h"
#include "tools/report/words/phrases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool has_value(const char *text, const char *name, size_t length)
{
	for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{'))
		if (!strncmp(at + 1, name, length) && at[1 + length] == '}')
			return true;
	return false;
}

/* Whether other holds every {name} of text. */
static bool holds_values_of(const char *other, const char *text)
{
	for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{'))
		if (!has_value(other, at + 1, strcspn(at + 1, "}")))
			return false;
	return true;
}

static void both_languages_say_everything_with_the_same_values(void **state)
{
	(void)state;
	for (int id = 0; id < WORDS; id++) {
		const char *en = words(&language_english, (enum words)id);
		const char *de = words(&language_german, (enum words)id);

		if (!en || !de || !*en || !*de)
			fail_msg("text %d is missing", id);
		else if (!holds_values_of(en, de) || !holds_values_of(de, en))
			fail_msg("'%s' and '%s' hold different values", en, de);
	}
}

static void values_are_filled_in_and_a_full_room_ends_at_a_character(void **state)
{
	const struct word_value values[] = {{"a", "ü"}, {"b", "{a}"}, {NULL, NULL}};
	char out[32], small[4];

	(void)state;
	assert_string_equal(words_fill(out, sizeof(out), "{a}-{b}-{c} {", values), "ü-{a}-{c} {");
	assert_string_equal(words_fill(small, sizeof(small), "{a}{a}", values), "ü");
}

static void expect_number(const struct language *language, double value, int decimals,
			  const char *text)
{
	struct number number;

	assert_string_equal(number_say(&number, language, value, decimals), text);
}

static void numbers_have_the_comma_of_their_language_and_no_minus_before_zero(void **state)
{
	(void)state;
	expect_number(&language_english, 1062.6, 0, "1063");
	expect_number(&language_german, -7.25, 1, "-7,2");
	expect_number(&language_english, -0.04, 1, "0.0");
	expect_number(&language_english, NAN, 1, "-");
	expect_number(&language_german, INFINITY, 1, "-");
}

static void few_digits_are_written_out_and_tiny_numbers_as_powers(void **state)
{
	struct number n;

	(void)state;
	assert_string_equal(number_short(&n, &language_english, 52044.49, 3), "52000");
	assert_string_equal(number_short(&n, &language_english, 0.0043511, 3), "0.00435");
	assert_string_equal(number_short(&n, &language_german, 4.2903e-6, 3), "4,29 × 10⁻⁶");
	assert_string_equal(number_short(&n, &language_english, 0, 3), "0");
	assert_string_equal(number_short(&n, &language_english, NAN, 3), "-");
}

/* PDG, Review of Particle Physics, 5.3: an error of 355 to 949 has one digit, below it two. */
static void a_percentage_has_the_digits_its_error_allows(void **state)
{
	(void)state;
	assert_int_equal(percent_decimals(0.6), 1);
	assert_int_equal(percent_decimals(3.54), 1);
	assert_int_equal(percent_decimals(3.55), 0);
	assert_int_equal(percent_decimals(12), 0);
	assert_int_equal(percent_decimals(NAN), 1);
}

static void a_side_is_named_but_where_the_rounded_value_is_zero(void **state)
{
	struct number n;

	(void)state;
	assert_string_equal(side_say(&n, &language_english, 4.2317, 1), "4.2\u00a0% right");
	assert_string_equal(side_say(&n, &language_german, -12.9, 0), "13\u00a0% links");
	assert_string_equal(side_say(&n, &language_english, -0.04, 1), "0.0\u00a0% even");
	assert_string_equal(side_say(&n, &language_english, NAN, 1), "-");
	assert_string_equal(interval_say(&n, &language_english, 3.3, 5.1, 1),
			    "3.3 to 5.1\u00a0% right");
	assert_string_equal(interval_say(&n, &language_english, -5.1, -3.3, 1),
			    "3.3 to 5.1\u00a0% left");
	assert_string_equal(interval_say(&n, &language_german, -1, 0.4, 1),
			    "1,0\u00a0% links bis 0,4\u00a0% rechts");
	assert_string_equal(interval_say(&n, &language_english, NAN, 0.4, 1), "");
}

static void dates_are_written_in_words(void **state)
{
	struct number n;

	(void)state;
	assert_string_equal(date_say(&n, &language_english, "2026-11-22T10:15:30.5Z", true),
			    "22 Nov 2026 10:15 UTC");
	assert_string_equal(date_say(&n, &language_german, "2026-03-02T10:15:30", false),
			    "2. März 2026");
	assert_string_equal(date_say(&n, &language_german, "2024-02-29", true), "29. Feb. 2024");
	assert_string_equal(date_say(&n, &language_english, "1969-12-31T23:59:59Z", true),
			    "31 Dec 1969 23:59 UTC");
	assert_string_equal(date_say(&n, &language_english, "2026-13-02", false), "");
	assert_string_equal(date_say(&n, &language_english, "2026-02-29", false), "");
	assert_string_equal(date_say(&n, &language_english, "", true), "");
	assert_string_equal(p_say(&n, &language_german, 0.0002), "< 0,001");
	assert_string_equal(p_say(&n, &language_english, 0.0123), "0.012");
}

static void expect_phrase(const char *english, const char *german)
{
	char out[512];
	bool foreign;

	assert_string_equal(phrase_say(&language_german, english, out, sizeof(out), &foreign),
			    german ? german : english);
	assert_int_equal(foreign, german == NULL);
	assert_string_equal(phrase_say(&language_english, english, out, sizeof(out), &foreign),
			    english);
	assert_false(foreign);
}

static void sentences_of_results_are_said_in_german_with_their_figures(void **state)
{
	(void)state;
	expect_phrase("the zero of the plates moved by 7.5 N (limit 5.0 N); a straight line was "
		      "removed (let the plates warm up, zero them again)",
		      "der Nullpunkt der Platten wanderte um 7,5 N (Grenze 5,0 N); eine Gerade "
		      "wurde abgezogen (Platten warm werden lassen, neu nullen)");
	expect_phrase("body weight unknown: no quiet standing of 1 s with both feet on the plates; "
		      "pass --mass-kg, or stand still for 2 s before the first lift",
		      "Körpergewicht unbekannt: kein ruhiges Stehen von 1 s mit beiden Füßen auf "
		      "den Platten; --mass-kg angeben oder vor dem ersten Heben 2 s still stehen");
	expect_phrase("found in the force: deadlift", "in der Kraft gefunden: Kreuzheben");
}

static void a_sentence_nobody_knows_stays_english_and_is_marked(void **state)
{
	(void)state;
	expect_phrase("channel names were cut to 8 characters", NULL);
	expect_phrase("3 to 5 of them", NULL);
}

/* Every {1} of the German text has its star, and the tables hold no row twice. */
static void no_phrase_asks_for_more_than_its_pattern_gives(void **state)
{
	static const struct phrase *const tables[] = {phrases_german, parts_german,
						      step_names_german};

	(void)state;
	for (size_t t = 0; t < 3; t++)
		for (const struct phrase *p = tables[t]; p->english; p++) {
			int stars = 0;

			for (const char *c = p->english; *c; c++)
				stars += *c == '*';
			for (int i = 1; i <= 9; i++) {
				char name[8];

				snprintf(name, sizeof(name), "{%d}", i);
				if ((strstr(p->other, name) != NULL) != (i <= stars))
					fail_msg("'%s': %s", p->other, name);
			}
			for (const struct phrase *q = tables[t]; q < p; q++)
				assert_string_not_equal(p->english, q->english);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_languages_say_everything_with_the_same_values),
		cmocka_unit_test(values_are_filled_in_and_a_full_room_ends_at_a_character),
		cmocka_unit_test(numbers_have_the_comma_of_their_language_and_no_minus_before_zero),
		cmocka_unit_test(few_digits_are_written_out_and_tiny_numbers_as_powers),
		cmocka_unit_test(a_percentage_has_the_digits_its_error_allows),
		cmocka_unit_test(a_side_is_named_but_where_the_rounded_value_is_zero),
		cmocka_unit_test(dates_are_written_in_words),
		cmocka_unit_test(sentences_of_results_are_said_in_german_with_their_figures),
		cmocka_unit_test(a_sentence_nobody_knows_stays_english_and_is_marked),
		cmocka_unit_test(no_phrase_asks_for_more_than_its_pattern_gives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
