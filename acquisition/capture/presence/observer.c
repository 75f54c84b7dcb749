/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/presence/observer.h"

#include "formats/plates/plate.h"

#include <stdio.h>
#include <string.h>

enum { RAIL_HIGH = 8388607, RAIL_LOW = -8388608 };

static void add_column(struct observer *observer, const struct recording_info *info, int side,
		       int column, double newton_per_unit, double zero)
{
	if (column < 0 || (size_t)column >= info->channels)
		return;
	if (info->has_tare_before)
		zero = info->tare_before[column];
	observer->newton_per_unit[side][column] += newton_per_unit;
	observer->offset_n[side] -= zero * newton_per_unit;
}

static void add_plate(struct observer *observer, const struct recording_info *info, size_t index)
{
	const struct plate *plate = &info->plate[index];
	int side = plate->foot == FOOT_LEFT ? 0 : plate->foot == FOOT_RIGHT ? 1 : index > 0;
	struct plate_map map;

	observer->present[side] = true;
	snprintf(observer->plate_name[index], sizeof(observer->plate_name[index]), "%s",
		 plate->name);
	plate_map_init(&map, plate);
	for (size_t i = 0; i < map.inputs; i++) {
		add_column(observer, info, side, map.column[i],
			   plate_map_vertical(&map, plate->kind, i), map.zero[i]);
		if (map.column[i] < 0 || (size_t)map.column[i] >= info->channels)
			continue;
		observer->place[map.column[i]].plate = (uint8_t)index;
		observer->place[map.column[i]].cell = (uint8_t)(i + 1);
	}
}

void observer_init(struct observer *observer, const struct recording_info *info, double on_plate_n)
{
	memset(observer, 0, sizeof(*observer));
	observer->channels = info->channels;
	observer->on_n = on_plate_n;
	observer->off_n = on_plate_n / 2;
	for (size_t i = 0; i < info->plates; i++)
		add_plate(observer, info, i);
}

static bool is_rail(int32_t count)
{
	return count >= RAIL_HIGH || count <= RAIL_LOW;
}

static void count_clipped(struct observer *observer, const int32_t *frame)
{
	bool rail = false;

	for (size_t c = 0; c < observer->channels; c++)
		rail |= is_rail(frame[c]);
	if (!rail)
		return;
	observer->clipped++;
	for (size_t c = 0; c < observer->channels; c++)
		observer->clipped_by[c] += is_rail(frame[c]);
}

static void take_side(struct observer *observer, int side, const double *mean)
{
	double force_n = observer->offset_n[side];

	for (size_t c = 0; c < observer->channels; c++)
		force_n += mean[c] * observer->newton_per_unit[side][c];
	observer->force_n[side] = force_n;
	if (force_n > observer->on_n)
		observer->on[side] = true;
	else if (force_n < observer->off_n)
		observer->on[side] = false;
}

void observer_take(struct observer *observer, const int32_t *counts, size_t frames)
{
	int64_t sum[CHANNELS_MAX] = {0};
	double mean[CHANNELS_MAX];

	if (!frames)
		return;
	for (size_t k = 0; k < frames; k++) {
		const int32_t *frame = counts + k * observer->channels;

		for (size_t c = 0; c < observer->channels; c++)
			sum[c] += frame[c];
		count_clipped(observer, frame);
	}
	for (size_t c = 0; c < observer->channels; c++)
		mean[c] = (double)sum[c] / (double)frames;
	for (int side = 0; side < 2; side++)
		take_side(observer, side, mean);
}

void observer_name_clipped(const struct observer *observer, char *text, size_t size)
{
	size_t worst = 0;

	for (size_t c = 1; c < observer->channels; c++)
		if (observer->clipped_by[c] > observer->clipped_by[worst])
			worst = c;
	text[0] = 0;
	if (observer->clipped_by[worst] && observer->place[worst].cell)
		snprintf(text, size, "cell %d of the %s plate", observer->place[worst].cell,
			 observer->plate_name[observer->place[worst].plate]);
}

bool observer_sees_any(const struct observer *observer)
{
	return observer->on[0] || observer->on[1];
}

bool observer_sees_all(const struct observer *observer)
{
	return (observer->on[0] || !observer->present[0]) &&
	       (observer->on[1] || !observer->present[1]) && observer_sees_any(observer);
}
