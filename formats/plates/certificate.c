/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/certificate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void certificate_init(struct certificate *certificate)
{
	memset(certificate, 0, sizeof(*certificate));
	certificate->gravity_m_s2 = certificate->mass_error_pct = NAN;
	certificate->place_error_m = certificate->condition = certificate->rms_n = NAN;
	for (size_t i = 0; i < PLATE_CELLS_MAX; i++)
		certificate->error_pct[i] = certificate->change_pct[i] = NAN;
}

/* Where "/2" begins; the end of text where no number stands behind the last slash. */
static size_t serial_length(const char *text)
{
	const char *slash = strrchr(text, '/');

	if (!slash || !slash[1] || slash[1 + strspn(slash + 1, "0123456789")])
		return strlen(text);
	return (size_t)(slash - text);
}

int plate_id_parse(struct plate_id *id, const char *text, struct error *err)
{
	size_t length = serial_length(text);
	long plate = text[length] ? strtol(text + length + 1, NULL, 10) : 1;

	if (!length || length >= sizeof(id->serial))
		return fail(err, HINGE_EUSAGE,
			    "'%.80s': a serial number has 1 to %zu characters (see hinge devices)",
			    text, sizeof(id->serial) - 1);
	if (plate < 1 || plate > PLATES_MAX)
		return fail(err, HINGE_EUSAGE, "'%.80s': a device has plates 1 to %d", text,
			    PLATES_MAX);
	snprintf(id->serial, sizeof(id->serial), "%.*s", (int)length, text);
	id->plate = (int)plate;
	return 0;
}

const char *plate_id_text(const struct plate_id *id, char out[PLATE_ID_MAX])
{
	/* one that ends like a plate's number must not pass for another device's */
	if (id->plate == 1 && !id->serial[serial_length(id->serial)])
		snprintf(out, PLATE_ID_MAX, "%s", id->serial);
	else
		snprintf(out, PLATE_ID_MAX, "%s/%d", id->serial, id->plate);
	return out;
}

int certificate_apply(const struct certificate *certificate, struct plate *plate, struct error *err)
{
	char id[PLATE_ID_MAX];

	if (plate->kind != PLATE_CELLS || plate->cells != certificate->cells)
		return fail(err, HINGE_EREFUSED,
			    "plate %s has %zu cells, its certificate %d says %zu: is it another "
			    "device of that serial number?",
			    plate_id_text(&certificate->id, id), plate->cells, certificate->number,
			    certificate->cells);
	for (size_t i = 0; i < plate->cells; i++) {
		int column = plate->cell[i].column;

		plate->cell[i] = certificate->cell[i];
		plate->cell[i].column = column;
	}
	plate->has_matrix = certificate->has_matrix;
	memcpy(plate->matrix, certificate->matrix, sizeof(plate->matrix));
	return 0;
}

static int side_of(double at, double lowest, double highest)
{
	double third = (highest - lowest) / 3;

	if (at > highest - third)
		return 1;
	return at < lowest + third ? -1 : 0;
}

const char *cell_place_name(const struct cell *cells, size_t count, size_t index)
{
	static const char *const names[3][3] = {
		{"rear left", "rear", "rear right"},
		{"left", "centre", "right"},
		{"front left", "front", "front right"},
	};
	double left = INFINITY, right = -INFINITY, rear = INFINITY, front = -INFINITY;

	for (size_t i = 0; i < count; i++) {
		left = fmin(left, cells[i].x_m);
		right = fmax(right, cells[i].x_m);
		rear = fmin(rear, cells[i].y_m);
		front = fmax(front, cells[i].y_m);
	}
	if (!(left < right) && !(rear < front))
		return "";
	return names[1 + side_of(cells[index].y_m, rear, front)]
		    [1 + side_of(cells[index].x_m, left, right)];
}
