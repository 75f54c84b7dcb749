/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plate as a host sees it, through requests and bulk data only. */
#include "acquisition/hpp/model.h"

#include "tests/support/assert_near.h"

#include <string.h>

#define SECOND INT64_C(1000000000)
#define MS     INT64_C(1000000)

struct rig {
	struct hpp_model *model;
	int64_t now_ns;
};

static struct rig rig_new(const struct hpp_model_options *options)
{
	struct hpp_model_options usual;
	struct rig rig = {.now_ns = 17 * SECOND};

	hpp_model_options_init(&usual);
	assert_int_equal(hpp_model_new(&rig.model, options ? options : &usual, NULL), 0);
	hpp_model_plug(rig.model, rig.now_ns);
	return rig;
}

static int control(struct rig *rig, uint8_t type, uint8_t request, uint16_t value, uint8_t *data,
		   uint16_t length)
{
	struct hpp_setup setup = {
		.type = type, .request = request, .value = value, .length = length};
	uint8_t bytes[HPP_ANSWER_MAX] = {0};
	int64_t answer_ns;
	int got;

	if (type == HPP_TYPE_OUT && length)
		memcpy(bytes, data, length);
	got = hpp_model_control(rig->model, &setup, bytes, rig->now_ns, &answer_ns);
	if (got > 0)
		memcpy(data, bytes, (size_t)got);
	return got;
}

static int out(struct rig *rig, uint8_t request, uint16_t value)
{
	return control(rig, HPP_TYPE_OUT, request, value, NULL, 0);
}

static void configure(struct rig *rig, uint32_t rate_hz, uint8_t flags)
{
	const struct hpp_config config = {.rate_mhz = rate_hz * 1000,
					  .channel_mask = 0xff,
					  .block_frames = 20,
					  .flags = flags};
	uint8_t bytes[HPP_CONFIG_BYTES];

	hpp_config_encode(bytes, &config);
	assert_int_equal(control(rig, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, sizeof(bytes)), 0);
}

static void a_second_of_the_ramp_arrives_whole(void **state)
{
	struct rig rig = rig_new(NULL);
	uint64_t next = 0;
	uint32_t sequence = 0;

	(void)state;
	configure(&rig, 1000, HPP_FLAG_CRC);
	assert_int_equal(out(&rig, HPP_START, 0), 0);
	for (int ms = 0; ms <= 1000; ms++) {
		uint8_t bytes[4 * HPP_BLOCK_BYTES];
		int64_t got = hpp_model_bulk(rig.model, bytes, sizeof(bytes), rig.now_ns + ms * MS);

		assert_int_equal(got, ms && ms % 20 == 0 ? HPP_BLOCK_BYTES : 0);
		for (int64_t at = 0; at < got; at += HPP_BLOCK_BYTES) {
			struct hpp_block block;
			int32_t counts[HPP_SAMPLES_MAX];

			assert_int_equal(
				hpp_block_decode(&block, bytes + at, HPP_BLOCK_BYTES, true),
				HPP_BLOCK_GOOD);
			assert_int_equal(block.first_frame, next);
			assert_int_equal(block.sequence, sequence++);
			assert_int_equal(block.flags, HPP_TEST_DATA);
			assert_int_equal(block.session, 1);
			/* frame 0 is converted one period after START */
			assert_int_equal(block.device_ns, (next + 1) * (uint64_t)MS);
			hpp_block_unpack(counts, bytes + at, &block);
			for (unsigned i = 0; i < 160; i++)
				assert_int_equal(counts[i], hpp_ramp(1, next + i / 8, i % 8));
			next += block.frames;
		}
	}
	assert_int_equal(next, 1000);
	hpp_model_free(rig.model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_second_of_the_ramp_arrives_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
