/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal on a disk, and what is made from it. */
#ifndef TESTS_UNIT_FORMATS_RECORDING_MADE_JOURNALS_H
#define TESTS_UNIT_FORMATS_RECORDING_MADE_JOURNALS_H

#include "tests/support/assert_near.h"
#include "tests/support/journals.h"

#include "formats/files.h"
#include "formats/recording/container.h"

#include <unistd.h>

static inline struct journal *create(const char *path)
{
	struct recording_info info;
	struct journal *journal;
	struct error err = {0};

	known_info(&info);
	if (journal_create(&journal, path, &info, 0, &err))
		fail_msg("%s", err.text);
	recording_info_reset(&info);
	return journal;
}

/* 300 frames, 50 lost, 200 frames, a mark and two clock pairs; closed or left as by a crash. */
static inline void make_journal(const char *path, bool close)
{
	struct journal *journal = create(path);
	struct journal_stamp stamp = {.device_counter = 5};
	static const struct clock_pair clocks[] = {
		{.monotonic_ns = 1, .realtime_ns = 1000},
		{.monotonic_ns = 2, .realtime_ns = 2000, .device_counter = 550}};
	struct error err = {0};

	assert_int_equal(journal_clock(journal, &clocks[0], &err), 0);
	known_append(journal, 300, 64);
	assert_int_equal(journal_gap(journal, 50, "device-fifo", 1, &stamp, &err), 0);
	known_append(journal, 150, 64);
	assert_int_equal(journal_event(journal, "note", "grip\tslipped", &stamp, &err), 0);
	known_append(journal, 50, 64);
	assert_int_equal(journal_clock(journal, &clocks[1], &err), 0);
	if (close)
		assert_int_equal(journal_close(journal, &err), 0);
	else
		journal_abandon(journal);
}

static inline void load(const char *path, char **bytes, size_t *size)
{
	struct error err = {0};

	if (file_read(path, 1 << 24, bytes, size, &err))
		fail_msg("%s", err.text);
}

static inline void check_w64(const char *path)
{
	static double samples[600 * KNOWN_CHANNELS];
	struct container *container;
	struct container_info info;
	struct error err = {0};

	if (container_open(&container, path, &info, &err))
		fail_msg("%s", err.text);
	assert_int_equal(info.frames, 550);
	assert_near(info.rate_hz, 1000, 0);
	assert_int_equal(container_read(container, samples, 600, &err), 550);
	for (int64_t frame = 0; frame < 550; frame++)
		for (size_t c = 0; c < KNOWN_CHANNELS; c++) {
			/* a lost frame repeats the last good one */
			int64_t from = frame >= 300 && frame < 350 ? 299 : frame;

			assert_near(samples[(size_t)frame * KNOWN_CHANNELS + c],
				    known_count(from, c), 0);
		}
	container_close(container, NULL);
}

#endif
