/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/facts.h"

#include "formats/files.h"

#include <sys/timex.h>
#include <time.h>

enum clock_state clock_state_of(int state, int status)
{
	/* a service may not be allowed to ask */
	if (state < 0)
		return CLOCK_UNKNOWN;
	return state == TIME_ERROR || (status & STA_UNSYNC) ? CLOCK_FREE : CLOCK_SYNCHRONISED;
}

static enum clock_state clock_examine(void)
{
	struct timex now = {0};
	int state = adjtimex(&now); /* changes nothing */

	return clock_state_of(state, now.status);
}

void host_examine(struct host_facts *facts, const char *folder)
{
	facts->now_s = time(NULL);
	facts->free_bytes = folder ? folder_free_bytes(folder) : -1;
	facts->clock = clock_examine();
}
