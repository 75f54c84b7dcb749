/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/recorder/marks.h"

#include <stdio.h>
#include <string.h>

int marks_add(struct marks *marks, const char *kind, const char *text, int64_t monotonic_ns,
	      struct error *err)
{
	struct mark *mark = &marks->item[(marks->first + marks->count) % MARKS_MAX];

	if (!*kind || strlen(kind) > MARK_KIND_MAX)
		return fail(err, HINGE_EUSAGE, "a mark's kind has 1 to %d bytes", MARK_KIND_MAX);
	if (strlen(text) > MARK_TEXT_MAX)
		return fail(err, HINGE_EUSAGE, "a mark's text has at most %d bytes", MARK_TEXT_MAX);
	if (marks->count == MARKS_MAX)
		return fail(err, HINGE_EAGAIN, "%d marks wait to be written: try again", MARKS_MAX);
	snprintf(mark->kind, sizeof(mark->kind), "%s", kind);
	snprintf(mark->text, sizeof(mark->text), "%s", text);
	mark->monotonic_ns = monotonic_ns;
	marks->count++;
	return 0;
}

bool marks_take(struct marks *marks, struct mark *out)
{
	if (!marks->count)
		return false;
	*out = marks->item[marks->first];
	marks->first = (marks->first + 1) % MARKS_MAX;
	marks->count--;
	return true;
}
