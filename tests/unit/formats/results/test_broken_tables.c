/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule of the schema for columns and values, broken once in a file that is otherwise right.
 */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/results/broken_files.h"

#include <hdf5.h>
#include <stdlib.h>
#include <string.h>

/* The table with one column changed; count columns of it. */
static void change_table(hid_t file, const char *path, int count, int changed, const char *name,
			 hid_t other, size_t shift)
{
	hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = H5Dget_type(dataset);
	hid_t record = H5Tcreate(H5T_COMPOUND, H5Tget_size(type) + 64), plist = stored();

	for (int i = 0; i < count; i++) {
		char *old = H5Tget_member_name(type, (unsigned)i);
		hid_t member = H5Tget_member_type(type, (unsigned)i);

		H5Tinsert(record, i == changed && name ? name : old,
			  H5Tget_member_offset(type, (unsigned)i) + (i >= changed ? shift : 0),
			  i == changed && other >= 0 ? other : member);
		H5Tclose(member);
		H5free_memory(old);
	}
	if (!shift)
		H5Tpack(record);
	H5Dclose(dataset);
	H5Pset_chunk(plist, 1, (hsize_t[]){1});
	replace(file, path, record, 1, (hsize_t[]){1}, plist);
	H5Tclose(record);
	H5Tclose(type);
}

static void renamed_column(hid_t file)
{
	change_table(file, "/results/findings", 14, 1, "number", H5I_INVALID_HID, 0);
}

static void wide_column(hid_t file)
{
	change_table(file, "/results/findings", 14, 0, NULL, H5T_STD_I64LE, 0);
}

static void padded_column(hid_t file)
{
	change_table(file, "/results/findings", 14, 3, NULL, H5I_INVALID_HID, 4);
}

static void missing_column(hid_t file)
{
	change_table(file, "/results/findings", 13, 99, NULL, H5I_INVALID_HID, 0);
}

static void no_table(hid_t file)
{
	replace(file, "/results/reps", H5T_IEEE_F64LE, 1, (hsize_t[]){3}, stored());
}

/* Overwrites bytes of row 0, as the file has them. */
static void poke(hid_t file, const char *path, size_t offset, const void *bytes, size_t size)
{
	hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = H5Dget_type(dataset);
	hid_t space = H5Dget_space(dataset);
	char *all = calloc((size_t)H5Sget_simple_extent_npoints(space), H5Tget_size(type));

	H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all);
	memcpy(all + offset, bytes, size);
	H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, all);
	free(all);
	H5Sclose(space);
	H5Tclose(type);
	H5Dclose(dataset);
}

static void unknown_word(hid_t file)
{
	poke(file, "/results/reps", 8, "squat\0", 6);
}

static void crooked_time(hid_t file)
{
	double t = 0.25;

	poke(file, "/signals/time", 8, &t, sizeof(t));
}

static void swapped_sides(hid_t file)
{
	poke(file, "/signals/side", 0, "right\0\0\0left\0\0\0\0", 16);
}

static void text_that_is_no_utf8(hid_t file)
{
	poke(file, "/quality/checks", 0, "M\xfcller", 6);
}

static void half_a_gap(hid_t file)
{
	double huge = 1e300;

	poke(file, "/quality/gaps", 16, &huge, sizeof(huge));
}

static const struct breakage breakages[] = {
	{renamed_column, "/results/findings", "column 1 is 'number', must be 'id'", false},
	{wide_column, "/results/findings", "column 'set' has the wrong type", false},
	{padded_column, "/results/findings", "column 'family' is not packed", false},
	{missing_column, "/results/findings", "has 13 columns, must have 14", false},
	{no_table, "/results/reps", "is no table", false},
	{unknown_word, "/results/reps", "row 0: 'squat' is no word for kind", false},
	{crooked_time, "/signals/time", "row 1 is not what it must be", false},
	{swapped_sides, "/signals/side", "row 0 is not what it must be", false},
	{text_that_is_no_utf8, "/quality/checks", "row 0: code is no UTF-8", true},
	{half_a_gap, "/quality/gaps", "row 0: frame is no whole number", false},
};

static void a_broken_table_is_named_and_not_read(void **state)
{
	check_breakages(state, breakages, sizeof(breakages) / sizeof(breakages[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_broken_table_is_named_and_not_read),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
