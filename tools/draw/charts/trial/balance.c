/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/charts/ops.h"

#include <math.h>
#include <stdio.h>

/* Names and shares, bars, and under them the difference on a scale of its own. */
enum { NAME_PT = 14, BAR_PT = 15, SCALE_TOP_PT = 43, SCALE_PT = 17, HEIGHT_PT = 103, MDC_PT = 17 };

static const struct stroke middle_line = {.ink = INK_TEXT, .width_pt = 1.0};
static const struct stroke even_line = {.ink = INK_TEXT, .width_pt = 1.0, .dash_pt = {1.5, 2.5}};
static const struct stroke whisker = {.ink = INK_TEXT, .width_pt = 1.5};

/* --- the two shares --- */

/* Points for one percent. */
static double scale_of(const struct box *box, double right_share)
{
	return box->width / 2.0 / (fmax(right_share, 100.0 - right_share) <= 60.0 ? 60.0 : 100.0);
}

static void put_bar(struct canvas *canvas, const struct box *box, double share, double scale,
		    size_t side)
{
	double length = share * scale, middle = box->x + box->width / 2.0;
	struct box bar = {side ? middle : middle - length, box->y + NAME_PT, length, BAR_PT};

	canvas_rectangle(canvas, &bar, &(struct fill){ink_side[side], side ? 0.3 : 1.0});
	if (side)
		canvas_line(canvas,
			    (struct point[]){{bar.x, bar.y},
					     {bar.x + bar.width, bar.y},
					     {bar.x + bar.width, bar.y + bar.height},
					     {bar.x, bar.y + bar.height}},
			    4, &(struct stroke){.ink = INK_RIGHT, .width_pt = 1.5});
}

static void put_share(struct canvas *canvas, const struct box *box, double share, size_t side,
		      int decimals, const char *language)
{
	struct text_style style = {.size_pt = 11.0,
				   .weight = WEIGHT_SEMIBOLD,
				   .ink = ink_side_text[side],
				   .align = side ? ALIGN_LEFT : ALIGN_RIGHT};
	double middle = box->x + box->width / 2.0;
	char text[64];

	snprintf(text, sizeof(text), "%s %s\xc2\xa0%%",
		 word(side ? WORD_RIGHT : WORD_LEFT, language),
		 number(share, decimals, language).text);
	canvas_label(canvas, middle + (side ? 6.0 : -6.0), box->y + 10.0, text, &style);
}

/* Half of the load, where each bar would end if both legs carried alike. */
static void put_halves(struct canvas *canvas, const struct box *box, double scale)
{
	double middle = box->x + box->width / 2.0, half = 50.0 * scale;
	double top = box->y + NAME_PT - 3.0, base = box->y + NAME_PT + BAR_PT + 3.0;

	canvas_segments(canvas, (struct point[]){{middle, top - 9.0}, {middle, base}}, 2,
			&middle_line);
	canvas_segments(canvas,
			(struct point[]){{middle - half, top},
					 {middle - half, base},
					 {middle + half, top},
					 {middle + half, base}},
			4, &even_line);
}

/* Unless the own range's name is near. */
static void name_halves(struct canvas *canvas, const struct box *box, double scale, double own_x)
{
	double middle = box->x + box->width / 2.0, half = 50.0 * scale;
	struct text_style style = text_axis;

	style.align = ALIGN_CENTRE;
	for (int side = -1; side <= 1; side += 2)
		if (!(fabs(middle + side * half - own_x) < 45.0))
			canvas_label(canvas, middle + side * half, box->y + SCALE_TOP_PT - 3.0,
				     "50\xc2\xa0%", &style);
}

/* --- the difference --- */

static double half_range(const struct chart_balance *data)
{
	const double shown[] = {data->asymmetry_pct, data->ci_low_pct, data->ci_high_pct,
				data->own_low_pct, data->own_high_pct};
	double most = 0.0;

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		most = fmax(most, fabs(shown[i]));
	return fmin(100.0, fmax(10.0, 10.0 * ceil(most / 10.0 + 0.05)));
}

static void put_own(const struct frame *frame, struct canvas *canvas,
		    const struct chart_balance *data)
{
	struct text_style style = text_axis;
	double x = frame_x(frame, (data->own_low_pct + data->own_high_pct) / 2.0);

	frame_span(frame, canvas, data->own_low_pct, data->own_high_pct, INK_BAND);
	style.align = ALIGN_CENTRE;
	canvas_label(canvas, x, frame->plot.y - 3.0, word(WORD_OWN, frame->language), &style);
}

static void put_value(const struct frame *frame, struct canvas *canvas,
		      const struct chart_balance *data)
{
	double y = frame->plot.y + frame->plot.height / 2.0;
	double low = frame_x(frame, data->ci_low_pct), high = frame_x(frame, data->ci_high_pct);
	struct point at = {frame_x(frame, data->asymmetry_pct), y};

	canvas_segments(canvas,
			(struct point[]){{low, y},
					 {high, y},
					 {low, y - 4.0},
					 {low, y + 4.0},
					 {high, y - 4.0},
					 {high, y + 4.0}},
			6, &whisker);
	canvas_disc(canvas, at, 4.0, &(struct fill){INK_TEXT, 1.0});
}

/* As long on the scale as the change is. */
static void put_mdc(const struct frame *frame, struct canvas *canvas,
		    const struct chart_balance *data)
{
	double length = frame_x(frame, data->mdc_pct) - frame_x(frame, 0.0);
	double y = frame->plot.y + frame->plot.height + 34.0, x = frame->plot.x;
	struct number mdc = number(data->mdc_pct, data->decimals, frame->language);
	char text[128] = "";

	if (isnan(data->mdc_pct) || length > frame->plot.width / 2.0)
		return;
	canvas_segments(canvas,
			(struct point[]){{x, y},
					 {x + length, y},
					 {x, y - 3.0},
					 {x, y + 3.0},
					 {x + length, y - 3.0},
					 {x + length, y + 3.0}},
			6, &(struct stroke){.ink = INK_MUTED, .width_pt = 1.5});
	say(text, sizeof(text), WORD_MDC, frame->language, (const char *const[]){mdc.text, NULL});
	canvas_label(canvas, x + length + 6.0, y + 2.9, text, &text_axis);
}

static void put_side_ends(const struct frame *frame, struct canvas *canvas)
{
	double y = frame->plot.y + frame->plot.height + 23.0;
	struct text_style style = text_axis;

	style.ink = INK_LEFT_TEXT;
	canvas_label(canvas, frame->plot.x, y, word(WORD_MORE_LEFT, frame->language), &style);
	style.ink = INK_RIGHT_TEXT;
	style.align = ALIGN_RIGHT;
	canvas_label(canvas, frame->plot.x + frame->plot.width, y,
		     word(WORD_MORE_RIGHT, frame->language), &style);
}

static void put_difference(struct canvas *canvas, const struct box *box,
			   const struct chart_balance *data, const char *language)
{
	double half = half_range(data), middle;
	struct frame frame = {
		.plot = {box->x + 20.0, box->y + SCALE_TOP_PT, box->width - 40.0, SCALE_PT},
		.x0 = -half,
		.x1 = half,
		.y1 = 1.0,
		.sides = true,
		.language = language};

	put_own(&frame, canvas, data);
	put_side_ends(&frame, canvas);
	frame_level(&frame, canvas, 0.0, &(struct stroke){.ink = INK_MUTED, .width_pt = 0.75});
	middle = frame_x(&frame, 0.0);
	name_halves(canvas, box, scale_of(box, 50.0 + data->asymmetry_pct / 2.0),
		    frame_x(&frame, (data->own_low_pct + data->own_high_pct) / 2.0));
	canvas_segments(canvas,
			(struct point[]){{middle, frame.plot.y},
					 {middle, frame.plot.y + frame.plot.height}},
			2, &even_line);
	put_value(&frame, canvas, data);
	frame_x_axis(&frame, canvas, half > 20.0 ? 20.0 : 5.0, "%");
	put_mdc(&frame, canvas, data);
}

static double height(const struct chart *chart, double width_pt)
{
	(void)width_pt;
	return isnan(chart->balance.mdc_pct) ? HEIGHT_PT - MDC_PT : HEIGHT_PT;
}

static void draw(const struct chart *chart, struct canvas *canvas, const struct box *box,
		 const char *language)
{
	const struct chart_balance *data = &chart->balance;
	double right = 50.0 + data->asymmetry_pct / 2.0;

	for (size_t side = 0; side < 2; side++) {
		double share = side ? right : 100.0 - right;

		put_bar(canvas, box, share, scale_of(box, right), side);
		put_share(canvas, box, share, side, data->decimals, language);
	}
	put_halves(canvas, box, scale_of(box, right));
	put_difference(canvas, box, data, language);
}

static void describe(const struct chart *chart, const char *language, char *out, size_t size)
{
	const struct chart_balance *data = &chart->balance;
	double right = 50.0 + data->asymmetry_pct / 2.0;
	struct number words[7] = {
		number(100.0 - right, data->decimals, language),
		number(right, data->decimals, language),
		number(50.0 + data->ci_low_pct / 2.0, data->decimals, language),
		number(50.0 + data->ci_high_pct / 2.0, data->decimals, language),
		number(50.0 + data->own_low_pct / 2.0, data->decimals, language),
		number(50.0 + data->own_high_pct / 2.0, data->decimals, language),
		number(data->mdc_pct, data->decimals, language),
	};

	say(out, size, WORD_BALANCE_SAY, language,
	    (const char *const[]){words[0].text, words[1].text, NULL});
	if (!isnan(data->ci_low_pct))
		say(out, size, WORD_BALANCE_CI_SAY, language,
		    (const char *const[]){words[2].text, words[3].text, NULL});
	if (!isnan(data->own_low_pct))
		say(out, size, WORD_BALANCE_OWN_SAY, language,
		    (const char *const[]){words[4].text, words[5].text, NULL});
	if (!isnan(data->mdc_pct))
		say(out, size, WORD_BALANCE_MDC_SAY, language,
		    (const char *const[]){words[6].text, NULL});
}

static const struct chart_ops ops = {
	.title = WORD_BALANCE_TITLE, .height = height, .draw = draw, .describe = describe};

bool chart_balance(struct chart *out, const struct chart_balance *data)
{
	if (isnan(data->asymmetry_pct))
		return false;
	*out = (struct chart){.ops = &ops, .balance = *data};
	return true;
}
