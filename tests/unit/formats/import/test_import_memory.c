/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the importers do when memory runs out. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"

#include "formats/import/import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct starving {
	struct import_options options;
	const char *input, *stem;
	struct trial *trial;
};

static int read_once(void *ctx)
{
	const struct starving *s = ctx;
	struct trial *trial = NULL;
	int rc = import_read(s->input, &s->options, &trial, NULL);

	assert_true(rc == 0 || !trial);
	trial_free(trial);
	return rc;
}

static void write_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void expect_clean(void **state, const char *text, const char *profile)
{
	struct starving s = {.input = scratch_path(state, "in.csv")};

	import_options_init(&s.options);
	write_text(s.input, text);
	if (profile) {
		s.options.profile = scratch_path(state, "profile.json");
		write_text(s.options.profile, profile);
	}
	starve(read_once, &s);
}

static void each_text_format_says_so_and_leaves_nothing(void **state)
{
	/* the long number takes the slow way through the C library */
	expect_clean(state,
		     "ForceDecks Raw Data Export,1.0\nTime,Left,Right\n0,400,400\n"
		     "0.01,400.12345678901234567,400\n",
		     NULL);
	expect_clean(state,
		     "ForceDecks Raw Data Export,2\nTime,Z Left,COPX Left,COPY Left,Z Right,"
		     "COPX Right,COPY Right,Fz1 Left,Fz2 Left,Fz3 Left,Fz4 Left,Fz1 Right,"
		     "Fz2 Right,Fz3 Right,Fz4 Right\n0,4,0,0,4,0,0,1,1,1,1,1,1,1,1\n"
		     "0.01,4,0,0,4,0,0,1,1,1,1,1,1,1,1\n",
		     NULL);
	expect_clean(state,
		     "J\nendheader\ntime,ground_force1_vy,ground_force1_px,ground_force1_pz,"
		     "ground_force2_vy,ground_force2_px,ground_force2_pz\n0,1,1,1,1,1,1\n"
		     "0.01,1,1,1,1,1,1\n",
		     NULL);
	expect_clean(
		state, "a,b\n1,2\n",
		"{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", \"Unit\": \"N\", "
		"\"SamplingFrequency\": 1000, \"Text\": {\"HeaderLines\": 1}, \"Plates\": [{"
		"\"Fz\": \"a\", \"Foot\": \"both\"}]}");
}

static int write_then_read_once(void *ctx)
{
	struct starving *s = ctx;
	char sidecar[1024], w64[1024], part[1024];
	int rc;

	snprintf(sidecar, sizeof(sidecar), "%s_force.json", s->stem);
	snprintf(w64, sizeof(w64), "%s_force.w64", s->stem);
	snprintf(part, sizeof(part), "%s_force.w64.part", s->stem);
	rc = import_write(s->trial, s->stem, NULL);
	if (!rc) {
		s->input = w64;
		rc = read_once(s);
	} else {
		assert_int_not_equal(access(w64, F_OK), 0);
		assert_int_not_equal(access(sidecar, F_OK), 0);
	}
	assert_int_not_equal(access(part, F_OK), 0);
	unlink(sidecar);
	unlink(w64);
	/* of its own lack of memory libsndfile says only that it could not open the file */
	return rc == HINGE_EWRITE || rc == HINGE_EFORMAT ? HINGE_ENOMEM : rc;
}

static struct trial *made;

/* Whether starve() fails or not: what it uses is freed in the tear-down */
static int make_trial(void **state)
{
	struct plate *plate;

	(void)state;
	if (trial_new(&made, 1, 100, NULL))
		return -1;
	made->info.rate_hz = 1000;
	made->info.unit = UNIT_NEWTON;
	made->info.plates = 1;
	plate = &made->info.plate[0];
	plate->kind = PLATE_FZ;
	plate->cells = 1;
	plate->cell[0].column = 0;
	return recording_info_add_gap(&made->info, (struct gap){.frame = 5, .frames = 20}, NULL);
}

static int drop_trial(void **state)
{
	(void)state;
	trial_free(made);
	return 0;
}

static void a_recording_is_written_and_read_whole_or_not_at_all(void **state)
{
	struct starving s = {.stem = scratch_path(state, "copy"), .trial = made};

	import_options_init(&s.options);
	/* the sidecar, which comes later, does without some of its memory */
	starve_first(40, write_then_read_once, &s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_text_format_says_so_and_leaves_nothing),
		cmocka_unit_test_setup_teardown(a_recording_is_written_and_read_whole_or_not_at_all,
						make_trial, drop_trial),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
