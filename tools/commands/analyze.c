/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/analyze.h"
#include "analysis/findings/texts/texts.h"
#include "formats/files.h"
#include "formats/recording/pair/twin.h"
#include "formats/recording/superseded.h"
#include "formats/results/results.h"
#include "tools/analyze/call.h"
#include "tools/analyze/left_out.h"
#include "tools/cli/log.h"
#include "tools/command.h"
#include "tools/confine/confine.h"
#include "tools/runtime/pool.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One run over all inputs. */
struct run {
	const struct analyze_call *call;
	const struct language *language;
	struct history history; /* all that was given */
	struct pool *pool;
	int *superseded; /* of each input: the run recorded in its place; 0 = none */
	FILE *csv;       /* in memory until the end; NULL = none asked for */
	size_t tried, failed;
	int status; /* of the failures: theirs where they agree, else 1 */
};

/* --- one input --- */

/* FOLDER/NAME.h5 for -d, the file of -o, or "" for none. */
static int results_path(const struct analyze_call *call, const char *input, char *path, size_t size,
			struct error *err)
{
	char *common = twin_common_name(input);
	const char *name = strcmp(input, "-") && common ? path_base(common) : "stdin";
	const char *dot = strrchr(name, '.');
	int stem = dot && dot != name ? (int)(dot - name) : (int)strlen(name), length = 0;

	*path = '\0';
	if (call->output)
		length = snprintf(path, size, "%s", call->output);
	else if (call->folder)
		length = snprintf(path, size, "%s/%.*s.h5", call->folder, stem, name);
	free(common);
	if (!common)
		return fail(err, HINGE_ENOMEM, "out of memory");
	if ((size_t)length >= size)
		return fail(err, HINGE_EUSAGE, "%s: the name of its results is too long", input);
	return 0;
}

/* Two inputs of one name would leave one result. */
static int check_unique(const struct analyze_call *call, size_t index, const char *path,
			struct error *err)
{
	char other[PATH_MAX];

	for (size_t i = 0; call->folder && i < index; i++)
		if (!results_path(call, call->inputs[i], other, sizeof(other), err) &&
		    !strcmp(other, path))
			return fail(err, HINGE_EREFUSED,
				    "%s: its results would replace those of %s (use another -d)",
				    call->inputs[index], call->inputs[i]);
	return 0;
}

static int print_line(char *text)
{
	puts(text);
	free(text);
	return 0;
}

static bool prints_text(const struct analyze_call *call)
{
	bool csv_on_stdout = call->csv && !strcmp(call->csv, "-");

	return !call->timing && !call->common.json && !csv_on_stdout;
}

static void print_files(const char *results)
{
	putchar('\n');
	if (*results)
		printf("Results: %s\n\n", results);
}

static int print_report(const struct run *run, const struct trial_report *report, const char *input,
			const char *path, struct error *err)
{
	const struct analyze_call *call = run->call;
	const char *results = *path ? path : NULL;
	char *text = NULL;
	int ret;

	if (call->timing) {
		ret = report_timing(report, &text, err);
		return ret ? ret : print_line(text);
	}
	if (call->common.json) {
		ret = report_json(report, input, results, &text, err);
		return ret ? ret : print_line(text);
	}
	if (prints_text(call)) {
		report_print(stdout, report, input, call->explain, run->language);
		print_files(path);
	}
	return 0;
}

static void print_csv_header(const struct run *run)
{
	if (run->call->naming)
		naming_print_header(run->csv, run->call->naming);
	else
		report_csv_header(run->csv);
}

static void print_csv(const struct run *run, const struct trial_report *report, const char *input)
{
	if (run->call->naming)
		naming_print(run->csv, run->call->naming, report);
	else
		report_csv(run->csv, report, input);
}

static int analyze_input(struct run *run, size_t index, struct error *err)
{
	const struct analyze_call *call = run->call;
	const char *input = call->inputs[index];
	struct trial_report *report = NULL;
	char path[PATH_MAX];
	struct analyze_job job = {
		.input = input,
		.replace = true,
		.style = call->style,
		.history = &run->history,
		.config = &call->common.config,
		.import = &call->import,
		.pool = run->pool,
	};
	int ret = results_path(call, input, path, sizeof(path), err);

	if (!ret)
		ret = check_unique(call, index, path, err);
	if (ret)
		return ret;
	job.output = *path ? path : NULL;
	log_write(LOG_DEBUG, "%s: reading", input);
	ret = analyze_file(&job, &report, err);
	if (!ret)
		ret = print_report(run, report, input, path, err);
	if (!ret && run->csv)
		print_csv(run, report, input);
	report_free(report);
	return ret;
}

/* --- all of them --- */

static void count_failure(struct run *run, const struct error *err)
{
	int status = report_error(err);

	run->status = run->failed++ && run->status != status ? EXIT_FAILURE : status;
}

/* The twin of an earlier input was read with that. */
static bool is_read_already(const struct analyze_call *call, size_t index)
{
	struct twin twin, other;

	if (!twin_find(call->inputs[index], &twin))
		return false;
	for (size_t i = 0; i < index; i++)
		if (strcmp(call->inputs[i], call->inputs[index]) != 0 &&
		    twin_find(call->inputs[i], &other) && !strcmp(other.left, twin.left))
			return true;
	return false;
}

/* Of inputs that were done again among them, the run that takes the place; else 0. One that is
 * named alone is analysed. */
static int *find_superseded(const struct analyze_call *call)
{
	struct run_key *key = calloc(call->count + 1, sizeof(*key));
	int *by_run = calloc(call->count + 1, sizeof(*by_run));

	for (size_t i = 0; key && by_run && call->count > 1 && i < call->count; i++)
		if (!strcmp(call->inputs[i], "-") || run_key_read(&key[i], call->inputs[i], NULL))
			key[i] = (struct run_key){0};
	for (size_t i = 0; key && by_run && i < call->count; i++)
		by_run[i] = run_superseded_by(&key[i], key, call->count);
	if (!key) {
		free(by_run);
		by_run = NULL;
	}
	free(key);
	return by_run;
}

static int leave_out_superseded(struct run *run, struct error *err)
{
	struct left_out left_out = {0};

	run->superseded = find_superseded(run->call);
	if (!run->superseded)
		return fail(err, HINGE_ENOMEM, "out of memory");
	for (size_t i = 0; i < run->call->count; i++)
		if (run->superseded[i])
			left_out_add(&left_out, path_base(run->call->inputs[i]),
				     run->superseded[i]);
	left_out_tell(&left_out);
	return 0;
}

static void analyze_inputs(struct run *run)
{
	for (size_t i = 0; i < run->call->count; i++) {
		struct error err;

		if (run->superseded[i] || is_read_already(run->call, i))
			continue;
		run->tried++;
		if (analyze_input(run, i, &err))
			count_failure(run, &err);
	}
	if (run->failed && run->failed < run->tried)
		run->status = EXIT_FAILURE;
	if (prints_text(run->call) && run->failed < run->tried)
		puts("hinge measures; it does not diagnose.");
}

static int write_csv(const char *path, const char *bytes, size_t size, struct error *err)
{
	if (strcmp(path, "-") != 0)
		return file_write_atomic(path, bytes, size, true, err);
	fwrite(bytes, 1, size, stdout);
	return 0;
}

static int run_all(struct run *run, struct error *err)
{
	const char *csv_path = run->call->csv;
	char *bytes = NULL;
	size_t size = 0;
	int ret = 0;

	if (csv_path) {
		run->csv = open_memstream(&bytes, &size);
		if (!run->csv)
			return fail(err, HINGE_ENOMEM, "out of memory");
		print_csv_header(run);
	}
	ret = leave_out_superseded(run, err);
	if (!ret)
		analyze_inputs(run);
	if (csv_path) {
		bool broken = ferror(run->csv);

		if (fclose(run->csv) || broken || !bytes)
			ret = fail(err, HINGE_ENOMEM, "out of memory");
		else if (!ret)
			ret = write_csv(csv_path, bytes, size, err);
		free(bytes);
	}
	return ret;
}

static size_t default_threads(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors < 1                     ? 1
	       : processors > ANALYZE_THREADS_MAX ? ANALYZE_THREADS_MAX
						  : (size_t)processors;
}

static int read_history(struct run *run, struct error *err)
{
	struct left_out left_out = {0};
	int ret = 0;

	for (size_t i = 0; i < run->call->histories && !ret; i++) {
		struct earlier earlier;

		ret = results_read_earlier(run->call->history[i], &earlier, err);
		if (!ret)
			ret = history_add(&run->history, &earlier, err);
	}
	for (size_t i = 0; i < run->history.count && !ret; i++) {
		int by_run = history_superseded_by(&run->history, i, NULL);

		if (by_run)
			left_out_add(&left_out, run->history.trial[i].file, by_run);
	}
	left_out_tell(&left_out);
	return ret;
}

static int run_command(int argc, char **argv)
{
	struct analyze_call call;
	struct run run = {.call = &call};
	struct error err;
	int ret = 0;

	analyze_call_parse(&call, argc, argv);
	run.language = language_find(call.common.config.language);
	if (call.folder)
		ret = folder_make(call.folder, &err);
	/* reading foreign files comes next */
	confine_to_files((const char *const[]){call.output, call.csv, NULL}, call.folder);
	if (!ret)
		ret = read_history(&run, &err);
	if (!ret)
		ret = thread_pool_new(&run.pool, call.threads ? call.threads : default_threads(),
				      &err);
	if (!ret)
		ret = run_all(&run, &err);
	thread_pool_free(run.pool);
	history_reset(&run.history);
	free(run.superseded);
	free(call.history);
	return ret ? report_error(&err) : run.status;
}

const struct command cmd_analyze = {
	"analyze", "find repetitions, phases and asymmetry in recordings", run_command};
