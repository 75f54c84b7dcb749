/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/watch/terminal.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80 }; /* where the terminal does not say */

/* as it was; one process has one */
static struct termios before;
static bool is_open;

static const char *type(void)
{
	const char *term = getenv("TERM");

	return term && *term ? term : "dumb";
}

int terminal_open(struct error *err)
{
	static const char begin[] = "\033[?1049h\033[?25l\033[2J";
	struct termios now;

	if (!isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &before))
		return fail(err, HINGE_EUSAGE, "watch needs a terminal; elsewhere pass --json");
	if (!strcmp(type(), "dumb"))
		return fail(err, HINGE_EUSAGE,
			    "the terminal (TERM=dumb) cannot show a picture; try hinge status "
			    "--follow");
	now = before;
	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	now.c_cc[VMIN] = 0;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &now);
	is_open = true;
	terminal_write(begin, sizeof(begin) - 1);
	return 0;
}

void terminal_close(void)
{
	static const char end[] = "\033[0m\033[?25h\033[?1049l";

	if (!is_open)
		return;
	is_open = false;
	terminal_write(end, sizeof(end) - 1);
	tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

void terminal_size(int *rows, int *cols)
{
	struct winsize size;

	*rows = ROWS;
	*cols = COLS;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
		return;
	*rows = size.ws_row;
	*cols = size.ws_col;
}

bool terminal_has_utf8(void)
{
	setlocale(LC_CTYPE, "");
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

bool terminal_has_colour(void)
{
	const char *without = getenv("NO_COLOR");

	return !(without && *without) && strcmp(type(), "vt100") != 0;
}

bool terminal_write(const char *text, size_t size)
{
	while (size) {
		ssize_t written = write(STDOUT_FILENO, text, size);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		text += written;
		size -= (size_t)written;
	}
	return true;
}

int terminal_key(void)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	unsigned char key;

	if (poll(&fd, 1, 0) <= 0 || read(STDIN_FILENO, &key, 1) != 1)
		return 0;
	return key;
}
