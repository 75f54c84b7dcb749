/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/json.h"
#include "formats/results/results.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"
#include "tools/confine/confine.h"

#include <stdio.h>
#include <stdlib.h>

static const struct argp argp = {
	.parser = options_parse_files,
	.args_doc = "FILE...",
	.doc = "Check results and study tables against their schema: a line on standard output "
	       "for every fault, FILE: OBJECT: RULE.\vExit status: 0 no fault, 1 faults or some "
	       "files could not be read, 3 none could be read.",
	.children = common_children,
};
static const char examples[] = "  hinge validate trial.h5\n"
			       "  hinge validate --json study/derivatives/hinge/sub-*/ses-*/*.h5\n";

struct file_check {
	const char *file;
	struct js *faults; /* --json, else NULL */
};

static void add_fault(struct js *faults, const char *object, const char *text)
{
	struct js *fault = js_object();

	js_set(fault, "object", js_string(object));
	js_set(fault, "rule", js_string(text));
	js_append(faults, fault);
}

static void tell(void *ctx, const char *object, const char *text)
{
	struct file_check *check = ctx;

	if (check->faults)
		add_fault(check->faults, object, text);
	else
		printf("%s: %s: %s\n", check->file, object, text);
}

static void print_json(const struct file_check *check)
{
	struct js *line = js_object();
	char *text;

	js_set(line, "file", js_path(check->file));
	js_set(line, "valid", js_bool(!js_count(check->faults)));
	js_set(line, "faults", js_copy(check->faults));
	text = js_dump(line, 17, 0);
	if (text)
		puts(text);
	free(text);
	js_free(line);
}

/* < 0: cannot be read. */
static int validate_file(const char *file, bool json)
{
	struct file_check check = {.file = file, .faults = json ? js_array() : NULL};
	struct error err;
	int ret = results_validate(file, tell, &check, &err);

	if (ret < 0)
		report_error(&err);
	else if (json)
		print_json(&check);
	js_free(check.faults);
	return ret;
}

static int run_command(int argc, char **argv)
{
	struct files_call call = {0};
	size_t unreadable = 0, faulty = 0;

	options_parse(&argp, examples, argc, argv, &call);
	confine_self((const char *const[]){NULL});
	for (size_t i = 0; i < call.count; i++) {
		int ret = validate_file(call.file[i], call.common.json);

		unreadable += ret < 0;
		faulty += ret > 0;
	}
	if (!unreadable && !faulty)
		log_write(LOG_INFO, "%zu file%s, no fault", call.count, call.count == 1 ? "" : "s");
	if (unreadable == call.count)
		return error_exit_status(HINGE_EREAD);
	return unreadable || faulty ? EXIT_FAILURE : EXIT_SUCCESS;
}

const struct command cmd_validate = {
	"validate", "check results and study tables against their schema", run_command};
