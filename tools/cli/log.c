/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* How this process talks; set once at the start, before there are threads. */
static struct {
	char program[64];
	enum log_level level;
	bool journal;
} talk = {.program = "hinge", .level = LOG_INFO};

/* systemd names device and inode of the stream it gave us. */
static bool stderr_is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	unsigned long long device, inode;
	struct stat status;

	return stream && sscanf(stream, "%llu:%llu", &device, &inode) == 2 &&
	       fstat(STDERR_FILENO, &status) == 0 && status.st_dev == device &&
	       status.st_ino == inode;
}

void log_init(const char *program)
{
	snprintf(talk.program, sizeof(talk.program), "%s", program);
	talk.journal = stderr_is_journal();
}

void log_set_level(enum log_level level)
{
	talk.level = level;
}

enum log_level log_level(void)
{
	return talk.level;
}

void log_write(enum log_level level, const char *format, ...)
{
	static const char *const priority[] = {"<3>", "<4>", "<6>", "<7>"};
	static const char *const word[] = {"", "warning: ", "", ""};
	char text[2 * ERROR_TEXT_MAX];
	va_list args;

	if (level > talk.level)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	progress_hide();
	if (talk.journal)
		fprintf(stderr, "%s%s\n", priority[level], text);
	else
		fprintf(stderr, "%s: %s%s\n", talk.program, word[level], text);
}

int report_error(const struct error *err)
{
	log_write(LOG_ERROR, "%s", err->text);
	return error_exit_status(err->code);
}
