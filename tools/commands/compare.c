/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/compare.h"
#include "analysis/findings/texts/texts.h"
#include "formats/json.h"
#include "formats/results/results.h"
#include "tools/cli/log.h"
#include "tools/command.h"
#include "tools/confine/confine.h"
#include "tools/subject/subject.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SUBJECT = 0x1600, KEY_STUDY };

struct call {
	struct common_options common;
	const char *subject, *study;
	const char *word[2]; /* two files; with --subject two sessions, or none: the last two */
	size_t words;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case KEY_SUBJECT:
		call->subject = arg;
		return 0;
	case KEY_STUDY:
		call->study = arg;
		return 0;
	case ARGP_KEY_ARG:
		if (call->words == 2)
			argp_error(state, "two at a time: %s is one too many", arg);
		else
			call->word[call->words++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (call->words != 2 && !(call->subject && !call->words))
			argp_error(state, "which two? (A.h5 B.h5, or --subject CODE SESSION "
					  "SESSION)");
		if (call->study && !call->subject)
			argp_error(state, "--study goes with --subject");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"subject", KEY_SUBJECT, "CODE", 0,
	 "compare two sessions of this person; without their names the last two", 1},
	{"study", KEY_STUDY, "DIR", 0,
	 "with --subject: the study (default: HINGE_STUDY, else the current folder where it is "
	 "one)",
	 1},
	{0},
};
static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "A.h5 B.h5\n--subject CODE [SESSION SESSION]",
	.doc = "How left and right shared the load in two sessions of one person, and whether "
	       "that changed by more than sessions differ anyway.\vExit status: 0 compared "
	       "(changed or not), 2 usage, two people, 3 a file cannot be read, 5 no such person "
	       "or session.",
	.children = children,
};
static const char examples[] = "  hinge compare monday.h5 friday.h5\n"
			       "  hinge compare --subject S012 01 07 --study study\n"
			       "  hinge compare --subject S012 --json | jq -r .verdict\n";

/* --- as text --- */

static const char *side_text(char out[64], const struct compared_value *v)
{
	const char *side = v->value > 0 ? "right" : "left";

	if (isnan(v->value))
		return "-";
	if (isnan(v->low) || isnan(v->high))
		snprintf(out, 64, "%.1f %% %s", fabs(v->value), side);
	else
		snprintf(out, 64, "%.1f %% %s (%.1f to %.1f)", fabs(v->value), side,
			 v->value > 0 ? v->low : -v->high, v->value > 0 ? v->high : -v->low);
	return out;
}

static void print_head(const char *name, const struct earlier *trial)
{
	printf("%s  %s  %.10s  %s", name, *trial->session ? trial->session : "-",
	       *trial->start_time ? trial->start_time : "-", trial->task);
	if (!isnan(trial->load_kg))
		printf(" %.4g kg", trial->load_kg);
	printf("  %s\n", trial->file);
}

static void print_row(const struct compared_row *row)
{
	char from[64], to[64], difference[32] = "-", mdc[32] = "-";

	if (!isnan(row->difference))
		snprintf(difference, sizeof(difference), "%+.1f", row->difference);
	if (!isnan(row->mdc95))
		snprintf(mdc, sizeof(mdc), "%.1f%s", row->mdc95, row->mdc_assumed ? " *" : "");
	printf("%-6s %-28s %-28s %10s %8s  %s\n", row->phase, side_text(from, &row->from),
	       side_text(to, &row->to), difference, mdc,
	       row->change == CHANGE_TO_LEFT    ? "to the left"
	       : row->change == CHANGE_TO_RIGHT ? "to the right"
						: "");
}

static void print_text(const struct comparison *c, const char *language)
{
	const struct language *words = language_find(language);

	print_head("A", c->from);
	print_head("B", c->to);
	printf("\n%-6s %-28s %-28s %10s %8s  %s\n", "AI", "A", "B", "B - A", "MDC95", "CHANGE");
	for (size_t i = 0; i < COMPARED_ROWS; i++)
		print_row(&c->row[i]);
	printf("\n%s", change_say(c->row[0].change, language));
	if (c->row[0].mdc_assumed && words)
		printf(" * %s", words->assumed);
	putchar('\n');
}

/* --- as JSON --- */

static struct js *trial_json(const struct earlier *trial)
{
	struct js *object = js_object();
	int bad = js_set(object, "file", js_path(trial->file));

	bad |= js_set(object, "subject", js_string(trial->subject));
	bad |= js_set(object, "session", js_string(trial->session));
	bad |= js_set(object, "start_time", js_string(trial->start_time));
	bad |= js_set(object, "task", js_string(trial->task));
	bad |= js_set(object, "load_kg", js_number(trial->load_kg));
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

static struct js *value_json(const struct compared_value *v)
{
	struct js *object = js_object();
	int bad = js_set(object, "asymmetry_pct", js_number(v->value));

	bad |= js_set(object, "ci", js_reals((const double[]){v->low, v->high}, 2));
	bad |= js_set(object, "reps", js_integer(v->reps));
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

static struct js *row_json(const struct compared_row *row)
{
	struct js *object = js_object();
	int bad = js_set(object, "phase", js_string(row->phase));

	bad |= js_set(object, "a", value_json(&row->from));
	bad |= js_set(object, "b", value_json(&row->to));
	bad |= js_set(object, "difference_pct", js_number(row->difference));
	bad |= js_set(object, "mdc95_pct", js_number(row->mdc95));
	bad |= js_set(object, "mdc95_assumed", js_bool(row->mdc_assumed));
	bad |= js_set(object, "change", js_string(change_name(row->change)));
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}

static int print_json(const struct comparison *c, const char *language, struct error *err)
{
	struct js *object = js_object(), *rows = js_array();
	int bad = 0;

	for (size_t i = 0; i < COMPARED_ROWS; i++)
		bad |= js_append(rows, row_json(&c->row[i]));
	bad |= js_set(object, "a", trial_json(c->from));
	bad |= js_set(object, "b", trial_json(c->to));
	bad |= js_set(object, "verdict", js_string(change_name(c->row[0].change)));
	bad |= js_set(object, "text", js_string(change_say(c->row[0].change, language)));
	bad |= js_set(object, "rows", rows);
	if (!bad)
		return print_json_line(object, err);
	js_free(object);
	return fail(err, HINGE_ENOMEM, "no memory for the answer");
}

static int tell(const struct call *call, const struct earlier *from, const struct earlier *to,
		const struct history *history, struct error *err)
{
	const char *language = call->common.config.language;
	struct comparison comparison;
	int ret = comparison_of(&comparison, from, to, history, &call->common.config, err);

	if (ret)
		return ret;
	if (call->common.json)
		return print_json(&comparison, language, err);
	print_text(&comparison, language);
	return 0;
}

/* --- what is compared --- */

static int compare_files(const struct call *call, struct error *err)
{
	static const struct history none;
	struct earlier trial[2] = {0};
	int ret = 0;

	confine_to_files((const char *const[CONFINE_FILES]){NULL}, NULL);
	for (size_t i = 0; i < 2 && !ret; i++)
		ret = results_read_earlier(call->word[i], &trial[i], err);
	if (!ret)
		ret = tell(call, &trial[0], &trial[1], &none, err);
	earlier_reset(&trial[0]);
	earlier_reset(&trial[1]);
	return ret;
}

/* Its code, else its day; a code has room for a day. */
static void name_session(char out[33], const struct timeline_session *session)
{
	if (*session->session)
		snprintf(out, 33, "%s", session->session);
	else
		snprintf(out, 33, "%.10s", session->start_time);
}

/* The last session with a value, and the one before. */
static int last_two(const struct dossier *dossier, char name[2][33], struct error *err)
{
	const struct timeline_session *to = timeline_last(dossier->timeline);
	const struct timeline_session *from = to ? timeline_before(dossier->timeline, to) : NULL;

	if (!from)
		return fail(err, HINGE_EREFUSED, "%s: no two sessions that can be compared",
			    dossier->subject.code);
	name_session(name[0], from);
	name_session(name[1], to);
	return 0;
}

static int compare_in(const struct call *call, const struct dossier *dossier, struct error *err)
{
	const struct earlier *from, *to;
	char last[2][33];
	int ret = call->words ? 0 : last_two(dossier, last, err);

	if (!ret)
		ret = comparison_choose(&dossier->history, call->words ? call->word[0] : last[0],
					call->words ? call->word[1] : last[1], &call->common.config,
					&from, &to, err);
	return ret ? ret : tell(call, from, to, &dossier->history, err);
}

static int compare_sessions(const struct call *call, struct error *err)
{
	struct dossier dossier = {0};
	struct registry *registry;
	char folder[PATH_MAX];
	size_t bad;
	int ret = study_folder(call->study, folder, err);

	if (ret)
		return ret;
	confine_to_files((const char *const[CONFINE_FILES]){NULL}, folder);
	ret = study_open(&registry, folder, &bad, err);
	if (ret)
		return ret;
	ret = dossier_open(&dossier, registry, call->subject, &call->common.config, err);
	registry_close(registry);
	if (!ret)
		ret = compare_in(call, &dossier, err);
	dossier_close(&dossier);
	return ret;
}

static int run_command(int argc, char **argv)
{
	struct call call = {0};
	struct error err;
	int ret;

	options_parse(&argp, examples, argc, argv, &call);
	ret = call.subject ? compare_sessions(&call, &err) : compare_files(&call, &err);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}

const struct command cmd_compare = {"compare", "two sessions of a person side by side",
				    run_command};
