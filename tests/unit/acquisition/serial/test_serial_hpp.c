/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HPP/1 over a pseudo-terminal, the model of a plate at its other end. */
#include "acquisition/source.h"
#include "formats/error.h"
#include "tests/support/assert_near.h"
#include "tests/support/pty_plate.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHANNELS = 8, READ_MS = 100, READ_FRAMES = 64, GAPS_MAX = 16 };

struct heard {
	int64_t frames, lost, next;
	size_t gaps;
	struct {
		int64_t at, frames, uncertainty;
		const char *cause;
	} gap[GAPS_MAX];
};

static struct source *open_plate(const char *path, const char *options)
{
	char address[512];
	struct source *source;
	struct error err;

	snprintf(address, sizeof(address), "serial:%s%s", path, options);
	if (source_open(&source, address, &err))
		fail_msg("%s", err.text);
	return source;
}

/* What the ramp says (docs/usb-protocol.md): its session, and a frame modulo 2^16. */
static void check_ramp(const int32_t *counts, size_t frames)
{
	uint32_t first = (uint32_t)counts[0];

	for (size_t f = 0; f < frames; f++)
		for (uint32_t c = 0; c < CHANNELS; c++) {
			uint32_t value = first + 16 * (uint32_t)f + c;

			assert_int_equal((uint32_t)*counts++ & 0xffffff, value & 0xffffff);
		}
	assert_int_equal(first & 15, 0);
}

static void hear(struct heard *heard, const struct source_block *block)
{
	assert_true(block->first_frame >= heard->next);
	if (block->first_frame > heard->next) {
		assert_true(heard->gaps < GAPS_MAX);
		heard->gap[heard->gaps].at = heard->next;
		heard->gap[heard->gaps].frames = block->first_frame - heard->next;
		heard->gap[heard->gaps].uncertainty = block->gap_uncertainty;
		heard->gap[heard->gaps++].cause = block->gap_cause;
		heard->lost += block->first_frame - heard->next;
	}
	heard->frames += (int64_t)block->frames;
	heard->next = block->first_frame + (int64_t)block->frames;
}

/* Until so many frames are given or lost; fails where that takes longer than most_s. */
static void listen(struct source *source, struct heard *heard, int64_t until, double most_s)
{
	struct timespec from, now;

	clock_gettime(CLOCK_MONOTONIC, &from);
	while (heard->next < until) {
		int32_t counts[READ_FRAMES * CHANNELS];
		struct source_block block = {0};
		struct error err;
		int64_t got = source_read(source, counts, READ_FRAMES, &block, READ_MS, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		if (got > 0) {
			check_ramp(counts, (size_t)got);
			hear(heard, &block);
		}
		clock_gettime(CLOCK_MONOTONIC, &now);
		assert_true((double)(now.tv_sec - from.tv_sec) < most_s);
	}
}

static void stream(void **state, double rate_hz)
{
	struct heard heard = {0};
	struct pty_plate plate;
	struct source *source;
	char options[64];

	pty_plate_init(&plate, scratch_path(state, "plate"));
	snprintf(options, sizeof(options), ",ramp=1,rate=%g", rate_hz);
	source = open_plate(plate.device.path, options);
	assert_int_equal(source_info(source)->channels, CHANNELS);
	assert_near(source_info(source)->rate_hz, rate_hz, 0);
	listen(source, &heard, (int64_t)(1.5 * rate_hz), 20);
	assert_int_equal(heard.gaps, 0);
	assert_int_equal(heard.frames, heard.next);
	source_close(source);
	pty_plate_reset(&plate);
}

static void every_sample_arrives_at_1_khz(void **state)
{
	stream(state, 1000);
}

static void every_sample_arrives_at_10_khz(void **state)
{
	stream(state, 10000);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(every_sample_arrives_at_1_khz, scratch_setup,
					scratch_teardown),
	cmocka_unit_test_setup_teardown(every_sample_arrives_at_10_khz, scratch_setup,
					scratch_teardown),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
