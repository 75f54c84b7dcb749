/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/h5/h5.h"

#include <stdlib.h>
#include <string.h>

/* --- writing --- */

static int write_value(hid_t object, const char *name, hid_t type, hid_t memory, hid_t space,
		       const void *value, struct error *err)
{
	hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
	int ret = 0;

	if (attribute < 0 || H5Awrite(attribute, memory, value) < 0)
		ret = h5_fail(err, HINGE_EWRITE, "@%s", name);
	H5Aclose(attribute);
	return ret;
}

/* count 0 = a scalar */
static int write_texts(hid_t object, const char *name, const char *const *texts, size_t count,
		       struct error *err)
{
	hsize_t extent = count;
	hid_t type = type_of_texts();
	hid_t space = count ? H5Screate_simple(1, &extent, NULL) : H5Screate(H5S_SCALAR);
	int ret = write_value(object, name, type, type, space, texts, err);

	H5Sclose(space);
	H5Tclose(type);
	return ret;
}

/* Hundreds of texts have one type and extent. */
struct scalar_texts {
	hid_t object, type, space;
};

static int write_scalar_text(void *ctx, const char *name, const char *text, struct error *err)
{
	const struct scalar_texts *texts = ctx;

	return write_value(texts->object, name, texts->type, texts->type, texts->space, &text, err);
}

int attributes_write_texts(hid_t id, const struct object *object, struct error *err)
{
	struct scalar_texts texts = {id, type_of_texts(), H5Screate(H5S_SCALAR)};
	int ret = object_each_text(object, write_scalar_text, &texts, err);

	H5Sclose(texts.space);
	H5Tclose(texts.type);
	return ret;
}

static size_t list_length(const char *const *list)
{
	size_t count = 0;

	while (list[count])
		count++;
	return count;
}

static bool is_text(const struct field *field)
{
	return field->value == VALUE_TEXT || field->value == VALUE_WORD;
}

int attribute_write(hid_t object, const struct attribute *attribute, const struct content *content,
		    struct error *err)
{
	const struct field *field = &attribute->field;
	char packed[FIELD_WIDTH_MAX];
	hid_t type, memory, space;
	int ret;

	if (attribute->list[0])
		return write_texts(object, field->name, attribute->list,
				   list_length(attribute->list), err);
	if (attribute->fixed)
		return write_texts(object, field->name, &attribute->fixed, 0, err);
	field_pack(field, (const char *)content + field->offset, packed);
	if (is_text(field))
		return write_texts(object, field->name, &(const char *){packed}, 0, err);
	type = type_of_field(field, false);
	memory = type_of_field(field, true);
	space = H5Screate(H5S_SCALAR);
	ret = write_value(object, field->name, type, memory, space, packed, err);
	H5Sclose(space);
	H5Tclose(memory);
	H5Tclose(type);
	return ret;
}

/* --- reading --- */

/* Type and number of values must be the schema's before a byte is read. count 0 = a scalar. */
static int open_checked(hid_t *out, hid_t object, const char *name, hid_t type, size_t count,
			struct error *err)
{
	hid_t attribute = H5Aopen(object, name, H5P_DEFAULT), found, space;
	int ret = 0;

	if (attribute < 0)
		return fail(err, HINGE_EFORMAT, "@%s is missing", name);
	found = H5Aget_type(attribute);
	space = H5Aget_space(attribute);
	if (found < 0 || space < 0)
		ret = h5_fail(err, HINGE_EFORMAT, "@%s", name);
	else if (H5Tequal(found, type) <= 0)
		ret = fail(err, HINGE_EFORMAT, "@%s has the wrong type", name);
	else if (count ? H5Sget_simple_extent_ndims(space) != 1 ||
				 H5Sget_simple_extent_npoints(space) != (hssize_t)count
		       : H5Sget_simple_extent_type(space) != H5S_SCALAR)
		ret = fail(err, HINGE_EFORMAT, "@%s has the wrong number of values", name);
	H5Sclose(space);
	H5Tclose(found);
	if (ret)
		H5Aclose(attribute);
	else
		*out = attribute;
	return ret;
}

/* Texts that the caller frees with free_texts(); NULL stands for an empty one. */
static int read_texts(hid_t object, const char *name, char **texts, size_t count, struct error *err)
{
	hid_t type = type_of_texts(), attribute;
	int ret = open_checked(&attribute, object, name, type, count, err);

	if (!ret) {
		if (H5Aread(attribute, type, texts) < 0)
			ret = h5_fail(err, HINGE_EFORMAT, "@%s", name);
		H5Aclose(attribute);
	}
	H5Tclose(type);
	return ret;
}

static void free_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		H5free_memory(texts[i]);
}

static const char *text_of(const char *text)
{
	return text ? text : "";
}

static int expect_texts(hid_t object, const char *name, const char *const *want, size_t count,
			struct error *err)
{
	char *texts[4] = {NULL};
	size_t n = count ? count : 1;
	int ret = read_texts(object, name, texts, count, err);

	if (ret)
		return ret;
	for (size_t i = 0; !ret && i < n; i++)
		if (strcmp(text_of(texts[i]), want[i]) != 0)
			ret = fail(err, HINGE_EFORMAT, "@%s is '%.40s', must be '%s'", name,
				   text_of(texts[i]), want[i]);
	free_texts(texts, n);
	return ret;
}

int attribute_expect_text(hid_t object, const char *name, const char *text, struct error *err)
{
	return expect_texts(object, name, &text, 0, err);
}

/* Into a buffer of the field's width, as it would lie in a table. */
static int read_text(hid_t object, const struct field *field, char *packed, struct error *err)
{
	char *text = NULL;
	int ret = read_texts(object, field->name, &text, 0, err);

	if (ret)
		return ret;
	if (strlen(text_of(text)) >= field->width)
		ret = fail(err, HINGE_EFORMAT, "@%s is longer than %zu bytes", field->name,
			   field->width - 1);
	else
		strncpy(packed, text_of(text), field->width);
	free_texts(&text, 1);
	return ret;
}

static int read_number(hid_t object, const struct field *field, char *packed, struct error *err)
{
	hid_t type = type_of_field(field, false), memory = type_of_field(field, true), attribute;
	int ret = open_checked(&attribute, object, field->name, type, 0, err);

	if (!ret) {
		if (H5Aread(attribute, memory, packed) < 0)
			ret = h5_fail(err, HINGE_EFORMAT, "@%s", field->name);
		H5Aclose(attribute);
	}
	H5Tclose(memory);
	H5Tclose(type);
	return ret;
}

int attribute_read(hid_t object, const struct attribute *attribute, struct content *content,
		   struct error *err)
{
	const struct field *field = &attribute->field;
	char packed[FIELD_WIDTH_MAX];
	int ret;

	if (attribute->list[0])
		return expect_texts(object, field->name, attribute->list,
				    list_length(attribute->list), err);
	if (attribute->fixed)
		return attribute_expect_text(object, field->name, attribute->fixed, err);
	if (attribute->added && H5Aexists(object, field->name) == 0)
		return 0;
	ret = is_text(field) ? read_text(object, field, packed, err)
			     : read_number(object, field, packed, err);
	if (ret)
		return ret;
	ret = field_unpack(field, packed, (char *)content + field->offset, err);
	return ret ? fail_context(err, "@%s", field->name) : 0;
}
