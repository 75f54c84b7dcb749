/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of a result, what later trials of the same person are compared with. */
#include "formats/files.h"
#include "formats/results/reader.h"
#include "formats/results/results.h"

#include <stdio.h>

int results_read_earlier(const char *path, struct earlier *out, struct error *err)
{
	static const char *const only[] = {"/", "/results/reps", "/results/metrics",
					   "/results/findings", NULL};
	struct earlier earlier = {0};
	struct content *content;
	int ret = content_new(&content, err);

	if (ret)
		return ret;
	ret = schema_read(path, &schema_results, only, content, err);
	if (!ret)
		ret = earlier_from_report(&earlier, &content->report, err);
	snprintf(earlier.file, sizeof(earlier.file), "%s", path_base(path));
	if (!ret)
		ret = file_sha256(path, earlier.sha256, err);
	if (ret)
		earlier_reset(&earlier);
	else
		*out = earlier;
	content_free(content);
	return ret;
}
