/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/reader.h"

#include "formats/results/h5/h5.h"
#include "formats/results/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

static int read_attributes(hid_t id, const struct schema *schema, const char *path,
			   struct content *content, struct error *err)
{
	int ret = 0;

	for (const struct attribute *attribute = schema->attribute; !ret && attribute->object;
	     attribute++)
		if (!strcmp(attribute->object, path))
			ret = attribute_read(id, attribute, content, err);
	return ret;
}

int object_read_rows(hid_t dataset, const struct object *object, struct content *content,
		     size_t rows, struct error *err)
{
	size_t block = rows < BLOCK_ROWS ? rows : BLOCK_ROWS;
	void *packed = malloc(block * object_row_size(object, content) + 1);
	int ret = packed ? rows_reserve(object, content, rows, err)
			 : fail(err, HINGE_ENOMEM, "out of memory");

	for (size_t first = 0; !ret && first < rows; first += block) {
		size_t count = rows - first < block ? rows - first : block;

		ret = block_read(dataset, object, content, first, count, packed, err);
		if (!ret)
			ret = rows_unpack(object, content, first, count, packed, err);
	}
	free(packed);
	return ret;
}

/* Arrays that share their first extent share one count; the first of them sets it. */
static const struct object *leader_of(const struct schema *schema, const struct object *object)
{
	for (size_t i = 0; i < schema->objects; i++)
		if (schema->object[i].kind != OBJECT_GROUP &&
		    schema->object[i].rows == object->rows)
			return &schema->object[i];
	return object;
}

int object_check_rows(const struct schema *schema, const struct object *object,
		      const struct content *content, size_t rows, struct error *err)
{
	const struct object *leader = leader_of(schema, object);

	if (object != leader && rows != object_rows(object, content))
		return fail(err, HINGE_EFORMAT, "has %zu rows, %s has %zu", rows, leader->path,
			    object_rows(object, content));
	return 0;
}

static int read_object(hid_t file, const struct schema *schema, const struct object *object,
		       struct content *content, struct error *err)
{
	size_t rows;
	hid_t id;
	int ret;

	if (object_is_left_out(file, object))
		return 0;
	ret = object_open(&id, file, object, content, &rows, err);
	if (ret)
		return fail_context(err, "%s", object->path);
	if (object->kind != OBJECT_GROUP) {
		ret = object_check_rows(schema, object, content, rows, err);
		if (!ret)
			ret = object_read_rows(id, object, content, rows, err);
	}
	if (!ret)
		ret = read_attributes(id, schema, object->path, content, err);
	H5Oclose(id);
	return ret ? fail_context(err, "%s", object->path) : 0;
}

static bool is_wanted(const char *path, const char *const *only)
{
	for (; only && *only; only++)
		if (!strcmp(path, *only))
			return true;
	return !only;
}

int schema_read(const char *path, const struct schema *schema, const char *const *only,
		struct content *content, struct error *err)
{
	struct error why;
	hid_t file;
	int ret;

	h5_quiet();
	ret = h5_open(&file, path, err);
	if (ret)
		return ret;
	for (size_t i = 0; !ret && i < schema->objects; i++)
		if (is_wanted(schema->object[i].path, only))
			ret = read_object(file, schema, &schema->object[i], content, &why);
	H5Fclose(file);
	return ret ? fail(err, ret, "%s: %s", path, why.text) : 0;
}

int results_read(const char *path, struct trial_report **out, struct error *err)
{
	struct content *content;
	int ret = content_new(&content, err);

	if (ret)
		return ret;
	ret = schema_read(path, &schema_results, NULL, content, err);
	if (!ret)
		ret = content_take_report(content, out, err);
	content_free(content);
	return ret;
}

static void take_identity(const struct content *content, struct results_identity *identity)
{
	const struct trial_report *report = &content->report;

	COPY(identity->raw_file, report->raw_file);
	COPY(identity->raw_sha256, report->raw_sha256);
	COPY(identity->sidecar_sha256, report->sidecar_sha256);
	COPY(identity->config_sha256, content->config_sha256);
	COPY(identity->software_version, content->software_version);
	COPY(identity->subject, report->info.subject);
	COPY(identity->session, report->info.session);
	COPY(identity->task, report->task);
	COPY(identity->start_time, report->info.start_time);
	identity->run = report->info.run;
	identity->supersedes = report->info.supersedes;
	identity->load_kg = report->load_kg;
	identity->status = report->status;
}

int results_identity(const char *path, struct results_identity *identity, struct error *err)
{
	static const char *const only[] = {"/", NULL};
	struct content *content;
	int ret = content_new(&content, err);

	if (ret)
		return ret;
	ret = schema_read(path, &schema_results, only, content, err);
	if (!ret)
		take_identity(content, identity);
	content_free(content);
	return ret;
}
