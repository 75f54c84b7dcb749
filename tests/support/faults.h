/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the N-th system call or allocation of the code under test fail. Works in programs named
 * test_*_faults, which are linked with --wrap for every call below (make/check.mk). */
#ifndef TESTS_SUPPORT_FAULTS_H
#define TESTS_SUPPORT_FAULTS_H

#include <stdbool.h>

enum fault {
	FAULT_EIO,
	FAULT_ENOSPC, /* not for reads */
	FAULT_EINTR,  /* calls that may be interrupted; once only */
	FAULT_SHORT,  /* reads and writes do half of what was asked */
	FAULT_NOMEM,  /* malloc, calloc, realloc, strdup; jansson's too */
	FAULTS
};

/* The n-th call (from 1) that this fault can hit fails; sticky: and all that follow. */
void faults_arm(enum fault fault, unsigned n, bool sticky);
/* True when at least one call was hit since faults_arm(). */
bool faults_disarm(void);
const char *fault_name(enum fault fault);

#endif
