/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/capturing.h"

#include "tests/support/assert_near.h"

struct source *capturing_source(const char *address)
{
	struct source *source;
	struct error err;

	if (source_open(&source, address, &err))
		fail_msg("%s: %s", address, err.text);
	return source;
}

struct capture *capturing_start(struct source *source, const struct capture_options *options)
{
	struct capture *capture;
	struct error err;

	if (capture_start(&capture, source, options, &err))
		fail_msg("%s", err.text);
	return capture;
}

/* From the beginning to the end that the source or the options make. */
struct capture_status capturing_whole(const char *address, struct capture_options *options)
{
	struct source *source = capturing_source(address);
	struct capture *capture = capturing_start(source, options);
	struct capture_status status;

	assert_int_equal(capture_wait(capture, PATIENCE_MS), 1);
	capture_close(capture, &status, NULL);
	source_close(source);
	return status;
}

struct capture_options capturing_options(const char *path)
{
	struct capture_options options;

	capture_options_init(&options);
	options.journal_path = path;
	return options;
}
