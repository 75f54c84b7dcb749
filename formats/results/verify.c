/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/writer.h"

#include "formats/results/h5/h5.h"

#include <stdlib.h>
#include <string.h>

static size_t first_difference(const char *a, const char *b, size_t row_size)
{
	size_t at = 0;

	while (a[at] == b[at])
		at++;
	return at / row_size;
}

static int compare_block(hid_t dataset, struct packed *packed, const struct object *object,
			 size_t first, size_t count, char *found, struct error *err)
{
	size_t row_size = object_row_size(object, packed->content);
	const char *want = packed_rows(packed, object, first, count, err);
	int ret = want ? block_read(dataset, object, packed->content, first, count, found, err)
		       : HINGE_ENOMEM;

	if (!ret && memcmp(found, want, count * row_size) != 0)
		ret = fail(err, HINGE_EWRITE, "row %zu differs from what was written",
			   first + first_difference(found, want, row_size));
	return ret;
}

static int compare_rows(hid_t dataset, struct packed *packed, const struct object *object,
			struct error *err)
{
	size_t rows = object_rows(object, packed->content);
	size_t block = rows < BLOCK_ROWS ? rows : BLOCK_ROWS;
	char *found = malloc(block * object_row_size(object, packed->content) + 1);
	int ret = found ? 0 : fail(err, HINGE_ENOMEM, "out of memory");

	for (size_t first = 0; !ret && first < rows; first += block)
		ret = compare_block(dataset, packed, object, first,
				    rows - first < block ? rows - first : block, found, err);
	free(found);
	return ret;
}

static int count_text(void *ctx, const char *name, const char *text, struct error *err)
{
	(void)name;
	(void)text;
	(void)err;
	++*(hsize_t *)ctx;
	return 0;
}

/* Names and units are the same in every file: that all are there says as much as reading them, in
 * a third of the time. */
static int count_texts(hid_t id, const struct object *object, struct error *err)
{
	hsize_t wanted = 0;
	H5O_info_t info;

	object_each_text(object, count_text, &wanted, err);
	if (H5Oget_info2(id, &info, H5O_INFO_NUM_ATTRS) < 0)
		return h5_fail(err, HINGE_EWRITE, "attributes");
	return info.num_attrs < wanted ? fail(err, HINGE_EWRITE, "attributes are missing") : 0;
}

static int compare_attributes(hid_t id, const struct schema *schema, const struct object *object,
			      const struct content *content, struct content *found,
			      struct error *err)
{
	int ret = count_texts(id, object, err);

	for (const struct attribute *attribute = schema->attribute; !ret && attribute->object;
	     attribute++) {
		const struct field *field = &attribute->field;
		char packed[FIELD_WIDTH_MAX], want[FIELD_WIDTH_MAX];

		if (strcmp(attribute->object, object->path) != 0)
			continue;
		ret = attribute_read(id, attribute, found, err);
		if (ret || attribute->fixed || attribute->list[0])
			continue;
		field_pack(field, (const char *)found + field->offset, packed);
		field_pack(field, (const char *)content + field->offset, want);
		if (memcmp(packed, want, field->width) != 0)
			ret = fail(err, HINGE_EWRITE, "@%s differs from what was written",
				   field->name);
	}
	return ret;
}

static int compare_object(hid_t file, struct packed *packed, const struct object *object,
			  struct content *found, struct error *err)
{
	const struct content *content = packed->content;
	size_t rows;
	hid_t id;
	int ret = object_open(&id, file, object, found, &rows, err);

	if (ret)
		return fail_context(err, "%s", object->path);
	if (object->kind != OBJECT_GROUP) {
		if (rows != object_rows(object, content))
			ret = fail(err, HINGE_EWRITE, "%zu rows, %zu were written", rows,
				   object_rows(object, content));
		else
			ret = compare_rows(id, packed, object, err);
	}
	if (!ret)
		ret = compare_attributes(id, packed->schema, object, content, found, err);
	H5Oclose(id);
	return ret ? fail_context(err, "%s", object->path) : 0;
}

static int compare_presence(hid_t file, struct packed *packed, const struct object *object,
			    struct content *found, struct error *err)
{
	if (object_present(object, packed->content))
		return compare_object(file, packed, object, found, err);
	return object_exists(file, object->path)
		       ? fail(err, HINGE_EWRITE, "%s was not written, and is there", object->path)
		       : 0;
}

int schema_verify(const char *path, struct packed *packed, struct error *err)
{
	const struct schema *schema = packed->schema;
	struct content *found;
	struct error why;
	hid_t file;
	int ret = content_new(&found, err);

	if (ret)
		return ret;
	ret = h5_open(&file, path, &why);
	if (!ret) {
		for (size_t i = 0; !ret && i < schema->objects; i++)
			ret = compare_presence(file, packed, &schema->object[i], found, &why);
		H5Fclose(file);
	}
	content_free(found);
	if (!ret)
		return 0;
	if (ret == HINGE_ENOMEM)
		return fail(err, ret, "%s", why.text);
	return fail(err, HINGE_EWRITE, "%s: what was written does not read back (disk full?): %s",
		    path, why.text);
}
