/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/describe.h"

#include "formats/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void replace_number(double *number, double by)
{
	if (!isnan(by))
		*number = by;
}

static void replace_tares(struct recording_info *info, const struct recording_info *who)
{
	if (who->has_tare_before) {
		info->has_tare_before = true;
		memcpy(info->tare_before, who->tare_before, sizeof(info->tare_before));
	}
	if (who->has_tare_after) {
		info->has_tare_after = true;
		memcpy(info->tare_after, who->tare_after, sizeof(info->tare_after));
	}
}

static int replace_extra(struct recording_info *info, const struct recording_info *who,
			 struct error *err)
{
	if (!who->extra_json)
		return 0;
	free(info->extra_json);
	info->extra_json = strdup(who->extra_json);
	return info->extra_json ? 0 : fail(err, HINGE_ENOMEM, "no memory for the recording's keys");
}

#define REPLACE_TEXT(field)                                                   \
	do {                                                                  \
		if (who->field[0])                                            \
			memcpy(info->field, who->field, sizeof(info->field)); \
	} while (0)

static void replace_roles(struct recording_info *info, const struct recording_info *who)
{
	for (size_t i = 0; who->plates == info->plates && i < info->plates; i++) {
		info->plate[i].foot = who->plate[i].foot;
		memcpy(info->plate[i].name, who->plate[i].name, sizeof(info->plate[i].name));
	}
}

int capture_describe(struct recording_info *info, const struct recording_info *source,
		     const struct recording_info *who, struct error *err)
{
	int ret = recording_info_copy(info, source, err);

	if (ret || !who)
		return ret;
	REPLACE_TEXT(task);
	REPLACE_TEXT(subject);
	REPLACE_TEXT(session);
	REPLACE_TEXT(style);
	REPLACE_TEXT(grip);
	REPLACE_TEXT(start_time);
	REPLACE_TEXT(time_zone);
	REPLACE_TEXT(certificate);
	REPLACE_TEXT(calibration_date);
	if (who->run)
		info->run = who->run;
	if (who->supersedes)
		info->supersedes = who->supersedes;
	replace_number(&info->load_kg, who->load_kg);
	replace_number(&info->mass_kg, who->mass_kg);
	replace_tares(info, who);
	replace_roles(info, who);
	return replace_extra(info, who, err);
}
