/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_counts TRIAL.w64 [REFERENCE.w64 [FIRST] | mcc | iio]: holds every sample outside the gaps
 * that the sidecar declares against what the plate sent: a simulated set, its channels from FIRST
 * on, or else the protocol's test ramp, or (mcc) that of a USB-1608FS-Plus, or (iio) of the
 * emulated iiod's ADC of 24 bit. Prints a line for each stretch between gaps: its first frame, its
 * frames, and where it begins in what was sent, less its first frame: that figure stays the same
 * across a gap of the right length. Then `wrong N`, the samples that are not what was sent. Exit
 * status 1: some are wrong. */
#include "acquisition/hpp/hpp.h"
#include "acquisition/mcc/mcc.h"
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"
#include "tests/support/iiod.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ALIKE_FRAMES = 100, /* that tell where a stretch of a set is from */
	RAMP_CHANNELS = 8,
};

/* Of a device that counts, channel by channel and frame by frame. */
struct ramp {
	const char *name;
	int32_t (*at)(int64_t frame, size_t channel);
	int32_t zero; /* less this it begins at 0 */
};

static int32_t iio_ramp(int64_t frame, size_t channel)
{
	return (int32_t)iiod_value(&(struct iiod_layout){.bits = 24, .is_signed = true}, frame,
				   (int)channel, RAMP_CHANNELS);
}

static const struct ramp ramps[] = {
	{"mcc", mcc_ramp, MCC_ZERO_CODE},
	{"iio", iio_ramp, 1 << 23},
};

struct counts {
	int32_t *at; /* [frames][channels] */
	int64_t frames;
	size_t channels;
	size_t first;            /* of a reference: the channel that the trial's first one is */
	const struct ramp *ramp; /* no samples, but this */
};

static int read_all(struct counts *out, struct container *file, const char *path, struct error *err)
{
	double frame[CHANNELS_MAX];

	out->at = calloc((size_t)out->frames * out->channels + 1, sizeof(*out->at));
	if (!out->at)
		return fail(err, HINGE_ENOMEM, "no memory for %s", path);
	for (int64_t f = 0; f < out->frames; f++) {
		if (container_read(file, frame, 1, err) != 1)
			return fail(err, HINGE_EREAD, "%s: ends at frame %lld", path, (long long)f);
		for (size_t c = 0; c < out->channels; c++)
			out->at[(size_t)f * out->channels + c] = (int32_t)lrint(frame[c]);
	}
	return 0;
}

static int read_counts(struct counts *out, const char *path, struct error *err)
{
	struct container_info info;
	struct container *file;
	int ret = container_open(&file, path, &info, err);

	if (ret)
		return ret;
	out->frames = info.frames;
	out->channels = info.channels;
	ret = read_all(out, file, path, err);
	container_close(file, NULL);
	return ret;
}

static const int32_t *frame_of(const struct counts *counts, int64_t frame)
{
	return counts->at + (size_t)frame * counts->channels;
}

/* What was sent as sample `channel` of frame `sent`: of a reference the last frame goes on. */
static int32_t sent_as(const struct counts *reference, int64_t sent, size_t channel)
{
	if (!reference)
		return hpp_ramp((unsigned)(sent >> 16 & 15), (uint64_t)(sent & 0xffff),
				(unsigned)channel);
	if (reference->ramp)
		return reference->ramp->at(sent, channel);
	if (sent >= reference->frames)
		sent = reference->frames - 1;
	return frame_of(reference, sent)[reference->first + channel];
}

static size_t wrong_in(const struct counts *trial, int64_t frame, const struct counts *reference,
		       int64_t sent)
{
	const int32_t *got = frame_of(trial, frame);
	size_t wrong = 0;

	for (size_t c = 0; c < trial->channels; c++)
		wrong += got[c] != sent_as(reference, sent, c);
	return wrong;
}

/* Where a stretch begins in the ramp: 2^16 frames later it is that of the next session. */
static int64_t place_in_ramp(const struct counts *trial, int64_t frame)
{
	return ((uint32_t)frame_of(trial, frame)[0] & 0xffffffu) / 16;
}

static int64_t place_in_set(const struct counts *trial, int64_t frame, int64_t frames,
			    const struct counts *reference)
{
	int64_t alike = frames < ALIKE_FRAMES ? frames : ALIKE_FRAMES;

	if (reference->ramp)
		return (frame_of(trial, frame)[0] + reference->ramp->zero) / RAMP_CHANNELS;
	for (int64_t at = 0; at < reference->frames; at++) {
		int64_t i = 0;

		while (i < alike && !wrong_in(trial, frame + i, reference, at + i))
			i++;
		if (i == alike)
			return at;
	}
	return 0;
}

static size_t check_stretch(const struct counts *trial, int64_t frame, int64_t end,
			    const struct counts *reference)
{
	int64_t place;
	size_t wrong = 0;

	if (frame >= end)
		return 0;
	place = reference ? place_in_set(trial, frame, end - frame, reference)
			  : place_in_ramp(trial, frame);
	for (int64_t i = frame; i < end; i++)
		wrong += wrong_in(trial, i, reference, place + i - frame);
	printf("%lld %lld %lld\n", (long long)frame, (long long)(end - frame),
	       (long long)(place - frame));
	return wrong;
}

static size_t check(const struct counts *trial, const struct recording_info *info,
		    const struct counts *reference)
{
	int64_t frame = 0;
	size_t wrong = 0;

	for (size_t g = 0; g < info->gaps; g++) {
		wrong += check_stretch(trial, frame, info->gap[g].frame, reference);
		frame = info->gap[g].frame + info->gap[g].frames;
	}
	return wrong + check_stretch(trial, frame, trial->frames, reference);
}

static const struct ramp *find_ramp(const char *name)
{
	for (size_t i = 0; i < sizeof(ramps) / sizeof(ramps[0]); i++)
		if (!strcmp(ramps[i].name, name))
			return &ramps[i];
	return NULL;
}

int main(int argc, char **argv)
{
	struct counts trial = {0}, reference = {0};
	struct recording_info info;
	char sidecar[4096];
	struct error err = {0};
	size_t wrong;
	int ret;

	if (argc < 2 || argc > 4) {
		fputs("usage: check_counts TRIAL.w64 [REFERENCE.w64 [FIRST] | mcc | iio]\n",
		      stderr);
		return 2;
	}
	recording_info_init(&info);
	ret = sidecar_path(argv[1], sidecar, sizeof(sidecar), &err);
	if (!ret)
		ret = sidecar_read(sidecar, &info, &err);
	if (!ret)
		ret = read_counts(&trial, argv[1], &err);
	reference.ramp = argc > 2 ? find_ramp(argv[2]) : NULL;
	if (reference.ramp)
		reference.channels = RAMP_CHANNELS;
	else if (!ret && argc > 2)
		ret = read_counts(&reference, argv[2], &err);
	if (argc > 3)
		reference.first = strtoul(argv[3], NULL, 10);
	if (!ret && argc > 2 && reference.channels < reference.first + trial.channels)
		ret = fail(&err, HINGE_EUSAGE, "the reference has fewer channels");
	if (ret) {
		fprintf(stderr, "check_counts: %s\n", err.text);
	} else {
		wrong = check(&trial, &info, argc > 2 ? &reference : NULL);
		printf("wrong %zu\n", wrong);
		ret = wrong > 0;
	}
	recording_info_reset(&info);
	free(trial.at);
	free(reference.at);
	return ret ? 1 : 0;
}
