/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/filter/residual.h"

#include "analysis/signal/filter/filter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK = 256, /* frames whose lanes fit the first cache */
	CUTOFFS_A_GROUP = SCAN_LANES / 2
};

static const double line_from_hz = 60, line_to_hz = 150;

/* Eight cutoffs of both signals. The backward pass needs the forward one from its end: only the
 * states at the starts of blocks are kept, and each block is computed again. */
struct group {
	const double *pair;
	size_t frames;
	const struct simd_kernels *simd;
	struct filter filter[CUTOFFS_A_GROUP];
	struct lowpass_lanes lanes;
	double forward[2 * SCAN_LANES], backward[2 * SCAN_LANES], squares[SCAN_LANES];
	double *starts; /* [blocks][2 SCAN_LANES] */
	double *edge;   /* the longest extension */
	double y[BLOCK * SCAN_LANES];
};

static const struct filter *filter_of(const struct group *g, size_t lane)
{
	return &g->filter[lane % CUTOFFS_A_GROUP];
}

static double sample_of(const struct group *g, size_t lane, size_t frame)
{
	return g->pair[2 * frame + lane / CUTOFFS_A_GROUP];
}

/* Through the extension in front: the forward state at the first frame. */
static void enter(struct group *g, size_t lane)
{
	const struct filter *filter = filter_of(g, lane);
	size_t pad = filter_default_pad(filter, g->frames);
	double first = sample_of(g, lane, 0), state[2];

	for (size_t i = 0; i < pad; i++)
		g->edge[i] = 2.0 * first - sample_of(g, lane, pad - i);
	state[0] = filter->zi[0] * (pad ? g->edge[0] : first);
	state[1] = filter->zi[1] * (pad ? g->edge[0] : first);
	g->simd->biquad(&filter->section, state, g->edge, pad, 1, 1);
	g->forward[lane] = state[0];
	g->forward[SCAN_LANES + lane] = state[1];
}

/* Through the extension behind and back: the backward state at the last frame. */
static void turn(struct group *g, size_t lane)
{
	const struct filter *filter = filter_of(g, lane);
	size_t pad = filter_default_pad(filter, g->frames), n = g->frames;
	double last = sample_of(g, lane, n - 1);
	double state[2] = {g->forward[lane], g->forward[SCAN_LANES + lane]};

	for (size_t i = 0; i < pad; i++)
		g->edge[i] = 2.0 * last - sample_of(g, lane, n - 2 - i);
	g->simd->biquad(&filter->section, state, g->edge, pad, 1, 1);
	if (pad > 0)
		last = g->edge[pad - 1];
	state[0] = filter->zi[0] * last;
	state[1] = filter->zi[1] * last;
	g->simd->biquad(&filter->section, state, g->edge, pad, 1, -1);
	g->backward[lane] = state[0];
	g->backward[SCAN_LANES + lane] = state[1];
}

static struct scan_input block_of(const struct group *g, size_t block)
{
	size_t first = block * BLOCK, rest = g->frames - first;

	return (struct scan_input){.x = g->pair + 2 * first,
				   .frames = rest < BLOCK ? rest : BLOCK,
				   .stride = 2,
				   .second = 1};
}

static void run_group(struct group *g)
{
	size_t blocks = (g->frames + BLOCK - 1) / BLOCK;

	for (size_t lane = 0; lane < SCAN_LANES; lane++)
		enter(g, lane);
	for (size_t b = 0; b < blocks; b++) {
		struct scan_input in = block_of(g, b);

		memcpy(g->starts + b * 2 * SCAN_LANES, g->forward, sizeof(g->forward));
		g->simd->lowpass_lanes(&g->lanes, g->forward, &in, g->y);
	}
	for (size_t lane = 0; lane < SCAN_LANES; lane++)
		turn(g, lane);
	memset(g->squares, 0, sizeof(g->squares));
	for (size_t b = blocks; b-- > 0;) {
		struct scan_input in = block_of(g, b);

		g->simd->lowpass_lanes(&g->lanes, g->starts + b * 2 * SCAN_LANES, &in, g->y);
		g->simd->residual_lanes(&g->lanes, g->backward, &in, g->y, g->squares);
	}
}

/* The group's cutoffs; lanes left over repeat the last one. */
static int design(struct group *g, const double *cutoff_hz, size_t cutoffs, double rate_hz,
		  const char *isa, struct error *err)
{
	for (size_t c = 0; c < CUTOFFS_A_GROUP; c++) {
		double hz = cutoff_hz[c < cutoffs ? c : cutoffs - 1];
		int ret = filter_lowpass(&g->filter[c], hz, rate_hz, isa, err);

		if (ret)
			return ret;
		for (size_t lane = c; lane < SCAN_LANES; lane += CUTOFFS_A_GROUP) {
			g->lanes.b0[lane] = g->filter[c].section.b0;
			g->lanes.a1[lane] = g->filter[c].section.a1;
			g->lanes.a2[lane] = g->filter[c].section.a2;
		}
	}
	g->simd = g->filter[0].simd;
	return 0;
}

static int run_scan(struct group *g, double rate_hz, const double *cutoff_hz, size_t cutoffs,
		    const char *isa, double *rms[2], struct error *err)
{
	for (size_t first = 0; first < cutoffs; first += CUTOFFS_A_GROUP) {
		size_t rest = cutoffs - first;
		int ret = design(g, cutoff_hz + first, rest, rate_hz, isa, err);

		if (ret)
			return ret;
		run_group(g);
		for (size_t c = 0; c < rest && c < CUTOFFS_A_GROUP; c++)
			for (size_t s = 0; s < 2; s++)
				rms[s][first + c] = sqrt(g->squares[s * CUTOFFS_A_GROUP + c] /
							 (double)g->frames);
	}
	return 0;
}

int residual_scan(const double *pair, size_t frames, double rate_hz, const double *cutoff_hz,
		  size_t cutoffs, const char *isa, double *rms[2], struct error *err)
{
	size_t blocks = (frames + BLOCK - 1) / BLOCK;
	struct group *g;
	int ret;

	if (frames == 0)
		return fail(err, HINGE_EUSAGE, "residuals of a signal without frames");
	g = malloc(sizeof(*g));
	if (!g)
		return fail(err, HINGE_ENOMEM, "no memory for residuals");
	g->pair = pair;
	g->frames = frames;
	/* an extension is shorter than the signal */
	g->starts = malloc(blocks * 2 * SCAN_LANES * sizeof(double));
	g->edge = malloc(frames * sizeof(double));
	if (g->starts && g->edge)
		ret = run_scan(g, rate_hz, cutoff_hz, cutoffs, isa, rms, err);
	else
		ret = fail(err, HINGE_ENOMEM, "no memory for residuals of %zu frames", frames);
	free(g->starts);
	free(g->edge);
	free(g);
	return ret;
}

struct residual_fit residual_fit(const double *cutoff_hz, const double *rms, size_t cutoffs)
{
	struct residual_fit fit = {NAN, NAN, NAN};
	double n = 0, x = 0, y = 0, xx = 0, xy = 0;
	size_t k = 0;

	for (size_t i = 0; i < cutoffs; i++) {
		if (cutoff_hz[i] < line_from_hz || cutoff_hz[i] > line_to_hz)
			continue;
		n++;
		x += cutoff_hz[i];
		y += rms[i];
		xx += cutoff_hz[i] * cutoff_hz[i];
		xy += cutoff_hz[i] * rms[i];
	}
	if (n < 2)
		return fit;
	fit.slope = (n * xy - x * y) / (n * xx - x * x);
	fit.noise = (y - fit.slope * x) / n;
	while (k < cutoffs && rms[k] > fit.noise)
		k++;
	if (k > 0 && k < cutoffs)
		fit.cutoff_hz = cutoff_hz[k - 1] + (rms[k - 1] - fit.noise) /
							   (rms[k - 1] - rms[k]) *
							   (cutoff_hz[k] - cutoff_hz[k - 1]);
	return fit;
}

double yu_first_hz(double rate_hz)
{
	return 0.071 * rate_hz - 0.00003 * rate_hz * rate_hz;
}

double yu_cutoff_hz(double rate_hz, double eps_pct)
{
	return 0.06 * rate_hz - 0.000022 * rate_hz * rate_hz + 5.95 / eps_pct;
}
