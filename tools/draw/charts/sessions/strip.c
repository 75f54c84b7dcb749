/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/sessions/strip.h"
#include "tools/draw/charts/frame/words.h"

#include <math.h>
#include <stdio.h>

enum { PAIN_PT = 26, STAGE_PT = 15, BAR_PT = 16 };

static bool has_pain(const struct timeline *timeline)
{
	for (size_t i = 0; i < timeline->sessions; i++)
		if (timeline->session[i].pain != REGISTRY_PAIN_UNKNOWN)
			return true;
	return false;
}

static bool has_stage(const struct timeline *timeline)
{
	for (size_t i = 0; i < timeline->sessions; i++)
		if (timeline->session[i].stage != STAGE_UNKNOWN)
			return true;
	return false;
}

double strip_height(const struct timeline *timeline)
{
	double height = 0.0;

	if (has_pain(timeline))
		height += PAIN_PT;
	if (has_stage(timeline))
		height += STAGE_PT;
	return height > 0.0 ? height + 4.0 : 0.0;
}

static void put_name(const struct frame *frame, struct canvas *canvas, double y, enum word what)
{
	canvas_label(canvas, frame->plot.x + frame->plot.width + 6.0, y,
		     word(what, frame->language), &text_axis);
}

/* A bar for each session, 0 a flat one, and its number where it changed and has room. */
static void put_pain(const struct frame *frame, struct canvas *canvas,
		     const struct timeline *timeline, double base)
{
	double free_from = 0.0;
	int said = REGISTRY_PAIN_UNKNOWN;
	struct text_style style = text_axis;

	style.align = ALIGN_CENTRE;
	style.ink = INK_TEXT;
	for (size_t i = 0; i < timeline->sessions; i++) {
		int pain = timeline->session[i].pain;
		double x = frame_x(frame, timeline->session[i].day);
		double high = fmax(BAR_PT * pain / (double)REGISTRY_PAIN_MAX, 1.0);
		char text[16];

		if (pain == REGISTRY_PAIN_UNKNOWN)
			continue;
		canvas_rectangle(canvas, &(struct box){x - 2.0, base - high, 4.0, high},
				 &(struct fill){INK_MUTED, 1.0});
		snprintf(text, sizeof(text), "%d", pain);
		if (pain == said || x - 5.0 < free_from)
			continue;
		canvas_label(canvas, x, base - high - 2.0, text, &style);
		said = pain;
		free_from = x + 6.0;
	}
	put_name(frame, canvas, base - 3.0, WORD_PAIN);
}

/* Sessions in a row of one stage as one block with its word. */
static void put_stages(const struct frame *frame, struct canvas *canvas,
		       const struct timeline *timeline, double base)
{
	static const enum word words[] = {
		[STAGE_RELIEVE] = WORD_RELIEVE, [STAGE_FIX] = WORD_FIX, [STAGE_PLAN] = WORD_PLAN};
	enum stage stage = STAGE_UNKNOWN;
	double from = NAN;

	for (size_t i = 0; i <= timeline->sessions; i++) {
		bool end = i == timeline->sessions;
		double x = end ? frame->plot.x + frame->plot.width
			       : frame_x(frame, timeline->session[i].day) - 5.0;

		/* where nothing was entered the stage goes on */
		if (!end && (timeline->session[i].stage == STAGE_UNKNOWN ||
			     timeline->session[i].stage == stage))
			continue;
		if (stage != STAGE_UNKNOWN) {
			struct box box = {from, base - 11.0, x - from - 1.5, 11.0};
			const char *text = word(words[stage], frame->language);

			canvas_rectangle(canvas, &box, &(struct fill){INK_SHADE, 1.0});
			if (canvas_label_width(canvas, text, &text_note) + 4.0 < box.width)
				canvas_label(canvas, box.x + 3.0, base - 2.6, text, &text_note);
		}
		from = x;
		stage = end ? stage : timeline->session[i].stage;
	}
	put_name(frame, canvas, base - 2.6, WORD_STAGE);
}

void put_strip(const struct frame *frame, struct canvas *canvas, const struct timeline *timeline)
{
	double base = frame->plot.y + frame->plot.height - 2.0;

	if (has_stage(timeline)) {
		put_stages(frame, canvas, timeline, base);
		base -= STAGE_PT;
	}
	if (has_pain(timeline))
		put_pain(frame, canvas, timeline, base);
}

void put_key(const struct frame *frame, struct canvas *canvas, double below_pt, bool open,
	     enum ink ink, const char *name)
{
	struct point at = {frame->plot.x + frame->plot.width + 9.0, frame->plot.y + below_pt - 2.9};

	if (open)
		canvas_ring(canvas, at, 2.4, &(struct stroke){.ink = ink, .width_pt = 1.2});
	else
		canvas_disc(canvas, at, 2.8, &(struct fill){ink, 1.0});
	canvas_label(canvas, at.x + 7.0, frame->plot.y + below_pt, name, &text_axis);
}
