/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices are recorded together, and one of them is gone when the set ends. */
#include "acquisition/capture/presence/gate.h"
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Time passes when the test says so. */
static int64_t held_monotonic(void *ctx)
{
	return *(_Atomic int64_t *)ctx;
}

static int64_t held_realtime(void *ctx)
{
	return 1700000000000000000 + *(_Atomic int64_t *)ctx;
}

struct two {
	_Atomic int64_t now_ns;
	struct capture_clock clock;
	struct capture_gate gate;
	struct source *source[2];
	struct capture *capture[2];
	char journal[2][256];
};

/* The right one gives 300 frames and is gone for longer than any test lasts. */
static void begin(struct two *two, void **state, double max_s)
{
	static const char *const address[2] = {
		"sim:seed=3,seconds=300,pace=real,plate=left",
		"sim:seed=3,seconds=300,pace=real,plate=right,fault=replug:0.3:250"};

	static int sets; /* each with journals of its own */

	sets++;
	two->now_ns = 1000000000;
	two->clock = (struct capture_clock){held_monotonic, held_realtime, &two->now_ns};
	gate_init(&two->gate, 2);
	for (size_t i = 0; i < 2; i++) {
		struct capture_options options;
		char name[32];

		snprintf(name, sizeof(name), "set-%d-%zu.hjl", sets, i);
		snprintf(two->journal[i], sizeof(two->journal[i]), "%s", scratch_path(state, name));
		options = capturing_options(two->journal[i]);
		options.gate = &two->gate;
		options.gate_member = i;
		options.clock = &two->clock;
		options.max_s = max_s;
		two->source[i] = capturing_source(address[i]);
		two->capture[i] = capturing_start(two->source[i], &options);
	}
}

static void await_loss(const struct two *two)
{
	time_t begun = time(NULL);
	struct capture_status left, right;

	do {
		nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
		capture_status(two->capture[0], &left);
		capture_status(two->capture[1], &right);
		assert_true(time(NULL) - begun < PATIENCE_MS / 1000);
	} while (!right.trouble || right.frames < 300 || left.frames < 1);
}

static void end(struct two *two, struct capture_status status[2])
{
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(capture_wait(two->capture[i], PATIENCE_MS), 1);
		assert_int_equal(capture_close(two->capture[i], &status[i], NULL), 0);
		source_close(two->source[i]);
	}
}

/* Its only one. */
static struct gap gap_of(const char *path)
{
	struct journal_reader *reader;
	struct journal_block block;
	struct gap gap = {0};
	size_t gaps = 0;

	assert_int_equal(journal_reader_open(&reader, path, NULL), 0);
	while (journal_reader_next(reader, &block, NULL) > 0)
		if (block.type == JOURNAL_GAP) {
			gap = block.gap;
			gaps++;
		}
	journal_reader_close(reader);
	assert_int_equal(gaps, 1);
	return gap;
}

static void who_is_gone_has_a_gap_up_to_the_end_of_the_set(void **state)
{
	struct capture_status status[2];
	struct two two;
	struct gap gap;

	begin(&two, state, 0);
	await_loss(&two);
	two.now_ns += INT64_C(5000000000);
	capture_stop(two.capture[0]);
	/* it is told later; the set ended with the first of them */
	two.now_ns += INT64_C(3000000000);
	capture_stop(two.capture[1]);
	end(&two, status);
	assert_int_equal(status[0].gaps, 0);
	assert_false(status[0].interrupted);
	assert_true(status[1].interrupted);
	assert_string_equal(status[1].stop_reason, "stopped");
	assert_int_equal(status[1].frames, 300 + 5000);
	assert_int_equal(status[1].gap_frames, 5000);
	gap = gap_of(two.journal[1]);
	assert_int_equal(gap.frame, 300);
	assert_int_equal(gap.frames, 5000);
	assert_string_equal(gap.cause, "unplugged");
	/* frames come in blocks of 20 ms, by a clock that may be 100 ppm off */
	assert_in_range(gap.frames_uncertainty, 20 + 1, 40);
}

/* Its own clock would say so later. */
static void the_gap_ends_at_the_greatest_length(void **state)
{
	struct capture_status status[2];
	struct two two;

	begin(&two, state, 20);
	await_loss(&two);
	two.now_ns += INT64_C(30000000000);
	capture_stop(two.capture[0]);
	end(&two, status);
	assert_int_equal(status[1].frames, 20000);
	assert_int_equal(gap_of(two.journal[1]).frames, 19700);
}

/* A minute away ends it, and the other one has recorded that minute. */
static void so_it_is_where_its_loss_is_what_ends_the_set(void **state)
{
	struct capture_status status[2];
	struct two two;

	begin(&two, state, 0);
	await_loss(&two);
	two.now_ns += INT64_C(61000000000);
	assert_int_equal(capture_wait(two.capture[1], PATIENCE_MS), 1);
	capture_stop(two.capture[0]);
	end(&two, status);
	assert_string_equal(status[1].stop_reason, "gap");
	assert_int_equal(status[1].frames, 300 + 61000);
	assert_int_equal(gap_of(two.journal[1]).frames, 61000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_gone_has_a_gap_up_to_the_end_of_the_set),
		cmocka_unit_test(the_gap_ends_at_the_greatest_length),
		cmocka_unit_test(so_it_is_where_its_loss_is_what_ends_the_set),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
