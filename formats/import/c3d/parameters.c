/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"

#include <string.h>
#include <strings.h>

/* A group or a parameter in the parameter section. */
struct item {
	int id; /* a group's is negative; a parameter has that of its group, positive */
	const unsigned char *name;
	size_t name_size;
	size_t body, next; /* offsets in the file; next = 0: it was the last one */
	struct c3d_parameter parameter;
};

static int signed_byte(unsigned char byte)
{
	return byte < 128 ? byte : byte - 256;
}

static size_t size_of_type(int type)
{
	switch (type) {
	case -1:
	case 1:
		return 1;
	case 2:
		return 2;
	case 4:
		return 4;
	}
	return 0;
}

/* Cuts a parameter's body into dimensions and data; the offset behind them, 0 where they do not
 * fit. A parameter without dimensions is one value. */
static size_t read_body(const struct c3d_file *file, size_t body, struct c3d_parameter *out)
{
	size_t end = file->parameters_end, at = body + 2, bytes;

	if (body + 2 > end)
		return 0;
	out->file = file;
	out->type = signed_byte(file->bytes[body]);
	out->dimensions = file->bytes[body + 1];
	out->count = 1;
	if (out->dimensions > C3D_DIMENSIONS_MAX || at + out->dimensions > end)
		return 0;
	for (size_t i = 0; i < out->dimensions; i++) {
		out->dimension[i] = file->bytes[at++];
		out->count *= out->dimension[i]; /* seven times 255 fits */
	}
	bytes = size_of_type(out->type);
	if (!bytes || out->count > (end - at) / bytes)
		return 0;
	out->data = file->bytes + at;
	return at + out->count * bytes;
}

/* Where the next item starts. What the file says is believed as far as it can be: writers leave
 * offsets in another byte order, or ones that lead out of the section; then the item's own size
 * tells. */
static size_t find_next(const struct c3d_file *file, size_t pointer, size_t own_end)
{
	unsigned stated = c3d_word(file->bytes + pointer, file->order);
	unsigned swapped = (stated & 0xff) << 8 | stated >> 8;

	if (!stated)
		return 0;
	if (!own_end || (pointer + stated >= own_end && pointer + stated <= file->parameters_end &&
			 pointer + swapped != own_end))
		return pointer + stated;
	return own_end;
}

/* False at the end of the section. */
static bool read_item(const struct c3d_file *file, size_t at, struct item *item)
{
	size_t end = file->parameters_end, pointer, own_end;
	int length;

	if (at + 2 > end)
		return false;
	length = signed_byte(file->bytes[at]);
	item->id = signed_byte(file->bytes[at + 1]);
	item->name_size = (size_t)(length < 0 ? -length : length); /* negative: locked */
	item->name = file->bytes + at + 2;
	pointer = at + 2 + item->name_size;
	if (!length || !item->id || pointer + 2 > end)
		return false;
	item->body = own_end = pointer + 2;
	memset(&item->parameter, 0, sizeof(item->parameter));
	if (item->id > 0)
		own_end = read_body(file, item->body, &item->parameter);
	if (!own_end)
		memset(&item->parameter, 0, sizeof(item->parameter));
	else if (own_end < end)
		own_end += 1U + file->bytes[own_end]; /* its description */
	item->next = find_next(file, pointer, own_end);
	return true;
}

static bool is_named(const struct item *item, const char *name)
{
	size_t size = item->name_size;

	while (size && (item->name[size - 1] == ' ' || !item->name[size - 1]))
		size--;
	return size == strlen(name) && !strncasecmp((const char *)item->name, name, size);
}

/* The first item of that kind and name; id 0: any group, else a parameter of group -id. Each item
 * lies behind the one before it, so that the search ends. */
static bool search(const struct c3d_file *file, int id, const char *name, struct item *item)
{
	size_t at = file->parameters + 4, last = 0;

	while (at > last && read_item(file, at, item)) {
		if ((id ? item->id == -id : item->id < 0) && is_named(item, name))
			return true;
		last = at;
		at = item->next;
	}
	return false;
}

bool c3d_find(const struct c3d_file *file, const char *group, const char *name,
	      struct c3d_parameter *out)
{
	struct item item;

	memset(out, 0, sizeof(*out));
	out->file = file;
	if (!search(file, 0, group, &item) || !search(file, item.id, name, &item) ||
	    !item.parameter.data)
		return false;
	*out = item.parameter;
	return true;
}

static double value_at(const struct c3d_parameter *p, size_t i, bool is_unsigned, double otherwise)
{
	unsigned word;

	if (i >= p->count)
		return otherwise;
	switch (p->type) {
	case 1:
		return p->data[i];
	case 2:
		word = c3d_word(p->data + 2 * i, p->file->order);
		return is_unsigned ? (double)word : (double)(int16_t)word;
	case 4:
		return c3d_real(p->data + 4 * i, p->file->order);
	}
	return otherwise;
}

double c3d_value(const struct c3d_parameter *p, size_t i, double otherwise)
{
	return value_at(p, i, false, otherwise);
}

double c3d_unsigned(const struct c3d_parameter *p, size_t i, double otherwise)
{
	return value_at(p, i, true, otherwise);
}

void c3d_text(const struct c3d_parameter *p, size_t i, char *out, size_t size)
{
	size_t width = p->dimensions ? p->dimension[0] : 1, length;

	out[0] = '\0';
	if (p->type != -1 || !width || i >= p->count / width)
		return;
	length = width < size ? width : size - 1;
	memcpy(out, p->data + i * width, length);
	out[length] = '\0';
	length = strlen(out);
	while (length && (out[length - 1] == ' ' || out[length - 1] == '\t'))
		out[--length] = '\0';
}
