/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/ring.h"
#include "formats/random.h"
#include "tests/support/assert_near.h"

#include <pthread.h>
#include <sched.h>

enum { WORDS = 8, CHUNK = 37, MODEL_STEPS = 20000, STRESS_ITEMS = 400000 };

struct item {
	uint32_t word[WORDS];
};

/* Every word tells which item it is of. */
static struct item make_item(uint32_t index)
{
	struct item item;

	for (uint32_t w = 0; w < WORDS; w++)
		item.word[w] = index * WORDS + w;
	return item;
}

static bool is_item(const struct item *item, uint32_t index)
{
	for (uint32_t w = 0; w < WORDS; w++)
		if (item->word[w] != index * WORDS + w)
			return false;
	return true;
}

static void capacity_is_the_next_power_of_two(void **state)
{
	static const size_t asked[] = {1, 2, 3, 1000, 1024, 1025};
	static const size_t expected[] = {1, 2, 4, 1024, 1024, 2048};
	struct ring *ring;

	(void)state;
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		assert_int_equal(ring_new(&ring, 32, asked[i], NULL), 0);
		assert_int_equal(ring_capacity(ring), expected[i]);
		assert_int_equal(ring_used(ring), 0);
		ring_free(ring);
	}
}

static void a_ring_larger_than_memory_is_refused(void **state)
{
	struct ring *ring = NULL;
	struct error err;

	(void)state;
	assert_int_equal(ring_new(&ring, 32, SIZE_MAX, &err), HINGE_ENOMEM);
	assert_int_equal(ring_new(&ring, SIZE_MAX / 2, 4, &err), HINGE_ENOMEM);
	assert_int_equal(ring_new(&ring, (size_t)1 << 40, 1 << 20, &err), HINGE_ENOMEM);
	assert_null(ring);
	ring_free(NULL);
}

static void a_full_ring_takes_only_what_fits(void **state)
{
	struct item items[8];
	struct ring *ring;

	(void)state;
	for (uint32_t i = 0; i < 8; i++)
		items[i] = make_item(i);
	assert_int_equal(ring_new(&ring, sizeof(struct item), 4, NULL), 0);
	assert_int_equal(ring_push(ring, items, 3), 3);
	assert_int_equal(ring_push(ring, items + 3, 5), 1);
	assert_int_equal(ring_push(ring, items + 4, 4), 0);
	assert_int_equal(ring_pop(ring, items, 8), 4);
	for (uint32_t i = 0; i < 4; i++)
		assert_true(is_item(&items[i], i));
	assert_int_equal(ring_pop(ring, items, 8), 0);
	ring_free(ring);
}

/* The model is two counters: what went in and what came out. */
static void any_order_of_pushes_and_pops_keeps_the_sequence(void **state)
{
	struct item items[CHUNK];
	struct random random;
	struct ring *ring;
	uint32_t in = 0, out = 0;

	(void)state;
	random_init(&random, 42);
	assert_int_equal(ring_new(&ring, sizeof(struct item), 64, NULL), 0);
	for (int step = 0; step < MODEL_STEPS; step++) {
		size_t count = (size_t)random_below(&random, CHUNK + 1), moved;

		if (random_below(&random, 2)) {
			size_t room = 64 - (in - out);

			for (size_t i = 0; i < count; i++)
				items[i] = make_item(in + (uint32_t)i);
			moved = ring_push(ring, items, count);
			assert_int_equal(moved, count < room ? count : room);
			in += (uint32_t)moved;
		} else {
			moved = ring_pop(ring, items, count);
			assert_int_equal(moved, count < in - out ? count : in - out);
			for (size_t i = 0; i < moved; i++)
				assert_true(is_item(&items[i], out + (uint32_t)i));
			out += (uint32_t)moved;
		}
		assert_int_equal(ring_used(ring), in - out);
	}
	assert_true(in > 64 * 100);
	ring_free(ring);
}

static void *produce(void *ctx)
{
	struct ring *ring = ctx;
	struct item items[CHUNK];
	struct random random;
	uint32_t next = 0;

	random_init(&random, 1);
	while (next < STRESS_ITEMS) {
		size_t count = 1 + (size_t)random_below(&random, CHUNK), taken;

		if (count > STRESS_ITEMS - next)
			count = STRESS_ITEMS - next;
		for (size_t i = 0; i < count; i++)
			items[i] = make_item(next + (uint32_t)i);
		taken = ring_push(ring, items, count);
		next += (uint32_t)taken;
		if (!taken)
			sched_yield();
	}
	return NULL;
}

static void two_threads_hand_over_every_item_once_and_in_order(void **state)
{
	struct item items[CHUNK];
	struct random random;
	struct ring *ring;
	pthread_t producer;
	uint32_t next = 0, wrong = 0;

	(void)state;
	random_init(&random, 2);
	assert_int_equal(ring_new(&ring, sizeof(struct item), 256, NULL), 0);
	assert_int_equal(pthread_create(&producer, NULL, produce, ring), 0);
	while (next < STRESS_ITEMS) {
		size_t given = ring_pop(ring, items, 1 + (size_t)random_below(&random, CHUNK));

		assert_true(ring_used(ring) <= ring_capacity(ring));
		for (size_t i = 0; i < given; i++)
			wrong += !is_item(&items[i], next + (uint32_t)i);
		next += (uint32_t)given;
		if (!given)
			sched_yield();
	}
	pthread_join(producer, NULL);
	assert_int_equal(wrong, 0);
	assert_int_equal(ring_used(ring), 0);
	ring_free(ring);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(capacity_is_the_next_power_of_two),
		cmocka_unit_test(a_ring_larger_than_memory_is_refused),
		cmocka_unit_test(a_full_ring_takes_only_what_fits),
		cmocka_unit_test(any_order_of_pushes_and_pops_keeps_the_sequence),
		cmocka_unit_test(two_threads_hand_over_every_item_once_and_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
