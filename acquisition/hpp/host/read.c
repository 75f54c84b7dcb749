/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/session.h"

#include <math.h>
#include <string.h>

#define SILENCE_NS INT64_C(1500000000) /* without frames; they are due every 20 ms */
#define WAITED_NS  INT64_C(200000)     /* for a chunk: it had not come before it was asked for */
#define ROOM_S     1.0                 /* of frames beyond what time allows */

static int64_t now_ns(const struct hpp_host *host)
{
	return host->transport->now_ns(host->ctx);
}

/* --- a block's place in the recording --- */

static double frames_of(const struct hpp_host *host, double duration_ns)
{
	return duration_ns * 1e-9 * host->rate_hz * (1 + host->clock.drift);
}

/* The plate's count began anew: the time that passed says how many frames are missing. */
static void rejoin(struct hpp_host *host)
{
	double within_ns;
	double begin_ns = hpp_clock_host_between(&host->clock, (double)host->block.device_ns,
						 host->started_ns, host->heard_ns, &within_ns);
	double gap = frames_of(host, begin_ns - host->end_ns) + host->carry;
	int64_t frames = gap > 0 ? llround(gap) : 0;

	within_ns += host->end_within_ns;
	host->carry = gap > 0 ? gap - (double)frames : 0;
	host->base = host->next + frames - (int64_t)host->block.first_frame;
	host->gap_cause = host->loss;
	/* and the roundings of this gap and of those before */
	host->gap_uncertainty = (int64_t)ceil(frames_of(host, within_ns) + 1);
	host->rejoins = false;
}

/* By how many frames the plate can have run ahead since it was heard last. */
static uint64_t room(const struct hpp_host *host)
{
	double since_s = (double)(now_ns(host) - host->heard_ns) * 1e-9;

	return host->info.fifo_frames + (uint64_t)ceil(host->rate_hz * (since_s + ROOM_S));
}

/* 0, or HINGE_EDEVICE where frames do not come at the plate's rate. */
static int accept(struct hpp_host *host, const uint8_t *bytes, const char *cause, struct error *err)
{
	double ratio;

	host->bytes = bytes;
	host->given = 0;
	if (!host->block.frames)
		return 0;
	host->heard_ns = host->heard_ever_ns = now_ns(host);
	host->due_ns =
		(double)host->block.device_ns + (double)host->block.frames * 1e9 / host->rate_hz;
	host->gap_cause = cause;
	host->gap_uncertainty = 0;
	if (host->rejoins)
		rejoin(host);
	if (host->chunk_is_fresh &&
	    hpp_pace_is_off(&host->pace, host->order.next, host->heard_ns, &ratio))
		return fail(err, HINGE_EDEVICE,
			    "plate %s gives %.1f frames a second, not the %g it says: its clock is "
			    "wrong, and so are all times measured with it",
			    host->name, host->rate_hz * ratio, host->rate_hz);
	return 0;
}

/* --- blocks --- */

/* 1 = there is a chunk or the plate was lost, 0 = neither. */
static int fetch(struct hpp_host *host, int timeout_ms)
{
	int got;

	host->fetched_ns = now_ns(host);
	got = host->transport->read(host->ctx, &host->chunk, timeout_ms, &host->why);

	host->chunk_used = 0;
	host->chunk_is_fresh = now_ns(host) - host->fetched_ns > WAITED_NS;
	if (got < 0)
		hpp_session_lose(host, host->chunk.cause ? host->chunk.cause : "unplugged");
	if (got <= 0)
		host->chunk.size = 0;
	return got != 0;
}

static int examine(struct hpp_host *host, struct error *err)
{
	const uint8_t *bytes = host->chunk.data + host->chunk_used;
	size_t left = host->chunk.size - host->chunk_used;
	size_t size = left < HPP_BLOCK_BYTES ? left : HPP_BLOCK_BYTES;
	const char *cause;

	host->chunk_used += size;
	switch (hpp_order_examine(&host->order, bytes, size, room(host), &host->block, &cause)) {
	case HPP_TAKE:
		return accept(host, bytes, cause, err);
	case HPP_RESTART:
		hpp_session_lose(host, cause);
		break;
	case HPP_DROP:
		break;
	}
	return 0;
}

/* Not where the host itself did nothing for so long: then the fetch after that brings something. */
static bool is_silent(const struct hpp_host *host)
{
	return host->state == HPP_HOST_STREAMING && host->chunk_used == host->chunk.size &&
	       host->fetched_ns - host->heard_ns > SILENCE_NS;
}

/* 1 = something happened, 0 = nothing in time. */
static int take_blocks(struct hpp_host *host, int timeout_ms, struct error *err)
{
	int ret = 1;

	hpp_session_keep_time(host);
	if (host->chunk_used == host->chunk.size)
		ret = fetch(host, timeout_ms);
	if (host->chunk_used < host->chunk.size) {
		int code = examine(host, err);

		if (code)
			return code;
	}
	if (is_silent(host))
		hpp_session_lose(host, "stalled");
	return ret;
}

/* --- frames --- */

static int64_t give(struct hpp_host *host, int32_t *counts, size_t max_frames,
		    struct source_block *out)
{
	const struct hpp_block *block = &host->block;
	size_t left = block->frames - host->given;
	size_t frames = left < max_frames ? left : max_frames;
	size_t channels = block->channels;

	if (frames == block->frames) {
		hpp_block_unpack(counts, host->bytes, block);
	} else {
		if (!host->given)
			hpp_block_unpack(host->split, host->bytes, block);
		memcpy(counts, host->split + host->given * channels,
		       frames * channels * sizeof(*counts));
	}
	*out = (struct source_block){
		.first_frame = host->base + (int64_t)(block->first_frame + host->given),
		.frames = frames,
		.device_counter = block->device_ns +
				  (uint64_t)llround((double)host->given * 1e9 / host->rate_hz),
		.status_bits = block->flags,
		.gap_cause = host->given ? NULL : host->gap_cause,
		.gap_uncertainty = host->given ? 0 : host->gap_uncertainty,
		.has_sync = host->info.capabilities & HPP_CAP_SYNC,
		.sync_levels = block->sync_levels >> host->given,
	};
	if (host->pair_is_new)
		out->clock = host->pair;
	host->pair_is_new = false;
	host->given += frames;
	host->next = out->first_frame + (int64_t)frames;
	return (int64_t)frames;
}

/* Starts, resumes or goes on: 1 = something happened, 0 = nothing in time. */
static int advance(struct hpp_host *host, int timeout_ms, struct error *err)
{
	switch (host->state) {
	case HPP_HOST_OPEN:
		host->heard_ever_ns = now_ns(host);
		if (hpp_session_start(host, &host->why))
			hpp_session_lose(host, "unplugged");
		return 1;
	case HPP_HOST_LOST:
		return hpp_session_resume(host, timeout_ms, err);
	case HPP_HOST_STREAMING:
		return take_blocks(host, timeout_ms, err);
	}
	return 0;
}

int64_t hpp_host_read(struct hpp_host *host, int32_t *counts, size_t max_frames,
		      struct source_block *block, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns(host) + (int64_t)timeout_ms * 1000000;

	while (host->given == host->block.frames) {
		int64_t left_ns = end_ns - now_ns(host);
		int ret = advance(host, left_ns > 0 ? (int)(left_ns / 1000000) : 0, err);

		if (ret <= 0)
			return ret;
		if (host->given == host->block.frames && now_ns(host) >= end_ns)
			return 0;
	}
	return give(host, counts, max_frames, block);
}
