/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs what may end the process, and gives back what it said. */
#ifndef TESTS_SUPPORT_CHILD_H
#define TESTS_SUPPORT_CHILD_H

struct child {
	int status; /* of exit(), or 128 + signal */
	char out[16384], err[16384];
};

/* body(ctx) in a forked child; what it returns is its exit status. */
void child_run(struct child *, int (*body)(void *ctx), void *ctx);

#endif
