/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of a result, what later trials of the same person are compared with. */
#include "formats/files.h"
#include "formats/results/reader.h"
#include "formats/results/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

/* Only whole sets: the rows of single reps are many times as many. */
static int take_metrics(const struct trial_report *report, struct earlier *earlier,
			struct error *err)
{
	size_t sets = 0;

	for (size_t i = 0; i < report->metrics; i++)
		sets += report->metric[i].rep == 0 && report->metric[i].set >= 1;
	earlier->metric = calloc(sets + 1, sizeof(*earlier->metric));
	if (!earlier->metric)
		return fail(err, HINGE_ENOMEM, "out of memory");
	for (size_t i = 0; i < report->metrics; i++)
		if (report->metric[i].rep == 0 && report->metric[i].set >= 1)
			earlier->metric[earlier->metrics++] = report->metric[i];
	return 0;
}

static void take_head(const struct trial_report *report, struct earlier *earlier)
{
	COPY(earlier->trial_id, report->trial_id);
	COPY(earlier->raw_sha256, report->raw_sha256);
	COPY(earlier->subject, report->info.subject);
	COPY(earlier->session, report->info.session);
	COPY(earlier->task, report->task);
	COPY(earlier->style, report->info.style);
	COPY(earlier->start_time, report->info.start_time);
	earlier->load_kg = report->load_kg;
}

static int take(struct trial_report *report, struct earlier *earlier, struct error *err)
{
	int ret = take_metrics(report, earlier, err);

	if (ret)
		return ret;
	take_head(report, earlier);
	earlier->findings = report->findings;
	earlier->finding = report->finding;
	report->findings = 0;
	report->finding = NULL;
	return 0;
}

int results_read_earlier(const char *path, struct earlier *out, struct error *err)
{
	static const char *const only[] = {"/", "/results/metrics", "/results/findings", NULL};
	struct earlier earlier = {0};
	struct content *content;
	int ret = content_new(&content, err);

	if (ret)
		return ret;
	COPY(earlier.file, path_base(path));
	ret = file_sha256(path, earlier.sha256, err);
	if (!ret)
		ret = schema_read(path, &schema_results, only, content, err);
	if (!ret)
		ret = take(&content->report, &earlier, err);
	if (ret)
		earlier_reset(&earlier);
	else
		*out = earlier;
	content_free(content);
	return ret;
}
