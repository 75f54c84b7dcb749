/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One simulated set recorded by two devices. */
#ifndef TESTS_UNIT_FORMATS_IMPORT_TWO_DEVICES_H
#define TESTS_UNIT_FORMATS_IMPORT_TWO_DEVICES_H

#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "acquisition/capture.h"
#include "formats/recording/finalise.h"

#include <stdio.h>
#include <string.h>

enum { PATIENCE_MS = 60000, CELLS = 4 };

static inline void record(const char *address, const char *subject, const char *stem)
{
	struct capture_options options;
	struct recording_info who;
	struct capture_status status;
	struct finalised files;
	struct capture *capture;
	struct source *source;
	char journal[512];
	struct error err;

	snprintf(journal, sizeof(journal), "%s_force.hjl", stem);
	if (source_open(&source, address, &err))
		fail_msg("%s: %s", address, err.text);
	recording_info_init(&who);
	strcpy(who.subject, subject);
	who.run = 1;
	capture_options_init(&options);
	options.journal_path = journal;
	options.who = &who;
	if (capture_start(&capture, source, &options, &err))
		fail_msg("%s", err.text);
	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	if (finalise(journal, stem, &files, NULL, NULL, &err))
		fail_msg("%s", err.text);
}

/* What the two devices are told, besides which plate they are. */
struct two {
	const char *both, *left, *right;
};

/* The path of the left recording. */
static inline const char *record_two(void **state, const char *name, const struct two *two)
{
	char address[256], stem[512], file[64];

	snprintf(stem, sizeof(stem), "%s_plate-left", scratch_path(state, name));
	snprintf(address, sizeof(address), "sim:%s,plate=left%s", two->both, two->left);
	record(address, "S01", stem);
	snprintf(stem, sizeof(stem), "%s_plate-right", scratch_path(state, name));
	snprintf(address, sizeof(address), "sim:%s,plate=right%s", two->both, two->right);
	record(address, "S01", stem);
	snprintf(file, sizeof(file), "%s_plate-left_force.w64", name);
	return scratch_path(state, file);
}

#endif
