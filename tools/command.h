/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command of `hinge`: one file commands/NAME.c that defines cmd_NAME, one line in COMMANDS, and
 * docs/man/hinge-NAME.1.scd. */
#ifndef TOOLS_COMMAND_H
#define TOOLS_COMMAND_H

struct command {
	const char *name, *summary;
	/* argv[0] is "hinge NAME"; returns the exit status. */
	int (*run)(int argc, char **argv);
};

/* In the order of `hinge --help`. */
/* clang-format off */
#define COMMANDS(X) \
	X(devices) \
	X(status) \
	X(doctor) \
	X(zero) \
	X(calibrate) \
	X(record) \
	X(mark) \
	X(watch) \
	X(analyze) \
	X(batch) \
	X(collect) \
	X(report) \
	X(import) \
	X(subject) \
	X(compare) \
	X(simulate) \
	X(dump) \
	X(validate) \
	X(recover) \
	X(serve) \
	X(config)
/* clang-format on */

#define COMMAND_DECLARE(name) extern const struct command cmd_##name;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
