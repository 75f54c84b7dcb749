/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/subject/subject.h"
#include "tools/command.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	KEY_STUDY = 0x1500,
	KEY_MASS,
	KEY_NOTE,
	KEY_PAIN,
	KEY_STAGE,
	KEY_DATE,
	KEY_TSV,
	KEY_YES,
	KEY_FILES
};

static const struct action {
	const char *name, *words; /* behind it */
	size_t least, most;
	int (*run)(const struct subject_call *);
} actions[] = {
	{"add", "CODE", 1, 1, subject_add},
	{"import", "FILE.tsv", 1, 1, subject_import},
	{"list", "nothing", 0, 0, subject_list},
	{"show", "CODE", 1, 1, subject_show},
	{"note", "CODE [SESSION]", 1, 2, subject_note},
	{"forget", "CODE", 1, 1, subject_forget},
};

struct call {
	struct subject_call subject;
	const char *action;
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; name && i < sizeof(actions) / sizeof(actions[0]); i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

static void add_word(struct call *call, const char *word, struct argp_state *state)
{
	if (!call->action)
		call->action = word;
	else if (call->subject.words == 2)
		argp_error(state, "one word too many: %s", word);
	else
		call->subject.word[call->subject.words++] = word;
}

static void take_pain(struct subject_call *subject, const char *text, struct argp_state *state)
{
	double pain = options_number(state, "--pain", text, 0, REGISTRY_PAIN_MAX);

	if (pain != rint(pain))
		argp_error(state, "--pain %s: a whole number", text);
	subject->pain = (int)pain;
}

static void check_call(const struct call *call, struct argp_state *state)
{
	const struct action *action = find_action(call->action);

	if (!action)
		argp_error(state, "expected add, import, list, show, note or forget");
	else if (call->subject.words < action->least || call->subject.words > action->most)
		argp_error(state, "%s takes %s", action->name, action->words);
	else if (call->subject.date && isnan(timeline_day(call->subject.date)))
		argp_error(state, "'%s': no day (write it as 2026-11-22)", call->subject.date);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;
	struct subject_call *subject = &call->subject;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &subject->common;
		return 0;
	case KEY_STUDY:
		subject->study = arg;
		return 0;
	case KEY_MASS:
		subject->mass_kg = options_number(state, "--mass", arg, 1, 500);
		return 0;
	case KEY_NOTE:
		subject->text = arg;
		return 0;
	case KEY_PAIN:
		take_pain(subject, arg, state);
		return 0;
	case KEY_STAGE:
		if (!*arg || !stage_parse(arg, &subject->stage))
			argp_error(state, "--stage %s: relieve, fix or plan", arg);
		return 0;
	case KEY_DATE:
		subject->date = arg;
		return 0;
	case KEY_TSV:
		subject->tsv = true;
		return 0;
	case KEY_YES:
		subject->yes = true;
		return 0;
	case KEY_FILES:
		subject->files = true;
		return 0;
	case ARGP_KEY_ARG:
		add_word(call, arg, state);
		return 0;
	case ARGP_KEY_END:
		check_call(call, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option options[] = {
	{"study", KEY_STUDY, "DIR", 0,
	 "the study (default: HINGE_STUDY, else the current folder where it is one)", 1},
	{"mass", KEY_MASS, "KG", 0, "add: body mass", 2},
	{"note", KEY_NOTE, "TEXT", 0, "add, note: a remark; no names", 2},
	{"pain", KEY_PAIN, "0-10", 0, "note: pain, 0 is none", 2},
	{"stage", KEY_STAGE, "WORD", 0, "note: relieve, fix or plan", 2},
	{"date", KEY_DATE, "DAY", 0,
	 "note: day of a session without a recording; show: only sessions since then", 2},
	{"since", KEY_DATE, NULL, OPTION_ALIAS, NULL, 2},
	{"tsv", KEY_TSV, NULL, 0, "list: as participants.tsv", 2},
	{"yes", KEY_YES, NULL, 0, "forget: do not ask", 2},
	{"files", KEY_FILES, NULL, 0, "forget: delete recordings and results, too", 2},
	{0},
};
static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
	.options = options,
	.parser = parse,
	.args_doc = "add CODE\nimport FILE.tsv\nlist\nshow CODE\nnote CODE [SESSION]\nforget CODE",
	.doc = "The people of a study, by code: their mass, their sessions, what changed.\vExit "
	       "status: 0 done, 1 some lines or results could not be used, each named, 2 usage, 3 "
	       "no registry or a damaged one, 5 the code is taken, unknown or was not typed, 74 "
	       "cannot write, 75 another program holds the registry.",
	.children = children,
};
static const char examples[] =
	"  hinge subject add S012 --mass 70.5 --study study\n"
	"  hinge subject import participants.tsv --study study\n"
	"  hinge subject list --study study\n"
	"  hinge subject note S012 03 --pain 4 --stage relieve --note \"after a long drive\"\n"
	"  hinge subject show S012\n"
	"  hinge subject forget S012 --files\n";

static int run_command(int argc, char **argv)
{
	struct call call = {.subject = {.mass_kg = NAN, .pain = REGISTRY_PAIN_UNKNOWN}};

	options_parse(&argp, examples, argc, argv, &call);
	return find_action(call.action)->run(&call.subject);
}

const struct command cmd_subject = {"subject", "the people of a study and their sessions",
				    run_command};
