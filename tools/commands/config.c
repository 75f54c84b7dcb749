/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/json.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct call {
	struct common_options common;
	bool origin;
	const char *action, *key;
};

static const char *const origin_names[] = {
	[ORIGIN_DEFAULT] = "default",        [ORIGIN_SYSTEM] = "/etc/hinge/hinge.conf",
	[ORIGIN_USER] = "user's hinge.conf", [ORIGIN_ENVIRONMENT] = "environment",
	[ORIGIN_OPTION] = "--set",
};

static const char *range_text(const struct config_key *key, char *out, size_t size)
{
	if (key->type == CONFIG_BOOL)
		snprintf(out, size, "true, false");
	else if (key->type == CONFIG_TEXT)
		snprintf(out, size, "a word");
	else
		snprintf(out, size, "%g to %g", key->min, key->max);
	return out;
}

static const char *type_text(const struct config_key *key)
{
	static const char *const names[] = {
		[CONFIG_DOUBLE] = "number",
		[CONFIG_INT] = "whole number",
		[CONFIG_BOOL] = "switch",
		[CONFIG_TEXT] = "word",
	};

	return names[key->type];
}

/* The value as JSON; the caller's. */
static struct js *value_json(const struct config *config, const struct config_key *key)
{
	char text[CONFIG_VALUE_MAX];

	config_value(config, key, text, sizeof(text));
	if (key->type == CONFIG_TEXT)
		return js_string(text);
	if (key->type == CONFIG_BOOL)
		return js_bool(!strcmp(text, "true"));
	if (key->type == CONFIG_INT)
		return js_integer(atoi(text));
	return js_number(strtod(text, NULL));
}

static int print_json(struct js *value, int ret)
{
	char *text = ret ? NULL : js_dump(value, 17, 0);

	js_free(value);
	if (!text)
		return report_error(&(struct error){HINGE_ENOMEM, "out of memory"});
	puts(text);
	free(text);
	return EXIT_SUCCESS;
}

/* --- list: what there is --- */

static int list_json(const struct config *defaults)
{
	struct js *all = js_array();
	int ret = 0;

	for (size_t i = 0; i < config_key_count; i++) {
		const struct config_key *key = &config_keys[i];
		bool ranged = key->type == CONFIG_DOUBLE || key->type == CONFIG_INT;
		struct js *row = js_object();

		ret |= js_set(row, "key", js_string(key->name));
		ret |= js_set(row, "type", js_string(type_text(key)));
		ret |= js_set(row, "min", ranged ? js_number(key->min) : js_null());
		ret |= js_set(row, "max", ranged ? js_number(key->max) : js_null());
		ret |= js_set(row, "default", value_json(defaults, key));
		ret |= js_set(row, "unit", js_string(key->unit));
		ret |= js_set(row, "help", js_string(key->help));
		ret |= js_append(all, row);
	}
	return print_json(all, ret);
}

static int list_keys(const struct call *call)
{
	struct config defaults;

	config_init(&defaults);
	if (call->common.json)
		return list_json(&defaults);
	printf("%-22s %-9s %-15s %-5s %s\n", "KEY", "DEFAULT", "RANGE", "UNIT", "WHAT");
	for (size_t i = 0; i < config_key_count; i++) {
		const struct config_key *key = &config_keys[i];
		char value[CONFIG_VALUE_MAX], range[64];

		printf("%-22s %-9s %-15s %-5s %s\n", key->name,
		       config_value(&defaults, key, value, sizeof(value)),
		       range_text(key, range, sizeof(range)), key->unit, key->help);
	}
	return EXIT_SUCCESS;
}

/* --- show: what is in force, as a hinge.conf --- */

static int show_json(const struct call *call)
{
	struct js *all = js_object();
	int ret = 0;

	for (size_t i = 0; i < config_key_count; i++) {
		struct js *value = value_json(&call->common.config, &config_keys[i]);

		if (call->origin) {
			struct js *row = js_object();

			ret |= js_set(row, "value", value);
			ret |= js_set(row, "origin",
				      js_string(origin_names[call->common.origin[i]]));
			value = row;
		}
		ret |= js_set(all, config_keys[i].name, value);
	}
	return print_json(all, ret);
}

static int show_values(const struct call *call)
{
	if (call->common.json)
		return show_json(call);
	for (size_t i = 0; i < config_key_count; i++) {
		char value[CONFIG_VALUE_MAX];

		config_value(&call->common.config, &config_keys[i], value, sizeof(value));
		if (call->origin)
			printf("%-22s = %-9s # %s\n", config_keys[i].name, value,
			       origin_names[call->common.origin[i]]);
		else
			printf("%s = %s\n", config_keys[i].name, value);
	}
	return EXIT_SUCCESS;
}

/* --- get: one value --- */

static int get_value(const struct call *call)
{
	const struct config_key *key = config_find(call->key);
	char value[CONFIG_VALUE_MAX];
	struct error err;

	if (!key) {
		fail(&err, HINGE_EUSAGE, "no key '%s' (did you mean %s?)", call->key,
		     config_nearest(call->key));
		return report_error(&err);
	}
	if (call->common.json)
		return print_json(value_json(&call->common.config, key), 0);
	puts(config_value(&call->common.config, key, value, sizeof(value)));
	return EXIT_SUCCESS;
}

static const struct action {
	const char *name;
	int (*run)(const struct call *);
	bool takes_key;
} actions[] = {
	{"list", list_keys, false},
	{"show", show_values, false},
	{"get", get_value, true},
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; name && i < sizeof(actions) / sizeof(actions[0]); i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct call *call = state->input;
	const struct action *action;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &call->common;
		return 0;
	case 'o':
		call->origin = true;
		return 0;
	case ARGP_KEY_ARG:
		if (call->key)
			argp_error(state, "one word too many: %s", arg);
		else if (call->action)
			call->key = arg;
		else
			call->action = arg;
		return 0;
	case ARGP_KEY_END:
		action = find_action(call->action);
		if (!action)
			argp_error(state, "expected list, show or get KEY");
		else if (action->takes_key != (call->key != NULL))
			argp_error(state,
				   action->takes_key ? "get: which key?"
						     : "%s takes no key (see get)",
				   call->action);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int run(int argc, char **argv)
{
	static const struct argp_option options[] = {
		{"origin", 'o', NULL, 0, "show: say where each value came from", 0}, {0}};
	static const struct argp_child children[] = {{&common_config_argp, 0, NULL, 0}, {0}};
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "list\nshow\nget KEY",
		.doc = "The parameters a result depends on: what there is (list), what is in force "
		       "(show, in the form of hinge.conf), one value (get).",
		.children = children,
	};
	struct call call = {0};

	options_parse(&argp,
		      "  hinge config list\n"
		      "  hinge config show --origin\n"
		      "  hinge config get kinetics_cutoff_hz\n"
		      "  hinge config show > ~/.config/hinge/hinge.conf\n",
		      argc, argv, &call);
	return find_action(call.action)->run(&call);
}

const struct command cmd_config = {"config", "list and show the parameters of the analysis", run};
