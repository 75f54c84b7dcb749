/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/starve.h"

#include "formats/results/schema/content.h"

static int make_content(void *ctx)
{
	struct content *content;
	struct config config;
	int ret;

	config_init(&config);
	ret = content_from_report(&content, ctx, &config, NULL);
	if (!ret)
		content_free(content);
	return ret;
}

static void content_without_memory_leaves_nothing(void **state)
{
	struct trial_report *report = sample_report();

	(void)state;
	starve(make_content, report);
	report_free(report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_without_memory_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
