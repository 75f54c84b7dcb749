/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docs/results.md names every object, column and attribute as the schema has it. */
#include "tests/support/assert_near.h"

#include "formats/files.h"
#include "formats/results/schema/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *type_name(const struct field *field, char *out, size_t size)
{
	static const char *const names[] = {
		[VALUE_F64] = "f64", [VALUE_I64] = "f64",  [VALUE_F32] = "f32",
		[VALUE_I32] = "i32", [VALUE_BOOL] = "i32", [VALUE_U8] = "u8"};

	if (field->value == VALUE_TEXT || field->value == VALUE_WORD)
		snprintf(out, size, "S%zu", field->width);
	else
		snprintf(out, size, "%s", names[field->value]);
	return out;
}

/* Whether a line of the page begins with one text and ends with the other. */
static bool has_line(const char *page, const char *begin, const char *end)
{
	for (const char *at = strstr(page, begin); at; at = strstr(at + 1, begin)) {
		size_t length = strcspn(at, "\n"), tail = strlen(end);

		if (at > page && at[-1] == '\n' && length >= tail &&
		    !strncmp(at + length - tail, end, tail))
			return true;
	}
	return false;
}

static void expect(const char *page, const char *begin, const char *unit, const char *text)
{
	char end[256];

	snprintf(end, sizeof(end), "|%s%s | %s |", unit[0] ? " " : "", unit, text);
	if (!has_line(page, begin, end))
		fail_msg("docs/results.md lacks: %s ... %s", begin, end);
}

static void check_object(const char *page, const struct object *object)
{
	char begin[128], type[8];

	if (object->kind == OBJECT_ARRAY) {
		snprintf(begin, sizeof(begin), "| `%s` | %s[", strrchr(object->path, '/') + 1,
			 type_name(&object->field, type, sizeof(type)));
		expect(page, begin, object->field.unit, object->text);
		return;
	}
	snprintf(begin, sizeof(begin), "%s", object->path);
	if (!strstr(page, begin))
		fail_msg("docs/results.md lacks %s", begin);
	for (size_t i = 0; object->table && i < object->table->columns; i++) {
		const struct field *column = &object->table->column[i];

		snprintf(begin, sizeof(begin), "| `%s` | %s |", column->name,
			 type_name(column, type, sizeof(type)));
		expect(page, begin, column->unit, column->text);
	}
}

static void check_attribute(const char *page, const struct attribute *attribute)
{
	const struct field *field = &attribute->field;
	bool text = field->value == VALUE_TEXT || field->value == VALUE_WORD;
	char begin[128], type[8], quoted[64];

	snprintf(begin, sizeof(begin), "| `@%s` | %s", field->name,
		 text ? "text" : type_name(field, type, sizeof(type)));
	snprintf(quoted, sizeof(quoted), "\"%s\"", attribute->fixed ? attribute->fixed : "");
	if (attribute->list[0])
		return;
	expect(page, begin, field->unit ? field->unit : "",
	       attribute->fixed ? quoted : field->text);
}

static void the_page_says_what_the_schema_says(void **state)
{
	static const struct schema *const schemas[] = {&schema_results, &schema_study};
	char *page;
	size_t size;

	(void)state;
	assert_int_equal(file_read("docs/results.md", 1 << 20, &page, &size, NULL), 0);
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < schemas[k]->objects; i++)
			check_object(page, &schemas[k]->object[i]);
		for (const struct attribute *a = schemas[k]->attribute; a->object; a++)
			check_attribute(page, a);
	}
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_says_what_the_schema_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
