/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/plates_json.h"

#include "tools/hinged/status/status.h"

#include <stdlib.h>

static struct js *whole(struct js *object, int failed)
{
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

static struct js *cell_json(const struct measurement *measurement, size_t index)
{
	const struct cell *cell = &measurement->plate.cell[index];
	struct js *object = js_object();
	int failed = js_set(object, "x_m", js_number(cell->x_m));

	failed |= js_set(object, "y_m", js_number(cell->y_m));
	failed |= js_set(object, "newton_per_unit", js_number(cell->newton_per_unit));
	failed |= js_set(object, "zero", js_number(cell->zero));
	failed |= js_set(object, "mean", js_number(measurement->mean[index]));
	failed |= js_set(object, "sd", js_number(measurement->sd[index]));
	return whole(object, failed);
}

static struct js *cells_json(const struct measurement *measurement)
{
	struct js *cells = js_array();
	int failed = 0;

	for (size_t i = 0; i < measurement->plate.cells; i++)
		failed |= js_append(cells, cell_json(measurement, i));
	return whole(cells, failed);
}

struct js *measurement_json(const struct measurement *measurement)
{
	const struct plate *plate = &measurement->plate;
	struct js *object = js_object();
	char id[PLATE_ID_MAX];
	int failed = js_set(object, "source", text_json(measurement->source));

	failed |= js_set(object, "rate_hz", js_number(measurement->rate_hz));
	failed |= js_set(object, "frames", js_integer(measurement->frames));
	failed |= js_set(object, "plate", text_json(plate_id_text(&measurement->id, id)));
	failed |= js_set(object, "serial", text_json(measurement->id.serial));
	failed |= js_set(object, "index", js_integer(measurement->id.plate));
	failed |= js_set(object, "name", text_json(plate->name));
	failed |= js_set(object, "foot", js_string(foot_name(plate->foot)));
	failed |= js_set(object, "certificate", text_json(measurement->certificate));
	failed |= js_set(object, "date", text_json(measurement->date));
	failed |= js_set(object, "cells", cells_json(measurement));
	failed |= js_set(object, "crosstalk",
			 plate->has_matrix ? js_rows(plate->matrix[0], plate->cells, plate->cells,
						     PLATE_CELLS_MAX)
					   : js_null());
	failed |= js_set(object, "force_n", js_number(measurement->force_n));
	failed |= js_set(object, "sd_n", js_number(measurement->sd_n));
	return whole(object, failed);
}

static struct js *certificate_entry(const char *folder, const struct plate_id *id, int number)
{
	struct certificate certificate;
	struct js *object = js_object();
	struct error err;
	int failed = js_set(object, "number", js_integer(number));

	if (book_certificate(folder, id, number, &certificate, &err) != 1)
		return whole(object, failed | js_set(object, "error", text_json(err.text)));
	failed |= js_set(object, "date", text_json(certificate.date));
	failed |= js_set(object, "operator", text_json(certificate.operator_code));
	failed |= js_set(object, "rms_n", js_number(certificate.rms_n));
	failed |= js_set(object, "condition", js_number(certificate.condition));
	return whole(object, failed);
}

static struct js *certificates_json(const char *folder, const struct plate_id *id, int *newest)
{
	struct js *array = js_array();
	int *numbers, failed = 0;
	size_t count;

	*newest = 0;
	if (book_numbers(folder, id, &numbers, &count, NULL))
		return array;
	for (size_t i = 0; i < count; i++)
		failed |= js_append(array, certificate_entry(folder, id, numbers[i]));
	if (count)
		*newest = numbers[count - 1];
	free(numbers);
	return whole(array, failed);
}

struct js *plate_json(const char *folder, const struct plate_role *role)
{
	struct js *object = js_object();
	char id[PLATE_ID_MAX];
	int newest;
	struct js *certificates = certificates_json(folder, &role->id, &newest);
	int used = role->certificate ? role->certificate : newest;
	int failed = js_set(object, "plate", text_json(plate_id_text(&role->id, id)));

	failed |= js_set(object, "serial", text_json(role->id.serial));
	failed |= js_set(object, "index", js_integer(role->id.plate));
	failed |= js_set(object, "foot", js_string(foot_name(role->foot)));
	failed |= js_set(object, "in_force", used ? js_integer(used) : js_null());
	failed |= js_set(object, "certificates", certificates);
	return whole(object, failed);
}
