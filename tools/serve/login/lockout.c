/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/login/lockout.h"

#include <string.h>

int64_t lockout_wait_s(const struct lockout *lockout, int64_t now_s)
{
	int64_t until_s = lockout->failed_s[0] + LOCKOUT_S;

	return lockout->failures == LOCKOUT_TRIES && now_s < until_s ? until_s - now_s : 0;
}

void lockout_fail(struct lockout *lockout, int64_t now_s)
{
	if (lockout->failures == LOCKOUT_TRIES) {
		memmove(lockout->failed_s, lockout->failed_s + 1,
			sizeof(lockout->failed_s) - sizeof(lockout->failed_s[0]));
		lockout->failures--;
	}
	lockout->failed_s[lockout->failures++] = now_s;
}

void lockout_reset(struct lockout *lockout)
{
	memset(lockout, 0, sizeof(*lockout));
}
