/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of its own for a test that writes files. */
#ifndef TESTS_SUPPORT_SCRATCH_H
#define TESTS_SUPPORT_SCRATCH_H

/* cmocka set-up and tear-down: *state is the folder's path (char *), removed with all in it. */
int scratch_setup(void **state);
int scratch_teardown(void **state);

/* FOLDER/NAME in one of 16 static buffers. */
const char *scratch_path(void **state, const char *name);

#endif
