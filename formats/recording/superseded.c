/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/superseded.h"

#include "formats/recording/sidecar.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

void run_key_init(struct run_key *key, const struct recording_info *info, const char *task)
{
	*key = (struct run_key){.run = info->run, .supersedes = info->supersedes};
	snprintf(key->subject, sizeof(key->subject), "%s", info->subject);
	snprintf(key->session, sizeof(key->session), "%s", info->session);
	snprintf(key->task, sizeof(key->task), "%s", task);
}

int run_key_read(struct run_key *key, const char *recording, struct error *err)
{
	char path[PATH_MAX];
	struct recording_info info;
	int ret = sidecar_path(recording, path, sizeof(path), err);

	if (!ret)
		ret = sidecar_read(path, &info, err);
	if (ret)
		return ret;
	run_key_init(key, &info, info.task);
	recording_info_reset(&info);
	return 0;
}

bool run_supersedes(const struct run_key *later, const struct run_key *earlier)
{
	return later->supersedes && later->supersedes == earlier->run &&
	       later->run > earlier->run && *later->subject &&
	       !strcmp(later->subject, earlier->subject) &&
	       !strcmp(later->session, earlier->session) && !strcmp(later->task, earlier->task);
}

int run_superseded_by(const struct run_key *key, const struct run_key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (run_supersedes(&keys[i], key))
			return keys[i].run;
	return 0;
}
