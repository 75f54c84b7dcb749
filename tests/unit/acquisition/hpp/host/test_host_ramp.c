/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the host says a plate sends as test data is what the plate sends. */
#include "tests/support/assert_near.h"
#include "tests/support/emulated_plate.h"

#include <string.h>

enum { READ_FRAMES = 24, CHANNELS = 8 };

static struct emulated_plate plate;
static struct hpp_host host;

static void begin(void)
{
	const struct hpp_host_options options = {.name = "HP0001", .ramp = true};
	struct recording_info info;
	struct error err;

	memset(&host, 0, sizeof(host));
	emulated_plate_init(&plate, NULL);
	recording_info_init(&info);
	if (hpp_host_open(&host, &emulated_transport, &plate, &options, &info, &err))
		fail_msg("%s", err.text);
	assert_int_equal(info.channels, CHANNELS);
	recording_info_reset(&info);
}

/* Reads `wanted` frames and compares them all; where a gap lies before a block, it is counted. */
static void compare(int64_t wanted, size_t *gaps)
{
	int32_t counts[READ_FRAMES * CHANNELS];
	int64_t next = -1;

	for (int64_t seen = 0; seen < wanted;) {
		struct source_block block = {0};
		struct error err;
		int64_t got = hpp_host_read(&host, counts, READ_FRAMES, &block, 1000, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		*gaps += got > 0 && next >= 0 && block.first_frame != next;
		for (int64_t i = 0; i < got * CHANNELS; i++)
			assert_int_equal(counts[i],
					 hpp_host_ramp(&host, block.first_frame + i / CHANNELS,
						       (size_t)(i % CHANNELS)));
		next = got > 0 ? block.first_frame + got : next;
		seen += got;
	}
}

static void every_sample_is_the_one_that_is_expected(void **state)
{
	size_t gaps = 0;

	(void)state;
	begin();
	compare(5000, &gaps);
	assert_int_equal(gaps, 0);
	hpp_host_close(&host);
	emulated_plate_reset(&plate);
}

static void a_plate_that_came_back_is_expected_in_its_new_session(void **state)
{
	size_t gaps = 0;

	(void)state;
	begin();
	compare(1000, &gaps);
	plate.unplug_ns = plate.now_ns + 100000000;
	plate.replug_ns = plate.unplug_ns + 500000000;
	compare(2000, &gaps);
	assert_int_equal(gaps, 1);
	assert_true(plate.sessions_ever >= 2);
	hpp_host_close(&host);
	emulated_plate_reset(&plate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_is_the_one_that_is_expected),
		cmocka_unit_test(a_plate_that_came_back_is_expected_in_its_new_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
