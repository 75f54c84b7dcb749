/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session/time_zone.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void time_zone_name(const char *link, char *name, size_t size)
{
	static const char folder[] = "/zoneinfo/";
	const char *variable = getenv("TZ");
	char target[PATH_MAX] = "";
	ssize_t length;
	const char *found;

	if (variable && *variable == ':')
		variable++;
	/* "CET-1CEST" is a rule, not a name */
	if (variable && strchr(variable, '/') && *variable != '/') {
		snprintf(name, size, "%s", variable);
		return;
	}
	length = readlink(link, target, sizeof(target) - 1);
	target[length > 0 ? length : 0] = '\0';
	found = strstr(target, folder);
	snprintf(name, size, "%s", found ? found + sizeof(folder) - 1 : "UTC");
	if (!strncmp(name, "Etc/", 4))
		snprintf(name, size, "UTC");
}

void time_utc(char *text, size_t size)
{
	struct timespec now;
	struct tm utc;
	char seconds[24];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(seconds, sizeof(seconds), "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(text, size, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
}
