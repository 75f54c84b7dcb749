/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/device.h"

#include "acquisition/hpp/hpp.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POWER_ON_S    3.0    /* its clock runs for so long when a session begins */
#define ROUND_TRIP_S  200e-6 /* at least; half of it again on average */
#define PULSE_HIGH    0.5    /* of a period */
#define FREQUENCY_MAX 50.0
#define LINK_MAX      100e3
#define FLIP_MAX      1e9

enum { ITEM_MAX = 128, FLIPPED_BIT = 1 << 5 };

static const struct number_key {
	const char *name;
	size_t offset;
	double max;
	const char *unit;
} number_keys[] = {
	{"sync", offsetof(struct sim_device, sync_hz), FREQUENCY_MAX, " Hz"},
	{"pairs", offsetof(struct sim_device, pairs_hz), FREQUENCY_MAX, " Hz"},
	{"link", offsetof(struct sim_device, link_mbit), LINK_MAX, " Mbit/s"},
	{"ramp", offsetof(struct sim_device, ramp), 1, ""},
	{"flip", offsetof(struct sim_device, flip), FLIP_MAX, ""},
};

static int take_number(struct sim_device *device, const struct number_key *key, const char *text,
		       struct error *err)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end || !(value >= 0 && value <= key->max))
		return fail(err, HINGE_EUSAGE, "'%s=%s': expected 0 to %g%s", key->name, text,
			    key->max, key->unit);
	*(double *)((char *)device + key->offset) = value;
	return 0;
}

/* 1 = it is none of the device's. */
static int take_item(struct sim_device *device, char *item, struct error *err)
{
	char *value = strchr(item, '=');

	if (!value)
		return 1;
	*value++ = 0;
	for (size_t i = 0; i < sizeof(number_keys) / sizeof(number_keys[0]); i++)
		if (!strcmp(item, number_keys[i].name))
			return take_number(device, &number_keys[i], value, err);
	if (strcmp(item, "calibrated") != 0)
		return 1;
	if (strlen(value) >= sizeof(device->calibrated))
		return fail(err, HINGE_EUSAGE, "'calibrated=%s': expected a date, 2026-01-31",
			    value);
	snprintf(device->calibrated, sizeof(device->calibrated), "%s", value);
	return 0;
}

int sim_device_parse(struct sim_device *device, const char *list, char *rest, size_t size,
		     struct error *err)
{
	size_t used = 0;
	int ret = 0;

	device->flip = -1;
	if (strlen(list) >= size)
		return fail(err, HINGE_EUSAGE, "the address is longer than %zu characters",
			    size - 1);
	while (*list && ret >= 0) {
		size_t length = strcspn(list, ",");
		char item[ITEM_MAX];

		snprintf(item, sizeof(item), "%.*s", (int)length, list);
		ret = take_item(device, item, err);
		/* an empty one, as of "sim:,ramp=1", says nothing */
		if (ret > 0 && length) {
			if (used)
				rest[used++] = ',';
			memcpy(rest + used, list, length);
			used += length;
		}
		list += length + (list[length] == ',');
	}
	rest[used] = 0;
	return ret < 0 ? ret : 0;
}

void sim_device_start(struct sim_device *device, const struct simulation *simulation,
		      int64_t host_zero_ns)
{
	device->simulation = simulation;
	device->host_zero_ns = host_zero_ns;
	device->paired_s = -INFINITY;
	random_init(&device->random,
		    simulation->options.seed ^ (uint64_t)simulation->info.plate[0].foot << 32);
}

static double true_time(const struct sim_device *device, size_t frame)
{
	return device->simulation->start_s + (double)frame / device->simulation->true_rate_hz;
}

/* The device's own clock, which makes its frames: it knows of no drift. */
static uint64_t device_ns(const struct sim_device *device, double frame)
{
	double own_s = (frame - (double)device->session_frame) / device->simulation->info.rate_hz;

	return (uint64_t)llrint((POWER_ON_S + own_s) * 1e9);
}

static void tell_sync(const struct sim_device *device, struct source_block *block)
{
	block->has_sync = true;
	for (size_t f = 0; f < block->frames; f++) {
		double at_s = true_time(device, (size_t)block->first_frame + f);
		double periods = (at_s + (double)device->host_zero_ns * 1e-9) * device->sync_hz;

		if (periods - floor(periods) < PULSE_HIGH)
			block->sync_levels |= 1u << f;
	}
}

/* The clock is read when the block has arrived; the answer comes from anywhere in the round trip.
 */
static void tell_pair(struct sim_device *device, struct source_block *block)
{
	const struct simulation *simulation = device->simulation;
	double read_s = true_time(device, (size_t)block->first_frame + block->frames);
	double trip_s = ROUND_TRIP_S * (1 + fabs(random_normal(&device->random)) / 2);
	double off_s = random_range(&device->random, -trip_s / 2, trip_s / 2);

	if (read_s - device->paired_s < 1 / device->pairs_hz)
		return;
	device->paired_s = read_s;
	block->clock = (struct source_clock){
		.device_ns = device_ns(device,
				       (read_s - simulation->start_s) * simulation->true_rate_hz),
		.monotonic_ns = device->host_zero_ns + llrint((read_s + off_s) * 1e9),
		.round_trip_ns = llrint(trip_s * 1e9),
	};
}

/* Power came back with the plug: clock and counter begin anew. */
static void pass_gaps(struct sim_device *device, const struct source_block *block)
{
	const struct recording_info *info = &device->simulation->info;

	for (; device->next_gap < info->gaps; device->next_gap++) {
		const struct gap *gap = &info->gap[device->next_gap];

		if (gap->frame + gap->frames > block->first_frame)
			return;
		if (strcmp(gap->cause, "unplugged"))
			continue;
		device->session_frame = (size_t)(gap->frame + gap->frames);
		device->paired_s = -INFINITY;
	}
}

void sim_device_tell(struct sim_device *device, struct source_block *block)
{
	pass_gaps(device, block);
	if (device->sync_hz > 0)
		tell_sync(device, block);
	if (!(device->pairs_hz > 0))
		return;
	block->device_counter = device_ns(device, (double)block->first_frame);
	tell_pair(device, block);
}

int32_t sim_device_ramp(int64_t frame, size_t channel)
{
	return hpp_ramp(1, (uint64_t)frame, (unsigned)channel);
}

static void fill_ramp(const struct sim_device *device, int32_t *counts, int64_t frame,
		      size_t channels)
{
	for (size_t c = 0; c < channels; c++)
		counts[c] = sim_device_ramp(frame, c);
	if (frame == (int64_t)device->flip)
		counts[0] ^= FLIPPED_BIT;
}

void sim_device_fill(const struct sim_device *device, int32_t *counts, int64_t frame)
{
	const struct simulation *simulation = device->simulation;
	size_t channels = simulation->channels;

	if (device->ramp > 0)
		fill_ramp(device, counts, frame, channels);
	else
		memcpy(counts, &simulation->counts[(size_t)frame * channels],
		       channels * sizeof(*counts));
}
