/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chronojump's four-cell platform at the other end of a pseudo-terminal, as its firmware behaves:
 * commands count once nothing has followed them for a while, a loop gives a sample when it gets
 * round to it. What was sent is written down. */
#ifndef TESTS_SUPPORT_PTY_CHRONOJUMP_H
#define TESTS_SUPPORT_PTY_CHRONOJUMP_H

#include "tests/support/pty_device.h"

#include <pthread.h>

enum { SENT_MAX = 65536 };

struct sent_sample {
	int64_t time_us; /* not modulo anything */
	int64_t host_ns; /* when it was taken */
	/* this program being late, it was on the line at most so much after the end of its loop; <
	 * 0 = it may not be yet */
	int64_t late_ns;
	int16_t value[4];
	int capture; /* from 0 */
};

struct pty_chronojump {
	struct pty_device device;
	int patience_ms;          /* with commands */
	int period_us, jitter_us; /* of the loop */
	int64_t begin_us;         /* what its clock shows at the start */
	double clock_ratio;       /* how fast that is; 0 = 1 */
	int skip_at, back_at;     /* sample that is never sent; whose time goes back. 0 = none */
	void (*value)(int sample, int16_t value[4]); /* NULL = noise of 12 bit */

	char command[256];
	size_t command_size;
	int64_t command_ns;
	bool capturing;
	int captures;
	int64_t start_ns, next_ns, loop_ns; /* of the loop: when it began, how long it takes */
	uint32_t random;
	pthread_mutex_t lock; /* of what follows */
	struct sent_sample sent[SENT_MAX];
	int count;
	int64_t said; /* bytes of its answers */
};

/* Zeroed but for the options; patience 20 ms and 9 ms +- 0.4 ms where they are 0. */
void pty_chronojump_init(struct pty_chronojump *, const char *path);
void pty_chronojump_reset(struct pty_chronojump *);

#endif
