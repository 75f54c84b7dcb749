/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/frame/words.h"
#include "tools/draw/charts/sessions/trend.h"

#include <math.h>

static const struct stroke zero_line = {.ink = INK_TEXT, .width_pt = 1.0, .dash_pt = {1.5, 2.5}};

void frame_days(struct frame *frame, const struct timeline *timeline)
{
	double first = timeline->session[0].day;
	double last = timeline->session[timeline->sessions - 1].day, room;

	room = fmax(0.03 * (last - first), 3.0);
	frame->x0 = first - room;
	frame->x1 = last + room;
}

void frame_asymmetry(struct frame *frame, const struct timeline *timeline, double least,
		     double room)
{
	double most = fmax(fabs(timeline->band_low_pct), fabs(timeline->band_high_pct));

	most = fmax(isnan(most) ? 0.0 : most, least);
	for (size_t i = 0; i < timeline->sessions; i++) {
		const struct timeline_session *session = &timeline->session[i];

		most = fmax(most, fabs(session->asymmetry_pct));
		most = fmax(most, fmax(fabs(session->ci_low), fabs(session->ci_high)));
	}
	for (size_t i = 0; i < timeline->sets; i++)
		most = fmax(most, fabs(timeline->set[i].asymmetry_pct));
	most *= room;
	frame->y0 = -most;
	frame->y1 = most;
	frame->sides = true;
}

void put_own_band(const struct frame *frame, struct canvas *canvas, const struct timeline *timeline)
{
	double low = fmax(timeline->band_low_pct, frame->y0);
	double high = fmin(timeline->band_high_pct, frame->y1);
	struct box box = {frame->plot.x, frame_y(frame, high), frame->plot.width,
			  frame_y(frame, low) - frame_y(frame, high)};

	if (!isnan(timeline->band_low_pct) && box.height > 0.0)
		canvas_rectangle(canvas, &box, &(struct fill){INK_BAND, 1.0});
	frame_level(frame, canvas, 0.0, &zero_line);
}

void put_value(const struct frame *frame, struct canvas *canvas, double x, double value, double low,
	       double high, bool open, enum ink ink)
{
	struct point at = {frame_x(frame, x), frame_y(frame, value)};

	if (isnan(value))
		return;
	canvas_segments(canvas,
			(struct point[]){{at.x, frame_y(frame, low)}, {at.x, frame_y(frame, high)}},
			2, &(struct stroke){.ink = ink, .width_pt = 1.0});
	if (open)
		canvas_ring(canvas, at, 2.4, &(struct stroke){.ink = ink, .width_pt = 1.2});
	else
		canvas_disc(canvas, at, 2.8, &(struct fill){ink, 1.0});
}

const char *missing_words(const struct timeline *timeline, const char *language, char *out,
			  size_t size)
{
	size_t n = timeline->missing_for_band;

	*out = '\0';
	if (n)
		say(out, size, n == 1 ? WORD_NEED_ONE : WORD_NEED_MORE, language,
		    (const char *const[]){number((double)n, 0, language).text, NULL});
	return out;
}
