/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/dump/dump.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEY_WIDTH = 18, DEPTH_MAX = 8 };

int dump_print_json(const struct js *object, struct error *err)
{
	char *text = js_dump(object, 15, 0);

	if (!text)
		return fail(err, HINGE_ENOMEM, "out of memory, or a text is not UTF-8");
	puts(text);
	free(text);
	return 0;
}

struct place {
	int depth;
};

static void print_value(const struct js *value)
{
	char *text = NULL;

	if (js_text(value))
		puts(js_text(value));
	else if (js_is_null(value))
		puts("-");
	else if ((text = js_dump(value, 10, 0)))
		puts(text);
	free(text);
}

static int print_member(void *ctx, const char *key, const struct js *value);

static void print_members(const struct js *value, int depth)
{
	struct place inner = {depth};

	if (js_is_object(value)) {
		js_each(value, print_member, &inner);
		return;
	}
	for (size_t i = 0; i < js_count(value); i++) {
		char *line = js_dump(js_at(value, i), 10, 0);

		printf("%*s%s\n", 2 * depth, "", line ? line : "");
		free(line);
	}
}

static int print_member(void *ctx, const char *key, const struct js *value)
{
	const struct place *place = ctx;
	int indent = 2 * place->depth;

	printf("%*s%-*s ", indent, "", KEY_WIDTH - indent, key);
	if (js_count(value) && place->depth < DEPTH_MAX) {
		printf("\n");
		print_members(value, place->depth + 1);
	} else {
		print_value(value);
	}
	return 0;
}

int dump_print_text(const struct js *object)
{
	struct place top = {0};

	js_each(object, print_member, &top);
	printf("\n");
	return 0;
}
