/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page in memory. Markup is ours and literal; whatever comes from a file or a person goes
 * through html_text(), the one place that escapes. */
#ifndef TOOLS_REPORT_HTML_H
#define TOOLS_REPORT_HTML_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

struct html {
	char *text; /* NULL until something is written */
	size_t used, room;
	bool failed; /* out of memory: everything after is dropped */
};

/* Markup with our own numbers and words; %s only for literals. */
void html_markup(struct html *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text, for elements and for quoted attributes: & < > " ' escaped, bytes that are not UTF-8 and
 * control characters become U+FFFD. */
void html_text(struct html *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void html_free(struct html *);

/* HINGE_ENOMEM where something was dropped, else the file is written or replaced whole. */
int html_save(const struct html *, const char *path, struct error *);

#endif
