/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units as they are found written in C3D files. */
#include "formats/import/c3d/c3d.h"

#include <string.h>

struct unit {
	const char *name;
	double factor;
};

static const struct unit lengths[] = {
	{"mm", 1e-3},   {"millimeter", 1e-3}, {"millimeters", 1e-3}, {"cm", 1e-2},
	{"m", 1.0},     {"meter", 1.0},       {"meters", 1.0},       {"mete", 1.0},
	{"metre", 1.0}, {"metres", 1.0},      {NULL, 0.0},
};
static const struct unit forces[] = {
	{"n", 1.0}, {"nt", 1.0}, {"newton", 1.0}, {"newtons", 1.0}, {"kn", 1000.0}, {NULL, 0.0},
};
static const struct unit voltages[] = {
	{"v", 1.0}, {"volt", 1.0}, {"volts", 1.0}, {"mv", 1.0}, {"uv", 1.0}, {NULL, 0.0},
};

/* Small letters only: "N.mm", "N-mm" and "N mm" are "nmm". */
static void squeeze(const char *text, char out[C3D_LABEL_MAX])
{
	size_t length = 0;

	for (; *text && length + 1 < C3D_LABEL_MAX; text++) {
		char c = (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a' : *text);

		if (c >= 'a' && c <= 'z')
			out[length++] = c;
	}
	out[length] = '\0';
}

static double find(const struct unit *units, const char *name)
{
	while (units->name && strcmp(units->name, name) != 0)
		units++;
	return units->factor;
}

static double unit_of(const struct unit *units, const char *text)
{
	char name[C3D_LABEL_MAX];

	squeeze(text, name);
	return find(units, name);
}

double c3d_length_unit(const char *text)
{
	return unit_of(lengths, text);
}

double c3d_force_unit(const char *text)
{
	return unit_of(forces, text);
}

/* A force and a length, in that order. */
double c3d_moment_unit(const char *text)
{
	char name[C3D_LABEL_MAX], force[C3D_LABEL_MAX];

	squeeze(text, name);
	for (size_t i = 1; name[i]; i++) {
		double factor;

		memcpy(force, name, i);
		force[i] = '\0';
		factor = find(forces, force) * find(lengths, name + i);
		if (factor > 0.0)
			return factor;
	}
	return 0.0;
}

bool c3d_is_voltage(const char *text)
{
	return unit_of(voltages, text) > 0.0;
}
