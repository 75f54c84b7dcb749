/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes memory run out at a chosen allocation of the test program, its libraries included. */
#ifndef TESTS_SUPPORT_STARVE_H
#define TESTS_SUPPORT_STARVE_H

/* Calls run() with the first, then the second, ... allocation failing until it needs no more: every
 * time it must return HINGE_ENOMEM and leave nothing allocated, and 0 at the end. run() frees what
 * it made. Under a sanitizer, whose allocator cannot be stood in for, it says so and runs once.
 */
void starve(int (*run)(void *ctx), void *ctx);
/* The same for the first `most` allocations only, where a library aborts on a later one. */
void starve_first(long most, int (*run)(void *ctx), void *ctx);
/* Allocations the process has asked for so far; 0 under a sanitizer, where they are not seen. */
long allocations_so_far(void);

#endif
