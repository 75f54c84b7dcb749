/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/calibration/record.h"

#include "formats/files.h"
#include "formats/memory/bytes.h"

#include <math.h>
#include <stdio.h>

const uint8_t record_magic[4] = {'H', 'C', 'A', 'L'};

uint32_t record_crc(const uint8_t *bytes, size_t length)
{
	uint32_t crc = crc32c(0, bytes, AT_CRC);

	return crc32c(crc, bytes + AT_PLATES, length - AT_PLATES);
}

bool date_is_possible(const char *text)
{
	static const char pattern[] = "dddd-dd-dd";

	for (size_t i = 0; pattern[i]; i++)
		if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i])
			return false;
	return !text[sizeof(pattern) - 1];
}

bool cell_is_possible(const struct cell *cell)
{
	return isfinite(cell->newton_per_unit) && cell->newton_per_unit != 0 &&
	       isfinite(cell->zero) && fabs(cell->x_m) <= 10 && fabs(cell->y_m) <= 10;
}

void calibration_init(struct hpp_calibration *cal)
{
	struct recording_info empty;

	memset(cal, 0, sizeof(*cal));
	recording_info_init(&empty);
	memcpy(cal->plate, empty.plate, sizeof(cal->plate));
	cal->temperature_c = (double)NAN;
}

void hpp_calibration_to_info(struct recording_info *info, const struct hpp_calibration *cal)
{
	info->plates = cal->plates;
	memcpy(info->plate, cal->plate, sizeof(info->plate));
	snprintf(info->certificate, sizeof(info->certificate), "%s", cal->certificate);
	snprintf(info->calibration_date, sizeof(info->calibration_date), "%s", cal->date);
}

int hpp_calibration_from_info(struct hpp_calibration *cal, const struct recording_info *info,
			      struct error *err)
{
	calibration_init(cal);
	if (strlen(info->certificate) > HCAL_CERTIFICATE_BYTES ||
	    strlen(info->calibration_date) > HCAL_DATE_BYTES)
		return fail(err, HINGE_EUSAGE,
			    "certificate %s of %s: a plate keeps %d and %d characters",
			    info->certificate, info->calibration_date, HCAL_CERTIFICATE_BYTES,
			    HCAL_DATE_BYTES);
	strcpy(cal->certificate, info->certificate);
	strcpy(cal->date, info->calibration_date);
	cal->plates = info->plates;
	memcpy(cal->plate, info->plate, sizeof(cal->plate));
	return 0;
}
