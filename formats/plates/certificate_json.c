/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/certificate.h"
#include "formats/recording/sidecar/fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char format_name[] = "hinge-certificate";

/* --- reading --- */

static int read_load(const struct fields *top, size_t index, size_t cells,
		     struct calibration_load *load)
{
	struct fields item;
	double place[2] = {0, 0}, residual_place[2] = {NAN, NAN};
	int ret = field_item(top, "Series", index, &item);

	if (!ret)
		ret = field_real(&item, "MassKg", FIELD_REQUIRED, &load->mass_kg);
	if (!ret && !(load->mass_kg >= 0 && isfinite(load->mass_kg)))
		ret = field_fail(&item, "MassKg", "must be 0 (the empty plate) or more");
	if (!ret)
		ret = field_reals(&item, "Place", load->mass_kg > 0, place, 2);
	if (!ret)
		ret = field_reals(&item, "Counts", FIELD_REQUIRED, load->counts, cells);
	load->residual_n = load->residual_pct = NAN;
	if (!ret)
		ret = field_real(&item, "ResidualN", FIELD_OPTIONAL, &load->residual_n);
	if (!ret)
		ret = field_real(&item, "ResidualPct", FIELD_OPTIONAL, &load->residual_pct);
	if (!ret)
		ret = field_reals(&item, "ResidualPlace", FIELD_OPTIONAL, residual_place, 2);
	load->x_m = place[0];
	load->y_m = place[1];
	load->residual_x_m = residual_place[0];
	load->residual_y_m = residual_place[1];
	return ret;
}

static int read_series(const struct fields *top, struct certificate *certificate)
{
	int ret = field_array(top, "Series", FIELD_REQUIRED, CALIBRATION_LOADS_MAX,
			      &certificate->loads);

	for (size_t i = 0; !ret && i < certificate->loads; i++)
		ret = read_load(top, i, certificate->cells, &certificate->load[i]);
	return ret;
}

static int read_cell(const struct fields *top, size_t index, struct certificate *certificate)
{
	struct cell *cell = &certificate->cell[index];
	struct fields item;
	double place[2];
	int ret = field_item(top, "Cells", index, &item);

	if (!ret)
		ret = field_reals(&item, "Position", FIELD_REQUIRED, place, 2);
	if (!ret)
		ret = field_real(&item, "NewtonPerUnit", FIELD_REQUIRED, &cell->newton_per_unit);
	if (!ret && !(cell->newton_per_unit != 0 && isfinite(cell->newton_per_unit)))
		ret = field_fail(&item, "NewtonPerUnit", "must not be 0");
	if (!ret)
		ret = field_real(&item, "Zero", FIELD_REQUIRED, &cell->zero);
	if (!ret)
		ret = field_real(&item, "StandardErrorPct", FIELD_OPTIONAL,
				 &certificate->error_pct[index]);
	if (!ret)
		ret = field_real(&item, "ChangePct", FIELD_OPTIONAL,
				 &certificate->change_pct[index]);
	if (ret)
		return ret;
	cell->column = -1;
	cell->x_m = place[0];
	cell->y_m = place[1];
	return 0;
}

static int read_cells(const struct fields *top, struct certificate *certificate)
{
	int ret = field_array(top, "Cells", FIELD_REQUIRED, PLATE_CELLS_MAX, &certificate->cells);

	for (size_t i = 0; !ret && i < certificate->cells; i++)
		ret = read_cell(top, i, certificate);
	certificate->has_matrix = field_value(top, "Crosstalk");
	return ret ? ret
		   : field_matrix(top, "Crosstalk", FIELD_OPTIONAL, certificate->cells,
				  certificate->cells, certificate->matrix[0], PLATE_CELLS_MAX);
}

static int read_head(const struct fields *top, struct certificate *certificate)
{
	char format[32] = "", version[16] = "";
	int64_t number = 0, plate = 1;
	int ret = field_text(top, "Format", FIELD_REQUIRED, format, sizeof(format));

	if (!ret && strcmp(format, format_name))
		ret = field_fail(top, "Format", "must be %s", format_name);
	if (!ret)
		ret = field_text(top, "FormatVersion", FIELD_REQUIRED, version, sizeof(version));
	if (!ret && strncmp(version, "1.", 2))
		ret = field_fail(top, "FormatVersion", "must be 1.x (this hinge is too old)");
	if (!ret)
		ret = field_integer(top, "Number", FIELD_OPTIONAL, 0, CERTIFICATE_NUMBER_MAX,
				    &number);
	if (!ret)
		ret = field_text(top, "Serial", FIELD_REQUIRED, certificate->id.serial,
				 sizeof(certificate->id.serial));
	if (!ret && !certificate->id.serial[0])
		ret = field_fail(top, "Serial", "must not be empty");
	if (!ret)
		ret = field_integer(top, "Plate", FIELD_OPTIONAL, 1, PLATES_MAX, &plate);
	certificate->number = (int)number;
	certificate->id.plate = (int)plate;
	return ret;
}

static int read_rest(const struct fields *top, struct certificate *c)
{
	int ret = field_text(top, "Name", FIELD_OPTIONAL, c->name, sizeof(c->name));

	if (!ret)
		ret = field_text(top, "Date", FIELD_OPTIONAL, c->date, sizeof(c->date));
	if (!ret)
		ret = field_text(top, "Operator", FIELD_OPTIONAL, c->operator_code,
				 sizeof(c->operator_code));
	if (!ret)
		ret = field_real(top, "Gravity", FIELD_OPTIONAL, &c->gravity_m_s2);
	if (!ret)
		ret = field_real(top, "MassErrorPct", FIELD_OPTIONAL, &c->mass_error_pct);
	if (!ret)
		ret = field_real(top, "PlaceErrorM", FIELD_OPTIONAL, &c->place_error_m);
	if (!ret)
		ret = field_real(top, "ConditionNumber", FIELD_OPTIONAL, &c->condition);
	return ret ? ret : field_real(top, "RmsN", FIELD_OPTIONAL, &c->rms_n);
}

int certificate_parse_js(struct certificate *certificate, const struct js *document,
			 const char *name, struct error *err)
{
	struct fields top = {.file = name, .object = document, .err = err};
	int ret;

	certificate_init(certificate);
	if (!js_is_object(document))
		return fail(err, HINGE_EFORMAT, "%s: must be an object", name);
	ret = read_head(&top, certificate);
	if (!ret)
		ret = read_cells(&top, certificate);
	if (!ret)
		ret = read_rest(&top, certificate);
	return ret ? ret : read_series(&top, certificate);
}

int certificate_parse(struct certificate *certificate, const char *text, size_t size,
		      const char *name, struct error *err)
{
	struct js *document;
	int ret = js_parse(&document, text, size, name, err);

	if (ret)
		return ret;
	ret = certificate_parse_js(certificate, document, name, err);
	js_free(document);
	return ret;
}

int certificate_series_parse(struct certificate *certificate, const struct js *document,
			     const char *name, struct error *err)
{
	struct fields top = {.file = name, .object = document, .err = err};

	if (!js_is_object(document))
		return fail(err, HINGE_EFORMAT, "%s: must be an object", name);
	return read_series(&top, certificate);
}

/* --- writing --- */

static int set_text(struct js *object, const char *key, const char *text)
{
	return text[0] ? js_set(object, key, js_string(text)) : 0;
}

static int set_real(struct js *object, const char *key, double value)
{
	return isnan(value) ? 0 : js_set(object, key, js_number(value));
}

static struct js *filled(struct js *object, int failed)
{
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

static struct js *cell_js(const struct certificate *certificate, size_t index)
{
	const struct cell *cell = &certificate->cell[index];
	double place[2] = {cell->x_m, cell->y_m};
	struct js *object = js_object();

	return filled(object,
		      !object || js_set(object, "Position", js_reals(place, 2)) ||
			      js_set(object, "NewtonPerUnit", js_number(cell->newton_per_unit)) ||
			      js_set(object, "Zero", js_number(cell->zero)) ||
			      set_real(object, "StandardErrorPct", certificate->error_pct[index]) ||
			      set_real(object, "ChangePct", certificate->change_pct[index]));
}

static struct js *cells_js(const struct certificate *certificate)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < certificate->cells; i++)
		if (js_append(array, cell_js(certificate, i)))
			return filled(array, -1);
	return array;
}

static struct js *load_js(const struct calibration_load *load, size_t cells)
{
	double place[2] = {load->x_m, load->y_m};
	double residual_place[2] = {load->residual_x_m, load->residual_y_m};
	bool placed = load->mass_kg > 0, judged = placed && !isnan(load->residual_x_m);
	struct js *object = js_object();

	return filled(object, !object || js_set(object, "MassKg", js_number(load->mass_kg)) ||
				      (placed && js_set(object, "Place", js_reals(place, 2))) ||
				      js_set(object, "Counts", js_reals(load->counts, cells)) ||
				      set_real(object, "ResidualN", load->residual_n) ||
				      set_real(object, "ResidualPct", load->residual_pct) ||
				      (judged && js_set(object, "ResidualPlace",
							js_reals(residual_place, 2))));
}

static struct js *series_js(const struct certificate *certificate)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < certificate->loads; i++)
		if (js_append(array, load_js(&certificate->load[i], certificate->cells)))
			return filled(array, -1);
	return array;
}

static int set_head(struct js *object, const struct certificate *c)
{
	return js_set(object, "Format", js_string(format_name)) ||
	       js_set(object, "FormatVersion", js_string("1.0")) ||
	       js_set(object, "Number", c->number ? js_integer(c->number) : js_null()) ||
	       js_set(object, "Serial", js_string(c->id.serial)) ||
	       js_set(object, "Plate", js_integer(c->id.plate)) ||
	       set_text(object, "Name", c->name) || set_text(object, "Date", c->date) ||
	       set_text(object, "Operator", c->operator_code);
}

struct js *certificate_js(const struct certificate *c)
{
	struct js *object = js_object();

	return filled(object,
		      !object || set_head(object, c) || js_set(object, "Cells", cells_js(c)) ||
			      (c->has_matrix && js_set(object, "Crosstalk",
						       js_rows(c->matrix[0], c->cells, c->cells,
							       PLATE_CELLS_MAX))) ||
			      set_real(object, "Gravity", c->gravity_m_s2) ||
			      set_real(object, "MassErrorPct", c->mass_error_pct) ||
			      set_real(object, "PlaceErrorM", c->place_error_m) ||
			      set_real(object, "ConditionNumber", c->condition) ||
			      set_real(object, "RmsN", c->rms_n) ||
			      js_set(object, "Series", series_js(c)));
}
