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

/* a bar stands on the terminal's last line */
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

static void print_left(double seconds)
{
	long left = lround(ceil(seconds));

	if (left >= 3600)
		fprintf(stderr, ", %ld:%02ld:%02ld left", left / 3600, left / 60 % 60, left % 60);
	else
		fprintf(stderr, ", %ld:%02ld left", left / 60, left % 60);
}

static void draw(const struct progress *progress, double done, double rate)
{
	char bar[BAR_WIDTH + 1];
	double share = progress->total > 0 ? fmin(done / progress->total, 1) : 0;
	int full = (int)(share * BAR_WIDTH);

	memset(bar, '.', BAR_WIDTH);
	memset(bar, '#', (size_t)full);
	bar[BAR_WIDTH] = '\0';
	progress_hide();
	if (progress->total > 0)
		fprintf(stderr, "%s [%s] %.0f/%.0f %s", progress->what, bar, done, progress->total,
			progress->unit);
	else
		fprintf(stderr, "%s %.0f %s", progress->what, done, progress->unit);
	fprintf(stderr, ", %.3g/s", rate);
	if (progress->total > done && rate > 0)
		print_left((progress->total - done) / rate);
	fflush(stderr);
	drawn = true;
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
