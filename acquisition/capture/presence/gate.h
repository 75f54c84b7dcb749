/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Captures of one set by several devices that begin and end together. Each tells what it sees of
 * its own plate; none waits for a lock of another. */
#ifndef ACQUISITION_CAPTURE_PRESENCE_GATE_H
#define ACQUISITION_CAPTURE_PRESENCE_GATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GATE_MEMBERS_MAX = 2 };
#define GATE_GOES_ON INT64_MIN

struct capture_gate {
	size_t members;
	_Atomic bool begun;
	_Atomic int64_t ended_ns; /* CLOCK_MONOTONIC; GATE_GOES_ON = not yet */
	struct {
		_Atomic bool contact;  /* a foot is on its plate */
		_Atomic bool standing; /* and has been for long enough */
		_Atomic bool left;     /* none has been for long enough */
		_Atomic bool gone;     /* its capture has ended */
		_Atomic int64_t at_us; /* how far it has come, of its own samples */
	} member[GATE_MEMBERS_MAX];
};

/* Before the first capture starts; it outlives the last. */
void gate_init(struct capture_gate *, size_t members);
bool gate_sees_any(const struct capture_gate *);
/* True from the moment on at which all stand. */
bool gate_opens(struct capture_gate *);
bool gate_all_left(const struct capture_gate *);
/* The set has ended at at_ns, unless it had before: when it did. */
int64_t gate_end(struct capture_gate *, int64_t at_ns);
/* Samples that wait to be read must not run away from the other device's: true = wait for it. */
bool gate_is_ahead(const struct capture_gate *, size_t member);

#endif
