/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Talk: stderr, level by -q and -v, journal prefix "<3>" under systemd. */
#ifndef TOOLS_CLI_LOG_H
#define TOOLS_CLI_LOG_H

#include "formats/error.h"

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_init(const char *program); /* "hinge analyze" */
void log_set_level(enum log_level);
enum log_level log_level(void);
void log_write(enum log_level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "program: text" on stderr and the exit status of its code. */
int report_error(const struct error *);

/* A bar with rate and time left where stderr is a terminal, else one line at the end; silent with
 * -q. */
struct progress {
	const char *what, *unit;
	double total, start_s, drawn_s;
	bool terminal;
};
void progress_start(struct progress *, const char *what, const char *unit, double total);
void progress_update(struct progress *, double done);
void progress_end(struct progress *, double done);
/* Shows text on a terminal's last line, in place of what progress_show() and bars have put there.
 */
void progress_show(const char *text);
/* Clears it, before something else is printed. */
void progress_hide(void);

#endif
