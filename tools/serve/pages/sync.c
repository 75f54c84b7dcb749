/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/registry/registry.h"
#include "tools/serve/pages/page.h"

#include <string.h>

struct notes {
	struct html *body;
	const char *study;
};

/* Names the file by its path below the study, wherever that is. */
static void note_bad(void *ctx, const char *path, const char *why)
{
	const struct notes *notes = ctx;
	size_t above = strlen(notes->study);
	bool is_named = !strncmp(why, notes->study, above) && why[above] == '/';

	if (is_named)
		html_markup(notes->body, "%s\n", why + above + 1);
	else
		html_markup(notes->body, "%s: %s\n", path, why);
}

int page_sync(const struct page_study *study, const struct page_call *call, struct page *page,
	      struct error *err)
{
	struct notes notes = {&page->body, study->folder};
	struct registry_changes changes;
	struct registry *registry;
	int ret = registry_open(&registry, study->folder, true, err);

	(void)call;
	if (ret)
		return ret;
	ret = registry_sync(registry, &changes, note_bad, &notes, err);
	registry_close(registry);
	return ret;
}
