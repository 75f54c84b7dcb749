/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/files/tree.h"
#include "formats/json.h"
#include "formats/recording/superseded.h"
#include "formats/results/results.h"
#include "formats/results/study.h"
#include "tools/analyze/left_out.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"
#include "tools/confine/confine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_CSV = 0x1300 };

struct call {
	struct common_options common;
	const char *folder, *output, *csv;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case 'o':
		call->output = arg;
		return 0;
	case KEY_CSV:
		call->csv = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (call->folder)
			argp_error(state, "one folder of results at a time");
		call->folder = arg;
		return 0;
	case ARGP_KEY_END:
		if (!call->folder)
			argp_error(state, "no folder of results");
		if (!call->output && !call->csv)
			argp_error(state,
				   "nothing to write (pass -o study.h5, --csv study.csv or both)");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"output", 'o', "FILE.h5", 0, "write the table as HDF5", 1},
	{"csv", KEY_CSV, "FILE.csv", 0, "write the table as CSV (RFC 4180)", 1},
	{0},
};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "FOLDER",
	.doc = "Put the metrics of every result in FOLDER into one tidy table, a line a "
	       "number.\vAn earlier table is replaced. Exit status: 0 every result is in the "
	       "table, 1 "
	       "some are not, each named, 3 there are none.",
	.children = common_children,
};
static const char examples[] =
	"  hinge collect study/derivatives/hinge -o study.h5 --csv study.csv\n";

/* --- finding results --- */

static bool wants_file(const void *ctx, const char *path)
{
	(void)ctx;
	return ends_with(path, ".h5");
}

static bool wants_folder(const void *ctx, const char *path)
{
	(void)ctx;
	(void)path;
	return true;
}

/* --- the table --- */

struct collection {
	struct study *study;
	struct tree tree;
	struct run_key *key; /* of each file of the tree */
	size_t trials, failed;
	struct left_out left_out;
};

static int add_result(struct study *study, const struct tree_file *file, struct error *err)
{
	if (file->error)
		return fail(err, HINGE_EREAD, "%s: %s", file->path, strerror(file->error));
	return study_add(study, file->path, err);
}

/* A table of an earlier call may lie among the results. */
static bool is_output(const struct call *call, const char *path)
{
	char *one = call->output ? realpath(call->output, NULL) : NULL;
	char *two = one ? realpath(path, NULL) : NULL;
	bool same = two && !strcmp(one, two);

	free(one);
	free(two);
	return same;
}

static void read_key(struct run_key *key, const char *path)
{
	struct results_identity is;

	if (results_identity(path, &is, NULL))
		return;
	key->run = is.run;
	key->supersedes = is.supersedes;
	snprintf(key->subject, sizeof(key->subject), "%s", is.subject);
	snprintf(key->session, sizeof(key->session), "%s", is.session);
	snprintf(key->task, sizeof(key->task), "%s", is.task);
}

/* What cannot be read is told when it is added. */
static int read_keys(struct collection *c, struct error *err)
{
	c->key = calloc(c->tree.count + 1, sizeof(*c->key));
	if (!c->key)
		return fail(err, HINGE_ENOMEM, "no memory for %zu results", c->tree.count);
	for (size_t i = 0; i < c->tree.count; i++)
		if (!c->tree.file[i].error)
			read_key(&c->key[i], c->tree.file[i].path);
	return 0;
}

static void add_file(struct collection *c, size_t index)
{
	const struct tree_file *file = &c->tree.file[index];
	int by_run = run_superseded_by(&c->key[index], c->key, c->tree.count);
	struct error err;

	if (by_run) {
		left_out_add(&c->left_out, path_base(file->path), by_run);
	} else if (add_result(c->study, file, &err)) {
		report_error(&err);
		c->failed++;
	} else {
		c->trials++;
	}
}

static void add_files(struct collection *c, const struct call *call)
{
	struct progress progress;

	if (!c->tree.count)
		return;
	progress_start(&progress, "collect", "results", (double)c->tree.count);
	for (size_t i = 0; i < c->tree.count; i++) {
		if (is_output(call, c->tree.file[i].path))
			continue;
		add_file(c, i);
		progress_update(&progress, (double)(i + 1));
	}
	progress_end(&progress, (double)c->tree.count);
	left_out_tell(&c->left_out);
}

static int write_table(struct study *study, const struct call *call, struct error *err)
{
	int ret = call->output ? study_write_h5(study, call->output, err) : 0;

	if (!ret && call->csv)
		ret = study_write_csv(study, call->csv, err);
	return ret;
}

static void print_outcome(const struct collection *c, const struct call *call)
{
	struct js *line;
	char *text;

	if (!call->common.json) {
		log_write(LOG_INFO, "%zu row%s of %zu recording%s", study_rows(c->study),
			  study_rows(c->study) == 1 ? "" : "s", c->trials,
			  c->trials == 1 ? "" : "s");
		return;
	}
	line = js_object();
	js_set(line, "rows", js_integer((int64_t)study_rows(c->study)));
	js_set(line, "recordings", js_integer((int64_t)c->trials));
	js_set(line, "failed", js_integer((int64_t)c->failed));
	js_set(line, "superseded", js_integer((int64_t)c->left_out.count));
	js_set(line, "results", call->output ? js_path(call->output) : js_null());
	js_set(line, "csv", call->csv ? js_path(call->csv) : js_null());
	text = js_dump(line, 17, 0);
	if (text)
		puts(text);
	free(text);
	js_free(line);
}

static int collect(struct collection *c, const struct call *call, struct error *err)
{
	const struct tree_filter filter = {wants_file, wants_folder, NULL};
	int ret = study_new(&c->study, err);

	if (!ret)
		ret = tree_find(&c->tree, call->folder, &filter, err);
	if (!ret)
		ret = read_keys(c, err);
	if (ret)
		return ret;
	add_files(c, call);
	if (!c->trials)
		return fail(err, HINGE_EFORMAT, "%s: no result in it (see hinge batch)",
			    call->folder);
	if (study_is_mixed(c->study))
		log_write(LOG_WARN,
			  "%s: results of different parameters or versions are mixed: "
			  "run hinge batch again",
			  call->folder);
	ret = write_table(c->study, call, err);
	if (!ret)
		print_outcome(c, call);
	return ret;
}

static int run_command(int argc, char **argv)
{
	struct call call = {0};
	struct collection c = {0};
	struct error err;
	int ret;

	options_parse(&argp, examples, argc, argv, &call);
	confine_to_files((const char *const[]){call.output, call.csv, NULL}, NULL);
	ret = collect(&c, &call, &err);
	tree_free(&c.tree);
	study_free(c.study);
	free(c.key);
	if (ret)
		return report_error(&err);
	return c.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

const struct command cmd_collect = {"collect", "put the metrics of many results in one table",
				    run_command};
