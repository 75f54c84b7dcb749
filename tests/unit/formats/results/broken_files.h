/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results files that are broken with HDF5 itself. */
#ifndef TESTS_UNIT_FORMATS_RESULTS_BROKEN_FILES_H
#define TESTS_UNIT_FORMATS_RESULTS_BROKEN_FILES_H

#include "tests/support/assert_near.h"
#include "tests/support/results_faults.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void drop(hid_t file, const char *path)
{
	assert_true(H5Ldelete(file, path, H5P_DEFAULT) >= 0);
}

/* A dataset of zeros in the place of another one; plist is closed. */
static inline void replace(hid_t file, const char *path, hid_t type, int rank, const hsize_t *dims,
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
static inline hid_t stored(void)
{
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE);

	H5Pset_alloc_time(plist, H5D_ALLOC_TIME_EARLY);
	return plist;
}

/* reads = what the reader takes all the same */
struct breakage {
	void (*make)(hid_t file);
	const char *object, *rule;
	bool reads;
};

/* Without the syncs of a writer that means it. */
static inline void put_file(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

/* Each is named, and read only where that is said. */
static inline void check_breakages(void **state, const struct breakage *breakages, size_t count)
{
	struct trial_report *report = sample_report(), *read;
	const char *path = scratch_path(state, "a.h5");
	char *bytes;
	size_t size;

	write_report(path, report);
	assert_int_equal(file_read(path, 1 << 24, &bytes, &size, NULL), 0);
	for (size_t i = 0; i < count; i++) {
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

#endif
