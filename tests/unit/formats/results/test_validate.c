/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule of the schema, broken once in a file that is otherwise right. */
#include "tests/support/assert_near.h"
#include "tests/support/results_faults.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <hdf5.h>
#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void a_file_of_ours_has_no_fault(void **state)
{
	struct trial_report *reports[] = {sample_report(), sample_report_without_reps(0),
					  sample_report_without_reps(9000)};

	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		struct faults faults = {0};

		write_report(scratch_path(state, "a.h5"), reports[i]);
		if (validate(scratch_path(state, "a.h5"), &faults))
			fail_msg("%s", faults.said);
		report_free(reports[i]);
	}
}

/* --- shapes: the file is broken with HDF5 itself --- */

static void drop(hid_t file, const char *path)
{
	assert_true(H5Ldelete(file, path, H5P_DEFAULT) >= 0);
}

/* A dataset of zeros in the place of another one; plist is closed. */
static void replace(hid_t file, const char *path, hid_t type, int rank, const hsize_t *dims,
		    hid_t plist)
{
	hid_t space = H5Screate_simple(rank, dims, NULL), dataset;

	if (H5Lexists(file, path, H5P_DEFAULT) > 0)
		drop(file, path);
	dataset = H5Dcreate2(file, path, type, space, H5P_DEFAULT, plist, H5P_DEFAULT);
	assert_true(dataset >= 0);
	H5Dclose(dataset);
	H5Sclose(space);
	if (plist != H5P_DEFAULT)
		H5Pclose(plist);
}

/* As replace, with every byte on the disk. */
static hid_t stored(void)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);

	H5Pset_alloc_time(plist, H5D_ALLOC_TIME_EARLY);
	return plist;
}

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

/* reads = what the reader takes all the same */
static const struct breakage {
	void (*make)(hid_t file);
	const char *object, *rule;
	bool reads;
} breakages[] = {
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

/* Without the syncs of a writer that means it. */
static void put_file(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void a_broken_shape_is_named_and_not_read(void **state)
{
	struct trial_report *report = sample_report(), *read;
	const char *path = scratch_path(state, "a.h5");
	char *bytes;
	size_t size;

	write_report(path, report);
	assert_int_equal(file_read(path, 1 << 24, &bytes, &size, NULL), 0);
	for (size_t i = 0; i < sizeof(breakages) / sizeof(breakages[0]); i++) {
		const struct breakage *b = &breakages[i];
		struct faults faults = {.object = b->object, .rule = b->rule};
		struct error err = {0};
		hid_t file;
		int ret;

		put_file(path, bytes, size);
		file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
		b->make(file);
		assert_true(H5Fclose(file) >= 0);
		if (validate(path, &faults) <= 0 || !faults.found)
			fail_msg("expected %s: %s; got\n%s", b->object, b->rule, faults.said);
		ret = results_read(path, &read, &err);
		if (b->reads != !ret)
			fail_msg("%s: %s: reading gives %d %s", b->object, b->rule, ret, err.text);
		if (!ret)
			report_free(read);
		else if (ret != HINGE_EFORMAT || !strstr(err.text, "a.h5: /"))
			fail_msg("%s: %s: reading gives %d %s", b->object, b->rule, ret, err.text);
	}
	free(bytes);
	report_free(report);
}

/* --- no HDF5 at all --- */

static void a_file_that_is_no_hdf5_is_an_error(void **state)
{
	const char *path = scratch_path(state, "b.h5");
	struct results_identity identity;
	struct trial_report *report;
	struct faults faults = {0};
	struct error err;

	assert_int_equal(file_write_atomic(path, "left,right\n", 11, true, NULL), 0);
	assert_int_equal(validate(path, &faults), HINGE_EFORMAT);
	assert_non_null(strstr(faults.said, "b.h5: not an HDF5 file"));
	assert_int_equal(results_read(path, &report, &err), HINGE_EFORMAT);
	assert_int_equal(results_identity(path, &identity, &err), HINGE_EFORMAT);
	path = scratch_path(state, "missing.h5");
	assert_int_equal(validate(path, &faults), HINGE_EREAD);
	assert_non_null(strstr(faults.said, "missing.h5: No such file"));
	assert_int_equal(results_read(path, &report, &err), HINGE_EREAD);
}

static void a_file_cut_short_is_an_error_or_a_fault(void **state)
{
	const char *path = scratch_path(state, "a.h5"), *cut = scratch_path(state, "cut.h5");
	struct trial_report *report = sample_report(), *read;
	size_t size;
	char *bytes;

	write_report(path, report);
	assert_int_equal(file_read(path, 1 << 24, &bytes, &size, NULL), 0);
	for (size_t part = 0; part < 16; part++) {
		struct faults faults = {0};

		put_file(cut, bytes, size * part / 16);
		assert_int_not_equal(validate(cut, &faults), 0);
		assert_true(results_read(cut, &read, NULL) < 0);
	}
	free(bytes);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_of_ours_has_no_fault),
		cmocka_unit_test(a_broken_shape_is_named_and_not_read),
		cmocka_unit_test(a_file_that_is_no_hdf5_is_an_error),
		cmocka_unit_test(a_file_cut_short_is_an_error_or_a_fault),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
