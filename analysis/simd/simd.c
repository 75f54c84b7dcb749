/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/simd/simd.h"

#include <math.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

enum { SECTIONS_MAX = 2, GROUPS_MAX = 4 };

/* What every kernel of a call shares; the state rows of section k are 2 k and 2 k + 1. */
struct pass {
	const struct biquad *section;
	double *state, *start;
	size_t frames, channels;
	ptrdiff_t stride;
};

static struct pass pass_of(const struct biquad *section, double *state, double *x, size_t frames,
			   size_t channels, int step)
{
	ptrdiff_t stride = (ptrdiff_t)channels;

	if (step < 0 && frames > 0)
		return (struct pass){section, state,    x + (frames - 1) * channels,
				     frames,  channels, -stride};
	return (struct pass){section, state, x, frames, channels, stride};
}

/* The reference: one channel after the other, as the formula is written. */
static void run_scalar(const struct pass *pass, const struct biquad *q, double *state, size_t c)
{
	double s1 = state[c], s2 = state[pass->channels + c];
	double *x = pass->start + c;

	for (size_t i = 0; i < pass->frames; i++, x += pass->stride) {
		double in = *x, out = in * q->b0 + s1;

		s1 = (in * q->b1 + s2) - out * q->a1;
		s2 = in * q->b2 - out * q->a2;
		*x = out;
	}
	state[c] = s1;
	state[pass->channels + c] = s2;
}

static void one_section_scalar(const struct pass *pass, size_t first)
{
	struct biquad q = pass->section[0];

	for (size_t c = first; c < pass->channels; c++)
		run_scalar(pass, &q, pass->state, c);
}

static void each_section_scalar(const struct pass *pass, size_t first)
{
	for (size_t c = first; c < pass->channels; c++)
		run_scalar(pass, &pass->section[c], pass->state, c);
}

static void two_sections_scalar(const struct pass *pass, size_t first)
{
	struct biquad q = pass->section[0], r = pass->section[1];

	for (size_t c = first; c < pass->channels; c++) {
		run_scalar(pass, &q, pass->state, c);
		run_scalar(pass, &r, pass->state + 2 * pass->channels, c);
	}
}

static double sample_of(const struct scan_input *in, size_t frame, size_t lane)
{
	return in->x[frame * in->stride + (lane < SCAN_LANES / 2 ? 0 : in->second)];
}

static void lowpass_lanes_scalar(const struct lowpass_lanes *q, double *state,
				 const struct scan_input *in, double *y)
{
	for (size_t k = 0; k < SCAN_LANES; k++) {
		double s1 = state[k], s2 = state[SCAN_LANES + k];

		for (size_t i = 0; i < in->frames; i++) {
			double p = sample_of(in, i, k) * q->b0[k], out = p + s1;

			s1 = ((p + p) + s2) - out * q->a1[k];
			s2 = p - out * q->a2[k];
			y[i * SCAN_LANES + k] = out;
		}
		state[k] = s1;
		state[SCAN_LANES + k] = s2;
	}
}

static void residual_lanes_scalar(const struct lowpass_lanes *q, double *state,
				  const struct scan_input *in, const double *y, double *squares)
{
	for (size_t k = 0; k < SCAN_LANES; k++) {
		double s1 = state[k], s2 = state[SCAN_LANES + k];

		for (size_t i = in->frames; i-- > 0;) {
			double p = y[i * SCAN_LANES + k] * q->b0[k], out = p + s1;
			double off = sample_of(in, i, k) - out;

			s1 = ((p + p) + s2) - out * q->a1[k];
			s2 = p - out * q->a2[k];
			squares[k] += off * off;
		}
		state[k] = s1;
		state[SCAN_LANES + k] = s2;
	}
}

static void spread_from_scalar(double origin, double n, double *mean, double *sd, size_t windows,
			       size_t first)
{
	for (size_t i = first; i < windows; i++) {
		double m = mean[i] / n, variance = sd[i] / n - m * m;

		mean[i] = origin + m;
		sd[i] = variance > 0 ? sqrt(variance) : 0;
	}
}

#define UNROLL       _Pragma("GCC unroll 8")
#define JOIN_(a, b)  a##_##b
#define JOIN(a, b)   JOIN_(a, b)
#define KERNEL(name) JOIN(name, ISA)

#define ISA          base
#define LANES        2
#define TARGET
#define NARROWER(name) name##_scalar
#ifdef __x86_64__
#define ROOT(x) (lanes_base) _mm_sqrt_pd((__m128d)(x))
#else
#define ROOT(x) ((lanes_base){sqrt((x)[0]), sqrt((x)[1])})
#endif
#include "analysis/simd/biquad_kernel.inc"
#include "analysis/simd/lowpass_kernel.inc"
#include "analysis/simd/spread_kernel.inc"
#undef ISA
#undef LANES
#undef TARGET
#undef NARROWER
#undef ROOT

#ifdef __x86_64__
#define ISA            avx2
#define LANES          4
#define TARGET         __attribute__((target("avx2")))
#define NARROWER(name) name##_base
#define ROOT(x)        (lanes_avx2) _mm256_sqrt_pd((__m256d)(x))
#include "analysis/simd/biquad_kernel.inc"
#include "analysis/simd/lowpass_kernel.inc"
#include "analysis/simd/spread_kernel.inc"
#endif

/* One row of the table: the entry points that unpack the arguments, and the row itself. */
#define KERNEL_SET(isa, usable_here)                                                              \
	static void biquad_##isa(const struct biquad *q, double *state, double *x, size_t frames, \
				 size_t channels, int step)                                       \
	{                                                                                         \
		struct pass pass = pass_of(q, state, x, frames, channels, step);                  \
		one_section_##isa(&pass, 0);                                                      \
	}                                                                                         \
	static void biquad_each_##isa(const struct biquad *q, double *state, double *x,           \
				      size_t frames, size_t channels, int step)                   \
	{                                                                                         \
		struct pass pass = pass_of(q, state, x, frames, channels, step);                  \
		each_section_##isa(&pass, 0);                                                     \
	}                                                                                         \
	static void biquad2_##isa(const struct biquad q[2], double *state, double *x,             \
				  size_t frames, size_t channels, int step)                       \
	{                                                                                         \
		struct pass pass = pass_of(q, state, x, frames, channels, step);                  \
		two_sections_##isa(&pass, 0);                                                     \
	}                                                                                         \
	static void spread_##isa(double origin, double n, double *mean, double *sd,               \
				 size_t windows)                                                  \
	{                                                                                         \
		spread_from_##isa(origin, n, mean, sd, windows, 0);                               \
	}                                                                                         \
	static const struct simd_kernels kernels_##isa = {.name = #isa,                           \
							  .usable = usable_here,                  \
							  .biquad = biquad_##isa,                 \
							  .biquad_each = biquad_each_##isa,       \
							  .biquad2 = biquad2_##isa,               \
							  .lowpass_lanes = lowpass_lanes_##isa,   \
							  .residual_lanes = residual_lanes_##isa, \
							  .spread = spread_##isa}

static bool always(void)
{
	return true;
}

KERNEL_SET(scalar, always);
KERNEL_SET(base, always);

#ifdef __x86_64__
static bool has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

KERNEL_SET(avx2, has_avx2);
#endif

const struct simd_kernels *const simd_table[] = {
#ifdef __x86_64__
	&kernels_avx2,
#endif
	&kernels_base,
	&kernels_scalar,
	NULL,
};

const struct simd_kernels *simd_named(const char *isa)
{
	bool any = !isa || !*isa || strcmp(isa, "auto") == 0;

	for (size_t i = 0; simd_table[i]; i++)
		if ((any || strcmp(isa, simd_table[i]->name) == 0) && simd_table[i]->usable())
			return simd_table[i];
	return NULL;
}
