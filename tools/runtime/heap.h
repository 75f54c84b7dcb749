/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TOOLS_RUNTIME_HEAP_H
#define TOOLS_RUNTIME_HEAP_H

/* For a program that takes and gives back some hundred megabytes: keeps what was freed and starts
 * the heap on huge pages, because fresh 4 KiB pages cost more than most stages of the analysis
 * (docs/methods.md#speed). Call it before threads start. Without glibc it does nothing. */
void heap_prepare(void);

#endif
