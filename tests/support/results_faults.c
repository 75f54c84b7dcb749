/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/results_faults.h"

#include "tests/support/assert_near.h"

#include "formats/results/results.h"

#include <stdio.h>
#include <string.h>

static void collect(void *ctx, const char *object, const char *text)
{
	struct faults *faults = ctx;
	size_t used = strlen(faults->said);

	faults->count++;
	if (faults->object && !strcmp(object, faults->object) && strstr(text, faults->rule))
		faults->found = true;
	snprintf(faults->said + used, sizeof(faults->said) - used, "%s: %s\n", object, text);
}

int validate(const char *path, struct faults *faults)
{
	struct error err = {0};
	int ret = results_validate(path, collect, faults, &err);

	if (ret < 0)
		snprintf(faults->said, sizeof(faults->said), "%s", err.text);
	else
		assert_int_equal(ret, faults->count);
	return ret;
}

void write_report(const char *path, const struct trial_report *report)
{
	struct config config;
	struct error err = {0};

	config_init(&config);
	if (results_write(path, report, &config, &(struct results_options){.replace = true}, &err))
		fail_msg("%s", err.text);
}
