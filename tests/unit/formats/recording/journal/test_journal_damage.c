/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kills, cuts, power losses and flipped bits leave of a journal: never a wrong sample, never
 * fewer frames than were reported durable. */
#include "tests/support/assert_near.h"
#include "tests/support/journals.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/recording/journal/left_behind.h"

#include "formats/recording/journal/block.h"
#include "formats/recording/journal/frames.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One bit in about 16; fewer where every access is checked. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { FLIP_STEP = 127 };
#else
enum { FLIP_STEP = 17 };
#endif

static void a_journal_cut_anywhere_keeps_every_whole_block(void **state)
{
	enum { BLOCKS = 12, FRAMES = 5 };
	const size_t block_bytes = 64 + FRAMES * KNOWN_CHANNELS * 4;
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct journal_state end;
	struct error err = {0};
	char *bytes;
	size_t size, header;

	known_append(journal, BLOCKS * FRAMES, FRAMES);
	assert_int_equal(journal_close(journal, &err), 0);
	load(path, &bytes, &size);
	header = size - BLOCKS * block_bytes - (64 + 80);
	for (size_t cut = 0; cut <= size; cut++) {
		char *copy = malloc(cut ? cut : 1);
		size_t whole = cut < header ? 0 : (cut - header) / block_bytes;

		assert_non_null(copy);
		memcpy(copy, bytes, cut);
		if (check_bytes(copy, cut, &end)) {
			assert_int_equal(end.data_frames,
					 FRAMES * (whole < BLOCKS ? whole : BLOCKS));
			assert_int_equal(end.complete, cut == size);
			assert_int_equal(end.islands, 0);
		} else {
			assert_true(cut < header);
		}
		free(copy);
	}
	free(bytes);
}

static void every_flipped_bit_is_noticed(void **state)
{
	enum { FRAMES = 1800, STEP = FLIP_STEP };
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct journal_state whole, end;
	struct error err = {0};
	char *bytes;
	size_t size;

	known_append(journal, FRAMES / 2, 60);
	assert_int_equal(journal_event(journal, "note", "x", NULL, &err), 0);
	known_append(journal, FRAMES - FRAMES / 2, 60);
	assert_int_equal(journal_close(journal, &err), 0);
	load(path, &bytes, &size);
	assert_true(size >= 60000);
	assert_true(check_bytes(bytes, size, &whole));
	assert_true(whole.complete);
	/* known_check() has failed the test if a sample came through wrong */
	for (size_t bit = 0; bit < 8 * size; bit += STEP) {
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
		if (check_bytes(bytes, size, &end)) {
			assert_false(end.complete);
			assert_true(end.bytes_good < end.bytes_total);
			assert_true(end.data_frames + end.island_frames >= FRAMES - 60);
		}
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
	}
	free(bytes);
}

static void blocks_beyond_damage_are_counted_and_not_glued_on(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct journal_state end;
	struct error err = {0};
	char *bytes;
	size_t size;

	known_append(journal, 100, 10);
	assert_int_equal(journal_close(journal, &err), 0);
	load(path, &bytes, &size);
	/* header, four blocks, then damage within the fifth */
	bytes[size - (64 + 80) - 6 * (64 + 320) + 100] ^= 1;
	assert_true(check_bytes(bytes, size, &end));
	assert_false(end.complete);
	assert_int_equal(end.frames, 40);
	assert_int_equal(end.blocks, 4);
	assert_int_equal(end.islands, 6); /* five blocks of data and the END */
	assert_int_equal(end.island_frames, 50);
	free(bytes);
}

/* A disk may show old bytes where a file grew: another journal's blocks must not pass. */
static void blocks_of_another_journal_are_strangers(void **state)
{
	char *mine, *other;
	size_t size, other_size;
	struct journal_state end;
	const char *paths[2] = {scratch_path(state, "a.hjl"), scratch_path(state, "b.hjl")};

	for (size_t i = 0; i < 2; i++) {
		struct journal *journal = create(paths[i]);

		known_append(journal, 100, 10);
		journal_abandon(journal);
	}
	load(paths[0], &mine, &size);
	load(paths[1], &other, &other_size);
	assert_int_equal(size, other_size);
	memcpy(mine + size - 5 * (64 + 320), other + size - 5 * (64 + 320), 5 * (64 + 320));
	assert_true(check_bytes(mine, size, &end));
	assert_int_equal(end.frames, 50);
	assert_int_equal(end.islands, 0);
	free(mine);
	free(other);
}

/* A mark has no frames: only the sequence tells that one is missing. */
static void a_mark_that_went_missing_is_noticed(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct journal_state end;
	struct error err = {0};
	char *bytes;
	size_t size, rest = 64 + 320 + 64 + 80; /* a block of data and the END */

	known_append(journal, 10, 10);
	assert_int_equal(journal_event(journal, "note", "12345678", NULL, &err), 0);
	known_append(journal, 10, 10);
	assert_int_equal(journal_close(journal, &err), 0);
	load(path, &bytes, &size);
	memmove(bytes + size - rest - (64 + 40), bytes + size - rest, rest);
	assert_true(check_bytes(bytes, size - (64 + 40), &end));
	assert_false(end.complete);
	assert_int_equal(end.frames, 10);
	assert_int_equal(end.islands, 2);
	free(bytes);
}

/* A whole checksum does not make sense of a block: a gap without a cause gives no frames. */
static void a_block_that_contradicts_itself_ends_the_good_part(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal *journal = create(path);
	struct block_header odd = {.type = JOURNAL_GAP,
				   .sequence = 2,
				   .payload_bytes = 8,
				   .first_frame = 20,
				   .frames = 1000};
	struct journal_reader *reader;
	struct journal_frames frames;
	struct error err = {0};
	int32_t counts[50 * KNOWN_CHANNELS];
	char *bytes;
	size_t size;

	known_append(journal, 20, 10);
	journal_abandon(journal);
	load(path, &bytes, &size);
	bytes = realloc(bytes, size + BLOCK_HEADER_BYTES + 8);
	assert_non_null(bytes);
	memset(bytes + size, 0, BLOCK_HEADER_BYTES + 8);
	block_encode((uint8_t *)bytes + size, &odd, (uint8_t *)bytes + size + BLOCK_HEADER_BYTES,
		     journal_seed((uint8_t *)bytes + 24));
	size += BLOCK_HEADER_BYTES + 8;
	assert_int_equal(journal_reader_open_memory(&reader, bytes, size, &err), 0);
	journal_frames_init(&frames, reader);
	assert_int_equal(journal_frames_read(&frames, counts, 50, &err), 20);
	assert_int_equal(journal_frames_read(&frames, counts, 50, &err), 0);
	journal_reader_close(reader);
	free(bytes);
}

static void a_header_whose_parts_disagree_is_refused(void **state)
{
	const char *path = scratch_path(state, "a.hjl");
	struct journal_header header;
	struct journal_reader *reader;
	struct error err = {0};
	char *bytes;
	size_t size;

	journal_abandon(create(path));
	load(path, &bytes, &size);
	assert_true(journal_header_decode((uint8_t *)bytes, &header));
	header.channels = 6;
	journal_header_encode((uint8_t *)bytes, &header);
	assert_int_equal(journal_reader_open_memory(&reader, bytes, size, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "6 channels at 1000 Hz, its sidecar 8 at 1000"));
	free(bytes);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(a_journal_cut_anywhere_keeps_every_whole_block),
		WITH_FOLDER(every_flipped_bit_is_noticed),
		WITH_FOLDER(blocks_beyond_damage_are_counted_and_not_glued_on),
		WITH_FOLDER(blocks_of_another_journal_are_strangers),
		WITH_FOLDER(a_mark_that_went_missing_is_noticed),
		WITH_FOLDER(a_block_that_contradicts_itself_ends_the_good_part),
		WITH_FOLDER(a_header_whose_parts_disagree_is_refused),
	};

	mallopt(M_TRIM_THRESHOLD, 64 << 20); /* thousands of runs: keep the memory */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
