/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/sessions/timeline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SECONDS_A_DAY = 86400 };

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_date(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days[month - 1] + (month == 2 && is_leap(year));
}

/* Gregorian, from 1970-01-01: the year begins in March, so that a leap day is its last. */
static int days_of(int year, int month, int day)
{
	int y = month > 2 ? year : year - 1, m = (month + 9) % 12;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static bool has_digits(const char *text, const char *pattern)
{
	for (; *pattern; text++, pattern++)
		if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
			return false;
	return true;
}

double timeline_day(const char *time)
{
	int year, month, day, hour, minute;
	double second = 0;

	if (!has_digits(time, "0000-00-00") ||
	    sscanf(time, "%4d-%2d-%2d", &year, &month, &day) != 3 || !is_date(year, month, day))
		return NAN;
	time += strlen("0000-00-00");
	if (!*time)
		return days_of(year, month, day);
	if (!has_digits(time, "T00:00:00") ||
	    sscanf(time, "T%2d:%2d:%lf", &hour, &minute, &second) != 3)
		return NAN;
	return days_of(year, month, day) + (hour * 3600 + minute * 60 + second) / SECONDS_A_DAY;
}
