/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/files/tree.h"
#include "formats/json.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"
#include "tools/confine/confine.h"
#include "tools/report/document.h"
#include "tools/report/sources.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SUBJECT = 0x1500, KEY_STUDY, KEY_SINCE, KEY_LANGUAGE };

struct call {
	struct common_options common;
	struct import_options import;
	struct report_ask ask;
	const char *language;
	char output[PATH_MAX]; /* "" = not given */
};

static void parse_language(struct call *call, const char *code, struct argp_state *state)
{
	if (!language_find(code))
		argp_error(state, "--language %s: expected en or de", code);
	call->language = code;
}

static void parse_output(struct call *call, const char *path, struct argp_state *state)
{
	if (!ends_with(path, ".html") && !ends_with(path, ".pdf"))
		argp_error(state, "-o %s: expected a name that ends in .html or .pdf", path);
	if (snprintf(call->output, sizeof(call->output), "%s", path) >= (int)sizeof(call->output))
		argp_error(state, "-o: the name is too long");
}

static void check_call(struct call *call, struct argp_state *state)
{
	if (!call->ask.file == !call->ask.subject)
		argp_error(state, "name one result or recording, or a person by --subject");
	if (call->ask.since && isnan(timeline_day(call->ask.since)))
		argp_error(state, "--since %s: expected a day, as 2026-11-22", call->ask.since);
	if (call->ask.file && !strcmp(call->ask.file, "-") && !call->output[0])
		argp_error(state, "-: name the report (-o FILE.html or FILE.pdf)");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->import;
		state->child_inputs[1] = &call->common;
		return 0;
	case 'o':
		parse_output(call, arg, state);
		return 0;
	case KEY_SUBJECT:
		call->ask.subject = arg;
		return 0;
	case KEY_STUDY:
		call->ask.study = arg;
		return 0;
	case KEY_SINCE:
		call->ask.since = arg;
		return 0;
	case KEY_LANGUAGE:
		parse_language(call, arg, state);
		return 0;
	case ARGP_KEY_ARG:
		if (call->ask.file)
			argp_error(state, "one result or recording at a time");
		call->ask.file = arg;
		return 0;
	case ARGP_KEY_END:
		check_call(call, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"output", 'o', "FILE.html|FILE.pdf", 0,
	 "what to write (default: NAME.html in this folder)", 1},
	{"language", KEY_LANGUAGE, "en|de", 0, "of the report (default: as configured, en)", 1},
	{"subject", KEY_SUBJECT, "CODE", 0,
	 "report on this person of the study, newest trial first", 2},
	{"study", KEY_STUDY, "DIR", 0,
	 "whose sessions are looked at (default: that of the result; HINGE_STUDY; this folder)", 2},
	{"since", KEY_SINCE, "DATE", 0, "show sessions from this day on; all are counted", 2},
	{0},
};
static const struct argp_child children[] = {
	{&import_argp, 0, NULL, 0}, {&common_config_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "[RESULT.h5|RECORDING]",
	.doc = "Write the report of a trial or of a person: what the legs carried, how sure that "
	       "is, what changed, and how it was measured.\vHTML that needs no scripts, or PDF for "
	       "paper. An earlier report is replaced. A recording is analysed first. Exit status: "
	       "0 written, 2 usage, 3 no usable result or recording, or none of the person, 5 "
	       "nobody has the code, 74 cannot write.",
	.children = children,
};
static const char examples[] = "  hinge report study/derivatives/hinge/sub-S012/ses-03/*_force.h5\n"
			       "  hinge report -o trial.pdf --language de trial.h5\n"
			       "  hinge report --study study --subject S012 --since 2026-09-01\n";

/* NAME.html, of the file or of the person. */
static void name_output(struct call *call)
{
	const char *name = call->ask.file ? path_base(call->ask.file) : call->ask.subject;
	const char *dot = call->ask.file ? strrchr(name, '.') : NULL;
	int stem = dot && dot != name ? (int)(dot - name) : (int)strlen(name);

	if (!call->output[0])
		snprintf(call->output, sizeof(call->output), "%.*s.html", stem, name);
}

static int write_html(const char *path, const struct document *document, struct error *err)
{
	struct html html = {0};
	int ret = document_html(document, &html, err);

	if (!ret)
		ret = html_save(&html, path, err);
	html_free(&html);
	return ret;
}

static int write_pdf(const char *path, const struct document *document, struct error *err)
{
	char *bytes;
	size_t size;
	int ret = document_pdf(document, &bytes, &size, err);

	if (ret)
		return ret;
	ret = file_write_atomic(path, bytes, size, true, err);
	free(bytes);
	return ret;
}

static int write_report(const struct call *call, const struct report_source *source,
			struct error *err)
{
	const char *code = call->language ? call->language : call->common.config.language;
	struct document *document;
	int ret = report_document(&document, source->report, source->dossier.timeline,
				  language_find(code), err);

	if (ret)
		return ret;
	ret = ends_with(call->output, ".pdf") ? write_pdf(call->output, document, err)
					      : write_html(call->output, document, err);
	document_free(document);
	return ret;
}

/* What was written, of whom. */
static int print_json(const struct call *call, const struct trial_report *report, struct error *err)
{
	struct js *object = js_object();
	int failed = js_set(object, "report", js_path(call->output));
	char *text;

	failed |= js_set(object, "trial", js_path(report->trial_id));
	failed |= js_set(object, "subject", js_path(report->info.subject));
	text = failed ? NULL : js_dump(object, 15, 0);
	js_free(object);
	if (!text)
		return fail(err, HINGE_ENOMEM, "%s is written, but there is no memory to say so",
			    call->output);
	puts(text);
	free(text);
	return 0;
}

static int run_command(int argc, char **argv)
{
	struct call call = {.output = ""};
	struct report_source source = {.study = ""};
	struct error err;
	int ret;

	options_parse(&argp, examples, argc, argv, &call);
	call.ask.config = &call.common.config;
	call.ask.import = &call.import;
	name_output(&call);
	ret = report_source_study(&source, &call.ask, &err);
	/* reading foreign files comes next */
	if (!ret)
		confine_to_files((const char *const[]){call.output, NULL, NULL},
				 source.study[0] ? source.study : NULL);
	if (!ret)
		ret = report_source_open(&source, &call.ask, &err);
	if (!ret)
		ret = write_report(&call, &source, &err);
	if (!ret && call.common.json)
		ret = print_json(&call, source.report, &err);
	report_source_close(&source);
	if (ret)
		return report_error(&err);
	if (!call.common.json && log_level() >= LOG_INFO)
		printf("%s\n", call.output);
	return EXIT_SUCCESS;
}

const struct command cmd_report = {
	"report", "write the report of a trial or of a person, as HTML or PDF", run_command};
