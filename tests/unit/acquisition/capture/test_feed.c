/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device's side alone: what happens while nobody empties the ring. */
#include "acquisition/capture/feed.h"
#include "acquisition/capture/system_clock.h"
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"

#include <string.h>
#include <time.h>

enum { PATIENCE_MS = 60000 };

static struct source *open_source(const char *address)
{
	struct source *source;

	assert_int_equal(source_open(&source, address, NULL), 0);
	return source;
}

/* What came out of the ring, checked against the simulation. */
struct drained {
	int64_t frames, lost, next, wrong;
	int64_t first_loss; /* where; -1 = none */
	int notes;
	char cause[32];
};

static void drain(struct feed *feed, struct drained *drained, const struct simulation *simulation)
{
	static int32_t counts[4096 * 8];
	struct note note;

	while (ring_pop(feed->notes, &note, 1)) {
		drained->notes++;
		if (note.gap_frames) {
			if (drained->first_loss < 0)
				drained->first_loss = drained->next;
			drained->lost += note.gap_frames;
			drained->next += note.gap_frames;
			strcpy(drained->cause, note.cause);
		}
		if (!note.frames)
			continue;
		assert_true(note.frames <= 4096);
		assert_int_equal(ring_pop(feed->samples, counts, note.frames), note.frames);
		drained->wrong += note.first_frame != drained->next;
		drained->wrong += memcmp(counts, &simulation->counts[drained->next * 8],
					 note.frames * 8 * sizeof(int32_t)) != 0;
		drained->frames += (int64_t)note.frames;
		drained->next += (int64_t)note.frames;
	}
}

static void rest_ms(int ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L}, NULL);
}

static void await_frames(struct feed *feed, int64_t frames)
{
	for (int ms = 0; atomic_load(&feed->source_frames) < frames; ms++) {
		assert_true(ms < PATIENCE_MS);
		rest_ms(1);
	}
}

static void a_full_ring_loses_the_newest_and_says_how_many(void **state)
{
	static const char address[] = "sim:seed=3,rate=8000,reps=1,pace=real";
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct drained drained = {.first_loss = -1};
	struct feed feed;

	(void)state;
	/* 1024 frames: 128 ms */
	assert_int_equal(feed_init(&feed, source, 0.1, &system_clock, NULL), 0);
	assert_int_equal(ring_capacity(feed.samples), 1024);
	assert_int_equal(feed_start(&feed, NULL), 0);
	/* a block more than the ring holds; then one that finds room tells of the loss */
	await_frames(&feed, 1024 + 320);
	drain(&feed, &drained, simulation);
	await_frames(&feed, atomic_load(&feed.source_frames) + 320);
	atomic_store(&feed.stop, true);
	feed_join(&feed);
	drain(&feed, &drained, simulation);
	/* the oldest are those that were kept */
	assert_int_equal(drained.first_loss, 1024);
	assert_true(drained.lost > 0);
	assert_int_equal(drained.wrong, 0);
	/* what the source gave = what came out + what was lost by the ring, to the frame */
	assert_int_equal(atomic_load(&feed.source_frames),
			 drained.frames + drained.lost + feed.lost.gap_frames);
	assert_string_equal(drained.cause, "ring-overrun");
	assert_true(atomic_load(&feed.peak) == 1024);
	feed_reset(&feed);
	source_close(source);
	simulation_free(simulation);
}

static void a_source_that_waits_is_read_no_faster_than_the_ring_empties(void **state)
{
	static const char address[] = "sim:seed=3,rate=8000,reps=1";
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct drained drained = {.first_loss = -1};
	struct feed feed;

	(void)state;
	assert_int_equal(feed_init(&feed, source, 0.1, &system_clock, NULL), 0);
	assert_int_equal(feed_start(&feed, NULL), 0);
	rest_ms(20);
	assert_false(atomic_load(&feed.ended));
	for (bool ended = false; !ended;) {
		ended = atomic_load_explicit(&feed.ended, memory_order_acquire);
		drain(&feed, &drained, simulation);
	}
	feed_join(&feed);
	assert_true(feed.source_ended);
	assert_int_equal(feed.code, 0);
	assert_int_equal(drained.frames, simulation->frames);
	assert_int_equal(drained.lost + feed.lost.gap_frames, 0);
	assert_int_equal(drained.wrong, 0);
	feed_reset(&feed);
	source_close(source);
	simulation_free(simulation);
}

static void giving_up_frees_a_feed_that_waits_for_room(void **state)
{
	struct source *source = open_source("sim:seed=3,rate=8000,reps=1");
	struct feed feed;

	(void)state;
	assert_int_equal(feed_init(&feed, source, 0.1, &system_clock, NULL), 0);
	assert_int_equal(feed_start(&feed, NULL), 0);
	rest_ms(20);
	atomic_store(&feed.stop, true);
	atomic_store(&feed.abandon, true);
	feed_join(&feed);
	assert_true(atomic_load(&feed.ended));
	feed_reset(&feed);
	source_close(source);
}

static void every_loss_keeps_its_own_cause(void **state)
{
	static const char address[] = "sim:seed=3,reps=1,fault=gap:3:0.1+gap:4:0.2";
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	struct drained drained = {.first_loss = -1};
	struct feed feed;

	(void)state;
	assert_int_equal(feed_init(&feed, source, 60, &system_clock, NULL), 0);
	assert_int_equal(feed_start(&feed, NULL), 0);
	feed_join(&feed);
	drain(&feed, &drained, simulation);
	assert_int_equal(drained.lost, 300);
	assert_int_equal(drained.next, simulation->frames);
	assert_int_equal(drained.wrong, 0);
	assert_string_equal(drained.cause, "simulated");
	feed_reset(&feed);
	source_close(source);
	simulation_free(simulation);
}

static void doubts_about_losses_that_merge_add_up(void **state)
{
	struct source *source = open_source(
		"sim:seed=3,seconds=2,pace=real,fault=replug:0.4:0.1+replug:0.8:0.1+gap:1.2:0.1");
	struct note first = {0}, note;
	struct feed feed;

	(void)state;
	/* 128 frames: what comes behind them finds no room, so that all is one loss */
	assert_int_equal(feed_init(&feed, source, 0.1, &system_clock, NULL), 0);
	assert_int_equal(feed_start(&feed, NULL), 0);
	feed_join(&feed);
	while (ring_pop(feed.notes, &note, 1))
		first.gap_frames += note.gap_frames;
	assert_int_equal(first.gap_frames, 0);
	assert_int_equal(feed.lost.gap_frames, 2000 - 128);
	assert_int_equal(feed.lost.gap_uncertainty, 2);
	assert_string_equal(feed.lost.cause, "ring-overrun");
	feed_reset(&feed);
	source_close(source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_ring_loses_the_newest_and_says_how_many),
		cmocka_unit_test(a_source_that_waits_is_read_no_faster_than_the_ring_empties),
		cmocka_unit_test(giving_up_frees_a_feed_that_waits_for_room),
		cmocka_unit_test(every_loss_keeps_its_own_cause),
		cmocka_unit_test(doubts_about_losses_that_merge_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
