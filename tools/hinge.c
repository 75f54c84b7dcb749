/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/error.h"
#include "tools/command.h"
#include "tools/runtime/heap.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct command *const commands[] = {
#define COMMAND_ROW(name) &cmd_##name,
	COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
		NULL,
};

static void print_help(FILE *out)
{
	fputs("Usage: hinge COMMAND [OPTION...] [FILE...]\n"
	      "Force plates for the deadlift: record, analyse, compare left and right.\n\n",
	      out);
	for (size_t i = 0; commands[i]; i++)
		fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n`hinge COMMAND --help` shows a command's options, with examples first.\n"
	      "hinge measures; it does not diagnose.\n",
	      out);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* What was printed may still be lost: a full disk shows when the stream is closed. */
static int close_stdout(int status)
{
	if (!fclose(stdout) || errno == EPIPE)
		return status;
	fprintf(stderr, "hinge: standard output: %s\n", strerror(errno));
	return error_exit_status(HINGE_EWRITE);
}

int main(int argc, char **argv)
{
	const struct command *command;
	char program[64];

	/* a file that may not grow is an error of write(), with a message */
	signal(SIGXFSZ, SIG_IGN);
	heap_prepare();

	if (argc < 2) {
		print_help(stderr);
		return 2;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
		print_help(stdout);
		return EXIT_SUCCESS;
	}
	if (!strcmp(argv[1], "--version")) {
		puts("hinge " HINGE_VERSION);
		return EXIT_SUCCESS;
	}
	command = find(argv[1]);
	if (!command) {
		fprintf(stderr, "hinge: no command '%s' (see hinge --help)\n", argv[1]);
		return 2;
	}
	snprintf(program, sizeof(program), "hinge %s", command->name);
	argv[1] = program;
	return close_stdout(command->run(argc - 1, argv + 1));
}
