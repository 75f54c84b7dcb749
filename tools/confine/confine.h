/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that parses foreign files gives up what it does not need first. */
#ifndef TOOLS_CONFINE_CONFINE_H
#define TOOLS_CONFINE_CONFINE_H

/* From here on this process and the threads it makes can create or change files in the folders
 * `writable` (NULL at the end) and below them only, run no program, start no process, open no
 * socket, signal no other process, and write no core; memory is limited to what the machine has.
 * Reading stays free. Call it before threads are made. What the kernel lacks is left out with a
 * note at -v; under the sanitizers, which need more than this, nothing is done. */
void confine_self(const char *const writable[]);

/* The same, with the folders of files that will be written (NULL = none) and one more folder. */
enum { CONFINE_FILES = 3 };
void confine_to_files(const char *const files[CONFINE_FILES], const char *folder);

#endif
