/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/http/form.h"

#include <string.h>

void form_init(struct form *form)
{
	form->fields.count = 0;
	form->too_large = false;
	form->used = 0;
}

/* A copy in form->text, or NULL where it is full. */
static char *keep(struct form *form, const char *bytes, size_t size)
{
	char *kept = form->text + form->used;

	if (size >= sizeof(form->text) - form->used)
		return NULL;
	memcpy(kept, bytes, size);
	kept[size] = '\0';
	form->used += size + 1;
	return kept;
}

static bool begin_field(struct form *form, const char *name, const char *value, size_t size)
{
	struct field field;

	if (form->fields.count == FIELDS_MAX)
		return false;
	field.name = keep(form, name, strlen(name));
	field.value = field.name ? keep(form, value, size) : NULL;
	if (!field.value)
		return false;
	form->fields.field[form->fields.count++] = field;
	return true;
}

/* A further piece stands behind the one before: the last NUL gives way. */
static bool go_on(struct form *form, const char *value, size_t size)
{
	if (!form->fields.count)
		return false;
	form->used--;
	return keep(form, value, size) != NULL;
}

bool form_put(struct form *form, const char *name, const char *value, uint64_t offset, size_t size)
{
	if (!form->too_large)
		form->too_large =
			offset ? !go_on(form, value, size) : !begin_field(form, name, value, size);
	return !form->too_large;
}
