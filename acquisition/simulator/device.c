/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/device.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POWER_ON_S    3.0    /* its clock runs for so long when a session begins */
#define ROUND_TRIP_S  200e-6 /* at least; half of it again on average */
#define PULSE_HIGH    0.5    /* of a period */
#define FREQUENCY_MAX 50.0

static int take_frequency(const char *item, size_t size, double *hz, struct error *err)
{
	char text[24], *end;

	if (size >= sizeof(text))
		size = sizeof(text) - 1;
	memcpy(text, item, size);
	text[size] = 0;
	*hz = strtod(strchr(text, '=') + 1, &end);
	if (!*end && *hz >= 0 && *hz <= FREQUENCY_MAX)
		return 0;
	return fail(err, HINGE_EUSAGE, "'%s': expected 0 to %g Hz", text, FREQUENCY_MAX);
}

int sim_device_parse(struct sim_device *device, const char *list, char *rest, size_t size,
		     struct error *err)
{
	size_t used = 0;
	int ret = 0;

	if (strlen(list) >= size)
		return fail(err, HINGE_EUSAGE, "the address is longer than %zu characters",
			    size - 1);
	while (*list && !ret) {
		size_t length = strcspn(list, ",");

		if (!strncmp(list, "sync=", 5)) {
			ret = take_frequency(list, length, &device->sync_hz, err);
		} else if (!strncmp(list, "pairs=", 6)) {
			ret = take_frequency(list, length, &device->pairs_hz, err);
		} else {
			if (used)
				rest[used++] = ',';
			memcpy(rest + used, list, length);
			used += length;
		}
		list += length + (list[length] == ',');
	}
	rest[used] = 0;
	return ret;
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
