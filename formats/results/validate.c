/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file against the schema: every fault is told, each with its object and its rule. */
#include "formats/results/rules.h"

#include "formats/results/reader.h"
#include "formats/results/results.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <string.h>

struct validation {
	hid_t file;
	const struct schema *schema;
	struct content *content;
	void (*rule)(void *ctx, const char *object, const char *text);
	void *ctx;
	int faults;
};

static void tell(void *ctx, const char *object, const char *text)
{
	struct validation *v = ctx;

	v->faults++;
	v->rule(v->ctx, object, text);
}

/* --- attributes --- */

struct text_check {
	struct validation *v;
	const struct object *object;
	hid_t id;
};

static int check_text(void *ctx, const char *name, const char *text, struct error *err)
{
	struct text_check *check = ctx;

	if (attribute_expect_text(check->id, name, text, err))
		tell(check->v, check->object->path, err->text);
	return 0;
}

static void check_attributes(struct validation *v, const struct object *object, hid_t id)
{
	struct text_check check = {v, object, id};
	struct error why;

	object_each_text(object, check_text, &check, &why);
	for (const struct attribute *attribute = v->schema->attribute; attribute->object;
	     attribute++)
		if (!strcmp(attribute->object, object->path) &&
		    attribute_read(id, attribute, v->content, &why))
			tell(v, object->path, why.text);
}

/* --- scales --- */

static void check_scales(struct validation *v, const struct object *object, hid_t id)
{
	char text[96];

	if (object->is_scale && H5DSis_scale(id) <= 0)
		tell(v, object->path, "is no dimension scale");
	for (unsigned i = 0; i < 2; i++) {
		hid_t scale;

		if (!object->scale[i] || !object_exists(v->file, object->scale[i]))
			continue;
		scale = H5Dopen2(v->file, object->scale[i], H5P_DEFAULT);
		/* What is no scale is told of that object, and asked about it HDF5 leaks memory. It
		 * fails where another array of the scale is gone, which is told of that one. */
		if (H5DSis_scale(scale) > 0 && !H5DSis_attached(id, scale, i)) {
			snprintf(text, sizeof(text), "dimension %u has not the scale %s", i,
				 object->scale[i]);
			tell(v, object->path, text);
		}
		H5Dclose(scale);
	}
}

/* --- objects --- */

static void check_object(struct validation *v, const struct object *object)
{
	struct error why;
	size_t rows;
	hid_t id;

	if (object_is_left_out(v->file, object))
		return;
	if (object_open(&id, v->file, object, v->content, &rows, &why)) {
		tell(v, object->path, why.text);
		return;
	}
	check_attributes(v, object, id);
	if (object->kind != OBJECT_GROUP) {
		if (object_check_rows(v->schema, object, v->content, rows, &why) ||
		    object_read_rows(id, object, v->content, rows, &why))
			tell(v, object->path, why.text);
		check_scales(v, object, id);
	}
	H5Oclose(id);
}

struct listing {
	struct validation *v;
	const char *group; /* "" for the root */
};

static herr_t check_known(hid_t group, const char *name, const H5L_info_t *info, void *ctx)
{
	const struct listing *listing = ctx;
	char path[256];

	(void)group;
	(void)info;
	snprintf(path, sizeof(path), "%s/%s", listing->group, name);
	if (!object_find(listing->v->schema, path))
		tell(listing->v, path, "is not in the schema");
	return 0;
}

static void check_strangers(struct validation *v)
{
	for (size_t i = 0; i < v->schema->objects; i++) {
		const struct object *object = &v->schema->object[i];
		struct listing listing = {v, object->path[1] ? object->path : ""};

		if (object->kind == OBJECT_GROUP && object_exists(v->file, object->path))
			H5Literate_by_name(v->file, object->path, H5_INDEX_NAME, H5_ITER_INC, NULL,
					   check_known, &listing, H5P_DEFAULT);
	}
}

/* Whatever claims to be no study is held to be a result. */
static const struct schema *schema_of(hid_t file)
{
	struct error ignored;

	return attribute_expect_text(file, "format", STUDY_FORMAT, &ignored) ? &schema_results
									     : &schema_study;
}

int results_validate(const char *path,
		     void (*rule)(void *ctx, const char *object, const char *text), void *ctx,
		     struct error *err)
{
	struct validation v = {.rule = rule, .ctx = ctx};
	int ret = content_new(&v.content, err);

	if (ret)
		return ret;
	h5_quiet();
	ret = h5_open(&v.file, path, err);
	if (!ret) {
		v.schema = schema_of(v.file);
		for (size_t i = 0; i < v.schema->objects; i++)
			check_object(&v, &v.schema->object[i]);
		check_strangers(&v);
		/* the values of a file that is not whole say nothing */
		if (!v.faults)
			rules_check(v.schema, v.content, tell, &v);
		H5Fclose(v.file);
	}
	content_free(v.content);
	return ret ? ret : v.faults;
}
