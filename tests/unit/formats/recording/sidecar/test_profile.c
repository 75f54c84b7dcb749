/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/sidecar/texts.h"

#include "formats/files.h"
#include "formats/recording/sidecar.h"

#include <string.h>

static int parse_profile(const char *text, struct recording_info *info, struct text_layout *layout,
			 struct column_names *names, struct error *err)
{
	return profile_parse(text, strlen(text), "p.json", info, layout, names, err);
}

static const char named[] =
	START "\"Unit\": \"N\", \"Plates\": ["
	      "{\"Foot\": \"left\", \"Fz\": \"Fz L\", \"CopX\": {\"Column\": \"ax\", "
	      "\"MetrePerUnit\": 0.001},"
	      " \"CopY\": {\"Column\": \"ay\", \"MetrePerUnit\": 0.001}},"
	      "{\"Foot\": \"right\", \"Fz\": {\"Column\": \"Fz R\", \"NewtonPerUnit\": -1}}],"
	      "\"Text\": {\"Delimiter\": \"\\t\", \"Decimal\": \",\", \"HeaderLines\": 3, "
	      "\"TimeColumn\": \"Time\"}}";

static void a_profile_names_columns_and_describes_the_text(void **state)
{
	static const char *const header[] = {"Time", " Fz R\r", "ay", "Fz L ", "ax"};
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	struct error err = {0};

	(void)state;
	assert_int_equal(parse_profile(named, &info, &layout, &names, &err), 0);
	assert_nan(info.rate_hz);
	assert_int_equal(layout.delimiter, '\t');
	assert_int_equal(layout.decimal, ',');
	assert_int_equal(layout.header_lines, 3);
	assert_int_equal(layout.time_column, -1);
	assert_string_equal(layout.time_name, "Time");
	assert_null(info.extra_json);
	assert_int_equal(names.count, 4);
	assert_int_equal(sidecar_bind_columns(&info, &names, header, 5, "a.txt", &err), 0);
	assert_int_equal(info.plate[0].cell[0].column, 3);
	assert_int_equal(info.plate[0].cop_column[0], 4);
	assert_int_equal(info.plate[0].cop_column[1], 2);
	assert_int_equal(info.plate[1].cell[0].column, 1);
	assert_near(info.plate[1].cell[0].newton_per_unit, -1, 0);
	recording_info_reset(&info);
}

static void a_profile_is_read_from_its_file(void **state)
{
	const char *path = scratch_path(state, "p.json");
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	struct error err = {0};

	assert_int_equal(profile_read(path, &info, &layout, &names, &err), HINGE_EREAD);
	assert_int_equal(file_write_atomic(path, named, strlen(named), false, &err), 0);
	assert_int_equal(profile_read(path, &info, &layout, &names, &err), 0);
	assert_string_equal(layout.time_name, "Time");
	recording_info_reset(&info);
}

static void a_column_the_header_lacks_or_has_twice_is_named(void **state)
{
	static const char *const lacks[] = {"Time", "Fz R", "ay", "ax"};
	static const char *const twice[] = {"Fz L", "Fz R", "ay", "ax", "Fz L"};
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	struct error err = {0};

	(void)state;
	assert_int_equal(parse_profile(named, &info, &layout, &names, &err), 0);
	assert_int_equal(sidecar_bind_columns(&info, &names, lacks, 4, "a.txt", &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "a.txt: no column is named 'Fz L'"));
	assert_int_equal(sidecar_bind_columns(&info, &names, twice, 5, "a.txt", &err),
			 HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "two columns are named 'Fz L' (0 and 4)"));
	recording_info_reset(&info);
}

static void a_broken_profile_is_refused_by_key(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{HEAD TWO_FZ "}", "p.json: Text: is required"},
		{START TWO_FZ ", \"Text\": {}}",
		 "SamplingFrequency: is required where Text has no TimeColumn"},
		{HEAD TWO_FZ ", \"Text\": {\"Delimiter\": \"|\"}}", "Text.Delimiter: must be"},
		{HEAD TWO_FZ ", \"Text\": {\"Delimiter\": \",\", \"Decimal\": \",\"}}",
		 "Text.Decimal: must be"},
		{HEAD TWO_FZ ", \"Text\": {\"Decimal\": \"\"}}", "Text.Decimal: must be"},
		{HEAD TWO_FZ ", \"Text\": {\"HeaderLines\": -1}}",
		 "Text.HeaderLines: must be a whole"},
		{HEAD TWO_FZ ", \"Text\": {\"TimeColumn\": \"t\"}}",
		 "Text.HeaderLines: must be 1 or more"},
		{HEAD "\"Unit\": \"N\", \"Plates\": [{\"Fz\": \"a\"}, {\"Fz\": \"a\"}], \"Text\": "
		      "{\"HeaderLines\": 1}}",
		 "Plates[1].Fz.Column: is used twice"},
		{HEAD
		 "\"Unit\": \"N\", \"Plates\": [{\"Fz\": \"\"}], \"Text\": {\"HeaderLines\": 1}}",
		 "Plates[0].Fz: must be a name of 1 to"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct recording_info info;
		struct text_layout layout;
		struct column_names names;
		struct error err = {0};

		assert_int_equal(parse_profile(cases[i].text, &info, &layout, &names, &err),
				 HINGE_EFORMAT);
		if (!strstr(err.text, cases[i].want))
			fail_msg("case %zu: '%s' lacks '%s'", i, err.text, cases[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_profile_names_columns_and_describes_the_text),
		cmocka_unit_test(a_profile_is_read_from_its_file),
		cmocka_unit_test(a_column_the_header_lacks_or_has_twice_is_named),
		cmocka_unit_test(a_broken_profile_is_refused_by_key),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
