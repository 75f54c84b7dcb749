/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/plate_listener.h"

#include "tests/support/assert_near.h"

#include <string.h>

enum { READ_MS = 100, FRAMES_MAX_READ = 64 };

void plate_listener_init(struct plate_listener *listener, const struct hpp_model_options *options,
			 double rate_hz)
{
	struct hpp_host_options host = {.name = "HPP-1", .rate_hz = rate_hz, .ramp = true};

	memset(listener, 0, sizeof(*listener));
	emulated_plate_init(&listener->plate, options);
	recording_info_init(&listener->info);
	if (hpp_host_open(&listener->host, &emulated_transport, &listener->plate, &host,
			  &listener->info, &listener->err))
		fail_msg("%s", listener->err.text);
}

void plate_listener_reset(struct plate_listener *listener)
{
	hpp_host_close(&listener->host);
	assert_false(listener->plate.streams);
	recording_info_reset(&listener->info);
	emulated_plate_reset(&listener->plate);
}

static double host_rate_hz(const struct plate_listener *listener)
{
	return listener->plate.session_rate_hz * (1 + listener->plate.clock_ppm * 1e-6);
}

/* Which frame of the plate's session the ramp says that this is, modulo 2^20. */
static uint64_t session_frame(const struct plate_listener *listener, const int32_t *counts)
{
	uint32_t session = (listener->plate.sessions % 16) << 20;
	uint32_t value = ((uint32_t)counts[0] - session) & 0xffffff;

	return value >> 4;
}

static void check_samples(const struct plate_listener *listener, const int32_t *counts,
			  size_t frames)
{
	uint64_t first = session_frame(listener, counts);

	for (size_t f = 0; f < frames; f++)
		for (unsigned c = 0; c < listener->info.channels; c++)
			assert_int_equal(*counts++,
					 hpp_ramp(listener->plate.sessions % 16, first + f, c));
}

static bool sync_level(const struct hpp_ttl *sync, double at_ns)
{
	double since_ns = at_ns - (double)sync->first_ns;

	return since_ns >= 0 && fmod(since_ns, (double)sync->period_ns) < (double)sync->high_ns;
}

/* The plate's time and the sync input at each frame. */
static void check_stamps(const struct plate_listener *listener, const struct source_block *block,
			 uint64_t frame)
{
	const struct emulated_plate *plate = &listener->plate;
	double first_ns = emulated_frame_ns(plate, frame) - (double)plate->plugged_ns;

	assert_near((double)block->device_counter, first_ns * (1 + plate->clock_ppm * 1e-6), 3);
	assert_true(block->has_sync);
	for (size_t f = 0; plate->sync.high_ns && f < block->frames; f++)
		assert_int_equal(block->sync_levels >> f & 1,
				 sync_level(&plate->sync, emulated_frame_ns(plate, frame + f)));
}

static void note_gap(struct plate_listener *listener, const struct source_block *block,
		     double first_ns)
{
	assert_true(listener->gaps < HEARD_GAPS_MAX);
	listener->gap[listener->gaps++] = (struct heard_gap){
		.frames = block->first_frame - listener->next,
		.uncertainty = block->gap_uncertainty,
		.truth = (first_ns - listener->next_ns) * 1e-9 * host_rate_hz(listener),
		.cause = block->gap_cause,
	};
	listener->lost += block->first_frame - listener->next;
}

int64_t plate_listener_read(struct plate_listener *listener, size_t max_frames)
{
	int32_t counts[FRAMES_MAX_READ * HPP_CHANNELS_MAX];
	struct source_block block = {0};
	int64_t got;

	assert_true(max_frames <= FRAMES_MAX_READ);
	got = hpp_host_read(&listener->host, counts, max_frames, &block, READ_MS, &listener->err);
	if (got <= 0)
		return got;
	assert_int_equal(got, block.frames);
	assert_true(block.first_frame >= listener->next);
	check_samples(listener, counts, (size_t)got);
	if (!listener->has_odd_clock)
		check_stamps(listener, &block, session_frame(listener, counts));
	double first_ns = emulated_frame_ns(&listener->plate, session_frame(listener, counts));
	if (!listener->frames)
		listener->begin_ns = first_ns;
	else if (block.first_frame > listener->next)
		note_gap(listener, &block, first_ns);
	listener->clocks += block.clock.round_trip_ns > 0;
	listener->frames += got;
	listener->next = block.first_frame + got;
	listener->next_ns = first_ns + (double)got * 1e9 / host_rate_hz(listener);
	return got;
}

int plate_listener_run(struct plate_listener *listener, double seconds)
{
	int64_t end_ns = listener->plate.now_ns + (int64_t)(seconds * 1e9);

	while (listener->plate.now_ns < end_ns) {
		int64_t got = plate_listener_read(listener, HPP_FRAMES_MAX);

		if (got < 0)
			return (int)got;
	}
	return 0;
}

double plate_listener_excess(const struct plate_listener *listener)
{
	double passed_ns = listener->next_ns - listener->begin_ns;

	return (double)listener->next - passed_ns * 1e-9 * host_rate_hz(listener);
}
