/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command of `hinge`: one file cmd_NAME.c and one line in the table of hinge.c. */
#ifndef TOOLS_COMMAND_H
#define TOOLS_COMMAND_H

struct command {
	const char *name, *summary;
	/* argv[0] is "hinge NAME"; returns the exit status. */
	int (*run)(int argc, char **argv);
};

#endif
