/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every system call and allocation on the way from samples to files fails once, and from then on:
 * no crash, nothing durable lost, and what is called saved is whole. */
#ifndef TESTS_UNIT_FORMATS_RECORDING_EVERY_FAULT_H
#define TESTS_UNIT_FORMATS_RECORDING_EVERY_FAULT_H

#include "tests/support/assert_near.h"
#include "tests/support/faults.h"

#include "formats/error.h"

#include <string.h>
#include <unistd.h>

/* Every point; every eleventh where every access is checked and takes its time. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STRIDE = 11 };
#else
enum { STRIDE = 1 };
#endif

enum { POINTS_MAX = 5000 };

/* prepare and check run without faults; act with them, and gives what the code said. */
struct scenario {
	void (*prepare)(void **state);
	int (*act)(void **state, struct error *);
	void (*check)(void **state, int said, const struct error *);
};

static inline void run_point(void **state, const struct scenario *scenario, enum fault fault,
			     unsigned n, bool sticky, bool *fired)
{
	struct error err = {0};
	int said;

	if (scenario->prepare)
		scenario->prepare(state);
	faults_arm(fault, n, sticky);
	said = scenario->act(state, &err);
	*fired = faults_disarm();
	if (said && (err.code != said || !err.text[0]))
		fail_msg("%s %u%s: said %d without a reason", fault_name(fault), n,
			 sticky ? " for good" : "", said);
	/* room that cannot be reserved is no failure, nor is closing what was read or synced */
	if (*fired && !said && (fault == FAULT_EIO || fault == FAULT_ENOSPC) &&
	    strcmp(faults_last_call(), "fallocate") != 0 &&
	    strcmp(faults_last_call(), "close") != 0)
		fail_msg("%s %u: %s failed, and nothing was said", fault_name(fault), n,
			 faults_last_call());
	if ((fault == FAULT_EINTR || fault == FAULT_SHORT) && said)
		fail_msg("%s %u: not taken up again: %s", fault_name(fault), n, err.text);
	scenario->check(state, said, &err);
}

static inline void run_all(void **state, const struct scenario *scenario)
{
	unsigned points = 0;

	for (int fault = 0; fault < FAULTS; fault++)
		for (int sticky = 0;
		     sticky < (fault == FAULT_EINTR || fault == FAULT_NOMEM ? 1 : 2); sticky++) {
			bool fired = true;

			for (unsigned n = 1; fired && n < POINTS_MAX; n += STRIDE, points += fired)
				run_point(state, scenario, (enum fault)fault, n, sticky, &fired);
			assert_false(fired);
		}
	print_message("%u faults\n", points);
	assert_true(points > 20 / STRIDE);
}

#endif
