/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/h5/h5.h"

/* The part of a dataset from row first on, and the memory for it; < 0 on failure. */
static int select_rows(hid_t dataset, const struct object *object, const struct content *content,
		       size_t first, size_t count, hid_t *space, hid_t *memory)
{
	hsize_t start[RANK_MAX] = {first}, dims[RANK_MAX];
	int rank = dims_of_object(object, content, dims);

	dims[0] = count;
	*memory = H5Screate_simple(rank, dims, NULL);
	*space = H5Dget_space(dataset);
	return H5Sselect_hyperslab(*space, H5S_SELECT_SET, start, NULL, dims, NULL);
}

int block_read(hid_t dataset, const struct object *object, const struct content *content,
	       size_t first, size_t count, void *packed, struct error *err)
{
	hid_t type = type_in_memory(dataset, object), space, memory;
	int ret = 0;

	if (select_rows(dataset, object, content, first, count, &space, &memory) < 0 ||
	    H5Dread(dataset, type, memory, space, H5P_DEFAULT, packed) < 0)
		ret = h5_fail(err, HINGE_EREAD, "rows %zu to %zu cannot be read", first,
			      first + count - 1);
	H5Sclose(memory);
	H5Sclose(space);
	H5Tclose(type);
	return ret;
}

int block_write(hid_t dataset, const struct object *object, const struct content *content,
		size_t first, size_t count, const void *packed, struct error *err)
{
	hid_t type = type_in_memory(dataset, object), space, memory;
	int ret = 0;

	if (select_rows(dataset, object, content, first, count, &space, &memory) < 0 ||
	    H5Dwrite(dataset, type, memory, space, H5P_DEFAULT, packed) < 0)
		ret = h5_fail(err, HINGE_EWRITE, "rows %zu to %zu", first, first + count - 1);
	H5Sclose(memory);
	H5Sclose(space);
	H5Tclose(type);
	return ret;
}
