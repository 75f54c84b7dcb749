/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conventions every command shares: -h with examples first, --version, --json, -q, -v, --set,
 * exit status 2 for a usage error. */
#ifndef TOOLS_CLI_OPTIONS_H
#define TOOLS_CLI_OPTIONS_H

#include "formats/config.h"
#include "formats/import/import.h"

#include <argp.h>
#include <stdbool.h>

struct common_options {
	bool json;
	struct config config; /* files and environment are read before the options */
	enum config_origin origin[CONFIG_KEYS_MAX];
	struct error config_error; /* what the files or the environment got wrong; for options.c */
};

/* Child parser for `--json -q -v`; give the address of a struct common_options in
 * state->child_inputs[0] on ARGP_KEY_INIT. Its owner sets it to zero before. */
extern const struct argp common_argp;
/* As common_argp, with `--set KEY=VALUE` as well. */
extern const struct argp common_config_argp;
/* Parser and children of a command that takes files, one at least, and no options of its own. Its
 * input is a struct files_call, set to zero before. */
struct files_call {
	struct common_options common;
	char **file;
	size_t count;
};
error_t options_parse_files(int key, char *arg, struct argp_state *);
extern const struct argp_child common_children[];
/* Child parser for `--sidecar --profile --rate --mass-kg --load-kg --sides` into a
 * struct import_options, which it inits. */
extern const struct argp import_argp;

/* argp_parse with the house's settings: -h, --usage and --version for all, options in any order,
 * usage errors exit 2. `examples` (may be NULL) are lines ("  hinge zero\n") that stand first in
 * -h, under the heading "Examples:" that is put there. Calls log_init(argv[0]). */
error_t options_parse(const struct argp *, const char *examples, int argc, char **argv,
		      void *input);

/* A number within [lo, hi], or a usage error that names the option. */
double options_number(struct argp_state *, const char *option, const char *text, double lo,
		      double hi);

#endif
