/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/recording/finalise.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Everything that may carry a stem: a run is taken when one of them is there. */
static const char *const endings[] = {".hjl",        "_force.hjl",  "_force.w64",
				      "_force.json", "_events.tsv", "_force.w64.part"};
/* Of one device with all plates, or of one of two. */
static const char *const devices[] = {"", "_plate-left", "_plate-right"};

static bool is_taken(const char *stem)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		for (size_t d = 0; d < sizeof(devices) / sizeof(devices[0]); d++)
			if ((size_t)snprintf(path, sizeof(path), "%s%s%s", stem, devices[d],
					     endings[i]) >= sizeof(path) ||
			    file_exists(path))
				return true;
	return false;
}

static int check_names(const struct recording_info *info, struct error *err)
{
	if (!code_is_valid(info->subject))
		return fail(err, HINGE_EUSAGE,
			    "subject '%s': a code of 1 to 32 of A-Z 0-9 - is needed (--subject)",
			    info->subject);
	if (info->session[0] && !code_is_valid(info->session))
		return fail(err, HINGE_EUSAGE, "session '%s': must be 1 to 32 of A-Z 0-9 -",
			    info->session);
	for (const char *c = info->task; *c; c++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", *c))
			return fail(err, HINGE_EUSAGE, "task '%s': must be letters and digits",
				    info->task);
	return 0;
}

/* DIR/sub-S012/ses-03, without the second where there is no session; -1 = too long. */
static int put_folder(char folder[PATH_MAX], const char *study, const struct recording_info *info)
{
	int length = snprintf(folder, PATH_MAX, "%s/sub-%s%s%s", study, info->subject,
			      info->session[0] ? "/ses-" : "", info->session);

	return length < 0 || length >= PATH_MAX ? -1 : 0;
}

static int put_stem(char *stem, size_t size, const char *folder, const struct recording_info *info,
		    int run)
{
	int length = snprintf(stem, size, "%s/sub-%s%s%s_task-%s_run-%02d", folder, info->subject,
			      info->session[0] ? "_ses-" : "", info->session,
			      info->task[0] ? info->task : "unknown", run);

	return length < 0 || (size_t)length >= size ? -1 : 0;
}

int recording_stem(const char *study, struct recording_info *info, char *stem, size_t size,
		   struct error *err)
{
	char folder[PATH_MAX];
	int ret = check_names(info, err);

	if (ret)
		return ret;
	if (put_folder(folder, study, info))
		return fail(err, HINGE_EWRITE, "%s: the name is too long", study);
	ret = folder_make(folder, err);
	if (ret)
		return ret;
	for (int run = info->run > 0 ? info->run : 1; run <= RUN_MAX; run++) {
		if (put_stem(stem, size, folder, info, run))
			return fail(err, HINGE_EWRITE, "%s: the name is too long", folder);
		if (is_taken(stem))
			continue;
		info->run = run;
		return 0;
	}
	return fail(err, HINGE_EREFUSED, "%s: no free run number up to %d", folder, RUN_MAX);
}
