/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates, series and names of plates. What is accepted as a certificate must be written as
 * one that says the same, and a fit of any series must end in a sentence or in numbers. */
#include "analysis/calibration/calibration.h"
#include "formats/plates/place.h"
#include "formats/plates/series.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *format(const struct certificate *certificate)
{
	struct js *object = certificate_js(certificate);
	char *text = js_dump_exactly(object, 0);

	js_free(object);
	if (!text)
		abort();
	return text;
}

static void check_round_trip(const struct certificate *certificate)
{
	struct certificate again;
	struct error err;
	char *first = format(certificate), *second;

	if (certificate_parse(&again, first, strlen(first), "again", &err))
		abort();
	second = format(&again);
	if (strcmp(first, second))
		abort();
	free(first);
	free(second);
}

static void check_fit(struct certificate *certificate)
{
	struct error err = {0};

	certificate->gravity_m_s2 = 9.81;
	certificate->mass_error_pct = 0.1;
	certificate->place_error_m = 0.005;
	if (calibration_fit(certificate, &err) && !err.text[0])
		abort();
}

static void check_name(const char *text)
{
	struct plate_id id, again;
	char name[PLATE_ID_MAX];
	struct error err;

	if (plate_id_parse(&id, text, &err))
		return;
	if (plate_id_parse(&again, plate_id_text(&id, name), &err) || again.plate != id.plate ||
	    strcmp(again.serial, id.serial))
		abort();
	place_parse(&again, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct certificate certificate;
	struct error err;
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if (!certificate_parse(&certificate, text, size, "c.json", &err)) {
		check_round_trip(&certificate);
		check_fit(&certificate);
	}
	certificate_init(&certificate);
	certificate.cells = 4;
	for (int i = 0; i < 4; i++)
		certificate.cell[i] = (struct cell){.x_m = i % 2 ? 0.15 : -0.15,
						    .y_m = i / 2 ? 0.25 : -0.25,
						    .newton_per_unit = 1e-3};
	if (!series_parse(&certificate, text, size, "s.csv", &err))
		check_fit(&certificate);
	check_name(text);
	free(text);
	return 0;
}
