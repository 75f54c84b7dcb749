/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/spectrum/spectrum.h"

#include <complex.h> /* before fftw3.h: fftw_complex is the compiler's complex */
#include <fftw3.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct welch {
	size_t segment, bins, segments;
	double rate_hz;
	double *window;
	double window_power;   /* sum of squares */
	double *time;          /* [2][segment] left, right */
	fftw_complex *spectra; /* [2][bins] */
	fftw_plan plan;
	/* sums over segments, [bins] each */
	double *left, *right, *cross_re, *cross_im;
};

/* FFTW's planner has state of its own, for planning and for destroying; executing needs no lock. */
static pthread_mutex_t planner = PTHREAD_MUTEX_INITIALIZER;

void hann_window(double *window, size_t n)
{
	for (size_t i = 0; i < n; i++)
		window[i] = 0.5 - 0.5 * cos(2.0 * M_PI * (double)i / (double)n);
}

static int allocate(struct welch *welch, struct error *err)
{
	welch->window = malloc(welch->segment * sizeof(double));
	welch->time = fftw_alloc_real(2 * welch->segment);
	welch->spectra = fftw_alloc_complex(2 * welch->bins);
	welch->left = calloc(4 * welch->bins, sizeof(double));
	if (!welch->window || !welch->time || !welch->spectra || !welch->left)
		return fail(err, HINGE_ENOMEM, "no memory for spectra of %zu samples",
			    welch->segment);
	welch->right = welch->left + welch->bins;
	welch->cross_re = welch->right + welch->bins;
	welch->cross_im = welch->cross_re + welch->bins;
	return 0;
}

static int make_plan(struct welch *welch, struct error *err)
{
	int size = (int)welch->segment, distance = (int)welch->bins;

	pthread_mutex_lock(&planner);
	welch->plan = fftw_plan_many_dft_r2c(1, &size, 2, welch->time, NULL, 1, size,
					     welch->spectra, NULL, 1, distance, FFTW_ESTIMATE);
	pthread_mutex_unlock(&planner);
	if (!welch->plan)
		return fail(err, HINGE_ENOMEM, "no plan for spectra of %zu samples",
			    welch->segment);
	return 0;
}

int welch_new(struct welch **out, size_t segment, double rate_hz, struct error *err)
{
	struct welch *welch;
	int ret;

	if (segment < 2 || segment > INT32_MAX / 2 || !(rate_hz > 0))
		return fail(err, HINGE_EUSAGE, "spectra of %zu samples at %g Hz", segment, rate_hz);
	welch = calloc(1, sizeof(*welch));
	if (!welch)
		return fail(err, HINGE_ENOMEM, "out of memory");
	welch->segment = segment;
	welch->bins = segment / 2 + 1;
	welch->rate_hz = rate_hz;
	ret = allocate(welch, err);
	if (!ret)
		ret = make_plan(welch, err);
	if (ret) {
		welch_free(welch);
		return ret;
	}
	hann_window(welch->window, segment);
	for (size_t i = 0; i < segment; i++)
		welch->window_power += welch->window[i] * welch->window[i];
	*out = welch;
	return 0;
}

void welch_free(struct welch *welch)
{
	if (!welch)
		return;
	if (welch->plan) {
		pthread_mutex_lock(&planner);
		fftw_destroy_plan(welch->plan);
		pthread_mutex_unlock(&planner);
	}
	fftw_free(welch->time);
	fftw_free(welch->spectra);
	free(welch->window);
	free(welch->left);
	free(welch);
}

/* Less their means, under the window. Both at once: a sum waits for itself. */
static void load_segment(const struct welch *welch, const double *left, const double *right,
			 size_t stride)
{
	size_t n = welch->segment;
	double *out_left = welch->time, *out_right = welch->time + n;
	double sum_left = 0.0, sum_right = 0.0;

	for (size_t i = 0; i < n; i++) {
		sum_left += left[i * stride];
		sum_right += right[i * stride];
	}

	double mean_left = sum_left / (double)n, mean_right = sum_right / (double)n;

	for (size_t i = 0; i < n; i++) {
		double weight = welch->window[i];

		out_left[i] = (left[i * stride] - mean_left) * weight;
		out_right[i] = (right[i * stride] - mean_right) * weight;
	}
}

static void add_spectra(struct welch *welch)
{
	const fftw_complex *l = welch->spectra, *r = welch->spectra + welch->bins;

	for (size_t k = 0; k < welch->bins; k++) {
		double lr = creal(l[k]), li = cimag(l[k]), rr = creal(r[k]), ri = cimag(r[k]);

		welch->left[k] += lr * lr + li * li;
		welch->right[k] += rr * rr + ri * ri;
		welch->cross_re[k] += lr * rr + li * ri;
		welch->cross_im[k] += lr * ri - li * rr;
	}
	welch->segments++;
}

void welch_add(struct welch *welch, const double *left, const double *right, size_t count,
	       size_t stride)
{
	size_t hop = welch->segment - welch->segment / 2;

	for (size_t first = 0; first + welch->segment <= count; first += hop) {
		load_segment(welch, left + first * stride, right + first * stride, stride);
		fftw_execute(welch->plan);
		add_spectra(welch);
	}
}

void welch_reset(struct welch *welch)
{
	memset(welch->left, 0, 4 * welch->bins * sizeof(double));
	welch->segments = 0;
}

size_t welch_segments(const struct welch *welch)
{
	return welch->segments;
}

size_t welch_bins(const struct welch *welch)
{
	return welch->bins;
}

/* The negative frequencies are folded onto the positive, but zero and Nyquist have no partner. */
static double density_of(const struct welch *welch, size_t bin)
{
	bool alone = bin == 0 || 2 * bin == welch->segment;

	return (alone ? 1.0 : 2.0) /
	       (welch->rate_hz * welch->window_power * (double)welch->segments);
}

struct welch_bin welch_bin(const struct welch *welch, size_t k)
{
	double l = welch->left[k], r = welch->right[k];
	double re = welch->cross_re[k], im = welch->cross_im[k];
	double density = welch->segments > 0 ? density_of(welch, k) : (double)NAN;

	return (struct welch_bin){
		.frequency_hz = (double)k * welch->rate_hz / (double)welch->segment,
		.psd_left = l * density,
		.psd_right = r * density,
		.csd_re = re * density,
		.csd_im = im * density,
		.coherence = l > 0 && r > 0 ? (re * re + im * im) / (l * r) : (double)NAN,
	};
}

static void put(double *out, size_t bin, double value)
{
	if (out)
		out[bin] = value;
}

void welch_result(const struct welch *welch, double *frequency_hz, double *psd_left,
		  double *psd_right, double *csd_re, double *csd_im, double *coherence)
{
	for (size_t k = 0; k < welch->bins; k++) {
		struct welch_bin bin = welch_bin(welch, k);

		put(frequency_hz, k, bin.frequency_hz);
		put(psd_left, k, bin.psd_left);
		put(psd_right, k, bin.psd_right);
		put(csd_re, k, bin.csd_re);
		put(csd_im, k, bin.csd_im);
		put(coherence, k, bin.coherence);
	}
}

/* Overlapping Hann segments correlate by 1/6 (Welch 1967). */
double welch_effective(size_t segments)
{
	double k = (double)segments;

	return segments ? k / (1.0 + (k - 1.0) / (18.0 * k)) : 0.0;
}

double coherence_null(double alpha, size_t segments)
{
	if (segments < 2)
		return 1.0;
	return 1.0 - pow(alpha, 1.0 / (welch_effective(segments) - 1.0));
}
