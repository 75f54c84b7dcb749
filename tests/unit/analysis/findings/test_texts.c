/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sentence that can come, in both languages. */
#include "tests/support/assert_near.h"

#include "analysis/checks/checks.h"
#include "analysis/findings/findings.h"
#include "analysis/findings/texts/texts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct language *const languages[] = {&language_english, &language_german};
enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

/* Stems; no sentence may hold one. */
static const char *const forbidden[] = {
	"injur",   "pain",    "disease", "patholog", "abnormal", "risk",    "weak",    "diagnos",
	"patient", "danger",  "harm",    "sick",     "unhealth", "verletz", "schmerz", "krank",
	"risiko",  "schwach", "leiden",  "gefahr",   "gesund",   "schad",   "therap",  "symptom"};

static void assert_sober(const char *text)
{
	char low[512];
	size_t length = strlen(text);

	assert_true(length > 0 && length < sizeof(((struct finding *)0)->text));
	for (size_t i = 0; i <= length; i++)
		low[i] = (char)tolower((unsigned char)text[i]);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		if (strstr(low, forbidden[i]))
			fail_msg("'%s' holds '%s'", text, forbidden[i]);
}

static struct finding finding_of(const struct question *q, enum outcome outcome, bool up)
{
	struct finding finding = {.set = 1,
				  .outcome = outcome,
				  .value = up ? 5 : -5,
				  .threshold = 0,
				  .n = 123,
				  .needed = 678};

	snprintf(finding.name, sizeof(finding.name), "%s", q->name);
	snprintf(finding.family, sizeof(finding.family), "%s", q->family);
	return finding;
}

static void every_outcome_of_every_question_has_a_sentence_in_every_language(void **state)
{
	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++)
		for (size_t i = 0; i < question_count; i++) {
			const struct question *q = &questions[i];
			const struct sentences *s = sentences_find(languages[l], q->name);

			assert_non_null(s);
			assert_sober(s->question);
			assert_sober(s->label);
			assert_true(q->outcomes != 0);
			for (int outcome = 0; outcome < OUTCOMES; outcome++)
				for (int up = 0; up < 2; up++) {
					bool reachable = q->outcomes & 1u << outcome;

					if (reachable != (s->say[outcome][up] != NULL))
						fail_msg("%s, %s, %s", languages[l]->code, q->name,
							 outcome_name((enum outcome)outcome));
					if (reachable)
						assert_sober(s->say[outcome][up]);
				}
		}
}

static void directions_are_told_apart_where_they_are_claimed(void **state)
{
	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++)
		for (const struct sentences *s = languages[l]->sentences; s->name; s++) {
			assert_non_null(question_find(s->name));
			for (int outcome = OUTCOME_INDICATED; outcome <= OUTCOME_BORDERLINE;
			     outcome++)
				if (s->say[outcome][0])
					assert_string_not_equal(s->say[outcome][0],
								s->say[outcome][1]);
		}
}

static void the_languages_differ_in_every_sentence(void **state)
{
	char english[256], german[256];

	(void)state;
	for (size_t i = 0; i < question_count; i++)
		for (int outcome = 0; outcome < OUTCOMES; outcome++) {
			struct finding f = finding_of(&questions[i], (enum outcome)outcome, true);

			finding_say(&language_english, &f, english, sizeof(english));
			finding_say(&language_german, &f, german, sizeof(german));
			assert_string_not_equal(english, german);
		}
}

/* The longest sentence still leaves room for what is added to it. */
static void notes_fit_behind_every_sentence(void **state)
{
	char text[256];

	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++)
		for (size_t i = 0; i < question_count; i++)
			for (int outcome = 0; outcome < OUTCOMES; outcome++) {
				struct finding f =
					finding_of(&questions[i], (enum outcome)outcome, false);

				if (questions[i].family[0] != 'A')
					continue;
				f.notes = NOTE_POOLED | NOTE_ASSUMED;
				finding_say(languages[l], &f, text, sizeof(text));
				if (!strstr(text, languages[l]->pooled) ||
				    !strstr(text, languages[l]->assumed))
					fail_msg("'%s' has no room for its notes", text);
			}
}

static void reasons_hold_their_numbers(void **state)
{
	struct finding f = finding_of(&questions[0], OUTCOME_INSUFFICIENT_DATA, true);
	char text[256];

	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++)
		for (const struct reason *r = languages[l]->reasons; r->code; r++) {
			bool counts = strstr(r->text, "{n}") != NULL;

			snprintf(f.reason, sizeof(f.reason), "%s", r->code);
			finding_say(languages[l], &f, text, sizeof(text));
			assert_sober(text);
			assert_null(strchr(text, '{'));
			assert_true(!counts || (strstr(text, "123") && strstr(text, "678")));
		}
}

/* The same reasons in both, and every fault of a recording in German too. */
static void no_reason_is_missing_in_a_language(void **state)
{
	struct finding f = finding_of(&questions[0], OUTCOME_NOT_MEASURABLE, true);
	char english[256], german[256];

	(void)state;
	for (size_t i = 0;; i++) {
		const char *code = language_english.reasons[i].code;

		assert_true((code == NULL) == (language_german.reasons[i].code == NULL));
		if (!code)
			break;
		assert_string_equal(code, language_german.reasons[i].code);
	}
	for (const struct check_code *known = check_codes; known->code; known++) {
		if (!known->not_measurable)
			continue;
		snprintf(f.reason, sizeof(f.reason), "%s", known->code);
		finding_say(&language_english, &f, english, sizeof(english));
		finding_say(&language_german, &f, german, sizeof(german));
		assert_sober(english);
		assert_sober(german);
		assert_non_null(strstr(english, known->not_measurable + 1));
		if (strstr(german, known->not_measurable + 1))
			fail_msg("%s is not told in German: %s", known->code, german);
	}
}

static void assert_not_said_twice(const struct language *language, const struct finding *finding)
{
	const char *outcome = language->outcome[finding->outcome];
	char text[256];

	finding_say(language, finding, text, sizeof(text));
	if (!strncasecmp(text, outcome, strlen(outcome)))
		fail_msg("%s: %s", outcome, text);
	if (islower((unsigned char)*text))
		fail_msg("no capital: %s", text);
}

/* Everywhere it stands beside the words of its outcome. */
static void no_reason_repeats_its_outcome(void **state)
{
	struct finding f = finding_of(&questions[0], OUTCOME_INSUFFICIENT_DATA, true);

	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++) {
		f.outcome = OUTCOME_INSUFFICIENT_DATA;
		for (const struct reason *r = languages[l]->reasons; r->code; r++) {
			snprintf(f.reason, sizeof(f.reason), "%s", r->code);
			assert_not_said_twice(languages[l], &f);
		}
		f.outcome = OUTCOME_NOT_MEASURABLE;
		for (const struct check_code *known = check_codes; known->code; known++) {
			snprintf(f.reason, sizeof(f.reason), "%s", known->code);
			assert_not_said_twice(languages[l], &f);
		}
	}
}

/* A check that bars nothing, or one that is gone, is no reason. */
static void no_fault_is_told_that_cannot_come(void **state)
{
	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++)
		for (const struct reason *fault = languages[l]->faults; fault->code; fault++)
			if (!check_fault(fault->code) && strcmp(fault->code, "SIDES_UNKNOWN") &&
			    strcmp(fault->code, "ONE_PLATE"))
				fail_msg("%s: %s bars nothing", languages[l]->code, fault->code);
}

static void an_unknown_reason_still_claims_nothing(void **state)
{
	struct finding f = finding_of(&questions[0], OUTCOME_INSUFFICIENT_DATA, true);
	char text[256];

	(void)state;
	assert_string_equal(finding_say(&language_english, &f, text, sizeof(text)),
			    "No test is possible.");
	f.outcome = OUTCOME_NOT_MEASURABLE;
	assert_string_equal(finding_say(&language_english, &f, text, sizeof(text)),
			    "No test is possible.");
}

static void a_short_buffer_cuts_and_ends(void **state)
{
	struct finding f = finding_of(&questions[0], OUTCOME_INSUFFICIENT_DATA, true);
	char text[64];

	(void)state;
	snprintf(f.reason, sizeof(f.reason), "FEW_REPS");
	for (size_t size = 1; size < sizeof(text); size++) {
		memset(text, 'x', sizeof(text));
		finding_say(&language_english, &f, text, size);
		assert_true(strlen(text) < size);
	}
}

static void what_force_cannot_say_is_said_in_every_language(void **state)
{
	(void)state;
	for (size_t l = 0; l < LANGUAGES; l++) {
		size_t n = 0;

		while (languages[l]->limits[n])
			n++;
		assert_int_equal(n, 4);
		assert_ptr_equal(language_find(languages[l]->code), languages[l]);
		for (int outcome = 0; outcome < OUTCOMES; outcome++)
			assert_non_null(languages[l]->outcome[outcome]);
	}
	assert_null(language_find("fr"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_outcome_of_every_question_has_a_sentence_in_every_language),
		cmocka_unit_test(directions_are_told_apart_where_they_are_claimed),
		cmocka_unit_test(the_languages_differ_in_every_sentence),
		cmocka_unit_test(notes_fit_behind_every_sentence),
		cmocka_unit_test(reasons_hold_their_numbers),
		cmocka_unit_test(no_reason_is_missing_in_a_language),
		cmocka_unit_test(no_reason_repeats_its_outcome),
		cmocka_unit_test(no_fault_is_told_that_cannot_come),
		cmocka_unit_test(an_unknown_reason_still_claims_nothing),
		cmocka_unit_test(a_short_buffer_cuts_and_ends),
		cmocka_unit_test(what_force_cannot_say_is_said_in_every_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
