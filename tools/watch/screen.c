/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/watch/screen.h"

#include "tools/analyze/analyze.h"
#include "tools/client/answer.h"
#include "tools/client/live_view.h"
#include "tools/watch/digits.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	NUMBERS_ROW = 2,
	WIDE_COLS = 72, /* four large digits on both sides */
	TALL_ROWS = 19,
	BAR_MARGIN = 9,
	REP_COLS = 38
};
/* The balance bar shows the right foot's share between these. */
static const double share_low = 40, share_high = 60;

/* What is shown of a snapshot. */
struct picture {
	const struct js *status, *recording, *live, *who;
	double left_n, right_n; /* NaN = nothing is measured */
	char sign[64];
};

static void look(struct picture *p, const struct js *status)
{
	const struct js *forces;

	p->status = status;
	p->recording = js_get(status, "recording");
	p->live = js_get(status, "live");
	p->who = js_is_object(p->recording) ? p->recording : js_get(status, "last");
	p->left_n = p->right_n = NAN;
	/* before the recording begins nothing is smoothed */
	forces = strcmp(answer_text(status, "state"), "recording") ? p->recording : p->live;
	js_real(js_get(forces, "left_n"), &p->left_n);
	js_real(js_get(forces, "right_n"), &p->right_n);
	live_sign(status, p->sign, sizeof(p->sign));
	if (!p->sign[0])
		snprintf(p->sign, sizeof(p->sign), "%s",
			 strcmp(answer_text(status, "state"), "zeroing") ? "IDLE" : "ZEROING");
}

static bool is_recording(const struct picture *p)
{
	return !strcmp(answer_text(p->status, "state"), "recording");
}

/* --- the first row --- */

static void describe_set(const struct picture *p, char *out, size_t size)
{
	double load_kg = answer_number(p->who, "load_kg");
	int used;

	if (!js_is_object(p->who)) {
		snprintf(out, size, "no recording yet");
		return;
	}
	used = snprintf(out, size, "%s  %s  run %.0f", answer_text(p->who, "subject"),
			answer_text(p->who, "task"), answer_number(p->who, "run"));
	if (load_kg > 0 && (size_t)used < size)
		snprintf(out + used, size - (size_t)used, "  %g kg", load_kg);
}

/* A shape for each state beside its word. */
static void draw_sign(struct canvas *canvas, const struct picture *p)
{
	bool lost = !strncmp(p->sign, "LOST", 4), ready = !strncmp(p->sign, "READY", 5);
	double elapsed_s = answer_number(p->recording, "elapsed_s");
	char text[96];
	int col;

	if (is_recording(p))
		snprintf(text, sizeof(text), "%s %02d:%02d", p->sign, (int)elapsed_s / 60,
			 (int)elapsed_s % 60);
	else
		snprintf(text, sizeof(text), "%s", p->sign);
	col = canvas->cols - (int)strlen(text) - 3;
	canvas_sign(canvas, 0, col, lost ? INK_ALARM : INK_PLAIN,
		    lost    ? "■"
		    : ready ? "○"
			    : "●",
		    lost    ? "!"
		    : ready ? "o"
			    : "*");
	canvas_text(canvas, 0, col + 2, lost ? INK_ALARM : INK_PLAIN, text);
}

static void draw_rule(struct canvas *canvas, int row)
{
	for (int col = 0; col < canvas->cols; col++)
		canvas_sign(canvas, row, col, INK_QUIET, "─", "-");
}

static void draw_head(struct canvas *canvas, const struct picture *p)
{
	char text[160];

	describe_set(p, text, sizeof(text));
	canvas_text(canvas, 0, 1, INK_PLAIN, text);
	draw_sign(canvas, p);
	draw_rule(canvas, 1);
}

/* --- left and right --- */

static void draw_number(struct canvas *canvas, int row, int side, bool large, double force_n)
{
	int half = canvas->cols / 2, from = side ? half : 0, to = side ? canvas->cols : half;
	enum ink ink = side ? INK_RIGHT : INK_LEFT;
	char number[32], label[48];

	snprintf(number, sizeof(number), isnan(force_n) ? "--" : "%.0f", fabs(force_n));
	snprintf(label, sizeof(label), "%s, newton", side ? "RIGHT" : "LEFT");
	canvas_text(canvas, row, (from + to - (int)strlen(label)) / 2, ink, label);
	if (large)
		digits_draw(canvas, row + 1, from, to, ink, number);
	else
		canvas_text(canvas, row + 1, (from + to - (int)strlen(number)) / 2, ink, number);
}

/* Returns the row below. */
static int draw_numbers(struct canvas *canvas, const struct picture *p)
{
	bool large = canvas->cols >= WIDE_COLS && canvas->rows >= TALL_ROWS;

	draw_number(canvas, NUMBERS_ROW, 0, large, p->left_n);
	draw_number(canvas, NUMBERS_ROW, 1, large, p->right_n);
	return NUMBERS_ROW + 1 + (large ? DIGIT_ROWS : 1);
}

/* Where the load is, from all left to all right of the range; what is beyond stands at its end. */
static void draw_balance(struct canvas *canvas, int row, const struct picture *p)
{
	double total_n = p->left_n + p->right_n, share = 100 * p->right_n / total_n;
	int width = canvas->cols - 2 * BAR_MARGIN, at;
	char text[16];

	for (int i = 0; i < width; i++)
		canvas_sign(canvas, row, BAR_MARGIN + i, INK_QUIET, i == width / 2 ? "┼" : "─",
			    i == width / 2 ? "|" : "-");
	if (!answer_flag(p->live, "left_on") || !answer_flag(p->live, "right_on") ||
	    !is_recording(p) || !(total_n > 0))
		return;
	snprintf(text, sizeof(text), "%.0f %%", 100 - share);
	canvas_text(canvas, row, 2, INK_LEFT, text);
	snprintf(text, sizeof(text), "%.0f %%", share);
	canvas_text(canvas, row, canvas->cols - BAR_MARGIN + 3, INK_RIGHT, text);
	share = fmin(fmax(share, share_low), share_high);
	at = (int)lround((share - share_low) / (share_high - share_low) * (width - 1));
	canvas_sign(canvas, row, BAR_MARGIN + at, share > 50 ? INK_RIGHT : INK_LEFT, "█", "#");
}

/* --- the set --- */

static void put_mass(char *out, size_t size, const struct js *live, const char *key,
		     const char *what)
{
	size_t used = strlen(out);
	double kg;

	if (js_real(js_get(live, key), &kg))
		snprintf(out + used, size - used, "   %s %.1f kg", what, kg);
}

static void draw_phase(struct canvas *canvas, int row, const struct picture *p)
{
	double lost = answer_number(p->recording, "gap_frames");
	char text[160];

	snprintf(text, sizeof(text), "%s", is_recording(p) ? answer_text(p->live, "phase") : "");
	put_mass(text, sizeof(text), p->live, "body_mass_kg", "body");
	put_mass(text, sizeof(text), p->live, "load_kg", "bar");
	canvas_text(canvas, row, 2, INK_PLAIN, text);
	if (lost > 0) {
		snprintf(text, sizeof(text), "%.0f frame%s lost", lost, lost == 1 ? "" : "s");
		canvas_text(canvas, row, canvas->cols - (int)strlen(text) - 2, INK_ALARM, text);
	}
}

static void draw_count(struct canvas *canvas, int row, const struct picture *p)
{
	const struct js *failed = js_get(js_get(p->live, "error"), "text");
	double reps = answer_number(p->live, "valid_reps");
	char text[64];

	snprintf(text, sizeof(text), "%.0f rep%s", reps, reps == 1 ? "" : "s");
	canvas_text(canvas, row, 2, INK_PLAIN, text);
	if (js_text(failed)) {
		canvas_text(canvas, row, 14, INK_ALARM, "not analysed any further:");
		canvas_text(canvas, row, 40, INK_PLAIN, js_text(failed));
	}
}

/* The newest, in columns from top to bottom. */
static void draw_reps(struct canvas *canvas, int row, int rows, const struct picture *p)
{
	const struct js *reps = js_get(p->live, "reps");
	int columns = canvas->cols / REP_COLS > 1 ? canvas->cols / REP_COLS : 1;
	int count = (int)js_count(reps), room = rows * columns;
	int skip = count > room ? count - room : 0;

	for (int i = skip; i < count && rows > 0; i++) {
		const struct js *rep = js_at(reps, (size_t)i);
		int place = i - skip;
		char text[96];

		canvas_text(canvas, row + place % rows, 2 + place / rows * REP_COLS,
			    i + 1 == count              ? INK_PLAIN
			    : answer_flag(rep, "valid") ? INK_PLAIN
							: INK_QUIET,
			    live_rep_text(rep, text, sizeof(text)));
	}
}

void screen_draw(struct canvas *canvas, const struct js *status)
{
	struct picture picture;
	int row;

	canvas_clear(canvas, canvas->rows, canvas->cols);
	look(&picture, status);
	draw_head(canvas, &picture);
	row = draw_numbers(canvas, &picture) + 1;
	draw_balance(canvas, row, &picture);
	draw_phase(canvas, row + 2, &picture);
	draw_rule(canvas, row + 3);
	draw_count(canvas, row + 4, &picture);
	draw_reps(canvas, row + 5, canvas->rows - 1 - (row + 5), &picture);
	canvas_text(canvas, canvas->rows - 1, 2, INK_QUIET, "q quit");
}
