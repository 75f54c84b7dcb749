/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar.h"

#include <string.h>

struct binding {
	const struct column_names *names;
	const char *const *header;
	size_t columns;
	const char *file;
	struct error *err;
};

static bool names_equal(const char *header, const char *name)
{
	size_t length = strlen(name);

	header += strspn(header, " \t");
	return !strncmp(header, name, length) && !header[length + strspn(header + length, " \t\r")];
}

static int bind(const struct binding *binding, int *column)
{
	const char *name;
	int found = -1;

	if (*column > -2)
		return 0;
	name = binding->names->name[-2 - *column];
	for (size_t i = 0; i < binding->columns; i++) {
		if (!names_equal(binding->header[i], name))
			continue;
		if (found >= 0)
			return fail(binding->err, HINGE_EFORMAT,
				    "%s: two columns are named '%s' (%d and %zu): give a number",
				    binding->file, name, found, i);
		if (i >= CHANNELS_MAX)
			return fail(binding->err, HINGE_EFORMAT,
				    "%s: column '%s' is number %zu; %d are read", binding->file,
				    name, i, CHANNELS_MAX);
		found = (int)i;
	}
	if (found < 0)
		return fail(binding->err, HINGE_EFORMAT,
			    "%s: no column is named '%s' (%zu columns, the first is '%.40s')",
			    binding->file, name, binding->columns,
			    binding->columns ? binding->header[0] : "");
	*column = found;
	return 0;
}

static int bind_plate(const struct binding *binding, struct plate *plate)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < plate->cells; i++)
		ret = bind(binding, &plate->cell[i].column);
	for (size_t i = 0; !ret && i < 2; i++)
		ret = bind(binding, &plate->cop_column[i]);
	for (size_t i = 0; !ret && i < WRENCH_INPUTS_MAX; i++)
		ret = bind(binding, &plate->wrench_column[i]);
	return ret;
}

int sidecar_bind_columns(struct recording_info *info, const struct column_names *names,
			 const char *const *header, size_t columns, const char *file,
			 struct error *err)
{
	const struct binding binding = {names, header, columns, file, err};
	int ret = 0;

	for (size_t i = 0; !ret && i < info->plates; i++)
		ret = bind_plate(&binding, &info->plate[i]);
	return ret;
}
