/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/recover.h"
#include "formats/json.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEY_PRUNE = 0x1500 };

struct call {
	struct common_options common;
	bool prune;
	char **paths;
	size_t count;
};

/* What became of the journals so far. */
struct tally {
	const struct call *call;
	size_t whole, lossy, failed;
	int first_failure;
	struct progress progress;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

	(void)arg;
	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case KEY_PRUNE:
		call->prune = true;
		return 0;
	case ARGP_KEY_ARGS:
		call->paths = state->argv + state->next;
		call->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_END:
		if (!call->count)
			argp_error(state, "no study, folder or journal named");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"prune", KEY_PRUNE, NULL, 0, "remove each journal whose verified recording exists", 1},
	{0},
};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "PATH...",
	.doc = "Make recordings of the journals that a crash left behind.\vPATH is a study, a "
	       "folder "
	       "or a journal (.hjl). Journals are only read; what an earlier run made is compared "
	       "again and left. Exit status: 0 every journal is whole, 1 some were recovered with "
	       "loss or failed, 3 nothing usable, 5 being recorded, 74 cannot write.",
	.children = common_children,
};
static const char examples[] =
	"  hinge recover study\n"
	"  hinge recover --prune study\n"
	"  hinge recover --json sub-S012_ses-03_task-deadlift_run-02_force.hjl\n";

/* --- telling --- */

static double seconds(const struct finalised *files)
{
	return files->rate_hz > 0 ? (double)files->journal.frames / files->rate_hz : 0;
}

static void print_row(const struct recovered *row)
{
	const struct journal_state *state = &row->files.journal;

	printf("%s: %s, %lld frames, %.3f s", row->files.w64,
	       state->complete ? "complete" : "recovered to the last good block",
	       (long long)state->frames, seconds(&row->files));
	if (state->gap_frames)
		printf(", %lld lost while recording", (long long)state->gap_frames);
	if (state->islands)
		printf(", %lld frames beyond damage left out", (long long)state->island_frames);
	if (row->already)
		printf(", made earlier");
	if (row->pruned)
		printf(", journal removed");
	printf("\n");
}

static int fill_object(struct js *object, const struct recovered *row)
{
	const struct journal_state *state = &row->files.journal;

	return js_set(object, "journal", js_path(row->journal)) ||
	       js_set(object, "code", js_string(row->code ? error_name(row->code) : "ok")) ||
	       js_set(object, "message", row->code ? js_path(row->error.text) : js_null()) ||
	       js_set(object, "recording", row->code ? js_null() : js_path(row->files.w64)) ||
	       js_set(object, "complete", js_bool(state->complete)) ||
	       js_set(object, "frames", js_integer(state->frames)) ||
	       js_set(object, "seconds", js_number(seconds(&row->files))) ||
	       js_set(object, "gap_frames", js_integer(state->gap_frames)) ||
	       js_set(object, "island_frames", js_integer(state->island_frames)) ||
	       js_set(object, "already", js_bool(row->already)) ||
	       js_set(object, "pruned", js_bool(row->pruned));
}

static void print_json(const struct recovered *row)
{
	struct js *object = js_object();
	char *text = NULL;

	if (object && !fill_object(object, row))
		text = js_dump(object, 15, 0);
	js_free(object);
	if (text)
		puts(text);
	else
		log_write(LOG_ERROR, "%s: out of memory for its JSON", row->journal);
	free(text);
}

/* --- recovering --- */

static void visit(void *ctx, const struct recovered *row)
{
	struct tally *tally = ctx;

	progress_hide();
	if (row->code) {
		int status = report_error(&row->error);

		if (!tally->failed++)
			tally->first_failure = status;
	} else if (recovered_with_loss(row)) {
		tally->lossy++;
	} else {
		tally->whole++;
	}
	if (tally->call->common.json)
		print_json(row);
	else if (!row->code)
		print_row(row);
}

static void show_progress(void *ctx, double fraction)
{
	struct tally *tally = ctx;

	progress_update(&tally->progress, 100 * fraction);
}

static int recover_path(struct tally *tally, const char *path, struct error *err)
{
	const struct recover_options wanted = {.prune = tally->call->prune,
					       .progress = show_progress};

	return recover(path, &wanted, visit, tally, err);
}

static int exit_status(const struct tally *tally)
{
	if (!tally->failed)
		return tally->lossy ? EXIT_FAILURE : EXIT_SUCCESS;
	return tally->whole || tally->lossy ? EXIT_FAILURE : tally->first_failure;
}

static int run_command(int argc, char **argv)
{
	struct call call = {0};
	struct tally tally = {.call = &call};

	options_parse(&argp, examples, argc, argv, &call);
	progress_start(&tally.progress, "recover", "%", 100);
	for (size_t i = 0; i < call.count; i++) {
		struct error err;

		if (recover_path(&tally, call.paths[i], &err)) {
			int status = report_error(&err);

			if (!tally.failed++)
				tally.first_failure = status;
		}
	}
	progress_hide();
	if (!tally.failed && !tally.whole && !tally.lossy)
		log_write(LOG_INFO, "no journal there: nothing to recover");
	return exit_status(&tally);
}

const struct command cmd_recover = {
	.name = "recover",
	.summary = "make recordings of what a crash left behind",
	.run = run_command,
};
