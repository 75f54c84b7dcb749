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
	FAULT_NOMEM, /* malloc, calloc, realloc, strdup; jansson's too: formats/json.c asks for them
		      */
	FAULTS
};

/* The n-th call (from 1) that this fault can hit fails; sticky: and all that follow. */
void faults_arm(enum fault fault, unsigned n, bool sticky);
/* True when at least one call was hit since faults_arm(). */
bool faults_disarm(void);
/* From faults_trace_start() on: what reaches the disk, in order: "write sync rename syncfolder". A
 * run of writes is one. */
void faults_trace_start(void);
const char *faults_trace(void);
/* Name of the call that was hit last: "fsync"; "" = none. */
const char *faults_last_call(void);
const char *fault_name(enum fault fault);

#endif
