/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three strips on one axis of dates: load, difference between the legs, pain and stage. */
#include "tools/draw/charts/sessions/trend.h"
#include "tools/draw/charts/frame/dates.h"
#include "tools/draw/charts/ops.h"
#include "tools/draw/charts/sessions/strip.h"

#include <math.h>
#include <stdio.h>

enum { LOAD_PT = 44, GAP_PT = 12, MAIN_PT = 118, DATES_PT = 16, NAMES_PT = 92 };

static const struct stroke average_line = {.ink = INK_MUTED, .width_pt = 1.5, .dash_pt = {5, 2}};
static const struct stroke bracket = {.ink = INK_MUTED, .width_pt = 1.5};

static const struct timeline *timeline_of(const struct chart *chart)
{
	return chart->data;
}

static bool has_loads(const struct timeline *timeline)
{
	for (size_t i = 0; i < timeline->sessions; i++)
		if (!isnan(timeline->session[i].heaviest_kg))
			return true;
	return false;
}

static bool is_called(const struct timeline_session *session)
{
	return session->call == CALL_MOVED_LEFT || session->call == CALL_MOVED_RIGHT;
}

/* --- load --- */

static void put_loads(struct frame frame, struct canvas *canvas, const struct timeline *timeline)
{
	double most = 1.0, step, lifted = NAN, inside = NAN;

	for (size_t i = 0; i < timeline->sessions; i++)
		most = fmax(most, fmax(timeline->session[i].heaviest_kg,
				       timeline->session[i].tolerated_kg));
	frame.sides = false;
	frame.y0 = 0.0;
	frame.y1 = 1.12 * most;
	step = frame_step(frame.y1, 2);
	frame_y_axis(&frame, canvas, step, "kg");
	for (size_t i = 0; i < timeline->sessions; i++) {
		const struct timeline_session *session = &timeline->session[i];

		put_value(&frame, canvas, session->day, session->heaviest_kg, NAN, NAN, false,
			  INK_MUTED);
		put_value(&frame, canvas, session->day, session->tolerated_kg, NAN, NAN, true,
			  INK_TEXT);
		lifted = isnan(session->heaviest_kg) ? lifted : session->heaviest_kg;
		inside = isnan(session->tolerated_kg) ? inside : session->tolerated_kg;
	}
	put_key(&frame, canvas, 10.0, false, INK_MUTED, word(WORD_LIFTED, frame.language));
	if (!isnan(inside))
		put_key(&frame, canvas, 22.0, true, INK_TEXT, word(WORD_INSIDE, frame.language));
}

/* --- the difference --- */

/* Averages with weights that fade (EWMA), which a change is called from. */
static void put_average(const struct frame *frame, struct canvas *canvas,
			const struct timeline *timeline)
{
	struct point last = {NAN, NAN};

	for (size_t i = 0; i < timeline->sessions; i++) {
		const struct timeline_session *session = &timeline->session[i];
		struct point at = {frame_x(frame, session->day),
				   frame_y(frame, session->average_pct)};

		if (isnan(session->average_pct))
			continue;
		canvas_segments(canvas, (struct point[]){last, at}, 2, &average_line);
		last = at;
	}
}

/* A ring in the colour of the side; the word where a row of changes begins. */
static void put_call(const struct frame *frame, struct canvas *canvas,
		     const struct timeline_session *session, bool begins, double *free_from)
{
	bool right = session->call == CALL_MOVED_RIGHT;
	double x = frame_x(frame, session->day), y = frame_y(frame, session->asymmetry_pct);
	const char *text = word(WORD_CHANGE, frame->language);
	struct text_style style = text_axis;
	double half = canvas_label_width(canvas, text, &style) / 2.0;

	canvas_ring(canvas, (struct point){x, y}, 5.2,
		    &(struct stroke){.ink = ink_side[right], .width_pt = 1.5});
	if (!begins || x - half < *free_from)
		return;
	style.align = ALIGN_CENTRE;
	style.ink = ink_side_text[right];
	y = right ? frame_y(frame, fmax(session->ci_high, session->asymmetry_pct)) - 8.0
		  : frame_y(frame, fmin(session->ci_low, session->asymmetry_pct)) + 14.0;
	canvas_label(canvas, x, y, text, &style);
	*free_from = x + half + 4.0;
}

static void put_sessions(const struct frame *frame, struct canvas *canvas,
			 const struct timeline *timeline)
{
	enum timeline_call before = CALL_UNKNOWN;
	double free_from = 0.0;

	for (size_t i = 0; i < timeline->sessions; i++) {
		const struct timeline_session *session = &timeline->session[i];

		if (isnan(session->asymmetry_pct))
			continue;
		put_value(frame, canvas, session->day, session->asymmetry_pct, session->ci_low,
			  session->ci_high, false, INK_TEXT);
		if (is_called(session))
			put_call(frame, canvas, session, session->call != before, &free_from);
		before = session->call;
	}
}

/* A bracket as high as the change, at the foot of the plot on its right. */
static void put_mdc(const struct frame *frame, struct canvas *canvas,
		    const struct timeline *timeline)
{
	const struct timeline_session *last = timeline_last(timeline);
	double mdc = last ? last->mdc95_pct : (double)NAN;
	double x = frame->plot.x + frame->plot.width + 9.0;
	double low = frame->plot.y + frame->plot.height - 2.0;
	double high = low - (frame_y(frame, 0.0) - frame_y(frame, mdc));
	char text[80];

	if (!(mdc > 0.0) || high < frame->plot.y)
		return;
	canvas_segments(canvas,
			(struct point[]){{x, high},
					 {x, low},
					 {x - 3.0, high},
					 {x + 3.0, high},
					 {x - 3.0, low},
					 {x + 3.0, low}},
			6, &bracket);
	canvas_label(canvas, x + 7.0, low - 11.0, word(WORD_SMALLEST_CHANGE, frame->language),
		     &text_axis);
	snprintf(text, sizeof(text), "%s\xc2\xa0%%", number(mdc, 1, frame->language).text);
	canvas_label(canvas, x + 7.0, low - 1.0, text, &text_axis);
}

/* Beside the band, above the smallest change. */
static void name_own_band(const struct frame *frame, struct canvas *canvas,
			  const struct timeline *timeline)
{
	double y = frame_y(frame, (timeline->band_low_pct + timeline->band_high_pct) / 2.0) + 2.9;

	if (isnan(y))
		return;
	canvas_label(canvas, frame->plot.x + frame->plot.width + 6.0,
		     fmin(fmax(y, frame->plot.y + 6.0), frame->plot.y + frame->plot.height - 26.0),
		     word(WORD_OWN, frame->language), &text_axis);
}

/* What is missing stands above the plot, from where the load's keys end. */
static void put_texts(const struct frame *frame, struct canvas *canvas,
		      const struct timeline *timeline)
{
	struct text_style style = text_axis;
	char text[96];

	style.align = ALIGN_RIGHT;
	canvas_label(canvas, frame->plot.x + frame->plot.width + NAMES_PT, frame->plot.y - 2.0,
		     missing_words(timeline, frame->language, text, sizeof(text)), &style);
	name_own_band(frame, canvas, timeline);
}

static double height(const struct chart *chart, double width_pt)
{
	const struct timeline *timeline = timeline_of(chart);

	(void)width_pt;
	return (has_loads(timeline) ? LOAD_PT : 0) + GAP_PT + MAIN_PT + DATES_PT +
	       strip_height(timeline);
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct timeline *timeline = timeline_of(chart);
	double top = GAP_PT + (has_loads(timeline) ? LOAD_PT : 0.0), step;
	struct frame frame = {.language = language};

	frame_days(&frame, timeline);
	frame_asymmetry(&frame, timeline, 5.0, 1.25);
	step = frame_step(frame.y1 - frame.y0, 5);
	frame.plot = (struct box){box->x + AXIS_PT, box->y + top, box->width - AXIS_PT - NAMES_PT,
				  MAIN_PT};
	frame_y_axis(&frame, canvas, step, "%");
	frame_side_words(&frame, canvas);
	put_own_band(&frame, canvas, timeline);
	put_average(&frame, canvas, timeline);
	put_sessions(&frame, canvas, timeline);
	put_texts(&frame, canvas, timeline);
	put_mdc(&frame, canvas, timeline);
	frame.plot.height += strip_height(timeline);
	frame_date_axis(&frame, canvas);
	put_strip(&frame, canvas, timeline);
	if (!has_loads(timeline))
		return;
	frame.plot.y = box->y + 4.0;
	frame.plot.height = LOAD_PT - 4.0;
	put_loads(frame, canvas, timeline);
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct timeline *timeline = timeline_of(chart);
	const struct timeline_session *last = timeline_last(timeline);
	struct count sessions = count_sessions(timeline->sessions, language);
	struct number at = number(last ? last->asymmetry_pct : (double)NAN, 1, language);
	struct number low = number(timeline->band_low_pct, 1, language);
	struct number high = number(timeline->band_high_pct, 1, language), calls;
	size_t called = 0;

	for (size_t i = 0; i < timeline->sessions; i++)
		called += is_called(&timeline->session[i]);
	calls = number((double)called, 0, language);
	say(out, size, WORD_TREND_SAY, language,
	    (const char *const[]){
		    sessions.text, day_words(timeline->session[0].day, language).text,
		    day_words(timeline->session[timeline->sessions - 1].day, language).text,
		    at.text, NULL});
	if (!isnan(timeline->band_low_pct))
		say(out, size, WORD_TREND_OWN_SAY, language,
		    (const char *const[]){low.text, high.text, NULL});
	say(out, size, WORD_TREND_CALLS_SAY, language, (const char *const[]){calls.text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_TREND_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_trend(struct chart *out, const struct timeline *timeline)
{
	if (!timeline->sessions)
		return false;
	*out = (struct chart){.ops = &ops, .data = timeline};
	return true;
}
