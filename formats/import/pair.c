/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/pair.h"

#include "formats/files.h"
#include "formats/import/pair_files.h"
#include "formats/import/resample.h"
#include "formats/plates/plate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
	const struct twin *twin;
	const char *name; /* of the left one, for messages */
	struct trial *left, *right;
	struct alignment alignment;
	int64_t first, end; /* of the left frames that become the trial's */
	/* what is lost, a frame of the trial each: 0 = nothing, else 1 + index of a gap: the
	 * left one's, then the right one's, then "unplaced" */
	uint32_t *lost;
};

/* --- do they belong together? --- */

static int mismatch(const struct pair *pair, const char *what, struct error *err)
{
	return fail(err, HINGE_EFORMAT, "%s: the right plate's recording %s has another %s",
		    pair->name, path_base(pair->twin->right), what);
}

static int check_feet(const struct pair *pair, struct error *err)
{
	struct recording_info *left = &pair->left->info, *right = &pair->right->info;

	if (left->plates != 1 || right->plates != 1)
		return fail(err, HINGE_EFORMAT,
			    "%s: each of two devices must have one plate, these have %zu and %zu",
			    pair->name, left->plates, right->plates);
	if (left->plate[0].foot == FOOT_RIGHT || right->plate[0].foot == FOOT_LEFT)
		return fail(err, HINGE_EFORMAT,
			    "%s: its name and its sidecar do not agree on left and right",
			    pair->name);
	left->plate[0].foot = FOOT_LEFT;
	right->plate[0].foot = FOOT_RIGHT;
	return 0;
}

static int check_together(const struct pair *pair, struct error *err)
{
	const struct recording_info *left = &pair->left->info, *right = &pair->right->info;

	if (strcmp(left->subject, right->subject) != 0)
		return mismatch(pair, "subject", err);
	if (strcmp(left->session, right->session) != 0 || left->run != right->run)
		return mismatch(pair, "session or run", err);
	if (left->unit != right->unit)
		return mismatch(pair, "unit", err);
	if (fabs(left->rate_hz - right->rate_hz) > 1e-9 * left->rate_hz)
		return mismatch(pair, "sampling frequency", err);
	return check_feet(pair, err);
}

/* --- alignment --- */

static int align_infos(const struct recording_info *left, const struct recording_info *right,
		       const char *name, struct alignment *alignment, struct error *err)
{
	struct timeline one = {0}, other = {0};
	int ret = timeline_read(&one, left, name, err);

	if (!ret)
		ret = timeline_read(&other, right, name, err);
	if (!ret)
		ret = align(alignment, &one, &other, name, err);
	timeline_reset(&one);
	timeline_reset(&other);
	return ret;
}

int pair_align(const struct twin *twin, struct alignment *alignment, struct error *err)
{
	struct recording_info left, right;
	int ret = pair_file_info(twin->left, &left, err);

	if (ret)
		return ret;
	ret = pair_file_info(twin->right, &right, err);
	if (!ret) {
		ret = align_infos(&left, &right, path_base(twin->left), alignment, err);
		recording_info_reset(&right);
	}
	recording_info_reset(&left);
	return ret;
}

static bool resampled_exists(const struct pair *pair, const struct align_section *section,
			     int64_t frame)
{
	double buffer[CHANNELS_MAX];
	uint8_t bits;

	return resample_at(pair->right, section->offset + section->slope * (double)frame, buffer,
			   &bits);
}

/* From the first to the last frame that both have. */
static int find_span(struct pair *pair, struct error *err)
{
	const struct alignment *alignment = &pair->alignment;
	const struct align_section *first = &alignment->section[0];
	const struct align_section *last = &alignment->section[alignment->sections - 1];

	pair->first = first->first;
	pair->end = last->end;
	while (pair->first < first->end && !resampled_exists(pair, first, pair->first))
		pair->first++;
	while (pair->end > last->first && !resampled_exists(pair, last, pair->end - 1))
		pair->end--;
	if (pair->first < pair->end)
		return 0;
	return fail(err, HINGE_EFORMAT, "%s: the two plates have no moment in common", pair->name);
}

/* --- the trial --- */

static int describe(const struct pair *pair, struct trial *trial, struct error *err)
{
	const struct recording_info *left = &pair->left->info, *right = &pair->right->info;
	struct recording_info *info = &trial->info;
	int ret = recording_info_copy(info, left, err);
	size_t shift = left->channels;

	if (ret)
		return ret;
	info->channels = trial->channels;
	info->frames = (int64_t)trial->frames;
	info->gaps = 0;
	info->sha256[0] = '\0';
	info->plates = 2;
	info->plate[1] = right->plate[0];
	plate_shift_columns(&info->plate[1], (int)shift);
	info->has_tare_before = left->has_tare_before && right->has_tare_before;
	info->has_tare_after = left->has_tare_after && right->has_tare_after;
	memcpy(info->tare_before + shift, right->tare_before,
	       right->channels * sizeof(*info->tare_before));
	memcpy(info->tare_after + shift, right->tare_after,
	       right->channels * sizeof(*info->tare_after));
	return 0;
}

static const struct align_section *section_of(const struct alignment *alignment, int64_t frame)
{
	for (size_t s = 0; s < alignment->sections; s++)
		if (frame >= alignment->section[s].first && frame < alignment->section[s].end)
			return &alignment->section[s];
	return NULL;
}

/* The right one's gap at or around a place; else what stands for "unplaced". */
static uint32_t right_gap(const struct pair *pair, double at)
{
	const struct recording_info *right = &pair->right->info;
	size_t g = 0;

	while (g < right->gaps &&
	       (double)(right->gap[g].frame + right->gap[g].frames) <= at - RESAMPLE_POINTS)
		g++;
	return (uint32_t)(1 + pair->left->info.gaps + g);
}

static void fill_frame(struct pair *pair, struct trial *trial, size_t k)
{
	const struct trial *left = pair->left, *right = pair->right;
	int64_t frame = pair->first + (int64_t)k;
	const struct align_section *section = section_of(&pair->alignment, frame);
	double at = section ? section->offset + section->slope * (double)frame : 0;
	double *to = trial->samples + k * trial->channels;
	uint8_t bits = 0;

	memcpy(to, left->samples + (size_t)frame * left->channels,
	       left->channels * sizeof(*left->samples));
	if (!section || !resample_at(right, at, to + left->channels, &bits)) {
		pair->lost[k] = (uint32_t)(1 + left->info.gaps + right->info.gaps);
		return;
	}
	if (bits & QUALITY_GAP)
		pair->lost[k] = right_gap(pair, at);
	trial->quality[k] |= bits & QUALITY_INTERPOLATED;
}

static void lose_left(struct pair *pair, size_t frames)
{
	const struct recording_info *left = &pair->left->info;

	for (size_t g = 0; g < left->gaps; g++)
		for (int64_t i = 0; i < left->gap[g].frames; i++) {
			int64_t k = left->gap[g].frame + i - pair->first;

			if (k >= 0 && (size_t)k < frames)
				pair->lost[k] = (uint32_t)(1 + g);
		}
}

static struct gap gap_of(const struct pair *pair, uint32_t lost)
{
	const struct recording_info *left = &pair->left->info, *right = &pair->right->info;
	size_t g = lost - 1;

	if (g < left->gaps)
		return left->gap[g];
	if (g < left->gaps + right->gaps) {
		struct gap gap = right->gap[g - left->gaps];

		/* its length is the left clock's now */
		gap.frames_uncertainty = 0;
		return gap;
	}
	return (struct gap){.cause = "unplaced"};
}

static int add_gaps(const struct pair *pair, struct trial *trial, struct error *err)
{
	int ret = 0;

	for (size_t k = 0, end; !ret && k < trial->frames; k = end) {
		struct gap gap;

		end = k + 1;
		if (!pair->lost[k])
			continue;
		while (end < trial->frames && pair->lost[end] == pair->lost[k])
			end++;
		gap = gap_of(pair, pair->lost[k]);
		gap.frame = (int64_t)k;
		gap.frames = (int64_t)(end - k);
		ret = recording_info_add_gap(&trial->info, gap, err);
	}
	return ret;
}

static void say_how(const struct pair *pair, struct trial *trial)
{
	const struct alignment *a = &pair->alignment;

	if (a->clocks_off_s > 0)
		trial_remark(trial,
			     "clock pairs and sync edges of the two plates differ by %.1f ms: the "
			     "edges were taken (a device tells the time of its frames wrongly)",
			     a->clocks_off_s * 1e3);
	snprintf(trial->pair, sizeof(trial->pair),
		 "right plate onto the left plate's clock by %zu %s: skew %+.6f s, drift %+.2f "
		 "ppm, uncertainty %.3f ms (95 %%); 6-point Lagrange; begins at frame %lld of the "
		 "left recording",
		 a->observations, align_method_name(a->method), a->skew_s, a->drift_ppm,
		 a->uncertainty_s * 1e3, (long long)pair->first);
}

static int merge(struct pair *pair, struct trial **out, struct error *err)
{
	size_t frames = (size_t)(pair->end - pair->first);
	struct trial *trial = NULL;
	int ret = trial_new(&trial, pair->left->channels + pair->right->channels, frames, err);

	if (ret)
		return ret;
	ret = describe(pair, trial, err);
	pair->lost = calloc(frames, sizeof(*pair->lost));
	if (!ret && !pair->lost)
		ret = fail(err, HINGE_ENOMEM, "%s: out of memory", pair->name);
	if (!ret) {
		for (size_t k = 0; k < frames; k++)
			fill_frame(pair, trial, k);
		lose_left(pair, frames);
		ret = add_gaps(pair, trial, err);
	}
	free(pair->lost);
	if (ret) {
		trial_free(trial);
		return ret;
	}
	say_how(pair, trial);
	snprintf(trial->format, sizeof(trial->format), "%s", pair->left->format);
	*out = trial;
	return 0;
}

/* --- reading --- */

/* Of two, as they stand in the results: SHA-256 of the two in hexadecimal, the left one first. */
static void join_sha256(const char *left, const char *right, char out[65])
{
	char both[129];

	snprintf(both, sizeof(both), "%s%s", left, right);
	sha256_hex(both, strlen(both), out);
}

int pair_sha256(const struct twin *twin, char raw[65], char sidecar[65], struct error *err)
{
	char left[65], right[65], beside_left[65], beside_right[65];
	int ret = pair_file_sha256(twin->left, left, beside_left, err);

	if (!ret)
		ret = pair_file_sha256(twin->right, right, beside_right, err);
	if (ret)
		return ret;
	join_sha256(left, right, raw);
	join_sha256(beside_left, beside_right, sidecar);
	return 0;
}

static int align_and_merge(struct pair *pair, struct trial **out, struct error *err)
{
	int ret = check_together(pair, err);

	if (!ret)
		ret = align_infos(&pair->left->info, &pair->right->info, pair->name,
				  &pair->alignment, err);
	if (ret)
		return ret;
	/* what is short is bridged on its own clock, what is long is NaN */
	trial_mark_gaps(pair->right);
	ret = find_span(pair, err);
	if (!ret)
		ret = merge(pair, out, err);
	if (ret)
		return ret;
	join_sha256(pair->left->raw_sha256, pair->right->raw_sha256, (*out)->raw_sha256);
	join_sha256(pair->left->sidecar_sha256, pair->right->sidecar_sha256,
		    (*out)->sidecar_sha256);
	return 0;
}

int pair_read(const struct twin *twin, const struct import_options *options, struct trial **out,
	      struct error *err)
{
	struct pair pair = {.twin = twin, .name = path_base(twin->left)};
	int ret = pair_file_read(twin->left, options, &pair.left, err);

	if (!ret)
		ret = pair_file_read(twin->right, options, &pair.right, err);
	if (!ret)
		ret = align_and_merge(&pair, out, err);
	trial_free(pair.left);
	trial_free(pair.right);
	return ret;
}
