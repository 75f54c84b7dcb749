/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/results.h"
#include "tools/dump/dump.h"

#include <string.h>

static bool probe(const char *head, size_t size)
{
	return size >= 8 && !memcmp(head, "\x89HDF\r\n\x1a\n", 8);
}

static int set_identity(struct js *object, const struct results_identity *is)
{
	return js_set(object, "status", js_string(report_status_name(is->status))) ||
	       js_set(object, "subject", js_string(is->subject)) ||
	       js_set(object, "session", js_string(is->session)) ||
	       js_set(object, "task", js_string(is->task)) ||
	       js_set(object, "run", js_integer(is->run)) ||
	       js_set(object, "raw_file", js_path(is->raw_file)) ||
	       js_set(object, "raw_sha256", js_string(is->raw_sha256)) ||
	       js_set(object, "config_sha256", js_string(is->config_sha256)) ||
	       js_set(object, "software_version", js_string(is->software_version));
}

static int set_report(struct js *object, const struct trial_report *report)
{
	return js_set(object, "rate_hz", js_number(report->rate_hz)) ||
	       js_set(object, "frames", js_integer((int64_t)report->frames)) ||
	       js_set(object, "body_mass_kg", js_number(report->body_mass_kg)) ||
	       js_set(object, "load_kg", js_number(report->load_kg)) ||
	       js_set(object, "reps", js_integer((int64_t)report->reps)) ||
	       js_set(object, "phases", js_integer((int64_t)report->phases)) ||
	       js_set(object, "metrics", js_integer((int64_t)report->metrics)) ||
	       js_set(object, "findings", js_integer((int64_t)report->findings)) ||
	       js_set(object, "checks", js_integer((int64_t)report->checks)) ||
	       js_set(object, "curves", js_integer((int64_t)report->curves)) ||
	       js_set(object, "spectrum_bins", js_integer((int64_t)report->spectrum_bins));
}

static int read_results(const char *path, struct js **out, struct error *err)
{
	struct results_identity identity;
	struct trial_report *report;
	struct js *object;
	int ret = results_identity(path, &identity, err);

	if (!ret)
		ret = results_read(path, &report, err);
	if (ret)
		return ret;
	object = dump_object(path, "results");
	ret = !object || set_identity(object, &identity) || set_report(object, report);
	report_free(report);
	if (ret)
		return dump_no_memory(object, path, err);
	*out = object;
	return 0;
}

const struct dump_ops dump_results = {.probe = probe, .read = read_results};
