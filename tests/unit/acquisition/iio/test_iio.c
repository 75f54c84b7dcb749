/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iio: over the loopback, with libiio itself between the source and an emulated iiod. A busy
 * machine may make the source begin anew: what is asserted is that every frame that is given is the
 * one of its place, and that places shift by declared gaps only. */
#include "acquisition/source.h"
#include "formats/error.h"
#include "formats/layout.h"
#include "tests/support/assert_near.h"
#include "tests/support/iiod.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READ_MS = 100, READ_FRAMES = 64, WAIT_READS = 600, GAPS_MAX = 16 };

struct recording {
	struct iiod iiod;
	struct source *source;
	int64_t first, next; /* the ADC's frame of the recording's frame 0; -1 = none yet */
	int64_t frames;
	int gaps;
	struct {
		int64_t frames, uncertainty, truth;
		const char *cause;
	} gap[GAPS_MAX];
};

static void address_of(const struct recording *recording, char *address, size_t size,
		       const char *options)
{
	snprintf(address, size, "iio:ip:127.0.0.1:%d%s", recording->iiod.port, options);
}

static struct recording *serve(const struct iiod_options *options)
{
	struct recording *recording = calloc(1, sizeof(*recording));

	assert_non_null(recording);
	recording->first = -1;
	assert_int_equal(iiod_start(&recording->iiod, options), 0);
	return recording;
}

static struct recording *begin(const struct iiod_options *options, const char *source_options)
{
	struct recording *recording = serve(options);
	char address[256];
	struct error err;

	address_of(recording, address, sizeof(address), source_options);
	if (source_open(&recording->source, address, &err))
		fail_msg("%s", err.text);
	return recording;
}

static void end(struct recording *recording)
{
	source_close(recording->source);
	iiod_stop(&recording->iiod);
	free(recording);
}

/* --- what was sent --- */

static bool is_frame(const struct recording *recording, const int32_t *counts, int64_t frame)
{
	int channels = recording->iiod.options.channels;

	for (int c = 0; c < channels; c++)
		if (counts[c] != iiod_value(&recording->iiod.layout, frame, c, channels))
			return false;
	return true;
}

/* The ADC's frame at or after `from` that these counts are of. */
static int64_t find_frame(const struct recording *recording, const int32_t *counts, int64_t from)
{
	const struct iiod_layout *layout = &recording->iiod.layout;
	int64_t values = INT64_C(1) << layout->bits;
	int64_t period = values / recording->iiod.options.channels;

	for (int64_t frame = from; frame < from + period; frame++)
		if (is_frame(recording, counts, frame))
			return frame;
	fail_msg("%d is never sent", counts[0]);
	return -1;
}

static void take_gap(struct recording *recording, const struct source_block *block, int64_t truth)
{
	assert_true(recording->gaps < GAPS_MAX);
	recording->gap[recording->gaps].frames = block->first_frame - recording->frames;
	recording->gap[recording->gaps].uncertainty = block->gap_uncertainty;
	recording->gap[recording->gaps].truth = truth;
	recording->gap[recording->gaps++].cause = block->gap_cause;
}

static void take_block(struct recording *recording, const struct source_block *block,
		       const int32_t *counts)
{
	size_t channels = (size_t)recording->iiod.options.channels;

	if (recording->first < 0) {
		recording->first = recording->next = find_frame(recording, counts, 0);
		assert_int_equal(block->first_frame, 0);
	}
	if (block->first_frame != recording->frames ||
	    !is_frame(recording, counts, recording->next)) {
		int64_t found = find_frame(recording, counts, recording->next);

		take_gap(recording, block, found - recording->next);
		recording->next = found;
	}
	for (size_t f = 0; f < block->frames; f++)
		if (!is_frame(recording, counts + f * channels, recording->next + (int64_t)f))
			fail_msg("frame %lld is wrong",
				 (long long)recording->frames + (long long)f);
	recording->next += (int64_t)block->frames;
	recording->frames = block->first_frame + (int64_t)block->frames;
}

/* Up to so many frames more, with those of gaps. */
static void record(struct recording *recording, int64_t frames)
{
	int64_t until = recording->frames + frames;

	for (int i = 0; recording->frames < until && i < WAIT_READS; i++) {
		int32_t counts[READ_FRAMES * IIOD_CHANNELS_MAX];
		struct source_block block = {0};
		struct error err;
		int64_t got =
			source_read(recording->source, counts, READ_FRAMES, &block, READ_MS, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		if (got > 0)
			take_block(recording, &block, counts);
	}
	assert_true(recording->frames >= until);
}

/* Until there is a gap of this cause. */
static int record_until_gap(struct recording *recording, const char *cause)
{
	for (int i = 0; i < WAIT_READS; i++) {
		for (int g = 0; g < recording->gaps; g++)
			if (recording->gap[g].cause && !strcmp(recording->gap[g].cause, cause))
				return g;
		record(recording, 1);
	}
	fail_msg("no gap '%s'", cause);
	return -1;
}

/* --- values --- */

static void check_values(const struct iiod_options *options)
{
	struct recording *recording = begin(options, ",rate=1000");

	record(recording, 300);
	end(recording);
}

static void samples_of_24_bit_in_32_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "le:s24/32>>0"});
}

static void shifted_big_endian_samples_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "be:s24/32>>8", .has_time = true});
}

static void fully_defined_samples_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "be:S32/32>>0", .channels = 4});
}

static void samples_of_16_bit_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "le:u12/16>>4", .has_time = true});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_of_24_bit_in_32_are_exact),
		cmocka_unit_test(shifted_big_endian_samples_are_exact),
		cmocka_unit_test(fully_defined_samples_are_exact),
		cmocka_unit_test(samples_of_16_bit_are_exact),
	};

	(void)record_until_gap;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
