/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/record/view.h"

#include "tools/cli/log.h"
#include "tools/client/answer.h"
#include "tools/client/live_view.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void record_view_init(struct record_view *view)
{
	memset(view, 0, sizeof(*view));
	view->terminal = isatty(STDERR_FILENO) && log_level() >= LOG_INFO;
}

static void draw(const char *sign, const struct js *status)
{
	const struct js *recording = js_get(status, "recording"), *rep = live_last_rep(status);
	char text[96] = "", left[32], right[32], line[256];

	if (rep &&
	    answer_number(js_get(status, "live"), "number") == answer_number(recording, "number"))
		live_rep_text(rep, text, sizeof(text));
	snprintf(line, sizeof(line), "%s  %.1f s  left %s  right %s  lost %.0f%s%s", sign,
		 answer_number(recording, "elapsed_s"),
		 live_force_text(recording, "left_n", left, sizeof(left)),
		 live_force_text(recording, "right_n", right, sizeof(right)),
		 answer_number(recording, "gap_frames"), *text ? "  " : "", text);
	progress_show(line);
}

void record_view_update(struct record_view *view, const struct js *status)
{
	const struct js *recording = js_get(status, "recording");
	char sign[sizeof(view->sign)], line[128];

	live_sign(status, sign, sizeof(sign));
	if (!*sign)
		return;
	snprintf(line, sizeof(line), "%s: the next run begins when it is back", sign);
	if (view->terminal && !js_is_object(recording))
		progress_show(line);
	else if (view->terminal)
		draw(sign, status);
	else if (strcmp(view->sign, sign) != 0)
		log_write(LOG_INFO, "%s", sign);
	snprintf(view->sign, sizeof(view->sign), "%s", sign);
}

void record_view_end(void)
{
	progress_hide();
}

static void print_file(const struct js *card, const char *key)
{
	const char *path = answer_text(card, key);

	if (*path)
		printf("%-10s %s\n", key, path);
}

static void print_reps(const struct js *card)
{
	double reps = answer_number(card, "reps"), whole = answer_number(card, "valid_reps");

	if (js_is_null(js_get(card, "reps")))
		return;
	printf("%-10s %.0f seen", "reps", reps);
	if (whole < reps)
		printf(", %.0f of them whole", whole);
	putchar('\n');
}

static void print_zeros(const struct js *card)
{
	if (js_is_null(js_get(card, "moved_left_n")))
		printf("%-10s not known: keep off the plates for 2 s at both ends\n", "zero");
	else
		printf("%-10s left %+.1f N, right %+.1f N from the beginning to the end\n", "zero",
		       answer_number(card, "moved_left_n"), answer_number(card, "moved_right_n"));
}

static void print_drift(const struct js *card)
{
	double sd_ppm = answer_number(card, "drift_sd_ppm");

	if (sd_ppm > 0)
		printf("%-10s %+.1f ppm (SE %.1f) of the device's clock against this computer's\n",
		       "drift", answer_number(card, "drift_ppm"), sd_ppm);
}

static void print_files(const struct js *part)
{
	print_file(part, "w64");
	print_file(part, "sidecar");
	print_file(part, "events");
	print_file(part, "truth");
	print_file(part, "journal");
	print_file(part, "sha256");
}

/* Why it ended. */
static const char *end_text(const char *reason)
{
	static const char *const text[][2] = {
		{"stepped-off", "stepped off"},     {"max-time", "the time of --max was over"},
		{"source-end", "the source ended"}, {"gap", "the device was gone for too long"},
		{"error", "the device failed"},
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		if (!strcmp(reason, text[i][0]))
			return text[i][1];
	return reason;
}

void record_view_card(const struct js *card)
{
	double rate_hz = answer_number(card, "rate_hz");
	double frames = answer_number(card, "frames");
	double lost = answer_number(card, "gap_frames"), gaps = answer_number(card, "gaps");

	printf("%-10s %s, %s, session %s, run %.0f", "recorded", answer_text(card, "subject"),
	       answer_text(card, "task"), answer_text(card, "session"), answer_number(card, "run"));
	if (answer_number(card, "supersedes") > 0)
		printf(" in place of run %.0f", answer_number(card, "supersedes"));
	if (answer_number(card, "continues") > 0)
		printf(", the rest of run %.0f", answer_number(card, "continues"));
	putchar('\n');
	printf("%-10s %.2f s at %g Hz, %.0f frames (%s)\n", "duration",
	       rate_hz > 0 ? frames / rate_hz : 0, rate_hz, frames,
	       end_text(answer_text(card, "stop_reason")));
	print_reps(card);
	printf("%-10s %.0f frame%s in %.0f gap%s%s\n", "lost", lost, lost == 1 ? "" : "s", gaps,
	       gaps == 1 ? "" : "s", lost > 0 ? ": LOST DATA" : "");
	if (answer_flag(card, "interrupted"))
		printf("%-10s yes: the device was gone for a while; what touches the gap is not "
		       "analysed\n",
		       "interrupted");
	printf("%-10s %.2f s%s%s\n", "clipped", answer_number(card, "clipped_s"),
	       *answer_text(card, "clipped_cell") ? ", most in " : "",
	       answer_text(card, "clipped_cell"));
	print_zeros(card);
	print_drift(card);
	print_files(card);
	if (js_is_object(js_get(card, "right"))) {
		puts("right plate");
		print_drift(js_get(card, "right"));
		print_files(js_get(card, "right"));
	}
	if (*answer_text(card, "redo"))
		printf("%-10s %s\n", "REDO", answer_text(card, "redo"));
}
