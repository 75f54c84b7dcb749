/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Captures as tests begin and end them. */
#ifndef TESTS_SUPPORT_CAPTURING_H
#define TESTS_SUPPORT_CAPTURING_H

#include "acquisition/capture.h"

enum { PATIENCE_MS = 60000 };

/* These fail the test where the library does. */
struct source *capturing_source(const char *address);
struct capture *capturing_start(struct source *, const struct capture_options *);
/* The defaults, into this journal. */
struct capture_options capturing_options(const char *path);
/* From the beginning to the end that the source or the options make. */
struct capture_status capturing_whole(const char *address, struct capture_options *);

#endif
