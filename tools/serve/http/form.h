/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form as its pieces come in. */
#ifndef TOOLS_SERVE_HTTP_FORM_H
#define TOOLS_SERVE_HTTP_FORM_H

#include "tools/serve/http/request.h"

struct form {
	struct fields fields; /* borrowed from text */
	bool too_large;       /* something found no room; what is held is not the whole */
	size_t used;
	char text[BODY_MAX]; /* names and values, each with its NUL */
};

/* text is left as it is. */
void form_init(struct form *);
/* size bytes of a field's value, of which offset came before; false once the form is too large. */
bool form_put(struct form *, const char *name, const char *value, uint64_t offset, size_t size);

#endif
