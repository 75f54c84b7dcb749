/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/support/starve.h"
#include "tests/unit/formats/plates/books.h"

#include "formats/files.h"
#include "formats/plates/book.h"
#include "formats/plates/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The gain of cell 1 that holds; NaN where the plate has no certificate. */
static double gain_in_force(const char *book, const struct plate_id *id)
{
	struct certificate certificate;
	struct error err;
	int got = book_certificate(book, id, 0, &certificate, &err);

	if (got < 0)
		fail_msg("%s", err.text);
	return got ? certificate.cell[0].newton_per_unit : (double)NAN;
}

static void what_is_kept_is_read_back_whole(void **state)
{
	struct certificate kept, read;
	struct error err;

	some_certificate(&kept, &ab1, 0.1);
	kept.has_matrix = true;
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 4; j++)
			kept.matrix[i][j] = i == j ? 1 : 0.001 * (i + 0.1 * j);
	kept.error_pct[2] = 0.3;
	kept.gravity_m_s2 = 9.81;
	snprintf(kept.operator_code, sizeof(kept.operator_code), "OP-1");
	assert_int_equal(book_keep(*state, &kept, &err), 0);
	assert_int_equal(book_certificate(*state, &ab1, 1, &read, &err), 1);
	assert_int_equal(read.number, 1);
	assert_memory_equal(read.cell, kept.cell, sizeof(kept.cell));
	assert_memory_equal(read.matrix, kept.matrix, sizeof(kept.matrix));
	assert_string_equal(read.operator_code, "OP-1");
	assert_near(read.error_pct[2], 0.3, 0);
	assert_nan(read.error_pct[1]);
	assert_near(read.gravity_m_s2, 9.81, 0);
	assert_nan(read.condition);
	assert_int_equal(read.loads, 2);
	assert_memory_equal(&read.load[1], &kept.load[1], sizeof(kept.load[1]));
	assert_near(read.load[0].mass_kg, 0, 0);
}

static void certificates_count_up_and_none_is_overwritten(void **state)
{
	char first[512], second[512];
	struct error err;
	char *before, *after;
	size_t size, size_after;
	struct stat st;

	snprintf(first, sizeof(first), "%s/AB-1/certificate-1.json", (char *)*state);
	snprintf(second, sizeof(second), "%s/AB-1/certificate-2.json", (char *)*state);
	umask(0);
	keep(*state, &ab1, 0.1, 1);
	assert_int_equal(stat(first, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(file_read(first, 1 << 20, &before, &size, &err), 0);
	keep(*state, &ab1, 0.2, 2);
	assert_true(file_exists(second));
	assert_int_equal(file_read(first, 1 << 20, &after, &size_after, &err), 0);
	assert_int_equal(size, size_after);
	assert_memory_equal(before, after, size);
	assert_near(gain_in_force(*state, &ab1), 0.2, 0);
	/* a hole in the numbers is never filled: a number says when */
	assert_int_equal(unlink(first), 0);
	keep(*state, &ab1, 0.3, 3);
	free(before);
	free(after);
}

static void an_older_certificate_holds_until_the_next_one(void **state)
{
	struct error err;

	keep(*state, &ab1, 0.1, 1);
	keep(*state, &ab1, 0.2, 2);
	assert_int_equal(book_use(*state, &ab1, 1, &err), 0);
	assert_near(gain_in_force(*state, &ab1), 0.1, 0);
	assert_int_equal(book_use(*state, &ab1, 7, &err), HINGE_EREFUSED);
	assert_string_equal(err.text, "plate AB-1 has no certificate 7");
	assert_near(gain_in_force(*state, &ab1), 0.1, 0);
	keep(*state, &ab1, 0.3, 3);
	assert_near(gain_in_force(*state, &ab1), 0.3, 0);
	assert_int_equal(book_use(*state, &ab1, 2, &err), 0);
	assert_int_equal(book_use(*state, &ab1, 0, &err), 0);
	assert_near(gain_in_force(*state, &ab1), 0.3, 0);
}

static void write_text(const char *book, const char *name, const char *text)
{
	char path[512];
	struct error err;

	snprintf(path, sizeof(path), "%s/%s", book, name);
	if (file_write_atomic(path, text, strlen(text), true, &err))
		fail_msg("%s", err.text);
}

static void a_damaged_certificate_is_an_error_and_another_can_be_chosen(void **state)
{
	struct certificate certificate;
	struct error err;

	keep(*state, &ab1, 0.1, 1);
	keep(*state, &ab1, 0.2, 2);
	write_text(*state, "AB-1/certificate-2.json", "{\"Format\": \"hinge-certi");
	assert_int_equal(book_certificate(*state, &ab1, 0, &certificate, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "certificate-2.json"));
	assert_non_null(strstr(err.text, "hinge calibrate --plate AB-1 --use NUMBER"));
	assert_int_equal(book_use(*state, &ab1, 1, &err), 0);
	assert_near(gain_in_force(*state, &ab1), 0.1, 0);
}

static void anothers_certificate_is_refused(void **state)
{
	char from[512];
	struct certificate certificate;
	struct error err;
	char *text;
	size_t size;

	keep(*state, &ab1, 0.1, 1);
	keep(*state, &ab2, 0.2, 1);
	snprintf(from, sizeof(from), "%s/AB-1/certificate-1.json", (char *)*state);
	assert_int_equal(file_read(from, 1 << 20, &text, &size, &err), 0);
	write_text(*state, "AB-1%2F2/certificate-1.json", text);
	assert_int_equal(book_certificate(*state, &ab2, 0, &certificate, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "is certificate 1 of plate 1 of AB-1"));
	free(text);
}

static enum foot foot_of(const char *book, const struct plate_id *id)
{
	struct plate_role role;
	struct error err;

	if (book_role(book, id, &role, &err))
		fail_msg("%s", err.text);
	return role.foot;
}

static void a_foot_has_one_plate(void **state)
{
	struct plate_id found;
	struct error err;

	assert_int_equal(book_find(*state, FOOT_LEFT, &found, &err), 0);
	assert_int_equal(book_bind(*state, &ab1, FOOT_LEFT, &err), 0);
	assert_int_equal(book_bind(*state, &odd, FOOT_RIGHT, &err), 0);
	assert_int_equal(foot_of(*state, &ab1), FOOT_LEFT);
	assert_int_equal(foot_of(*state, &odd), FOOT_RIGHT);
	assert_int_equal(book_bind(*state, &odd, FOOT_LEFT, &err), 0);
	assert_int_equal(foot_of(*state, &ab1), FOOT_UNKNOWN);
	assert_int_equal(book_find(*state, FOOT_LEFT, &found, &err), 1);
	assert_string_equal(found.serial, odd.serial);
	assert_int_equal(book_find(*state, FOOT_RIGHT, &found, &err), 0);
	assert_int_equal(book_bind(*state, &odd, FOOT_UNKNOWN, &err), 0);
	assert_int_equal(foot_of(*state, &odd), FOOT_UNKNOWN);
}

static void two_plates_of_one_foot_are_told(void **state)
{
	struct plate_id found;
	struct error err;

	assert_int_equal(book_bind(*state, &ab1, FOOT_LEFT, &err), 0);
	assert_int_equal(book_bind(*state, &ab2, FOOT_RIGHT, &err), 0);
	write_text(*state, "AB-1%2F2/role.json",
		   "{\"Format\": \"hinge-plate\", \"Foot\": \"left\"}");
	assert_int_equal(book_find(*state, FOOT_LEFT, &found, &err), HINGE_EREFUSED);
	assert_non_null(strstr(err.text, "plates AB-1 and AB-1/2 are both left"));
}

static void a_damaged_role_is_an_error_until_it_is_bound_again(void **state)
{
	struct plate_role role;
	struct error err;

	assert_int_equal(book_bind(*state, &ab1, FOOT_LEFT, &err), 0);
	write_text(*state, "AB-1/role.json", "left");
	assert_int_equal(book_role(*state, &ab1, &role, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "hinge devices --bind left=AB-1"));
	assert_int_equal(book_bind(*state, &ab1, FOOT_RIGHT, &err), 0);
	assert_int_equal(foot_of(*state, &ab1), FOOT_RIGHT);
}

static int read_role_once(void *book)
{
	struct plate_role role;

	return book_role(book, &ab1, &role, NULL);
}

static int read_certificate_once(void *book)
{
	struct certificate certificate;
	int ret = book_certificate(book, &ab1, 1, &certificate, NULL);

	return ret == 1 ? 0 : ret;
}

static int read_series_once(void *path)
{
	struct certificate certificate;

	some_certificate(&certificate, &ab1, 1);
	return series_read(&certificate, path, NULL);
}

static void whatever_is_read_of_the_book_memory_may_run_out(void **state)
{
	(void)state;
	keep(*state, &ab1, 1.0 / 3, 1);
	assert_int_equal(book_bind(*state, &ab1, FOOT_RIGHT, NULL), 0);
	starve(read_role_once, *state);
	starve(read_certificate_once, *state);
	starve(read_series_once, (void *)scratch_path(state, "AB-1/certificate-1.json"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_kept_is_read_back_whole),
		TEST(certificates_count_up_and_none_is_overwritten),
		TEST(an_older_certificate_holds_until_the_next_one),
		TEST(a_damaged_certificate_is_an_error_and_another_can_be_chosen),
		TEST(anothers_certificate_is_refused),
		TEST(a_foot_has_one_plate),
		TEST(two_plates_of_one_foot_are_told),
		TEST(a_damaged_role_is_an_error_until_it_is_bound_again),
		TEST(whatever_is_read_of_the_book_memory_may_run_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
