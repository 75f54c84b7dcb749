/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of a journal holds no wrong sample. */
#ifndef TESTS_UNIT_FORMATS_RECORDING_JOURNAL_LEFT_BEHIND_H
#define TESTS_UNIT_FORMATS_RECORDING_JOURNAL_LEFT_BEHIND_H

#include "tests/support/assert_near.h"
#include "tests/support/journals.h"

#include "formats/files.h"

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

static inline void load(const char *path, char **bytes, size_t *size)
{
	struct error err = {0};

	if (file_read(path, 16 << 20, bytes, size, &err))
		fail_msg("%s", err.text);
}

/* Checks every sample the reader gives; false = refused as a whole. */
static inline bool check_bytes(const char *bytes, size_t size, struct journal_state *end)
{
	struct journal_reader *reader;
	struct error err = {0};
	int ret = journal_reader_open_memory(&reader, bytes, size, &err);

	if (ret) {
		assert_int_equal(ret, HINGE_EFORMAT);
		return false;
	}
	assert_int_equal(known_check(reader, end), 0);
	journal_reader_close(reader);
	return true;
}

#endif
