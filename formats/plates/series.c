/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/series.h"

#include "formats/files.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES_BYTES_MAX = 1 << 20, PLACE_COLUMNS = 3 };

/* Numbers apart by commas up to the end of the line; how many, or -1. */
static int read_numbers(const char *line, double *number, int room)
{
	int count = 0;

	for (;;) {
		char *end;

		if (count == room)
			return -1;
		number[count] = strtod(line, &end);
		if (end == line || !isfinite(number[count]))
			return -1;
		count++;
		end += strspn(end, " \t\r");
		if (!*end || *end == '\n')
			return count;
		if (*end != ',')
			return -1;
		line = end + 1 + strspn(end + 1, " \t");
		if (!*line || *line == '\n' || *line == '\r')
			return -1;
	}
}

static int read_line(struct certificate *certificate, const char *line, int number,
		     const char *name, struct error *err)
{
	double value[PLACE_COLUMNS + PLATE_CELLS_MAX];
	int wanted = PLACE_COLUMNS + (int)certificate->cells;
	struct calibration_load *load = &certificate->load[certificate->loads];

	if (certificate->loads == CALIBRATION_LOADS_MAX)
		return fail(err, HINGE_EFORMAT, "%s:%d: more than %d readings", name, number,
			    CALIBRATION_LOADS_MAX);
	if (read_numbers(line, value, wanted) != wanted)
		return fail(err, HINGE_EFORMAT,
			    "%s:%d: expected mass_kg,x_m,y_m and %zu counts, %d numbers apart by "
			    "commas",
			    name, number, certificate->cells, wanted);
	if (value[0] < 0)
		return fail(err, HINGE_EFORMAT, "%s:%d: a mass of %g kg", name, number, value[0]);
	*load = (struct calibration_load){
		.mass_kg = value[0],
		.x_m = value[1],
		.y_m = value[2],
		.residual_n = NAN,
		.residual_pct = NAN,
		.residual_x_m = NAN,
		.residual_y_m = NAN,
	};
	memcpy(load->counts, value + PLACE_COLUMNS, certificate->cells * sizeof(*load->counts));
	certificate->loads++;
	return 0;
}

static bool is_empty(const char *line)
{
	line += strspn(line, " \t\r");
	return !*line || *line == '\n' || *line == '#';
}

static int parse_lines(struct certificate *certificate, const char *text, const char *name,
		       struct error *err)
{
	bool begun = false;
	int number = 1;

	for (const char *line = text; line; number++) {
		const char *end = strchr(line, '\n');

		if (!is_empty(line)) {
			bool header = !begun && isalpha((unsigned char)*line);
			int ret = header ? 0 : read_line(certificate, line, number, name, err);

			if (ret)
				return ret;
			begun = true;
		}
		line = end ? end + 1 : NULL;
	}
	return certificate->loads ? 0 : fail(err, HINGE_EFORMAT, "%s: no reading in it", name);
}

static int parse_json(struct certificate *certificate, const char *text, size_t size,
		      const char *name, struct error *err)
{
	struct js *document;
	int ret = js_parse(&document, text, size, name, err);

	if (ret)
		return ret;
	ret = certificate_series_parse(certificate, document, name, err);
	js_free(document);
	return ret;
}

int series_parse(struct certificate *certificate, const char *text, size_t size, const char *name,
		 struct error *err)
{
	const char *start = text + strspn(text, " \t\r\n");

	certificate->loads = 0;
	if (*start == '{')
		return parse_json(certificate, text, size, name, err);
	return parse_lines(certificate, text, name, err);
}

int series_read(struct certificate *certificate, const char *path, struct error *err)
{
	char *text;
	size_t size;
	int ret = file_read(path, SERIES_BYTES_MAX, &text, &size, err);

	if (ret)
		return ret;
	ret = series_parse(certificate, text, size, path, err);
	free(text);
	return ret;
}
