/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"
#include "tools/draw/charts/sessions/strip.h"
#include "tools/draw/charts/sessions/trend.h"

#include <math.h>

enum { NAMES_PT = 74, TOP_PT = 14, BOTTOM_PT = 16, WORDS_PT = 12 };

static const struct stroke tolerated_line = {
	.ink = INK_TEXT, .width_pt = 1.0, .dash_pt = {3.0, 2.0}};

static const struct timeline *timeline_of(const struct chart *chart)
{
	return chart->data;
}

static bool is_drawn(const struct timeline_set *set)
{
	return !isnan(set->load_kg) && !isnan(set->asymmetry_pct);
}

/* false: no set has a load and a value */
static bool frame_loads(struct frame *frame, const struct timeline *timeline)
{
	double low = INFINITY, high = -INFINITY, room;

	for (size_t i = 0; i < timeline->sets; i++)
		if (is_drawn(&timeline->set[i])) {
			low = fmin(low, timeline->set[i].load_kg);
			high = fmax(high, timeline->set[i].load_kg);
		}
	room = fmax(0.06 * (high - low), 5.0);
	frame->x0 = fmax(low - room, 0.0);
	frame->x1 = high + room;
	return high >= low;
}

static void put_sets(const struct frame *frame, struct canvas *canvas,
		     const struct timeline *timeline, bool last)
{
	for (size_t i = 0; i < timeline->sets; i++) {
		const struct timeline_set *set = &timeline->set[i];
		bool of_last = set->session + 1 == timeline->sessions;

		if (!is_drawn(set) || of_last != last)
			continue;
		put_value(frame, canvas, set->load_kg, set->asymmetry_pct,
			  last ? set->ci_low : (double)NAN, last ? set->ci_high : (double)NAN,
			  !last, last ? INK_TEXT : INK_MUTED);
	}
}

static double tolerated(const struct timeline *timeline)
{
	return timeline->session[timeline->sessions - 1].tolerated_kg;
}

static void put_tolerated(const struct frame *frame, struct canvas *canvas,
			  const struct timeline *timeline)
{
	double x = frame_x(frame, tolerated(timeline)), y = frame->plot.y - 4.0, half;
	struct number kg = number(tolerated(timeline), 0, frame->language);
	struct text_style style = text_note;
	char text[96] = "";

	if (!(tolerated(timeline) <= frame->x1))
		return;
	canvas_segments(
		canvas,
		(struct point[]){{x, frame->plot.y}, {x, frame->plot.y + frame->plot.height}}, 2,
		&tolerated_line);
	say(text, sizeof(text), WORD_TOLERATED, frame->language,
	    (const char *const[]){kg.text, NULL});
	style.align = ALIGN_CENTRE;
	half = canvas_label_width(canvas, text, &style) / 2.0;
	canvas_label(canvas,
		     fmin(fmax(x, frame->plot.x + half),
			  frame->plot.x + frame->plot.width + NAMES_PT - half),
		     y, text, &style);
}

static void put_names(const struct frame *frame, struct canvas *canvas,
		      const struct timeline *timeline)
{
	double own = frame_y(frame, (timeline->band_low_pct + timeline->band_high_pct) / 2.0) + 2.9;
	struct text_style style = text_axis;
	char text[96];

	put_key(frame, canvas, 9.0, false, INK_TEXT, word(WORD_LAST, frame->language));
	if (timeline->sessions > 1)
		put_key(frame, canvas, 21.0, true, INK_MUTED, word(WORD_EARLIER, frame->language));
	/* where the heaviest load stands that is inside the own range, once that is known */
	style.align = ALIGN_RIGHT;
	canvas_label(canvas, frame->plot.x + frame->plot.width + NAMES_PT, frame->plot.y - 4.0,
		     missing_words(timeline, frame->language, text, sizeof(text)), &style);
	if (!isnan(own))
		canvas_label(canvas, frame->plot.x + frame->plot.width + 6.0,
			     fmax(own, frame->plot.y + 35.0), word(WORD_OWN, frame->language),
			     &text_axis);
}

static double height(const struct chart *chart, double width_pt)
{
	(void)chart;
	return round(fmin(0.42 * width_pt, 160.0));
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct timeline *timeline = timeline_of(chart);
	struct frame frame = {.language = language};
	double half = (box->height - TOP_PT - BOTTOM_PT) / 2.0, step;

	frame_loads(&frame, timeline);
	frame_asymmetry(&frame, timeline, 5.0, half / (half - WORDS_PT));
	step = frame_step(frame.y1 - frame.y0, 5);
	frame_fit(&frame, canvas, box, step, "%", NAMES_PT, TOP_PT, BOTTOM_PT);
	frame_y_axis(&frame, canvas, step, "%");
	frame_side_words(&frame, canvas);
	put_own_band(&frame, canvas, timeline);
	frame.sides = false;
	frame_x_axis(&frame, canvas, frame_step(frame.x1 - frame.x0, 6), "kg");
	put_sets(&frame, canvas, timeline, false);
	put_tolerated(&frame, canvas, timeline);
	put_sets(&frame, canvas, timeline, true);
	put_names(&frame, canvas, timeline);
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct timeline *timeline = timeline_of(chart);
	double low = INFINITY, high = -INFINITY;
	struct number words[4];
	size_t n = 0;

	for (size_t i = 0; i < timeline->sets; i++)
		if (is_drawn(&timeline->set[i])) {
			low = fmin(low, timeline->set[i].load_kg);
			high = fmax(high, timeline->set[i].load_kg);
			n++;
		}
	words[0] = number((double)n, 0, language);
	words[1] = number(low, 0, language);
	words[2] = number(high, 0, language);
	words[3] = number(tolerated(timeline), 0, language);
	say(out, size, WORD_LOAD_SAY, language,
	    (const char *const[]){words[0].text, words[1].text, words[2].text, NULL});
	if (!isnan(tolerated(timeline)))
		say(out, size, WORD_LOAD_TOLERATED_SAY, language,
		    (const char *const[]){words[3].text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_LOAD_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_load(struct chart *out, const struct timeline *timeline)
{
	struct frame frame;

	if (!timeline->sessions || !frame_loads(&frame, timeline))
		return false;
	*out = (struct chart){.ops = &ops, .data = timeline};
	return true;
}
