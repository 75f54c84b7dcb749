/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of hinge watch says what the daemon says, in words, at any size. */
#include "tests/support/assert_near.h"
#include "tools/watch/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct canvas *drawn(const char *json, int rows, int cols, bool utf8)
{
	struct canvas *canvas = calloc(1, sizeof(*canvas));
	struct js *status;
	struct error err;

	assert_non_null(canvas);
	if (js_parse(&status, json, strlen(json), "status", &err))
		fail_msg("%s", err.text);
	canvas->rows = rows;
	canvas->cols = cols;
	canvas->utf8 = utf8;
	screen_draw(canvas, status);
	js_free(status);
	return canvas;
}

/* The first row that has this text, -1 = none. */
static int row_with(const struct canvas *canvas, const char *text)
{
	char row[4 * CANVAS_COLS_MAX + 1];

	for (int i = 0; i < canvas->rows; i++) {
		canvas_row(canvas, i, row, sizeof(row));
		if (strstr(row, text))
			return i;
	}
	return -1;
}

static void assert_shows(const struct canvas *canvas, const char *text)
{
	if (row_with(canvas, text) < 0)
		fail_msg("the picture does not show '%s'", text);
}

static const char recording[] =
	"{\"state\":\"recording\",\"recording\":{\"subject\":\"S012\",\"task\":\"deadlift\","
	"\"run\":3,\"load_kg\":100,\"elapsed_s\":72.5,\"gap_frames\":0},\"live\":{"
	"\"left_n\":812.4,\"right_n\":938.6,\"left_on\":true,\"right_on\":true,"
	"\"phase\":\"holding\",\"body_mass_kg\":81.25,\"load_kg\":100.0,\"valid_reps\":2,"
	"\"reps\":[{\"index\":1,\"valid\":true,\"asymmetry_lift_pct\":4.21},"
	"{\"index\":2,\"valid\":false,\"reason\":\"not lifted\",\"asymmetry_lift_pct\":null},"
	"{\"index\":3,\"valid\":true,\"asymmetry_lift_pct\":-1.1}]}}";

static void a_recording_shows_who_what_and_every_rep(void **state)
{
	struct canvas *canvas = drawn(recording, 24, 80, true);

	(void)state;
	assert_int_equal(row_with(canvas, "S012  deadlift  run 3  100 kg"), 0);
	assert_int_equal(row_with(canvas, "RECORDING 01:12"), 0);
	assert_shows(canvas, "LEFT, newton");
	assert_shows(canvas, "RIGHT, newton");
	assert_shows(canvas, "holding   body 81.2 kg   bar 100.0 kg");
	assert_shows(canvas, "2 reps");
	assert_shows(canvas, "rep 1  4.2 % right");
	assert_shows(canvas, "rep 2  does not count: not lifted");
	assert_shows(canvas, "rep 3  1.1 % left");
	assert_int_equal(row_with(canvas, "q quit"), 23);
	free(canvas);
}

/* What was true a second ago is not shown as if it were so now. */
static void a_plate_that_is_behind_is_named_and_no_force_is_shown(void **state)
{
	static const char behind[] =
		"{\"state\":\"recording\",\"recording\":{\"subject\":\"S012\",\"task\":"
		"\"deadlift\","
		"\"run\":3,\"elapsed_s\":12,\"left_n\":812.4,\"right_n\":null},\"live\":{"
		"\"left_n\":null,\"right_n\":null,\"left_on\":true,\"right_on\":true,"
		"\"behind\":{\"plate\":\"right\",\"seconds\":1.2}}}";
	struct canvas *canvas = drawn(behind, 24, 80, true);

	(void)state;
	assert_int_equal(row_with(canvas, "WAITING for the right plate 00:12"), 0);
	assert_int_equal(row_with(canvas, "812"), -1);
	assert_int_equal(row_with(canvas, "%"), -1);
	free(canvas);
}

static void who_waits_for_a_plate_says_so(void **state)
{
	struct canvas *canvas =
		drawn("{\"state\":\"waiting\",\"recording\":null,\"trouble\":\"unplugged\"}", 24,
		      80, true);

	(void)state;
	assert_int_equal(row_with(canvas, "LOST DATA: unplugged"), 0);
	free(canvas);
}

/* 938.6 of 1751 N: 53.6 % on the right, which is 0.68 of the way from 40 to 60 %. */
static void the_balance_leans_to_the_heavier_side(void **state)
{
	struct canvas *canvas = drawn(recording, 24, 80, false);
	int row = row_with(canvas, "46 %");
	char text[4 * CANVAS_COLS_MAX + 1];

	(void)state;
	assert_true(row > 0);
	canvas_row(canvas, row, text, sizeof(text));
	assert_non_null(strstr(text, "54 %"));
	assert_int_equal(strchr(text, '|') - text, 9 + 62 / 2);
	assert_int_equal(strchr(text, '#') - text, 9 + (int)(0.68 * 61 + 0.5));
	free(canvas);
}

/* Seven segments: a 1 has its two right ones only. */
static void numbers_are_large_where_there_is_room(void **state)
{
	static const char ones[] =
		"{\"state\":\"recording\",\"recording\":{},\"live\":{\"left_n\":111.3,"
		"\"right_n\":8}}";
	struct canvas *large = drawn(ones, 24, 80, false), *small = drawn(ones, 12, 80, false);
	char row[4 * CANVAS_COLS_MAX + 1];

	(void)state;
	for (int i = 0; i < 7; i++) {
		canvas_row(large, 3 + i, row, sizeof(row));
		assert_memory_equal(row + 8, "     ##      ##      ##", 23);
	}
	assert_int_equal(row_with(small, "111"), 3);
	free(large);
	free(small);
}

static void states_are_told_in_words(void **state)
{
	static const struct {
		const char *json, *word;
	} cases[] = {
		{"{\"state\":\"idle\"}", "IDLE"},
		{"{\"state\":\"idle\"}", "no recording yet"},
		{"{\"state\":\"zeroing\"}", "ZEROING"},
		{"{\"state\":\"armed\",\"recording\":{}}", "READY: step on"},
		{"{\"state\":\"recording\",\"recording\":{\"gap_frames\":37}}", "LOST DATA 00:00"},
		{"{\"state\":\"recording\",\"recording\":{\"gap_frames\":37}}", "37 frames lost"},
		{"{\"state\":\"recording\",\"recording\":{},\"trouble\":\"unplugged\"}",
		 "LOST DATA: unplugged"},
		{"{\"state\":\"finalising\",\"recording\":{}}", "FINISHING"},
		{"{\"state\":\"recording\",\"recording\":{},\"live\":{\"error\":{\"text\":\"no "
		 "memory\"}}}",
		 "not analysed any further: no memory"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct canvas *canvas = drawn(cases[i].json, 24, 80, true);

		assert_shows(canvas, cases[i].word);
		free(canvas);
	}
}

static void without_utf8_and_colour_it_is_plain_text(void **state)
{
	static char text[1 << 18];
	struct canvas *canvas = drawn(recording, 24, 80, false);
	size_t size = canvas_render(canvas, text, sizeof(text));

	(void)state;
	assert_int_equal(size, strlen(text));
	for (size_t i = 0; i < size; i++)
		assert_true((unsigned char)text[i] < 0x80);
	assert_null(strstr(text, "\033[0"));
	canvas->colour = true;
	canvas_render(canvas, text, sizeof(text));
	assert_non_null(strstr(text, "\033[0;1;38;5;74m"));
	free(canvas);
}

static void any_size_is_drawn_and_never_beyond_it(void **state)
{
	static const int sizes[][2] = {{1, 1}, {3, 8}, {10, 40}, {24, 80}, {64, 200}, {500, 900}};
	static char text[1 << 18];

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct canvas *canvas = drawn(recording, sizes[i][0], sizes[i][1], true);
		int lines = 1;

		canvas_render(canvas, text, sizeof(text));
		for (const char *at = text; (at = strchr(at, '\n')); at++)
			lines++;
		assert_int_equal(lines, sizes[i][0] < 64 ? sizes[i][0] : 64);
		free(canvas);
	}
}

static void the_newest_reps_stay_in_sight(void **state)
{
	char json[8192] = "{\"state\":\"recording\",\"recording\":{},\"live\":{\"reps\":[";
	struct canvas *canvas;

	(void)state;
	for (int i = 1; i <= 32; i++)
		snprintf(json + strlen(json), sizeof(json) - strlen(json),
			 "%s{\"index\":%d,\"valid\":true,\"asymmetry_lift_pct\":0.04}",
			 i > 1 ? "," : "", i);
	strcat(json, "]}}");
	canvas = drawn(json, 24, 80, true);
	assert_shows(canvas, "rep 32  0.0 % (even)");
	assert_int_equal(row_with(canvas, "rep 1 "), -1);
	free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recording_shows_who_what_and_every_rep),
		cmocka_unit_test(a_plate_that_is_behind_is_named_and_no_force_is_shown),
		cmocka_unit_test(who_waits_for_a_plate_says_so),
		cmocka_unit_test(the_balance_leans_to_the_heavier_side),
		cmocka_unit_test(numbers_are_large_where_there_is_room),
		cmocka_unit_test(states_are_told_in_words),
		cmocka_unit_test(without_utf8_and_colour_it_is_plain_text),
		cmocka_unit_test(any_size_is_drawn_and_never_beyond_it),
		cmocka_unit_test(the_newest_reps_stay_in_sight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
