/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/dump/dump.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"
#include "tools/confine/confine.h"

#include "formats/files.h"

#include <stdio.h>
#include <stdlib.h>

static const struct argp argp = {
	.parser = options_parse_files,
	.args_doc = "FILE...",
	.doc = "Say what a file of hinge holds: a journal, a recording, a sidecar or a result.\v"
	       "A journal is read block by block: gaps, marks, clock pairs, and whether it is "
	       "whole. "
	       "Exit status: 0 all were read, 1 some failed, 3 none could be used.",
	.children = common_children,
};
static const char examples[] = "  hinge dump study/sub-S012/ses-03/*_force.hjl\n"
			       "  hinge dump --json run-02_force.w64 | jq .gaps\n";

static const struct dump_ops *const kinds[] = {&dump_journal, &dump_recording, &dump_results,
					       &dump_sidecar, NULL};

static const struct dump_ops *kind_of(const char *head, size_t size)
{
	for (size_t i = 0; kinds[i]; i++)
		if (kinds[i]->probe(head, size))
			return kinds[i];
	return NULL;
}

static int dump_input(const struct files_call *call, const char *input, struct error *err)
{
	char head[64];
	size_t size;
	const struct dump_ops *kind;
	struct js *object = NULL;
	int ret = file_head(input, head, sizeof(head), &size, err);

	if (ret)
		return ret;
	kind = kind_of(head, size);
	if (!kind)
		return fail(err, HINGE_EFORMAT,
			    "%s: neither journal, recording, sidecar nor result of hinge (hinge "
			    "import describes foreign files)",
			    input);
	ret = kind->read(input, &object, err);
	if (ret)
		return ret;
	ret = call->common.json ? dump_print_json(object, err) : dump_print_text(object);
	js_free(object);
	return ret;
}

static int run_command(int argc, char **argv)
{
	struct files_call call = {0};
	size_t failed = 0;
	int status = EXIT_SUCCESS;

	options_parse(&argp, examples, argc, argv, &call);
	confine_self((const char *const[]){NULL});
	for (size_t i = 0; i < call.count; i++) {
		struct error err;

		if (!dump_input(&call, call.file[i], &err))
			continue;
		status = report_error(&err);
		failed++;
	}
	return failed && failed < call.count ? EXIT_FAILURE : status;
}

const struct command cmd_dump = {
	.name = "dump",
	.summary = "say what a journal, recording, sidecar or result holds",
	.run = run_command,
};
