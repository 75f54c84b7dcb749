/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule of the schema for objects and their attributes, broken once in a file that is
 * otherwise right. */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/results/broken_files.h"

#include <hdf5.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void set_text(hid_t file, const char *path, const char *name, const char *text)
{
	hid_t object = H5Oopen(file, path, H5P_DEFAULT), type = H5Tcopy(H5T_C_S1);
	hid_t space = H5Screate(H5S_SCALAR), attribute;

	H5Tset_size(type, H5T_VARIABLE);
	H5Tset_cset(type, H5T_CSET_UTF8);
	H5Adelete(object, name);
	attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
	assert_true(H5Awrite(attribute, type, &text) >= 0);
	H5Aclose(attribute);
	H5Sclose(space);
	H5Tclose(type);
	H5Oclose(object);
}

static void drop_attribute(hid_t file, const char *path, const char *name)
{
	assert_true(H5Adelete_by_name(file, path, name, H5P_DEFAULT) >= 0);
}

static void no_format(hid_t file)
{
	drop_attribute(file, "/", "format");
}

static void other_version(hid_t file)
{
	set_text(file, "/", "format_version", "2.0");
}

static void number_for_a_text(hid_t file)
{
	set_text(file, "/", "run", "two");
}

static void list_for_a_text(hid_t file)
{
	hid_t group = H5Gopen2(file, "/signals", H5P_DEFAULT);

	H5Adelete(group, "axes");
	set_text(file, "/signals", "axes", "time");
	H5Gclose(group);
}

static void long_text(hid_t file)
{
	set_text(file, "/", "subject_id", "A-CODE-OF-MORE-THAN-THIRTY-TWO-LETTERS");
}

static void unknown_status(hid_t file)
{
	set_text(file, "/", "status", "splendid");
}

static void other_unit(hid_t file)
{
	set_text(file, "/signals/vgrf", "units", "lbf");
}

static void no_table_class(hid_t file)
{
	drop_attribute(file, "/results/reps", "CLASS");
}

static void other_field_unit(hid_t file)
{
	set_text(file, "/results/reps", "FIELD_5_UNIT", "ms");
}

static void no_forces(hid_t file)
{
	drop(file, "/signals/vgrf");
}

static void no_results(hid_t file)
{
	drop(file, "/results");
}

static void half_of_the_curves(hid_t file)
{
	drop(file, "/curves/band_low");
}

static void wide_forces(hid_t file)
{
	replace(file, "/signals/vgrf", H5T_IEEE_F64LE, 2, (hsize_t[]){SAMPLE_FRAMES, 2}, stored());
}

static void big_endian_forces(hid_t file)
{
	replace(file, "/signals/vgrf", H5T_IEEE_F32BE, 2, (hsize_t[]){SAMPLE_FRAMES, 2}, stored());
}

static void flat_forces(hid_t file)
{
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 1, (hsize_t[]){SAMPLE_FRAMES}, stored());
}

static void three_feet(hid_t file)
{
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 2, (hsize_t[]){SAMPLE_FRAMES, 3}, stored());
}

static void too_many_cells(hid_t file)
{
	replace(file, "/signals/cell_force", H5T_IEEE_F32LE, 2, (hsize_t[]){SAMPLE_FRAMES, 65},
		stored());
}

static void a_frame_less(hid_t file)
{
	replace(file, "/signals/power", H5T_IEEE_F32LE, 1, (hsize_t[]){SAMPLE_FRAMES - 1},
		stored());
}

static void fifty_points(hid_t file)
{
	replace(file, "/curves/phase_pct", H5T_IEEE_F64LE, 1, (hsize_t[]){50}, stored());
}

static void nothing_stored(hid_t file)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);

	H5Pset_chunk(plist, 2, (hsize_t[]){4096, 2});
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 2, (hsize_t[]){SAMPLE_FRAMES, 2}, plist);
}

static void a_billion_frames(hid_t file)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);

	H5Pset_chunk(plist, 1, (hsize_t[]){4096});
	H5Pset_deflate(plist, 1);
	replace(file, "/signals/time", H5T_IEEE_F64LE, 1, (hsize_t[]){1000000000}, plist);
}

static void huge_chunks(hid_t file)
{
	hid_t plist = stored();

	H5Pset_chunk(plist, 2, (hsize_t[]){1 << 22, 2});
	if (H5Lexists(file, "/signals/vgrf", H5P_DEFAULT) > 0)
		drop(file, "/signals/vgrf");
	H5Pset_alloc_time(plist, H5D_ALLOC_TIME_EARLY);
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 2, (hsize_t[]){1 << 22, 2}, plist);
}

static void chunks_of_half_a_row(hid_t file)
{
	hid_t plist = stored();

	H5Pset_chunk(plist, 2, (hsize_t[]){4096, 1});
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 2, (hsize_t[]){SAMPLE_FRAMES, 2}, plist);
}

static void other_filter(hid_t file)
{
	hid_t plist = stored();

	H5Pset_chunk(plist, 2, (hsize_t[]){4096, 2});
	H5Pset_fletcher32(plist);
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 2, (hsize_t[]){SAMPLE_FRAMES, 2}, plist);
}

static void data_in_another_file(hid_t file)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);

	H5Pset_external(plist, "/etc/passwd", 0, SAMPLE_FRAMES * 8);
	replace(file, "/signals/vgrf", H5T_IEEE_F32LE, 2, (hsize_t[]){SAMPLE_FRAMES, 2}, plist);
}

static void virtual_data(hid_t file)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);
	hid_t space = H5Screate_simple(1, (hsize_t[]){SAMPLE_FRAMES}, NULL);

	H5Pset_virtual(plist, space, "other.h5", "/x", space);
	H5Sclose(space);
	replace(file, "/signals/power", H5T_IEEE_F32LE, 1, (hsize_t[]){SAMPLE_FRAMES}, plist);
}

static void compact_data(hid_t file)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);

	H5Pset_layout(plist, H5D_COMPACT);
	replace(file, "/curves/set", H5T_STD_I32LE, 1, (hsize_t[]){SAMPLE_REPS}, plist);
}

static void soft_link(hid_t file)
{
	H5Lmove(file, "/signals/vgrf", file, "/signals/elsewhere", H5P_DEFAULT, H5P_DEFAULT);
	H5Lcreate_soft("/signals/elsewhere", file, "/signals/vgrf", H5P_DEFAULT, H5P_DEFAULT);
}

static void external_group(hid_t file)
{
	drop(file, "/signals");
	H5Lcreate_external("other.h5", "/signals", file, "/signals", H5P_DEFAULT, H5P_DEFAULT);
}

static void a_group_for_a_dataset(hid_t file)
{
	drop(file, "/signals/vgrf");
	H5Gclose(H5Gcreate2(file, "/signals/vgrf", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

static void a_dataset_for_a_group(hid_t file)
{
	drop(file, "/curves");
	replace(file, "/curves", H5T_IEEE_F32LE, 1, (hsize_t[]){1}, stored());
}

static void a_stranger(hid_t file)
{
	replace(file, "/signals/pulse", H5T_IEEE_F32LE, 1, (hsize_t[]){1}, stored());
}

static void no_scale(hid_t file)
{
	hid_t array = H5Dopen2(file, "/signals/power", H5P_DEFAULT);
	hid_t scale = H5Dopen2(file, "/signals/time", H5P_DEFAULT);

	H5DSdetach_scale(array, scale, 0);
	H5Dclose(scale);
	H5Dclose(array);
}

static void not_a_scale(hid_t file)
{
	drop_attribute(file, "/spectra/frequency", "CLASS");
}

static const struct breakage breakages[] = {
	{no_format, "/", "@format is missing", false},
	{other_version, "/", "@format_version is '2.0', must be '1.0'", false},
	{number_for_a_text, "/", "@run has the wrong type", false},
	{list_for_a_text, "/signals", "@axes has the wrong number of values", false},
	{long_text, "/", "@subject_id is longer than 32 bytes", false},
	{unknown_status, "/", "'splendid' is no word for status", false},
	{other_unit, "/signals/vgrf", "@units is 'lbf', must be 'N'", true},
	{no_table_class, "/results/reps", "@CLASS is missing", true},
	{other_field_unit, "/results/reps", "@FIELD_5_UNIT is 'ms', must be 's'", true},
	{no_forces, "/signals/vgrf", "is missing", false},
	{no_results, "/results/metrics", "is missing", false},
	{half_of_the_curves, "/curves/band_low", "is missing", false},
	{wide_forces, "/signals/vgrf", "has the wrong type", false},
	{big_endian_forces, "/signals/vgrf", "has the wrong type", false},
	{flat_forces, "/signals/vgrf", "has rank 1, must have rank 2", false},
	{three_feet, "/signals/vgrf", "extent 1 is 3, must be 2", false},
	{too_many_cells, "/signals/cell_force", "extent 1 is 65", false},
	{a_frame_less, "/signals/power", "has 4999 rows, /signals/time has 5000", false},
	{fifty_points, "/curves/phase_pct", "has 50 rows, must have 101", false},
	{nothing_stored, "/signals/vgrf", "claims 5000 rows", false},
	{a_billion_frames, "/signals/time", "claims 1000000000 rows", false},
	{huge_chunks, "/signals/vgrf", "has chunks above", false},
	{chunks_of_half_a_row, "/signals/vgrf", "has chunks of a part of a row", false},
	{other_filter, "/signals/vgrf", "has a filter that is not allowed (3)", false},
	{data_in_another_file, "/signals/vgrf", "keeps its data in another file", false},
	{virtual_data, "/signals/power", "is stored in a way that is not allowed", false},
	{compact_data, "/curves/set", "is stored in a way that is not allowed", false},
	{soft_link, "/signals/vgrf", "is reached by a soft or external link", false},
	{external_group, "/signals", "is reached by a soft or external link", false},
	{a_group_for_a_dataset, "/signals/vgrf", "is no dataset", false},
	{a_dataset_for_a_group, "/curves", "is no group", false},
	{a_stranger, "/signals/pulse", "is not in the schema", true},
	{no_scale, "/signals/power", "dimension 0 has not the scale /signals/time", true},
	{not_a_scale, "/spectra/frequency", "is no dimension scale", true},
};

static void a_broken_shape_is_named_and_not_read(void **state)
{
	check_breakages(state, breakages, sizeof(breakages) / sizeof(breakages[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_broken_shape_is_named_and_not_read),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
