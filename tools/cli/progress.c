/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/cli/log.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 24 };
static const double redraw_s = 0.1;

/* something stands on the terminal's last line */
static bool drawn;

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool terminal_can_redraw(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

void progress_hide(void)
{
	if (drawn)
		fputs("\r\033[K", stderr);
	drawn = false;
}

void progress_show(const char *text)
{
	fprintf(stderr, "\r\033[K%s", text);
	fflush(stderr);
	drawn = true;
}

void progress_start(struct progress *progress, const char *what, const char *unit, double total)
{
	*progress = (struct progress){
		.what = what,
		.unit = unit,
		.total = total,
		.start_s = now_s(),
		.terminal = terminal_can_redraw() && log_level() >= LOG_INFO,
	};
}

static void tell_left(double seconds, char *out, size_t size)
{
	long left = lround(ceil(seconds));

	if (left >= 3600)
		snprintf(out, size, ", %ld:%02ld:%02ld left", left / 3600, left / 60 % 60,
			 left % 60);
	else
		snprintf(out, size, ", %ld:%02ld left", left / 60, left % 60);
}

static void draw(const struct progress *progress, double done, double rate)
{
	char bar[BAR_WIDTH + 1], so_far[96], left[32] = "", line[256];
	double share = progress->total > 0 ? fmin(done / progress->total, 1) : 0;
	int full = (int)(share * BAR_WIDTH);

	memset(bar, '.', BAR_WIDTH);
	memset(bar, '#', (size_t)full);
	bar[BAR_WIDTH] = '\0';
	if (progress->total > 0)
		snprintf(so_far, sizeof(so_far), "[%s] %.0f/%.0f", bar, done, progress->total);
	else
		snprintf(so_far, sizeof(so_far), "%.0f", done);
	if (progress->total > done && rate > 0)
		tell_left((progress->total - done) / rate, left, sizeof(left));
	snprintf(line, sizeof(line), "%s %s %s, %.3g/s%s", progress->what, so_far, progress->unit,
		 rate, left);
	progress_show(line);
}

void progress_update(struct progress *progress, double done)
{
	double now = now_s();

	if (!progress->terminal || now - progress->drawn_s < redraw_s)
		return;
	progress->drawn_s = now;
	draw(progress, done, done / fmax(now - progress->start_s, 1e-9));
}

void progress_end(struct progress *progress, double done)
{
	double spent_s = fmax(now_s() - progress->start_s, 1e-9);

	progress_hide();
	if (log_level() >= LOG_INFO)
		fprintf(stderr, "%s: %.0f %s in %.2f s, %.3g/s\n", progress->what, done,
			progress->unit, spent_s, done / spent_s);
}
