/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that was taken beforehand is given out, given back, and given out again. */
#include "formats/memory/arena.h"
#include "tests/support/assert_near.h"

#include <stdint.h>
#include <string.h>

enum { ROOM = 1 << 16 };

static void blocks_are_apart_and_aligned(void **state)
{
	struct arena *arena = arena_new(ROOM);
	char *one = arena_take(arena, 100, 1), *other = arena_take_zeroed(arena, 50, 2);

	(void)state;
	assert_int_equal((uintptr_t)one % 64, 0);
	assert_int_equal((uintptr_t)other % 64, 0);
	memset(one, 7, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(other[i], 0);
	arena_free(arena);
}

static void what_is_given_back_is_room_again(void **state)
{
	struct arena *arena = arena_new(ROOM);

	(void)state;
	for (int i = 0; i < 100; i++) {
		void *first = arena_take(arena, ROOM / 4, 1);
		void *second = arena_take(arena, ROOM / 4, 1);

		assert_non_null(first);
		assert_non_null(second);
		/* in either order */
		arena_give(arena, i % 2 ? first : second);
		arena_give(arena, i % 2 ? second : first);
		assert_int_equal(arena_used(arena), 0);
	}
	assert_in_range(arena_peak(arena), ROOM / 2, ROOM);
	arena_free(arena);
}

static void there_is_no_more_than_was_taken(void **state)
{
	struct arena *arena = arena_new(ROOM);
	void *all = arena_take(arena, ROOM - 64, 1);

	(void)state;
	assert_non_null(all);
	assert_null(arena_take(arena, 1, 1));
	arena_give(arena, all);
	assert_null(arena_take(arena, ROOM, 1));
	assert_null(arena_take(arena, SIZE_MAX / 2, 4));
	assert_null(arena_take(arena, SIZE_MAX, 1));
	assert_non_null(arena_take(arena, 1, 1));
	arena_give(arena, NULL);
	arena_free(arena);
}

static void a_block_that_grows_keeps_what_it_holds(void **state)
{
	struct arena *arenas[] = {NULL, arena_new(ROOM)};

	(void)state;
	for (int i = 0; i < 2; i++) {
		char *block = arena_grow(arenas[i], NULL, 10, 1);

		memcpy(block, "123456789", 10);
		block = arena_grow(arenas[i], block, 1000, 2);
		assert_string_equal(block, "123456789");
		block = arena_grow(arenas[i], block, 5, 1);
		assert_memory_equal(block, "12345", 5);
		arena_give(arenas[i], block);
	}
	assert_int_equal(arena_used(arenas[1]), 0);
	char *kept = arena_take(arenas[1], ROOM / 2, 1);
	assert_null(arena_grow(arenas[1], kept, ROOM, 1));
	kept[0] = 1;
	arena_free(arenas[1]);
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_apart_and_aligned),
		cmocka_unit_test(what_is_given_back_is_room_again),
		cmocka_unit_test(there_is_no_more_than_was_taken),
		cmocka_unit_test(a_block_that_grows_keeps_what_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
