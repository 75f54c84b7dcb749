/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time, and the IANA name of this machine's time zone ("Europe/Berlin"). */
#ifndef TOOLS_HINGED_STATION_SESSION_TIME_ZONE_H
#define TOOLS_HINGED_STATION_SESSION_TIME_ZONE_H

#include <stddef.h>

/* From TZ where it is such a name, else from where the link (/etc/localtime) points, else "UTC". */
void time_zone_name(const char *link, char *name, size_t size);

/* Now, "2026-11-22T10:15:30.123Z". */
void time_utc(char *text, size_t size);

#endif
