/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Configuration files and environment; libconfuse stays behind this file. */
#include "formats/config.h"

#include "formats/files.h"

#include <confuse.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONFIG_FILE_MAX = 1 << 20 };

/* libconfuse's callbacks get the cfg_t only: what they need travels in an option of this name. */
static const char context_option[] = "(context)";

struct context {
	const char *path;
	struct error why;
};

static void take_error(cfg_t *cfg, const char *format, va_list args)
{
	struct context *context = *cfg_getopt(cfg, context_option)->simple_value.ptr;
	char text[ERROR_TEXT_MAX / 2], name[CONFIG_NAME_MAX];

	vsnprintf(text, sizeof(text), format, args);
	if (sscanf(text, "no such option '%63[^']'", name) == 1)
		snprintf(text, sizeof(text), "no key '%s' (did you mean %s?)", name,
			 config_nearest(name));
	fail(&context->why, HINGE_EUSAGE, "%s:%d: %s", context->path, cfg->line, text);
}

/* Called at each value, while the line is known. */
static int check_value(cfg_t *cfg, cfg_opt_t *opt)
{
	struct config scratch;
	struct error why;

	config_init(&scratch);
	if (!config_set(&scratch, opt->name, cfg_opt_getnstr(opt, 0), &why))
		return 0;
	cfg_error(cfg, "%s", why.text);
	return -1;
}

static cfg_t *parser_new(void **context)
{
	cfg_opt_t opts[CONFIG_KEYS_MAX + 2] = {0};
	size_t n = 0;
	cfg_t *cfg;

	for (; n < config_key_count; n++)
		opts[n] = (cfg_opt_t)CFG_STR(config_keys[n].name, NULL, CFGF_NODEFAULT);
	opts[n] = (cfg_opt_t)CFG_PTR_CB(context_option, NULL, CFGF_NODEFAULT, NULL, NULL);
	opts[n++].simple_value.ptr = context;
	opts[n] = (cfg_opt_t)CFG_END();
	cfg = cfg_init(opts, CFGF_NONE);
	if (!cfg)
		return NULL;
	cfg_set_error_function(cfg, take_error);
	for (size_t i = 0; i < config_key_count; i++)
		cfg_set_validate_func(cfg, config_keys[i].name, check_value);
	return cfg;
}

static int take_values(cfg_t *cfg, struct config *config, enum config_origin *origin,
		       enum config_origin from, struct error *err)
{
	for (size_t i = 0; i < config_key_count; i++) {
		const char *value = cfg_getstr(cfg, config_keys[i].name);
		int ret = value ? config_set(config, config_keys[i].name, value, err) : 0;

		if (ret)
			return ret;
		if (value && origin)
			origin[i] = from;
	}
	return 0;
}

/* The end of the quoted text or comment that starts at text, or text where neither does. */
static char *skip_token(char *text, bool *comment)
{
	char *end = text;

	*comment = *text == '#' || !strncmp(text, "//", 2) || !strncmp(text, "/*", 2);
	if (!strncmp(text, "/*", 2)) {
		end = strstr(text + 2, "*/");
		return end ? end + 2 : text + strlen(text);
	}
	if (*comment)
		return text + strcspn(text, "\n");
	if (*text != '"' && *text != '\'')
		return text;
	for (end++; *end && *end != *text; end++)
		if (*end == '\\' && end[1])
			end++;
	return *end ? end + 1 : end;
}

/* libconfuse 3.3 counts the line of a comment up to three times: it gets to see none. */
static void blank_comments(char *text)
{
	while (*text) {
		bool comment;
		char *end = skip_token(text, &comment);

		for (char *c = text; comment && c < end; c++)
			if (*c != '\n')
				*c = ' ';
		text = end > text ? end : text + 1;
	}
}

int config_parse(struct config *config, char *text, const char *name, enum config_origin *origin,
		 enum config_origin from, struct error *err)
{
	struct context context = {.path = name};
	void *place = &context;
	cfg_t *cfg = parser_new(&place);
	int ret;

	if (!cfg)
		return fail(err, HINGE_ENOMEM, "out of memory");
	blank_comments(text);
	errno = 0;
	if (cfg_parse_buf(cfg, text) == CFG_SUCCESS)
		ret = take_values(cfg, config, origin, from, err);
	else if (errno == ENOMEM)
		ret = fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	else if (context.why.code)
		ret = fail(err, HINGE_EUSAGE, "%s", context.why.text);
	else
		ret = fail(err, HINGE_EUSAGE,
			   "%s: not a configuration file (expected lines: key = value)", name);
	cfg_free(cfg);
	return ret;
}

int config_load(struct config *config, const char *path, bool missing_ok,
		enum config_origin *origin, enum config_origin from, struct error *err)
{
	char *text;
	size_t size;
	int ret;

	if (missing_ok && access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (file_read(path, CONFIG_FILE_MAX, &text, &size, err))
		return err ? err->code = HINGE_EUSAGE : HINGE_EUSAGE;
	if (strlen(text) == size)
		ret = config_parse(config, text, path, origin, from, err);
	else
		ret = fail(err, HINGE_EUSAGE, "%s: a NUL byte in a text file", path);
	free(text);
	return ret;
}

static int load_user(struct config *config, enum config_origin *origin, struct error *err)
{
	const char *home = getenv("HOME"), *xdg = getenv("XDG_CONFIG_HOME");
	char path[4096];
	int length;

	if (xdg && *xdg == '/')
		length = snprintf(path, sizeof(path), "%s/hinge/hinge.conf", xdg);
	else if (home && *home == '/')
		length = snprintf(path, sizeof(path), "%s/.config/hinge/hinge.conf", home);
	else
		return 0;
	if (length >= (int)sizeof(path))
		return fail(err, HINGE_EUSAGE, "the path of hinge.conf is too long");
	return config_load(config, path, true, origin, ORIGIN_USER, err);
}

static int load_environment(struct config *config, enum config_origin *origin, struct error *err)
{
	for (size_t i = 0; i < config_key_count; i++) {
		char name[CONFIG_NAME_MAX + 8] = "HINGE_";
		size_t used = strlen(name);
		const char *value;

		for (const char *c = config_keys[i].name; *c; c++)
			name[used++] = (char)toupper((unsigned char)*c);
		name[used] = '\0';
		value = getenv(name);
		if (!value || !*value)
			continue;
		if (config_set(config, config_keys[i].name, value, err)) {
			if (err)
				fail_context(err, "%s", name);
			return HINGE_EUSAGE;
		}
		if (origin)
			origin[i] = ORIGIN_ENVIRONMENT;
	}
	return 0;
}

int config_load_all(struct config *config, enum config_origin *origin, struct error *err)
{
	int ret = config_load(config, "/etc/hinge/hinge.conf", true, origin, ORIGIN_SYSTEM, err);

	if (!ret)
		ret = load_user(config, origin, err);
	if (!ret)
		ret = load_environment(config, origin, err);
	return ret;
}
