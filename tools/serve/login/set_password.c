/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/login/password.h"
#include "tools/serve/serve.h"
#include "tools/serve/state.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_SIZE = PASSWORD_MAX + 2 };

static int read_line(char line[LINE_SIZE], struct error *err)
{
	if (!fgets(line, LINE_SIZE, stdin))
		return fail(err, HINGE_EREAD, "no password was given");
	line[strcspn(line, "\n")] = '\0';
	return 0;
}

/* Without showing it. */
static int ask(char line[LINE_SIZE], const char *question, struct error *err)
{
	struct termios before, silent;
	int ret;

	if (tcgetattr(STDIN_FILENO, &before))
		return fail_errno(err, HINGE_EREAD, "the terminal");
	silent = before;
	silent.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(stderr, "%s: ", question);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	ret = read_line(line, err);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	fputc('\n', stderr);
	return ret;
}

static int ask_twice(char line[LINE_SIZE], struct error *err)
{
	char again[LINE_SIZE];
	int ret = ask(line, "New password", err);

	if (!ret)
		ret = ask(again, "Again", err);
	if (!ret && strcmp(line, again) != 0)
		ret = fail(err, HINGE_EREFUSED, "the two are not the same: nothing was changed");
	explicit_bzero(again, sizeof(again));
	return ret;
}

int serve_set_password(const struct serve_options *options, struct error *err)
{
	char folder[PATH_MAX], path[PATH_MAX], line[LINE_SIZE];
	int ret = state_folder(folder, options->state, err);

	if (!ret)
		ret = state_file(path, folder, STATE_PASSWORD, err);
	if (!ret)
		ret = isatty(STDIN_FILENO) ? ask_twice(line, err) : read_line(line, err);
	if (!ret)
		ret = password_set(path, line, err);
	explicit_bzero(line, sizeof(line));
	return ret;
}
