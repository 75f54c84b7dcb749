/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions and their blocks. The FIFO is a number: the frames between head and what the clock says
 * is converted; it keeps the newest. */
#include "acquisition/hpp/model/state.h"

#include <string.h>

enum { NS_PER_MS = 1000000 };

static uint64_t converted_by(const struct hpp_model *model, int64_t device_ns)
{
	const struct model_session *session = &model->session;

	switch (session->state) {
	case HPP_RUNNING:
		return model_converted(model, device_ns);
	case HPP_DRAINING:
		return session->end;
	default:
		return 0;
	}
}

static void session_begin(struct hpp_model *model, int64_t now_ns)
{
	const struct hpp_feed *feed = &model->options.feed;

	model->session.state = HPP_RUNNING;
	model->session.start_ns = model_device_ns(model, now_ns);
	model->session.level = ttl_level(&model->options.sync, now_ns);
	if (feed->started)
		feed->started(feed->ctx, now_ns, (double)model->options.clock_hz / model->divider);
}

static void lose(struct model_session *session, uint64_t frames)
{
	session->head += frames;
	session->lost += frames;
	session->lost_before = true;
}

void model_advance(struct hpp_model *model, int64_t now_ns)
{
	struct model_session *session = &model->session;
	uint64_t fifo = model->options.info.fifo_frames, waiting, converted;

	if (session->state == HPP_ARMED) {
		int64_t edge = ttl_next_edge(&model->options.sync, session->armed_ns);

		if (edge <= now_ns)
			session_begin(model, edge);
	}
	if (session->state != HPP_RUNNING)
		return;
	converted = converted_by(model, model_device_ns(model, now_ns));
	waiting = converted > session->head ? converted - session->head : 0;
	if (waiting > fifo) {
		lose(session, waiting - fifo);
		waiting = fifo;
	}
	if (waiting > session->fifo_peak)
		session->fifo_peak = waiting;
}

void model_start(struct hpp_model *model, bool on_sync, int64_t now_ns)
{
	uint8_t number = model->session.number;
	int64_t fast = 0;

	fault_take(model, HPP_FAULT_RATE, 0, &fast);
	model->repeats = 0;
	model->session = (struct model_session){
		.state = HPP_ARMED,
		.number = (uint8_t)(number + 1),
		.armed_ns = now_ns,
		.fast_permille = fast,
		.spoke_ns = model_device_ns(model, now_ns),
	};
	if (!on_sync)
		session_begin(model, now_ns);
}

void model_stop(struct hpp_model *model, int64_t now_ns)
{
	struct model_session *session = &model->session;

	if (session->state != HPP_RUNNING && session->state != HPP_ARMED)
		return;
	session->end = converted_by(model, model_device_ns(model, now_ns));
	if (session->end < session->head)
		session->end = session->head;
	session->state = HPP_DRAINING;
}

/* --- one block --- */

static bool sends_ramp(const struct hpp_model *model)
{
	return !model->options.feed.frames || (model->config.flags & HPP_FLAG_RAMP);
}

/* [frames][info.channels], amplified. */
static void convert_frames(const struct hpp_model *model, size_t frames, int32_t *counts)
{
	const struct hpp_feed *feed = &model->options.feed;
	unsigned channels = model->options.info.channels;
	bool ramp = sends_ramp(model);

	if (!ramp)
		feed->frames(feed->ctx, (int64_t)model->session.head, frames, counts);
	for (size_t f = 0; f < frames; f++)
		for (unsigned c = 0; c < channels; c++, counts++) {
			int64_t count =
				ramp ? hpp_ramp(model->session.number, model->session.head + f, c)
				     : (int64_t)*counts * (1 << model->config.gain_log2[c]);

			*counts = (int32_t)(count < HPP_COUNT_MIN   ? HPP_COUNT_MIN
					    : count > HPP_COUNT_MAX ? HPP_COUNT_MAX
								    : count);
		}
}

/* The channels that the mask lets through. */
static void take_frames(const struct hpp_model *model, size_t frames, int32_t *counts)
{
	int32_t all[HPP_FRAMES_MAX * HPP_CHANNELS_MAX];
	unsigned channels = model->options.info.channels;

	convert_frames(model, frames, all);
	for (size_t f = 0; f < frames; f++)
		for (unsigned c = 0; c < channels; c++)
			if (model->config.channel_mask >> c & 1)
				*counts++ = all[f * channels + c];
}

static uint16_t flags_of(const struct hpp_model *model, const struct hpp_block *block,
			 const int32_t *counts)
{
	bool ramp = sends_ramp(model);
	uint16_t flags = ramp ? HPP_TEST_DATA : 0;

	for (size_t i = 0; !ramp && i < (size_t)block->frames * block->channels; i++)
		if (counts[i] == HPP_COUNT_MIN || counts[i] == HPP_COUNT_MAX)
			flags |= HPP_SATURATED;
	if (model->session.lost_before)
		flags |= HPP_LOST;
	return flags;
}

/* Levels at the frames' own instants, and whether one differs from that before it. */
static uint32_t read_sync(struct hpp_model *model, const struct hpp_block *block, uint16_t *flags)
{
	struct model_session *session = &model->session;
	uint32_t levels = 0;

	for (unsigned f = 0; f < block->frames; f++) {
		int64_t at = model_host_ns(model, model_frame_ns(model, session->head + f));
		bool level = ttl_level(&model->options.sync, at);

		levels |= (uint32_t)level << f;
		if (level != session->level)
			*flags |= HPP_SYNC_EDGE;
		session->level = level;
	}
	return levels;
}

static void build_block(struct hpp_model *model, struct hpp_block *block, int32_t *counts,
			unsigned frames, int64_t device_ns)
{
	struct model_session *session = &model->session;

	*block = (struct hpp_block){
		.sequence = session->sequence++,
		.first_frame = session->head + (uint64_t)session->index_offset,
		.device_ns = (uint64_t)(frames ? model_frame_ns(model, session->head) : device_ns),
		.frames = (uint8_t)frames,
		.channels = (uint8_t)hpp_config_channels(&model->config),
		.session = session->number & 15,
	};
	take_frames(model, frames, counts);
	block->flags = flags_of(model, block, counts);
	if (model->options.info.capabilities & HPP_CAP_SYNC)
		block->sync_levels = read_sync(model, block, &block->flags);
	session->head += frames;
	session->lost_before = false;
	session->spoke_ns = device_ns;
	if (session->state == HPP_DRAINING && session->head >= session->end) {
		block->flags |= HPP_LAST;
		session->state = HPP_IDLE;
	}
	session->flags |= block->flags;
	session->blocks++;
}

/* Frames for the next block, -1 = nothing to send yet. */
static int frames_ready(const struct hpp_model *model, int64_t device_ns)
{
	const struct model_session *session = &model->session;
	uint64_t converted = converted_by(model, device_ns);
	uint64_t waiting = converted > session->head ? converted - session->head : 0;
	bool overdue = device_ns - session->spoke_ns >= (int64_t)HPP_HEARTBEAT_MS * NS_PER_MS;

	if (session->state == HPP_IDLE || device_ns < session->silent_until_ns)
		return -1;
	if (waiting >= model->config.block_frames)
		return model->config.block_frames;
	return session->state == HPP_DRAINING || overdue ? (int)waiting : -1;
}

/* --- what is wrong with it --- */

/* Lies in the header. */
static void bend_block(struct hpp_model *model, struct hpp_block *block, uint64_t reach)
{
	unsigned fewer = block->channels > 1 ? (unsigned)block->channels - 1 : 2;

	if (fault_count(model, HPP_FAULT_STALE, reach))
		block->session = (uint8_t)((block->session + 15) & 15);
	if (fault_count(model, HPP_FAULT_CHANNELS, reach))
		block->channels = (uint8_t)fewer;
}

/* Damage to the bytes; what is left of them. */
static int64_t spoil_block(struct hpp_model *model, uint8_t *bytes, uint64_t reach)
{
	int64_t amount;

	if (fault_count(model, HPP_FAULT_BAD_CRC, reach))
		bytes[HPP_HEADER_BYTES - 1] ^= 0x80;
	if (fault_count(model, HPP_FAULT_BAD_MAGIC, reach))
		bytes[0] = 0;
	if (fault_count(model, HPP_FAULT_BAD_SHAPE, reach))
		bytes[28] = 255;
	if (fault_take(model, HPP_FAULT_SHORT_BLOCK, reach, &amount))
		return amount;
	return HPP_BLOCK_BYTES;
}

/* Before a block is made: true where something else happens in its place. */
static bool misbehave(struct hpp_model *model, uint64_t reach, int64_t device_ns, int64_t *outcome)
{
	struct model_session *session = &model->session;
	int64_t amount;

	*outcome = 0;
	if (fault_take(model, HPP_FAULT_SEQUENCE, reach, &amount))
		session->sequence += (uint32_t)amount;
	if (fault_take(model, HPP_FAULT_INDEX, reach, &amount))
		session->index_offset += amount;
	if (fault_take(model, HPP_FAULT_OVERFLOW, reach, &amount))
		lose(session, (uint64_t)amount);
	else if (fault_take(model, HPP_FAULT_SILENCE, reach, &amount))
		session->silent_until_ns = device_ns + amount * NS_PER_MS;
	else if (fault_take(model, HPP_FAULT_BABBLE, reach, &amount))
		*outcome = HPP_BABBLED;
	else if (fault_take(model, HPP_FAULT_STALL, reach, &amount)) {
		model->halted = true;
		*outcome = HPP_STALLED;
	} else if (fault_take(model, HPP_FAULT_UNPLUG, reach, &amount)) {
		model->plugged = false;
		*outcome = HPP_VANISHED;
	} else {
		return false;
	}
	return true;
}

static int64_t make_block(struct hpp_model *model, uint8_t *out, unsigned frames, int64_t device_ns)
{
	uint64_t reach = model->session.head + frames;
	bool crc = model->config.flags & HPP_FLAG_CRC;
	int32_t counts[HPP_SAMPLES_MAX] = {0};
	struct hpp_block block;
	int64_t bytes;

	build_block(model, &block, counts, frames, device_ns);
	bend_block(model, &block, reach);
	hpp_block_encode(out, &block, counts, crc);
	bytes = spoil_block(model, out, reach);
	if (fault_take(model, HPP_FAULT_REPEAT, reach, &model->repeats))
		memcpy(model->last_block, out, HPP_BLOCK_BYTES);
	return fault_count(model, HPP_FAULT_DROP, reach) ? 0 : bytes;
}

static int64_t next_block(struct hpp_model *model, uint8_t *out, int64_t now_ns)
{
	int64_t device_ns = model_device_ns(model, now_ns), bytes = 0;

	if (model->repeats > 0) {
		model->repeats--;
		memcpy(out, model->last_block, HPP_BLOCK_BYTES);
		return HPP_BLOCK_BYTES;
	}
	while (!bytes) {
		int frames = frames_ready(model, device_ns);
		uint64_t reach;

		if (frames < 0)
			return 0;
		reach = model->session.head + (unsigned)frames;
		if (!misbehave(model, reach, device_ns, &bytes))
			bytes = make_block(model, out, (unsigned)frames, device_ns);
	}
	return bytes;
}

int64_t hpp_model_bulk(struct hpp_model *model, uint8_t *out, size_t room, int64_t now_ns)
{
	int64_t pending = model->pending;
	size_t used = 0;

	model->pending = 0;
	if (!model->plugged)
		return HPP_VANISHED;
	if (model->halted)
		return HPP_STALLED;
	if (pending)
		return pending;
	model_advance(model, now_ns);
	while (room - used >= HPP_BLOCK_BYTES) {
		int64_t got = next_block(model, out + used, now_ns);

		if (got < 0 && !used)
			return got;
		if (got < 0) {
			model->pending = got;
			break;
		}
		used += (size_t)got;
		if (got != HPP_BLOCK_BYTES)
			break;
	}
	return (int64_t)used;
}

int64_t hpp_model_ready_ns(const struct hpp_model *model, int64_t now_ns)
{
	const struct model_session *session = &model->session;
	int64_t device_ns = model_device_ns(model, now_ns), ready;

	if (!model->plugged || (session->state == HPP_IDLE && !model->repeats && !model->halted))
		return INT64_MAX;
	if (model->halted || model->repeats)
		return now_ns;
	ready = session->spoke_ns + (int64_t)HPP_HEARTBEAT_MS * NS_PER_MS;
	if (session->state == HPP_DRAINING) {
		ready = device_ns;
	} else if (session->state == HPP_RUNNING) {
		int64_t full =
			model_frame_ns(model, session->head + model->config.block_frames - 1u);

		ready = full < ready ? full : ready;
	}
	if (ready < session->silent_until_ns)
		ready = session->silent_until_ns;
	ready = model_host_ns(model, ready);
	return ready > now_ns ? ready : now_ns;
}
