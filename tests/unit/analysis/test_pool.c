/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "analysis/pool.h"

struct tally {
	int calls[10];
	int by_pool;
};

static void count_call(void *ctx, size_t i)
{
	((struct tally *)ctx)->calls[i]++;
}

static void run_backward(void *self, size_t count, void (*task)(void *ctx, size_t i), void *ctx)
{
	(*(int *)self)++;
	while (count-- > 0)
		task(ctx, count);
}

static void assert_each_once(const struct tally *tally)
{
	for (int i = 0; i < 10; i++)
		assert_int_equal(tally->calls[i], 1);
}

static void without_a_pool_the_caller_does_the_work(void **state)
{
	struct tally tally = {0};

	(void)state;
	pool_run(NULL, 10, count_call, &tally);
	assert_each_once(&tally);
	pool_run(NULL, 0, count_call, &tally);
	assert_each_once(&tally);
}

static void a_pool_is_handed_every_task(void **state)
{
	struct tally tally = {0};
	struct pool pool = {.self = &tally.by_pool, .run = run_backward};

	(void)state;
	pool_run(&pool, 10, count_call, &tally);
	assert_each_once(&tally);
	assert_int_equal(tally.by_pool, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_pool_the_caller_does_the_work),
		cmocka_unit_test(a_pool_is_handed_every_task),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
