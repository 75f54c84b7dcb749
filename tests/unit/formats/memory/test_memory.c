/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/memory/memory.h"

#include <stdlib.h>
#include <string.h>

static void every_size_can_be_written_and_freed(void **state)
{
	static const size_t sizes[] = {0, 1, 4096, 524287, 524288, 2097152, 2097153, 9000000};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char *block = memory_new(sizes[i], 1);

		assert_non_null(block);
		memset(block, 0x5a, sizes[i]);
		free(block);
	}
}

static void zeroed_memory_is_zero_even_when_used_before(void **state)
{
	enum { COUNT = 300000 };

	(void)state;
	for (int round = 0; round < 3; round++) {
		double *block = memory_new_zeroed(COUNT, sizeof(*block));

		assert_non_null(block);
		for (size_t i = 0; i < COUNT; i++) {
			assert_near(block[i], 0, 0);
			block[i] = 1.0;
		}
		free(block);
	}
}

static void large_blocks_start_on_a_huge_page(void **state)
{
	char *block = memory_new(3 << 20, 1);

	(void)state;
	assert_int_equal((uintptr_t)block % (2 << 20), 0);
	free(block);
}

static void what_overflows_is_refused(void **state)
{
	(void)state;
	assert_null(memory_new(SIZE_MAX / 2, 3));
	assert_null(memory_new(SIZE_MAX, 1));
	assert_null(memory_new_zeroed(SIZE_MAX / 8, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_size_can_be_written_and_freed),
		cmocka_unit_test(zeroed_memory_is_zero_even_when_used_before),
		cmocka_unit_test(large_blocks_start_on_a_huge_page),
		cmocka_unit_test(what_overflows_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
