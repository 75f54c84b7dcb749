/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples that no person makes, gaps and rails: the analysis in the daemon survives them. The first
 * byte says what is recorded, every four that follow a stretch of force. */
#include "analysis/live/live.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { STRETCH_FRAMES = 32, FRAMES_MOST = 1 << 17, CHANNELS = 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void describe(struct recording_info *info, uint8_t kind)
{
	static const double rates_hz[] = {100, 1000, 2500, 32000};

	recording_info_init(info);
	info->unit = UNIT_COUNT;
	info->rate_hz = rates_hz[kind & 3];
	info->load_kg = kind & 4 ? 100 : NAN;
	info->mass_kg = kind & 8 ? 80 : NAN;
	if (kind & 16)
		strcpy(info->style, "romanian");
	info->channels = CHANNELS;
	info->plates = kind & 32 ? 1 : 2;
	for (size_t i = 0; i < info->plates; i++) {
		info->plate[i].kind = PLATE_FZ;
		info->plate[i].foot = kind & 64 ? FOOT_UNKNOWN : i ? FOOT_RIGHT : FOOT_LEFT;
		info->plate[i].cells = 1;
		info->plate[i].cell[0] = (struct cell){.column = (int)i, .newton_per_unit = 0.01};
	}
}

/* From where the one before ended to these forces, with a little noise. */
static size_t stretch(int32_t *counts, const uint8_t what[4], double level[CHANNELS])
{
	size_t frames = (size_t)STRETCH_FRAMES * (1 + what[1] % 64);
	bool rail = (what[0] & 31) == 1;

	for (size_t i = 0; i < frames; i++)
		for (int c = 0; c < CHANNELS; c++) {
			double to = what[2 + c] * 800.0, part = (double)i / (double)frames;

			counts[CHANNELS * i + (size_t)c] =
				rail ? INT32_C(8388607)
				     : (int32_t)(level[c] + (to - level[c]) * part) +
						(int32_t)(i * 37 % 64);
		}
	for (int c = 0; c < CHANNELS; c++)
		level[c] = what[2 + c] * 800.0;
	return frames;
}

static void push_all(struct live *live, const uint8_t *data, size_t size)
{
	static int32_t counts[CHANNELS * STRETCH_FRAMES * 64];
	double level[CHANNELS] = {0};
	int64_t frame = 0;
	struct error err;

	for (size_t i = 0; i + 4 <= size && frame < FRAMES_MOST; i += 4) {
		size_t frames = stretch(counts, data + i, level);

		if ((data[i] & 31) == 2) /* lost */
			frame += (int64_t)data[i + 1] * data[i + 1] * 64;
		if (live_push(live, counts, frames, frame, &err))
			return;
		frame += (int64_t)frames;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct recording_info info;
	struct live_state state;
	struct config config;
	struct live *live;

	if (!size)
		return 0;
	config_init(&config);
	describe(&info, *data);
	if (live_new(&live, &info, &config, NULL))
		return 0;
	push_all(live, data + 1, size - 1);
	live_finish(live, NULL);
	live_state(live, &state);
	live_free(live);
	return 0;
}
