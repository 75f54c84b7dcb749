/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"

#include <math.h>

/* Both are known and not the same number. */
static bool differ(double a, double b)
{
	return a > 0.0 && b > 0.0 && fabs(a - b) > 1e-3 * a;
}

static void remark_rates(const struct c3d_file *file, struct trial *trial)
{
	const struct c3d_claims *claims = &file->claims;

	if (differ(claims->points_hz, claims->header_hz))
		trial_remark(trial,
			     "the header says %g frames a second, POINT:RATE %g, which is taken",
			     claims->header_hz, claims->points_hz);
	if (differ(file->rate_hz, claims->analog_hz))
		trial_remark(trial,
			     "ANALOG:RATE says %g Hz, but %zu samples in each of %g frames a "
			     "second make %g Hz, which is taken (pass --rate HZ)",
			     claims->analog_hz, file->samples_per_frame, claims->points_hz,
			     file->rate_hz);
}

static void remark_length(const struct c3d_file *file, struct trial *trial)
{
	const struct c3d_claims *claims = &file->claims;

	if (differ(claims->long_frames, (double)file->frames))
		trial_remark(trial, "the header counts %.0f frames, a parameter %.0f: %zu are read",
			     claims->header_frames, claims->long_frames, file->frames);
	if (claims->words_left)
		trial_remark(trial, "%zu analog words of each frame belong to no sample (damaged?)",
			     claims->words_left);
}

static void remark_origin(const struct plate *plate, struct trial *trial)
{
	double size =
		fabs(plate->origin_m[0]) + fabs(plate->origin_m[1]) + fabs(plate->origin_m[2]);

	if (isnan(size))
		trial_remark(trial,
			     "ORIGIN of force plate %s is missing or 0: its centre of pressure "
			     "cannot be computed",
			     plate->name);
	else if (size == 0.0 && plate->c3d_type != 1)
		trial_remark(trial,
			     "ORIGIN of force plate %s is 0, 0, 0: its moments are taken to be "
			     "about the centre of its surface",
			     plate->name);
}

static void remark_plates(const struct c3d_plates *plates, struct trial *trial)
{
	if (plates->left_out)
		trial_remark(trial,
			     "%zu of %zu force plates are left out: all of their samples are "
			     "stored zeros",
			     plates->left_out, plates->left_out + plates->plates);
	for (size_t p = 0; p < plates->plates; p++)
		remark_origin(&plates->plate[p], trial);
}

void c3d_remark(const struct c3d_file *file, const struct c3d_plates *plates, struct trial *trial)
{
	remark_rates(file, trial);
	remark_length(file, trial);
	remark_plates(plates, trial);
}
