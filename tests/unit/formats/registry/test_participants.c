/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/starve.h"

#include "formats/registry/participants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct table {
	struct registry_subject *subject;
	size_t count, bad;
	size_t line[8];
	char why[8][256];
};

static void note_bad(void *ctx, size_t line, const char *why)
{
	struct table *table = ctx;

	assert_true(table->bad < 8);
	table->line[table->bad] = line;
	snprintf(table->why[table->bad++], sizeof(table->why[0]), "%s", why);
}

static int parse(struct table *table, const char *text, struct error *err)
{
	*table = (struct table){0};
	return participants_parse(text, strlen(text), "p.tsv", &table->subject, &table->count,
				  note_bad, table, err);
}

static struct table parsed(const char *text)
{
	struct table table;
	struct error err;

	if (parse(&table, text, &err))
		fail_msg("%s", err.text);
	return table;
}

static void expect_refused(const char *text, const char *word)
{
	struct table table;
	struct error err;

	assert_int_equal(parse(&table, text, &err), HINGE_EFORMAT);
	if (!strstr(err.text, word) || !strstr(err.text, "p.tsv"))
		fail_msg("no '%s' in: %s", word, err.text);
}

static void a_plain_table_is_read(void **state)
{
	struct table table = parsed("participant_id\tmass_kg\nsub-S001\t70.5\nsub-S002\tn/a\n");

	(void)state;
	assert_int_equal(table.count, 2);
	assert_int_equal(table.bad, 0);
	assert_string_equal(table.subject[0].code, "S001");
	assert_near(table.subject[0].mass_kg, 70.5, 0);
	assert_string_equal(table.subject[1].code, "S002");
	assert_nan(table.subject[1].mass_kg);
	free(table.subject);
}

/* As spreadsheets and R write it. */
static void its_quirks_are_taken(void **state)
{
	struct table table =
		parsed("\xef\xbb\xbf\"age\"\t\"Weight\"\t\"participant_id\"\t\"note\"\r\n"
		       "31\t70,5\t\"sub-s001\"\t\"a \"\"word\"\"\"\r\n"
		       "\r\n"
		       "28\tNA\tcontrol01\r\n"
		       "28\t 81 \tSUB-S003\tx\t");

	(void)state;
	assert_int_equal(table.bad, 1); /* five cells under four columns */
	assert_int_equal(table.line[0], 5);
	assert_int_equal(table.count, 2);
	assert_string_equal(table.subject[0].code, "S001");
	assert_near(table.subject[0].mass_kg, 70.5, 0);
	assert_string_equal(table.subject[0].note, "a \"word\"");
	assert_string_equal(table.subject[1].code, "CONTROL01");
	assert_nan(table.subject[1].mass_kg);
	free(table.subject);
}

static void mass_kg_counts_before_other_names(void **state)
{
	struct table table = parsed("weight\tparticipant_id\tmass_kg\n1\tsub-A\t60\n");

	(void)state;
	assert_near(table.subject[0].mass_kg, 60, 0);
	free(table.subject);
}

static void a_bad_line_is_named_and_the_rest_read(void **state)
{
	struct table table = parsed("participant_id\tmass_kg\n"
				    "sub-S001\t70\n"
				    "sub-Müller\t70\n"
				    "sub-S002\theavy\n"
				    "sub-S001\t71\n"
				    "\t80\n"
				    "sub-S003\t0.5\n"
				    "sub-S004\t1e2\n"
				    "sub-S005\t90\n");

	(void)state;
	assert_int_equal(table.count, 2);
	assert_string_equal(table.subject[1].code, "S005");
	assert_int_equal(table.bad, 6);
	assert_int_equal(table.line[0], 3);
	assert_int_equal(table.line[1], 4);
	assert_non_null(strstr(table.why[1], "heavy"));
	assert_int_equal(table.line[2], 5);
	assert_non_null(strstr(table.why[2], "line 2"));
	assert_int_equal(table.line[5], 8);
	free(table.subject);
}

static void what_is_no_such_table_is_refused(void **state)
{
	struct table table;
	struct error err;

	(void)state;
	expect_refused("", "participant_id");
	expect_refused("name\tmass\nx\t1\n", "participant_id");
	expect_refused("participant_id,mass_kg\nsub-1,70\n", "tabs");
	expect_refused("\xff\xfep\1a\1", "UTF-16");
	assert_int_equal(participants_parse("participant_id\n\0", 16, "p.tsv", &table.subject,
					    &table.count, NULL, NULL, &err),
			 HINGE_EFORMAT);
}

static void what_is_written_is_read_back(void **state)
{
	const struct registry_subject people[] = {
		{.code = "S001",
		 .mass_kg = 70.1,
		 .created = "2026-11-22",
		 .note = "\"quoted\" <&>"},
		{.code = "A-1", .mass_kg = NAN, .note = " blank "},
	};
	struct table table;
	struct error err;
	char *text;

	(void)state;
	assert_int_equal(participants_text(people, 2, &text, &err), 0);
	table = parsed(text);
	assert_int_equal(table.bad, 0);
	assert_int_equal(table.count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(table.subject[i].code, people[i].code);
		assert_string_equal(table.subject[i].created, people[i].created);
		assert_string_equal(table.subject[i].note, people[i].note);
	}
	assert_near(table.subject[0].mass_kg, 70.1, 0);
	assert_nan(table.subject[1].mass_kg);
	free(table.subject);
	free(text);
}

static void more_people_than_a_study_has_are_refused(void **state)
{
	char *text = malloc(20 * 10002 + 32), *end = text;
	struct table table;
	struct error err;

	(void)state;
	end += sprintf(end, "participant_id\n");
	for (int i = 0; i <= 20000; i++)
		end += sprintf(end, "S%d\n", i);
	assert_int_equal(parse(&table, text, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "10000"));
	free(text);
}

static int parse_once(void *ctx)
{
	struct table table;
	struct error err;
	int ret = parse(&table, ctx, &err);

	if (!ret)
		free(table.subject);
	return ret;
}

static void memory_that_runs_out_is_told(void **state)
{
	char text[] = "participant_id\tmass_kg\nsub-S001\t70.5\n";

	(void)state;
	starve(parse_once, text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_table_is_read),
		cmocka_unit_test(its_quirks_are_taken),
		cmocka_unit_test(mass_kg_counts_before_other_names),
		cmocka_unit_test(a_bad_line_is_named_and_the_rest_read),
		cmocka_unit_test(what_is_no_such_table_is_refused),
		cmocka_unit_test(what_is_written_is_read_back),
		cmocka_unit_test(more_people_than_a_study_has_are_refused),
		cmocka_unit_test(memory_that_runs_out_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
