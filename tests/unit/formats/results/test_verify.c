/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that differs from the report in a single number must not get its name. */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/results/writer.h"

#include <string.h>

static void later_frame(struct trial_report *r)
{
	r->vgrf_n[2 * 4999 + 1] += 0.5f;
}

static void missing_for_a_number(struct trial_report *r)
{
	r->cop_m[4 * 101] = NAN;
}

static void other_rate(struct trial_report *r)
{
	r->rate_hz = 1000.5;
}

static void other_text(struct trial_report *r)
{
	strcpy(r->info.subject, "S013");
}

static void other_status(struct trial_report *r)
{
	r->status = STATUS_REJECT;
}

static void other_column(struct trial_report *r)
{
	r->rep[2].flags = FLAG_GAP;
}

static void other_row(struct trial_report *r)
{
	r->metric[1].n++;
}

static void a_row_more(struct trial_report *r)
{
	report_add_step(r, "more", NULL, "%s", "of it");
}

static void other_curve(struct trial_report *r)
{
	r->curve[0].right_n[100] = 1;
}

static void other_bin(struct trial_report *r)
{
	r->psd_left[8] = 0;
}

static void no_curves(struct trial_report *r)
{
	r->curves = 0;
}

static const struct change {
	void (*make)(struct trial_report *);
	const char *names;
} changes[] = {
	{later_frame, "/signals/vgrf: row 4999 differs"},
	{missing_for_a_number, "/signals/cop: row 101 differs"},
	{other_rate, "/signals: @sample_rate_hz differs"},
	{other_text, "/: @subject_id differs"},
	{other_status, "/: @status differs"},
	{other_column, "/results/reps: row 2 differs"},
	{other_row, "/results/metrics: row 1 differs"},
	{a_row_more, "/provenance/steps: 1 rows, 2 were written"},
	{other_curve, "/curves/vgrf: row 0 differs"},
	{other_bin, "/spectra/psd: row 8 differs"},
};

static int verify(const char *path, const struct content *content, struct error *err)
{
	struct packed packed;
	int ret = packed_init(&packed, &schema_results, content, err);

	assert_int_equal(ret, 0);
	ret = schema_verify(path, &packed, err);
	packed_reset(&packed);
	return ret;
}

static void a_difference_is_found_wherever_it_is(void **state)
{
	const char *path = scratch_path(state, "a.h5");
	struct trial_report *report = sample_report();
	struct config config;
	struct error err = {0};

	config_init(&config);
	assert_int_equal(results_write(path, report, &config, &(struct results_options){0}, &err),
			 0);
	report_free(report);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct content *content;

		report = sample_report();
		changes[i].make(report);
		assert_int_equal(content_from_report(&content, report, &config, &err), 0);
		assert_int_equal(verify(path, content, &err), HINGE_EWRITE);
		if (!strstr(err.text, changes[i].names))
			fail_msg("expected %s, got %s", changes[i].names, err.text);
		content_free(content);
		report_free(report);
	}
}

static void what_was_written_is_found_to_be_the_same(void **state)
{
	const char *path = scratch_path(state, "b.h5");
	struct trial_report *report = sample_report();
	struct content *content;
	struct config config;
	struct error err = {0};

	config_init(&config);
	assert_int_equal(results_write(path, report, &config, &(struct results_options){0}, &err),
			 0);
	assert_int_equal(content_from_report(&content, report, &config, &err), 0);
	assert_int_equal(verify(path, content, &err), 0);
	content_free(content);
	/* a file that holds more than it should differs as well */
	no_curves(report);
	assert_int_equal(content_from_report(&content, report, &config, &err), 0);
	assert_int_equal(verify(path, content, &err), HINGE_EWRITE);
	content_free(content);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_difference_is_found_wherever_it_is),
		cmocka_unit_test(what_was_written_is_found_to_be_the_same),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
