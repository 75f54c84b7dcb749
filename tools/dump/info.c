/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar.h"
#include "tools/dump/dump.h"

#include <stdlib.h>
#include <string.h>

struct js *dump_object(const char *path, const char *kind)
{
	struct js *object = js_object();

	if (!object)
		return NULL;
	if (js_set(object, "file", js_path(path)) || js_set(object, "kind", js_string(kind))) {
		js_free(object);
		return NULL;
	}
	return object;
}

/* The sidecar's own text, so that the words are those of the file format. */
int dump_info(struct js *object, const struct recording_info *info)
{
	struct js *description = NULL;
	char *text = NULL;
	int failed = sidecar_format(info, &text, NULL) ||
		     js_parse(&description, text, strlen(text), "sidecar", NULL);

	free(text);
	return failed || js_set(object, "description", description);
}

int dump_no_memory(struct js *object, const char *path, struct error *err)
{
	js_free(object);
	return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
}
