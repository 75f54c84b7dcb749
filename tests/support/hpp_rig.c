/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/hpp_rig.h"

#include "tests/support/assert_near.h"

#include <string.h>

void rig_open(struct hpp_rig *rig, const struct hpp_model_options *options)
{
	struct hpp_model_options usual;

	hpp_model_options_init(&usual);
	*rig = (struct hpp_rig){.now_ns = 17 * SECOND};
	assert_int_equal(hpp_model_new(&rig->model, options ? options : &usual, NULL), 0);
	hpp_model_plug(rig->model, rig->now_ns);
}

void rig_close(struct hpp_rig *rig)
{
	hpp_model_free(rig->model);
}

int rig_control(struct hpp_rig *rig, uint8_t type, uint8_t request, uint16_t value, void *data,
		uint16_t length)
{
	const struct hpp_setup setup = {
		.type = type, .request = request, .value = value, .length = length};
	uint8_t bytes[HPP_ANSWER_MAX] = {0};
	int got;

	if (!(type & 0x80) && length)
		memcpy(bytes, data, length);
	got = hpp_model_control(rig->model, &setup, bytes, rig->now_ns, &rig->answer_ns);
	assert_true(got <= (int)length);
	if (got > 0)
		memcpy(data, bytes, (size_t)got);
	return got;
}

int rig_out(struct hpp_rig *rig, uint8_t request, uint16_t value)
{
	return rig_control(rig, HPP_TYPE_OUT, request, value, NULL, 0);
}

int rig_configure(struct hpp_rig *rig, uint32_t rate_mhz, uint16_t mask, uint8_t frames,
		  uint8_t flags)
{
	const struct hpp_config config = {
		.rate_mhz = rate_mhz, .channel_mask = mask, .block_frames = frames, .flags = flags};
	uint8_t bytes[HPP_CONFIG_BYTES];

	rig->crc = flags & HPP_FLAG_CRC;
	hpp_config_encode(bytes, &config);
	return rig_control(rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, sizeof(bytes));
}

struct hpp_config rig_config(struct hpp_rig *rig)
{
	uint8_t bytes[HPP_CONFIG_BYTES];
	struct hpp_config config;

	assert_int_equal(rig_control(rig, HPP_TYPE_IN, HPP_CONFIG, 0, bytes, sizeof(bytes)),
			 HPP_CONFIG_BYTES);
	assert_int_equal(hpp_config_decode(&config, bytes, sizeof(bytes), NULL), 0);
	return config;
}

struct hpp_status rig_status(struct hpp_rig *rig)
{
	uint8_t bytes[HPP_STATUS_BYTES];
	struct hpp_status status;

	assert_int_equal(rig_control(rig, HPP_TYPE_IN, HPP_STATUS, 0, bytes, sizeof(bytes)),
			 HPP_STATUS_BYTES);
	assert_int_equal(hpp_status_decode(&status, bytes, sizeof(bytes), NULL), 0);
	return status;
}

void rig_fault(struct hpp_rig *rig, const char *text)
{
	struct hpp_fault fault;

	assert_int_equal(hpp_fault_parse(&fault, text, NULL), 0);
	assert_int_equal(hpp_model_fault(rig->model, &fault, NULL), 0);
}

int64_t rig_blocks(struct hpp_rig *rig, struct rig_block *blocks, size_t most)
{
	uint8_t bytes[HPP_BLOCK_BYTES];
	int64_t got = 0;
	size_t count = 0;

	while (count < most) {
		struct rig_block *block = &blocks[count];

		got = hpp_model_bulk(rig->model, bytes, sizeof(bytes), rig->now_ns);
		if (got <= 0)
			break;
		block->verdict = hpp_block_decode(&block->head, bytes, (size_t)got, rig->crc);
		if (block->verdict == HPP_BLOCK_GOOD)
			hpp_block_unpack(block->counts, bytes, &block->head);
		count++;
	}
	return count ? (int64_t)count : got;
}

bool rig_next(struct hpp_rig *rig, struct rig_block *block, int64_t patience_ns)
{
	int64_t end = rig->now_ns + patience_ns;
	int64_t got;

	while (!(got = rig_blocks(rig, block, 1))) {
		int64_t ready = hpp_model_ready_ns(rig->model, rig->now_ns);

		if (ready > end)
			return false;
		rig->now_ns = ready > rig->now_ns ? ready : rig->now_ns + 1;
	}
	return got == 1;
}
