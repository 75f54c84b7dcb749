/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/writer.h"

#include "formats/files.h"
#include "formats/results/h5/h5.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct writing {
	hid_t file;
	struct packed *packed;
	bool compress;
	hobj_ref_t *place; /* of each object of the schema once it is there, else 0 */
};

/* --- one object --- */

/* Tables can be appended to, as H5TB leaves them. An array needs chunks for filters only. */
static int set_layout(hid_t plist, const struct object *object, const struct content *content,
		      bool compress)
{
	hsize_t chunk[RANK_MAX];
	int rank = dims_of_object(object, content, chunk);

	if (object->kind == OBJECT_ARRAY && (!compress || chunk[0] <= CHUNK_ROWS))
		return 0;
	if (chunk[0] > CHUNK_ROWS)
		chunk[0] = CHUNK_ROWS;
	if (!chunk[0])
		chunk[0] = 1;
	if (H5Pset_chunk(plist, rank, chunk) < 0)
		return -1;
	if (compress && (H5Pset_shuffle(plist) < 0 || H5Pset_deflate(plist, 1) < 0))
		return -1;
	return 0;
}

static int create_dataset(hid_t *out, const struct writing *w, const struct object *object,
			  struct error *err)
{
	hsize_t dims[RANK_MAX], unlimited = H5S_UNLIMITED;
	int rank = dims_of_object(object, w->packed->content, dims), ret = 0;
	hid_t space =
		H5Screate_simple(rank, dims, object->kind == OBJECT_TABLE ? &unlimited : NULL);
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE), type = type_of_object(object, false);

	/* with the time in it, no two files would be the same */
	if (H5Pset_obj_track_times(plist, false) < 0 ||
	    set_layout(plist, object, w->packed->content, w->compress) < 0)
		ret = h5_fail(err, HINGE_EWRITE, "layout");
	else if ((*out = H5Dcreate2(w->file, object->path, type, space, H5P_DEFAULT, plist,
				    H5P_DEFAULT)) < 0)
		ret = h5_fail(err, HINGE_EWRITE, "dataset");
	H5Tclose(type);
	H5Pclose(plist);
	H5Sclose(space);
	return ret;
}

static int create_group(hid_t *out, hid_t file, const struct object *object, struct error *err)
{
	*out = object->path[1]
		       ? H5Gcreate2(file, object->path, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)
		       : H5Gopen2(file, "/", H5P_DEFAULT);
	return *out < 0 ? h5_fail(err, HINGE_EWRITE, "group") : 0;
}

static int write_rows(hid_t dataset, struct packed *packed, const struct object *object,
		      struct error *err)
{
	size_t rows = object_rows(object, packed->content);
	int ret = 0;

	for (size_t first = 0; !ret && first < rows; first += BLOCK_ROWS) {
		size_t count = rows - first < BLOCK_ROWS ? rows - first : BLOCK_ROWS;
		const void *block = packed_rows(packed, object, first, count, err);

		ret = block ? block_write(dataset, object, packed->content, first, count, block,
					  err)
			    : HINGE_ENOMEM;
	}
	return ret;
}

static int write_dataset(hid_t *out, const struct writing *w, const struct object *object,
			 struct error *err)
{
	int ret = create_dataset(out, w, object, err);

	if (!ret)
		ret = scales_write(*out, object, w->packed->schema, w->place, err);
	return ret ? ret : write_rows(*out, w->packed, object, err);
}

static int write_attributes(hid_t id, const struct writing *w, const struct object *object,
			    struct error *err)
{
	int ret = attributes_write_texts(id, object, err);

	for (const struct attribute *attribute = w->packed->schema->attribute;
	     !ret && attribute->object; attribute++)
		if (!strcmp(attribute->object, object->path))
			ret = attribute_write(id, attribute, w->packed->content, err);
	return ret;
}

static int write_object(const struct writing *w, const struct object *object, struct error *err)
{
	hid_t id = H5I_INVALID_HID;
	int ret = object->kind == OBJECT_GROUP ? create_group(&id, w->file, object, err)
					       : write_dataset(&id, w, object, err);

	if (!ret)
		ret = write_attributes(id, w, object, err);
	H5Oclose(id);
	return ret ? fail_context(err, "%s", object->path) : 0;
}

/* --- the file --- */

static int write_objects(const struct writing *w, const int *error, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && !*error && i < w->packed->schema->objects; i++)
		if (object_present(&w->packed->schema->object[i], w->packed->content))
			ret = write_object(w, &w->packed->schema->object[i], err);
	return ret || *error ? ret : scales_finish(w->file, w->packed->schema, w->place, err);
}

static int write_file(int fd, const char *part, struct writing *w, struct error *err)
{
	int error = 0, ret;

	ret = h5_create(&w->file, part, &(struct sticky){fd, &error}, err);
	if (ret)
		return ret;
	ret = write_objects(w, &error, err);
	if (H5Fclose(w->file) < 0 && !ret)
		ret = h5_fail(err, HINGE_EWRITE, "close");
	if (error) {
		errno = error;
		return fail_errno(err, HINGE_EWRITE, "%s", part);
	}
	return ret ? fail_context(err, "%s", part) : 0;
}

static int write_part(int fd, const char *part, struct packed *packed, bool compress,
		      struct error *err)
{
	struct writing w = {H5I_INVALID_HID, packed, compress,
			    calloc(packed->schema->objects, sizeof(*w.place))};
	int ret = w.place ? write_file(fd, part, &w, err)
			  : fail(err, HINGE_ENOMEM, "%s: out of memory", part);

	free(w.place);
	return ret;
}

/* Packed rows are written, and the same are looked for in the file. */
static int write_verified(int fd, const char *part, const struct schema *schema,
			  const struct content *content, bool compress, struct error *err)
{
	struct packed packed;
	int ret = packed_init(&packed, schema, content, err);

	if (!ret)
		ret = write_part(fd, part, &packed, compress, err);
	if (!ret)
		ret = schema_verify(part, &packed, err);
	packed_reset(&packed);
	return ret;
}

int schema_write(const char *path, const struct schema *schema, const struct content *content,
		 const struct results_options *options, struct error *err)
{
	char part[PATH_MAX];
	int fd, ret;

	h5_quiet();
	if (!options->replace && file_exists(path))
		return fail(err, HINGE_EREFUSED, "%s exists; nothing was replaced", path);
	if ((size_t)snprintf(part, sizeof(part), "%s.part", path) >= sizeof(part))
		return fail(err, HINGE_EWRITE, "%s: the name is too long", path);
	fd = part_open(part, err);
	if (fd < 0)
		return fd;
	ret = write_verified(fd, part, schema, content, options->compress, err);
	if (!ret && fsync(fd))
		ret = fail_errno(err, HINGE_EWRITE, "%s", part);
	if (!ret)
		ret = file_publish(part, path, options->replace, err);
	if (ret)
		unlink(part);
	close(fd);
	return ret;
}

int results_write(const char *path, const struct trial_report *report, const struct config *config,
		  const struct results_options *options, struct error *err)
{
	struct content *content;
	int ret = content_from_report(&content, report, config, err);

	if (ret)
		return ret;
	ret = schema_write(path, &schema_results, content, options, err);
	content_free(content);
	return ret;
}
