/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "formats/config.h"
#include "formats/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A home of its own: no test reads or writes the user's. */
static int make_home(void **state)
{
	if (scratch_setup(state))
		return -1;
	mkdir(scratch_path(state, "hinge"), 0700);
	return setenv("XDG_CONFIG_HOME", *state, 1);
}

static void write_conf(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void assert_text_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' lacks '%s'", text, part);
}

static void refuses(const char *key, const char *value, const char *part)
{
	struct config config, before;
	struct error err;

	config_init(&config);
	before = config;
	assert_int_equal(config_set(&config, key, value, &err), HINGE_EUSAGE);
	assert_text_has(err.text, key);
	assert_text_has(err.text, part);
	assert_memory_equal(&config, &before, sizeof(config));
}

static void defaults_are_those_of_the_method(void **state)
{
	struct config config;

	(void)state;
	config_init(&config);
	assert_near(config.onset_cutoff_hz, 50, 0);
	assert_near(config.kinetics_cutoff_hz, 20, 0);
	assert_near(config.state_cutoff_hz, 6, 0);
	assert_near(config.gravity_m_s2, 9.80665, 0);
	assert_near(config.lockout_fraction, 0.98, 0);
	assert_near(config.rep_max_m, 1.0, 0);
	assert_int_equal(config.min_reps, 5);
	assert_int_equal(config.min_reps_trend, 8);
	assert_int_equal(config.min_reps_curve, 6);
	assert_string_equal(config.isa, "auto");
	assert_false(config.with_cells);
	assert_nan(config.window_start_s);
}

static void every_default_lies_within_its_range_and_every_key_is_explained(void **state)
{
	(void)state;
	for (size_t i = 0; i < config_key_count; i++) {
		const struct config_key *key = &config_keys[i];
		struct config config;
		struct error err;
		char value[CONFIG_VALUE_MAX];

		config_init(&config);
		config_value(&config, key, value, sizeof(value));
		assert_int_equal(config_set(&config, key->name, value, &err), 0);
		assert_true(strlen(key->help) > 8);
		assert_ptr_equal(config_find(key->name), key);
	}
}

static void a_value_out_of_range_is_refused_with_the_range(void **state)
{
	(void)state;
	refuses("alpha", "0.6", "0.001 to 0.5");
	refuses("alpha", "nan", "0.001 to 0.5");
	refuses("alpha", "inf", "0.001 to 0.5");
	refuses("alpha", "", "0.001 to 0.5");
	refuses("alpha", "0.1x", "0.001 to 0.5");
	refuses("kinetics_cutoff_hz", "-1", "1 to 500 Hz");
	refuses("min_reps", "4.5", "whole number from 3 to 100");
	refuses("with_cells", "maybe", "true or false");
	refuses("isa", "", "letters or digits");
	refuses("isa", "a/../b", "letters or digits");
	refuses("isa", "aaaaaaaaaaaaaaaa", "1 to 15");
}

static void an_unknown_key_names_the_nearest(void **state)
{
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	assert_int_equal(config_set(&config, "kinetic_cutof_hz", "20", &err), HINGE_EUSAGE);
	assert_text_has(err.text, "'kinetic_cutof_hz'");
	assert_text_has(err.text, "did you mean kinetics_cutoff_hz?");
	assert_string_equal(config_nearest("min_rep"), "min_reps");
}

static void a_pair_needs_an_equals_sign(void **state)
{
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	assert_int_equal(config_set_pair(&config, "alpha", &err), HINGE_EUSAGE);
	assert_int_equal(config_set_pair(&config, "=1", &err), HINGE_EUSAGE);
	assert_int_equal(config_set_pair(&config, "alpha=0.1", &err), 0);
	assert_near(config.alpha, 0.1, 0);
}

static void rules_between_keys_are_checked(void **state)
{
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	assert_int_equal(config_check(&config, &err), 0);
	config.off_plate_n = 41;
	assert_int_equal(config_check(&config, &err), HINGE_EUSAGE);
	assert_text_has(err.text, "on_plate_n");
	config_init(&config);
	config.rep_min_m = config.rep_max_m;
	assert_int_equal(config_check(&config, &err), HINGE_EUSAGE);
	config_init(&config);
	config.dip_min_s = config.dip_max_s;
	assert_int_equal(config_check(&config, &err), 0);
	config.dip_min_s = 0.5;
	assert_int_equal(config_check(&config, &err), HINGE_EUSAGE);
	assert_text_has(err.text, "dip_max_s");
}

static void values_print_exactly_and_shortly(void **state)
{
	const double values[] = {0.1, 1.0 / 3, 9.80665, 0.06, 1e-3, 0.5};
	struct config config;
	char text[CONFIG_VALUE_MAX];

	(void)state;
	config_init(&config);
	for (size_t i = 0; i < 6; i++) {
		config.alpha = values[i];
		config_value(&config, config_find("alpha"), text, sizeof(text));
		assert_near(strtod(text, NULL), values[i], 0);
	}
	config.alpha = 0.1;
	assert_string_equal(config_value(&config, config_find("alpha"), text, sizeof(text)), "0.1");
}

static void a_fault_in_a_file_is_told_with_file_and_line(void **state)
{
	static const struct {
		const char *text, *where, *why;
	} cases[] = {
		{"alpha = 0.1\nalfa = 0.1\n", ":2: ", "did you mean alpha?"},
		{"# one\n# two\n/* three\nfour */\n\nalpha = 7\n", ":6: ", "0.001 to 0.5"},
		{"alpha = 0.1 // note\nmin_reps = 2\n", ":2: ", "3 to 100"},
		{"isa = \"a # b\"\n", ":1: ", "letters or digits"},
		{"alpha 0.1\n", ":1: ", "equal"},
		{"isa = \"base", ":1: ", "end of file"},
		{"alpha = {0.1}\n", ":1: ", "unexpected"},
	};
	const char *conf = scratch_path(state, "hinge/hinge.conf");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct config config;
		struct error err;
		char where[512];

		write_conf(conf, cases[i].text);
		config_init(&config);
		assert_int_equal(config_load(&config, conf, true, NULL, ORIGIN_USER, &err),
				 HINGE_EUSAGE);
		snprintf(where, sizeof(where), "%s%s", conf, cases[i].where);
		assert_text_has(err.text, where);
		assert_text_has(err.text, cases[i].why);
	}
}

static void no_file_content_reaches_the_parsers_own_option(void **state)
{
	char text[] = "\"(context)\" = 3\n";
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	assert_int_equal(config_parse(&config, text, "x", NULL, ORIGIN_USER, &err), HINGE_EUSAGE);
}

static void a_missing_file_may_be_fine_a_folder_is_not(void **state)
{
	struct config config;
	struct error err;

	config_init(&config);
	assert_int_equal(config_load(&config, "/nowhere/x", true, NULL, ORIGIN_USER, &err), 0);
	assert_int_equal(config_load(&config, "/nowhere/x", false, NULL, ORIGIN_USER, &err),
			 HINGE_EUSAGE);
	assert_text_has(err.text, "/nowhere/x");
	assert_int_equal(config_load(&config, *state, true, NULL, ORIGIN_USER, &err), HINGE_EUSAGE);
}

static void a_later_file_wins_and_the_environment_wins_over_files(void **state)
{
	const char *conf = scratch_path(state, "hinge/hinge.conf");
	enum config_origin origin[CONFIG_KEYS_MAX] = {0};
	struct config config;
	struct error err;

	config_init(&config);
	write_conf(conf, "alpha = 0.1\nmin_reps = 6\nonset_sd = 4\n");
	assert_int_equal(config_load(&config, conf, false, origin, ORIGIN_SYSTEM, &err), 0);
	write_conf(conf, "min_reps = 7 # mine\nonset_sd = 3\n");
	setenv("HINGE_ONSET_SD", "2", 1);
	setenv("HINGE_ISA", "base", 1);
	setenv("HINGE_SOCKET", "/tmp/x.sock", 1);
	assert_int_equal(config_load_all(&config, origin, &err), 0);
	unsetenv("HINGE_SOCKET");
	unsetenv("HINGE_ISA");
	unsetenv("HINGE_ONSET_SD");
	assert_near(config.alpha, 0.1, 0);
	assert_int_equal(config.min_reps, 7);
	assert_near(config.onset_sd, 2, 0);
	assert_string_equal(config.isa, "base");
	assert_int_equal(origin[config_find("alpha") - config_keys], ORIGIN_SYSTEM);
	assert_int_equal(origin[config_find("min_reps") - config_keys], ORIGIN_USER);
	assert_int_equal(origin[config_find("onset_sd") - config_keys], ORIGIN_ENVIRONMENT);
	assert_int_equal(origin[config_find("rep_max_m") - config_keys], ORIGIN_DEFAULT);
}

static void a_bad_variable_is_named(void **state)
{
	struct config config;
	struct error err;

	(void)state;
	config_init(&config);
	setenv("HINGE_ALPHA", "2", 1);
	assert_int_equal(config_load_all(&config, NULL, &err), HINGE_EUSAGE);
	unsetenv("HINGE_ALPHA");
	assert_text_has(err.text, "HINGE_ALPHA");
	assert_text_has(err.text, "0.001 to 0.5");
}

static void the_checksum_follows_what_can_change_a_result_and_nothing_else(void **state)
{
	char first[65], second[65];
	struct config config;
	struct error err;
	char *text;

	(void)state;
	config_init(&config);
	assert_int_equal(config_sha256(&config, first, &err), 0);
	snprintf(config.isa, sizeof(config.isa), "base");
	assert_int_equal(config_sha256(&config, second, &err), 0);
	assert_string_equal(first, second);
	config.window_end_s = 3;
	assert_int_equal(config_sha256(&config, second, &err), 0);
	assert_string_not_equal(first, second);
	for (size_t i = 0; i < config_key_count; i++) {
		config_init(&config);
		if (config_keys[i].type != CONFIG_DOUBLE)
			continue;
		*(double *)((char *)&config + config_keys[i].offset) = config_keys[i].max;
		assert_int_equal(config_sha256(&config, second, &err), 0);
		assert_int_equal(!strcmp(first, second),
				 config_keys[i].max == config_keys[i].fallback);
	}
	config_init(&config);
	assert_int_equal(config_text(&config, &text, &err), 0);
	assert_text_has(text, "gravity_m_s2 = 9.80665\n");
	sha256_hex(text, strlen(text), second);
	assert_string_equal(first, second);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_those_of_the_method),
		cmocka_unit_test(every_default_lies_within_its_range_and_every_key_is_explained),
		cmocka_unit_test(a_value_out_of_range_is_refused_with_the_range),
		cmocka_unit_test(an_unknown_key_names_the_nearest),
		cmocka_unit_test(a_pair_needs_an_equals_sign),
		cmocka_unit_test(rules_between_keys_are_checked),
		cmocka_unit_test(values_print_exactly_and_shortly),
		cmocka_unit_test(a_fault_in_a_file_is_told_with_file_and_line),
		cmocka_unit_test(no_file_content_reaches_the_parsers_own_option),
		cmocka_unit_test(a_missing_file_may_be_fine_a_folder_is_not),
		cmocka_unit_test(a_later_file_wins_and_the_environment_wins_over_files),
		cmocka_unit_test(a_bad_variable_is_named),
		cmocka_unit_test(the_checksum_follows_what_can_change_a_result_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, make_home, scratch_teardown);
}
