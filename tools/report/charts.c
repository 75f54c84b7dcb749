/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/parts.h"
#include "tools/report/svg_chart.h"

#include <math.h>
#include <stdio.h>

/* --- share bars --- */

enum { BARS_WIDTH = 720, BARS_HEIGHT = 62, BAR_TOP = 22, BAR_HEIGHT = 18, BAR_MAX = 340 };

/* One side: from the middle outwards, with the interval at its end and a mark at one half. */
static void put_bar(struct html *html, bool right, double share, double low, double high,
		    double full)
{
	double middle = BARS_WIDTH / 2.0, out = right ? 1.0 : -1.0, scale = BAR_MAX / full;
	double end = middle + out * share * scale, half = middle + out * 50.0 * scale;
	double centre = BAR_TOP + BAR_HEIGHT / 2.0;
	char text[32];

	html_markup(html, "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
		    right ? "barr" : "barl", fmin(middle, end), BAR_TOP, share * scale, BAR_HEIGHT);
	if (!isnan(low) && !isnan(high))
		html_markup(html,
			    "<path class=\"whisker\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f "
			    "%.1fv8\"/>\n",
			    middle + out * low * scale, centre, middle + out * high * scale,
			    middle + out * low * scale, centre - 4, middle + out * high * scale,
			    centre - 4);
	html_markup(html, "<path class=\"even\" d=\"M%.1f %dv%d\"/>\n", half, BAR_TOP - 4,
		    BAR_HEIGHT + 8);
	chart_label(html, half, BAR_TOP + BAR_HEIGHT + 17, "axis mid", "50 %");
	snprintf(text, sizeof(text), right ? "RIGHT %.1f %%" : "LEFT %.1f %%", share);
	chart_label(html, right ? middle + 8 : middle - 8, 15, right ? "side r" : "side l end",
		    text);
}

void put_share_bars(struct html *html, const struct headline *headline)
{
	double right = 50.0 + headline->value_pct / 2.0;
	double low = 50.0 + headline->ci_low_pct / 2.0, high = 50.0 + headline->ci_high_pct / 2.0;
	double full = fmax(fabs(headline->value_pct),
			   fmax(fabs(headline->ci_low_pct), fabs(headline->ci_high_pct))) < 20.0
			      ? 60.0
			      : 100.0;
	struct chart frame = {.width = BARS_WIDTH, .height = BARS_HEIGHT};

	if (isnan(right))
		return;
	html_markup(html, "<section>\n");
	chart_begin(html, &frame, "Share of the load on the left and on the right leg");
	put_bar(html, false, 100.0 - right, 100.0 - high, 100.0 - low, full);
	put_bar(html, true, right, low, high, full);
	html_markup(html, "<path class=\"tick\" d=\"M%d %dv%d\"/>\n", BARS_WIDTH / 2, BAR_TOP - 4,
		    BAR_HEIGHT + 8);
	chart_end(html);
	html_markup(html, "</section>\n");
}

/* --- force over the set --- */

static const double margin_s = 2.0;

static double last_moment(const struct rep *rep)
{
	double times[] = {rep->touchdown_s, rep->lower_s, rep->lockout_s, rep->liftoff_s};

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		if (!isnan(times[i]))
			return times[i];
	return rep->onset_s;
}

static double first_moment(const struct rep *rep)
{
	double lift = isnan(rep->liftoff_s) ? rep->lower_s : rep->liftoff_s;

	return isnan(rep->onset_s) ? lift : rep->onset_s;
}

/* The set with a little before and after; the whole recording where there is no set. */
static void frame_time(const struct trial_report *report, struct chart *chart)
{
	double duration = (double)report->frames / report->rate_hz;

	chart->x0 = 0.0;
	chart->x1 = duration;
	if (!report->reps)
		return;
	chart->x0 = fmax(0.0, first_moment(&report->rep[0]) - margin_s);
	chart->x1 = fmin(duration, last_moment(&report->rep[report->reps - 1]) + margin_s);
	if (!(chart->x1 > chart->x0)) {
		chart->x0 = 0.0;
		chart->x1 = duration;
	}
}

static void frame_force(const struct trial_report *report, struct chart *chart)
{
	size_t first = (size_t)(chart->x0 * report->rate_hz);
	size_t end = (size_t)ceil(chart->x1 * report->rate_hz);
	double low = 0.0, high = 100.0;

	for (size_t i = 2 * first; i < 2 * end && i < 2 * report->frames; i++) {
		low = fmin(low, report->vgrf_n[i]);
		high = fmax(high, report->vgrf_n[i]);
	}
	chart->y0 = low < -20.0 ? low : 0.0;
	chart->y1 = high * 1.08;
}

static void put_reps(struct html *html, const struct chart *chart,
		     const struct trial_report *report)
{
	for (size_t i = 0; i < report->reps; i++) {
		const struct rep *rep = &report->rep[i];
		double middle = (first_moment(rep) + last_moment(rep)) / 2.0;
		char number[24];

		chart_span(html, chart, rep->liftoff_s, rep->lockout_s, "lift");
		chart_span(html, chart, rep->lower_s, rep->touchdown_s, "lower");
		if (isnan(middle))
			continue;
		chart_label(html, chart_x(chart, middle), chart->top - 4, "axis mid",
			    rep_words(report, rep, number, sizeof(number)));
	}
}

static double mean_force(const struct trial_report *report, size_t side)
{
	double sum = 0.0;
	size_t n = 0;

	for (size_t i = 0; i < report->frames; i++)
		if (!isnan(report->vgrf_n[2 * i + side])) {
			sum += report->vgrf_n[2 * i + side];
			n++;
		}
	return n ? sum / (double)n : 0.0;
}

/* What the two lines are called and how they look. */
struct lines {
	const char *name[2], *css_class[2], *label_class[2];
};

static const struct lines feet = {{"Left", "Right"}, {"left", "right"}, {"side l", "side r"}};
static const struct lines plates = {
	{"Plate 1", "Plate 2"}, {"plate1", "plate2"}, {"side", "side soft"}};

/* Beside the ends of the lines, the greater force above, apart enough to be read. */
static void put_line_names(struct html *html, const struct chart *chart,
			   const struct trial_report *report, const struct lines *lines)
{
	double y[2] = {chart_y(chart, mean_force(report, 0)),
		       chart_y(chart, mean_force(report, 1))};
	double x = chart->width - chart->right + 6, middle = (y[0] + y[1]) / 2.0;
	double apart = fmax(fabs(y[0] - y[1]), 16.0) / 2.0;
	size_t upper = y[1] < y[0];

	chart_label(html, x, middle - apart + 4, lines->label_class[upper], lines->name[upper]);
	chart_label(html, x, middle + apart + 4, lines->label_class[!upper], lines->name[!upper]);
}

static void put_forces(struct html *html, const struct chart *chart,
		       const struct trial_report *report)
{
	const struct lines *lines = report->has_sides ? &feet : &plates;
	size_t count = report->info.plates == 1 ? 1 : 2;

	for (size_t side = 0; side < count; side++) {
		struct series series = {.value = report->vgrf_n + side,
					.count = report->frames,
					.stride = 2,
					.x_step = 1.0 / report->rate_hz};

		chart_line(html, chart, &series, lines->css_class[side]);
	}
	if (count == 2)
		put_line_names(html, chart, report, lines);
}

void put_force_chart(struct html *html, const struct trial_report *report)
{
	struct chart chart = {
		.width = 720, .height = 220, .left = 52, .right = 56, .top = 18, .bottom = 24};

	frame_time(report, &chart);
	frame_force(report, &chart);
	html_markup(html, "<section><figure class=\"wide\">\n<h2>Force of each %s</h2>\n",
		    report->has_sides ? "foot" : "plate");
	chart_begin(html, &chart, "Vertical force over time, repetitions numbered");
	put_reps(html, &chart, report);
	chart_y_axis(html, &chart, chart_step(chart.y1 - chart.y0, 6), "N");
	chart_x_axis(html, &chart, chart_step(chart.x1 - chart.x0, 10), "s");
	put_forces(html, &chart, report);
	chart_end(html);
	if (report->reps)
		html_markup(html,
			    "<figcaption>Numbers: repetitions. Stronger shade: lifting, lift-off "
			    "to lockout. Weaker shade: lowering.</figcaption>\n");
	html_markup(html, "</figure></section>\n");
}

/* --- share over the lift --- */

static void to_share(const double *ai_pct, float *share)
{
	for (size_t i = 0; i < CURVE_POINTS; i++)
		share[i] = (float)(50.0 + ai_pct[i] / 2.0);
}

static struct series curve_series(const float *share)
{
	return (struct series){.value = share, .count = CURVE_POINTS, .stride = 1, .x_step = 1.0};
}

/* 40 to 60 % as long as the mean and its band fit, else wider by tens. */
static double half_range(const struct trial_report *report)
{
	double most = 0.0;

	for (size_t i = 0; i < CURVE_POINTS; i++) {
		most = fmax(most, fabs(report->curve_mean[i]) / 2.0);
		most = fmax(most, fabs(report->curve_low[i]) / 2.0);
		most = fmax(most, fabs(report->curve_high[i]) / 2.0);
	}
	return fmin(50.0, fmax(10.0, 10.0 * ceil(most / 10.0)));
}

static bool has_band(const struct trial_report *report)
{
	return !isnan(report->curve_low[CURVE_POINTS / 2]);
}

static void put_band(struct html *html, const struct chart *chart,
		     const struct trial_report *report)
{
	float low[CURVE_POINTS], high[CURVE_POINTS];

	to_share(report->curve_low, low);
	to_share(report->curve_high, high);

	struct series lower = curve_series(low), upper = curve_series(high);

	chart_band(html, chart, &lower, &upper, "band");
}

static void put_each(struct html *html, const struct chart *chart,
		     const struct trial_report *report)
{
	for (size_t r = 0; r < report->curves; r++) {
		float share[CURVE_POINTS];

		for (size_t i = 0; i < CURVE_POINTS; i++)
			share[i] = 50.0F + report->curve[r].asymmetry_pct[i] / 2.0F;

		struct series series = curve_series(share);

		chart_line(html, chart, &series, "one");
	}
}

static void put_curves(struct html *html, const struct chart *chart,
		       const struct trial_report *report)
{
	float share[CURVE_POINTS];

	if (has_band(report))
		put_band(html, chart, report);
	else
		put_each(html, chart, report);
	html_markup(html, "<path class=\"even\" d=\"M%d %.1fH%d\"/>\n", chart->left,
		    chart_y(chart, 50.0), chart->width - chart->right);
	to_share(report->curve_mean, share);

	struct series series = curve_series(share);

	chart_line(html, chart, &series, "mean");
}

void put_share_chart(struct html *html, const struct trial_report *report)
{
	struct chart chart = {.x1 = 100,
			      .width = 350,
			      .height = 196,
			      .left = 46,
			      .right = 22,
			      .top = 10,
			      .bottom = 38};
	double half = half_range(report);

	if (!report->curves)
		return;
	chart.y0 = 50.0 - half;
	chart.y1 = 50.0 + half;
	html_markup(html, "<figure>\n<h2>Share of the right leg over the lift</h2>\n");
	chart_begin(html, &chart, "Share of the load on the right leg from lift-off to lockout");
	chart_y_axis(html, &chart, half > 20 ? 10 : 5, "%");
	put_curves(html, &chart, report);
	chart_x_axis(html, &chart, 25, "%");
	chart_label(html, chart.left, chart.height - 4, "axis", "lift-off");
	chart_label(html, chart.width - chart.right, chart.height - 4, "axis end", "lockout");
	chart_label(html, chart.left + 6, chart.top + 14, "r", "right carries more");
	chart_label(html, chart.left + 6, chart.height - chart.bottom - 7, "l",
		    "left carries more");
	chart_end(html);
	html_markup(html,
		    "<figcaption>Mean of %zu repetitions%s. The axis runs from %.0f to %.0f "
		    "%%.</figcaption>\n</figure>\n",
		    report->curves,
		    has_band(report) ? " with its 95 % band over the whole lift"
				     : ", each in grey; too few for a band",
		    chart.y0, chart.y1);
}
