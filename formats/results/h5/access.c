/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing of a file is believed: an object is opened through hard links only, and its shape is
 * checked against the schema and against the bytes that are really there, before memory is
 * allocated for it. */
#include "formats/results/h5/h5.h"

#include <stdio.h>
#include <string.h>

/* deflate cannot do better than this, so a larger claim is a lie */
enum { DEFLATE_MAX = 1032 };

/* --- the way to it --- */

static int check_link(hid_t file, const char *path, struct error *err)
{
	H5L_info_t info;

	if (H5Lget_info(file, path, &info, H5P_DEFAULT) < 0)
		return fail(err, HINGE_EFORMAT, "is missing");
	if (info.type != H5L_TYPE_HARD)
		return fail(err, HINGE_EFORMAT, "is reached by a soft or external link");
	return 0;
}

/* Every step from the root on. */
static int check_path(hid_t file, const char *path, struct error *err)
{
	char step[64];
	int ret = 0;

	if (!path[1])
		return 0;
	for (const char *slash = strchr(path + 1, '/'); !ret && slash;
	     slash = strchr(slash + 1, '/')) {
		snprintf(step, sizeof(step), "%.*s", (int)(slash - path), path);
		ret = check_link(file, step, err);
	}
	return ret ? ret : check_link(file, path, err);
}

bool object_exists(hid_t file, const char *path)
{
	struct error ignored;

	return !check_path(file, path, &ignored);
}

bool object_is_left_out(hid_t file, const struct object *object)
{
	char group[64];
	int length = (int)(strrchr(object->path, '/') - object->path);

	if (!object->optional || object_exists(file, object->path))
		return false;
	snprintf(group, sizeof(group), "%.*s", length, object->path);
	return object->kind == OBJECT_GROUP || object->inner[0] == INNER_CELLS ||
	       !object_exists(file, group);
}

/* --- its type --- */

static int check_column(hid_t found, hid_t want, unsigned i, struct error *err)
{
	char *name = H5Tget_member_name(found, i), *wanted = H5Tget_member_name(want, i);
	hid_t type = H5Tget_member_type(found, i), wanted_type = H5Tget_member_type(want, i);
	int ret = 0;

	if (!name || !wanted || strcmp(name, wanted) != 0)
		ret = fail(err, HINGE_EFORMAT, "column %u is '%.40s', must be '%s'", i,
			   name ? name : "", wanted ? wanted : "");
	else if (H5Tequal(type, wanted_type) <= 0)
		ret = fail(err, HINGE_EFORMAT, "column '%s' has the wrong type", wanted);
	else if (H5Tget_member_offset(found, i) != H5Tget_member_offset(want, i))
		ret = fail(err, HINGE_EFORMAT, "column '%s' is not packed", wanted);
	H5Tclose(wanted_type);
	H5Tclose(type);
	H5free_memory(wanted);
	H5free_memory(name);
	return ret;
}

/* Which column is wrong says more than that the record is. */
static int check_columns(hid_t found, hid_t want, struct error *err)
{
	int columns = H5Tget_nmembers(want), there, ret = 0;

	if (H5Tget_class(found) != H5T_COMPOUND)
		return fail(err, HINGE_EFORMAT, "is no table");
	there = H5Tget_nmembers(found);
	for (int i = 0; !ret && i < columns && i < there; i++)
		ret = check_column(found, want, (unsigned)i, err);
	if (!ret && there != columns)
		ret = fail(err, HINGE_EFORMAT, "has %d columns, must have %d", there, columns);
	if (!ret)
		ret = fail(err, HINGE_EFORMAT, "has the wrong type");
	return ret;
}

static int check_type(hid_t id, const struct object *object, struct error *err)
{
	hid_t found = H5Dget_type(id), want = type_of_object(object, false);
	int ret = 0;

	if (found < 0 || want < 0)
		ret = h5_fail(err, HINGE_EFORMAT, "type");
	else if (H5Tequal(found, want) <= 0)
		ret = object->kind == OBJECT_TABLE ? check_columns(found, want, err)
						   : fail(err, HINGE_EFORMAT, "has the wrong type");
	H5Tclose(want);
	H5Tclose(found);
	return ret;
}

/* --- its extents --- */

static int check_extents(hid_t id, const struct object *object, struct content *content,
			 size_t *rows, struct error *err)
{
	int rank = object->kind == OBJECT_TABLE ? 1 : object->rank;
	hsize_t dims[H5S_MAX_RANK];
	hid_t space = H5Dget_space(id);
	int found = H5Sget_simple_extent_ndims(space);
	bool simple = space >= 0 && H5Sget_simple_extent_type(space) == H5S_SIMPLE &&
		      H5Sget_simple_extent_dims(space, dims, NULL) >= 0;

	H5Sclose(space);
	if (!simple || found != rank)
		return fail(err, HINGE_EFORMAT, "has rank %d, must have rank %d", found, rank);
	for (int i = 1; i < rank; i++) {
		if (object->inner[i - 1] == INNER_CELLS && dims[i] <= CHANNELS_MAX)
			content->cells = dims[i];
		if (dims[i] != object_extent(object, i, content))
			return fail(err, HINGE_EFORMAT, "extent %d is %llu, must be %zu", i,
				    (unsigned long long)dims[i], object_extent(object, i, content));
	}
	if (object->fixed_rows && dims[0] != object->fixed_rows)
		return fail(err, HINGE_EFORMAT, "has %llu rows, must have %zu",
			    (unsigned long long)dims[0], object->fixed_rows);
	*rows = dims[0];
	return 0;
}

/* --- how it is stored --- */

static int check_chunk(hid_t plist, const struct object *object, const struct content *content,
		       struct error *err)
{
	hsize_t chunk[H5S_MAX_RANK], dims[RANK_MAX];
	int rank = dims_of_object(object, content, dims);
	hsize_t row_size = object_row_size(object, content);

	if (H5Pget_chunk(plist, H5S_MAX_RANK, chunk) != rank)
		return fail(err, HINGE_EFORMAT, "has no chunk size");
	for (int i = 1; i < rank; i++)
		if (chunk[i] != dims[i])
			return fail(err, HINGE_EFORMAT, "has chunks of a part of a row");
	if (chunk[0] > CHUNK_BYTES_MAX || chunk[0] * row_size > CHUNK_BYTES_MAX)
		return fail(err, HINGE_EFORMAT, "has chunks above %d bytes", CHUNK_BYTES_MAX);
	return 0;
}

static int check_filters(hid_t plist, bool *deflated, struct error *err)
{
	int filters = H5Pget_nfilters(plist);

	*deflated = false;
	for (int i = 0; i < filters; i++) {
		unsigned flags, config;
		size_t values = 0;
		H5Z_filter_t filter =
			H5Pget_filter2(plist, (unsigned)i, &flags, &values, NULL, 0, NULL, &config);

		if (filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_DEFLATE)
			return fail(err, HINGE_EFORMAT, "has a filter that is not allowed (%d)",
				    filter);
		*deflated |= filter == H5Z_FILTER_DEFLATE;
	}
	return 0;
}

/* Chunks that were never written read as zeros with no error: a disk that was full looks so. */
static int check_stored(hid_t id, hsize_t rows, size_t row_size, bool deflated, struct error *err)
{
	hsize_t stored = H5Dget_storage_size(id);
	hsize_t room = deflated ? stored * DEFLATE_MAX : stored;

	if (row_size && rows > room / row_size)
		return fail(err, HINGE_EFORMAT, "claims %llu rows, the file holds fewer",
			    (unsigned long long)rows);
	return 0;
}

static int check_storage(hid_t id, const struct object *object, const struct content *content,
			 size_t rows, struct error *err)
{
	hid_t plist = H5Dget_create_plist(id);
	H5D_layout_t layout = H5Pget_layout(plist);
	bool deflated = false;
	int ret;

	if (plist < 0 || (layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED))
		ret = fail(err, HINGE_EFORMAT, "is stored in a way that is not allowed");
	else if (H5Pget_external_count(plist) != 0)
		ret = fail(err, HINGE_EFORMAT, "keeps its data in another file");
	else
		ret = check_filters(plist, &deflated, err);
	if (!ret && layout == H5D_CHUNKED)
		ret = check_chunk(plist, object, content, err);
	H5Pclose(plist);
	return ret ? ret : check_stored(id, rows, object_row_size(object, content), deflated, err);
}

static int check_object(hid_t id, const struct object *object, struct content *content,
			size_t *rows, struct error *err)
{
	bool group = object->kind == OBJECT_GROUP;
	int ret;

	if (H5Iget_type(id) != (group ? H5I_GROUP : H5I_DATASET))
		return fail(err, HINGE_EFORMAT, group ? "is no group" : "is no dataset");
	if (group)
		return 0;
	ret = check_type(id, object, err);
	if (!ret)
		ret = check_extents(id, object, content, rows, err);
	return ret ? ret : check_storage(id, object, content, *rows, err);
}

int object_open(hid_t *out, hid_t file, const struct object *object, struct content *content,
		size_t *rows, struct error *err)
{
	int ret = check_path(file, object->path, err);
	size_t ignored;
	hid_t id;

	if (ret)
		return ret;
	id = H5Oopen(file, object->path, H5P_DEFAULT);
	if (id < 0)
		return h5_fail(err, HINGE_EFORMAT, "cannot be opened");
	ret = check_object(id, object, content, rows ? rows : &ignored, err);
	if (ret)
		H5Oclose(id);
	else
		*out = id;
	return ret;
}
