/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/runtime/pool.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

enum { TASKS_MAX = 1000 };

struct tally {
	const struct pool *pool;
	atomic_int calls[TASKS_MAX];
	int plain[TASKS_MAX]; /* written by a task, read after run: a race would show under TSan */
};

static void count_call(void *ctx, size_t i)
{
	struct tally *tally = ctx;

	tally->plain[i]++;
	atomic_fetch_add(&tally->calls[i], 1);
}

static void run_once(const struct pool *pool, size_t count)
{
	struct tally tally = {.pool = pool};

	pool->run(pool->self, count, count_call, &tally);
	for (size_t i = 0; i < TASKS_MAX; i++) {
		assert_int_equal(atomic_load(&tally.calls[i]), i < count);
		assert_int_equal(tally.plain[i], i < count);
	}
}

static void every_task_runs_once_and_is_done_on_return(void **state)
{
	const size_t threads[] = {1, 2, 3, 8};
	struct error err;

	(void)state;
	for (size_t t = 0; t < 4; t++) {
		struct pool *pool;

		assert_int_equal(thread_pool_new(&pool, threads[t], &err), 0);
		for (size_t round = 0; round < 300; round++)
			run_once(pool, round % 7);
		run_once(pool, TASKS_MAX);
		thread_pool_free(pool);
	}
}

static void call_inside(void *ctx, size_t i)
{
	struct tally *tally = ctx;

	if (i < 4)
		tally->pool->run(tally->pool->self, 1, count_call, tally);
	usleep(100);
}

static void a_task_may_use_the_pool_itself(void **state)
{
	struct tally tally = {0};
	struct pool *pool;
	struct error err;

	(void)state;
	assert_int_equal(thread_pool_new(&pool, 1, &err), 0);
	tally.pool = pool;
	pool->run(pool->self, 20, call_inside, &tally);
	assert_int_equal(atomic_load(&tally.calls[0]), 4);
	thread_pool_free(pool);
}

struct meeting {
	atomic_int present;
	atomic_bool met;
};

static void meet(void *ctx, size_t i)
{
	struct meeting *meeting = ctx;

	(void)i;
	atomic_fetch_add(&meeting->present, 1);
	for (int tries = 0; tries < 5000 && !atomic_load(&meeting->met); tries++) {
		if (atomic_load(&meeting->present) == 3)
			atomic_store(&meeting->met, true);
		usleep(1000);
	}
}

static void tasks_run_side_by_side_on_as_many_threads_as_asked(void **state)
{
	struct meeting meeting = {0};
	struct pool *pool;
	struct error err;

	(void)state;
	assert_int_equal(thread_pool_new(&pool, 3, &err), 0);
	pool->run(pool->self, 3, meet, &meeting);
	assert_true(atomic_load(&meeting.met));
	thread_pool_free(pool);
}

static void an_unused_pool_ends_at_once(void **state)
{
	struct pool *pool;
	struct error err;

	(void)state;
	for (int i = 0; i < 50; i++) {
		assert_int_equal(thread_pool_new(&pool, 4, &err), 0);
		thread_pool_free(pool);
	}
	thread_pool_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_task_runs_once_and_is_done_on_return),
		cmocka_unit_test(a_task_may_use_the_pool_itself),
		cmocka_unit_test(tasks_run_side_by_side_on_as_many_threads_as_asked),
		cmocka_unit_test(an_unused_pool_ends_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
