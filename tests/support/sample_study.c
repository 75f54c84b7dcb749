/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/sample_study.h"

#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"

#include "formats/files.h"
#include "formats/results/results.h"
#include "tools/serve/pages/study.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {"derivatives/hinge/first.h5", "derivatives/hinge/second.h5"};

static void write_one(const struct sample_study *sample, int number,
		      void (*change)(struct trial_report *, void *ctx), void *ctx)
{
	const struct results_options options = {.replace = true};
	struct trial_report *report = sample_report();
	char path[PATH_MAX];
	struct error err;

	snprintf(report->info.subject, sizeof(report->info.subject), "S001");
	snprintf(report->info.session, sizeof(report->info.session), "0%d", number + 1);
	snprintf(report->info.start_time, sizeof(report->info.start_time), "2026-02-0%dT10:00:00Z",
		 number + 1);
	memset(report->raw_sha256, 'a' + number, 64);
	if (change)
		change(report, ctx);
	snprintf(path, sizeof(path), "%s/%s", sample->study.folder, names[number]);
	if (results_write(path, report, &sample->config, &options, &err))
		fail_msg("%s", err.text);
	report_free(report);
}

void sample_study_make(struct sample_study *sample, const char *folder,
		       void (*change)(struct trial_report *, void *ctx), void *ctx)
{
	const struct page_call call = {.view = {.language = "en"}};
	struct page page = {0};
	char path[PATH_MAX];
	struct error err;

	config_init(&sample->config);
	sample->study = (struct page_study){.folder = folder, .config = &sample->config};
	snprintf(path, sizeof(path), "%s/derivatives/hinge", folder);
	assert_int_equal(folder_make(path, &err), 0);
	subject_id("S001", sample->subject_id);
	for (int i = 0; i < 2; i++) {
		write_one(sample, i, change, ctx);
		trial_id(names[i], sample->trial_id[i]);
	}
	if (page_sync(&sample->study, &call, &page, &err))
		fail_msg("%s", err.text);
	html_free(&page.body);
}

struct page_call sample_study_call(const struct sample_study *sample, const char *id)
{
	struct page_call call = {.view = {.language = "en"}};

	memcpy(call.id[0], id, ID_SIZE);
	memcpy(call.words.a, sample->trial_id[0], ID_SIZE);
	memcpy(call.words.b, sample->trial_id[1], ID_SIZE);
	return call;
}
