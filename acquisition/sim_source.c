/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "sim:KEY=VALUE,...": a set on simulated plates (acquisition/simulator/simulator.h), as fast as it
 * is read or, with pace=real, at its sampling rate like a device. */
#include "acquisition/replay.h"
#include "acquisition/simulator/device.h"
#include "acquisition/source_table.h"

#include <stdio.h>
#include <string.h>

struct sim_state {
	struct simulation *simulation;
	struct replay replay;
	struct sim_device device;
	const char *_Atomic trouble;
};

enum { FAST_ZERO_NS = 1000000000 }; /* no clock runs: the host's stands at 1 s when it begins */

static int sim_open(void *state, const char *address, struct recording_info *info,
		    struct error *err)
{
	struct sim_state *sim = state;
	struct simulator_options options;
	char paceless[512], rest[512];
	bool real;
	int ret;

	simulator_options_init(&options);
	ret = replay_parse(address, paceless, sizeof(paceless), &real, err);
	if (!ret)
		ret = sim_device_parse(&sim->device, paceless, rest, sizeof(rest), err);
	if (ret)
		return ret;
	ret = simulator_options_parse(&options, rest, err);
	if (ret)
		return ret;
	ret = simulate(&options, &sim->simulation, err);
	if (ret)
		return ret;
	ret = recording_info_copy(info, &sim->simulation->info, err);
	if (ret) {
		simulation_free(sim->simulation);
		return ret;
	}
	/* what is to be lost has not been lost yet, and it starts when it is recorded */
	info->gaps = 0;
	info->frames = 0;
	info->start_time[0] = 0;
	snprintf(info->calibration_date, sizeof(info->calibration_date), "%s",
		 sim->device.calibrated);
	replay_init(&sim->replay, &sim->simulation->info, sim->simulation->frames, real);
	return 0;
}

static int64_t sim_end(const struct sim_state *sim, struct error *err)
{
	const struct simulation *simulation = sim->simulation;

	if (!simulation->unplugged)
		return SOURCE_END;
	return fail(err, HINGE_EDEVICE, "sim: unplugged after %.3f s, as asked for (fault=%s)",
		    (double)simulation->frames / simulation->info.rate_hz,
		    simulation->options.fault);
}

/* When the scene began: the device's first frame is start_s into it. */
static int64_t host_zero_ns(const struct sim_state *sim)
{
	if (!sim->replay.real)
		return FAST_ZERO_NS;
	return sim->replay.start_ns - (int64_t)(sim->simulation->start_s * 1e9);
}

static int64_t sim_read(void *state, int32_t *counts, size_t max_frames, struct source_block *block,
			int timeout_ms, struct error *err)
{
	struct sim_state *sim = state;
	const struct simulation *simulation = sim->simulation;
	bool begins = !sim->device.simulation;
	int64_t frames;

	if (sim->device.sync_hz > 0 && max_frames > SYNC_FRAMES_MAX)
		max_frames = SYNC_FRAMES_MAX;
	frames = replay_next(&sim->replay, block, max_frames, timeout_ms);
	if (begins)
		sim_device_start(&sim->device, simulation, host_zero_ns(sim));
	sim->trouble = replay_is_unplugged(&sim->replay) ? "unplugged" : NULL;
	if (frames == SOURCE_END)
		return sim_end(sim, err);
	if (frames)
		sim_device_tell(&sim->device, block);
	for (int64_t k = 0; k < frames; k++)
		sim_device_fill(&sim->device, counts + (size_t)k * simulation->channels,
				block->first_frame + k);
	return frames;
}

static bool sim_waits(const void *state)
{
	return !((const struct sim_state *)state)->replay.real;
}

static int32_t sim_ramp(const void *state, int64_t frame, size_t channel)
{
	(void)state;
	return sim_device_ramp(frame, channel);
}

static int sim_health(void *state, struct source_health *health, struct error *err)
{
	(void)err;
	health->link_mbit = ((const struct sim_state *)state)->device.link_mbit;
	return 0;
}

static const char *sim_trouble(const void *state)
{
	return ((const struct sim_state *)state)->trouble;
}

static int sim_write_truth(void *state, int64_t first_frame, const char *path, struct error *err)
{
	return simulation_write_truth(((struct sim_state *)state)->simulation, first_frame, path,
				      err);
}

static void sim_close(void *state)
{
	simulation_free(((struct sim_state *)state)->simulation);
}

static int sim_list(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
		    struct error *err)
{
	(void)err;
	visit(ctx, &(struct source_listing){
			   .address = "sim:",
			   .name = "simulated plates",
			   .serial = "SIM-1",
			   .detail = "2 plates, 8 cells, 24 bit; sim:reps=8,ai=6,pace=real "
				     "(hinge-simulate(1))",
		   });
	return 0;
}

const struct source_ops sim_source = {
	.scheme = "sim",
	.summary = "a lifter on simulated plates",
	.state_size = sizeof(struct sim_state),
	.open = sim_open,
	.read = sim_read,
	.waits = sim_waits,
	.write_truth = sim_write_truth,
	.ramp = sim_ramp,
	.trouble = sim_trouble,
	.health = sim_health,
	.close = sim_close,
	.list = sim_list,
};
