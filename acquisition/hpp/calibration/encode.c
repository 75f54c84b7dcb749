/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/calibration/record.h"
#include "acquisition/hpp/text.h"
#include "formats/memory/bytes.h"

#include <math.h>

static void put_double(uint8_t *bytes, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	put_u64(bytes, bits);
}

static int put_plate(uint8_t *bytes, const struct plate *plate, struct error *err)
{
	if (plate->kind != PLATE_CELLS || plate->cells < 1 || plate->cells > PLATE_CELLS_MAX)
		return fail(err, HINGE_EUSAGE, "plate %s: only cells can be kept in a plate",
			    plate->name);
	if (!plate->name[0] || !hpp_text_write(bytes + PLATE_NAME, PLATE_NAME_BYTES, plate->name))
		return fail(err, HINGE_EUSAGE,
			    "plate %s: the name must be 1 to %d characters of ASCII", plate->name,
			    PLATE_NAME_BYTES);
	bytes[PLATE_FOOT] = (uint8_t)plate->foot;
	return 0;
}

static int put_channels(uint8_t *bytes, const struct hpp_calibration *cal, size_t p,
			unsigned channels, struct error *err)
{
	const struct plate *plate = &cal->plate[p];

	for (size_t i = 0; i < plate->cells; i++) {
		const struct cell *cell = &plate->cell[i];
		uint8_t *at = bytes + (size_t)cell->column * HCAL_CHANNEL_BYTES;

		if (cell->column < 0 || cell->column >= (int)channels ||
		    at[CHANNEL_PLATE] != UNUSED_CHANNEL || !cell_is_possible(cell) ||
		    (i && cell->column < plate->cell[i - 1].column))
			return fail(err, HINGE_EUSAGE,
				    "plate %s, cell %zu: a channel of its own below %u in rising "
				    "order, and finite numbers, are needed",
				    plate->name, i, channels);
		at[CHANNEL_PLATE] = (uint8_t)p;
		at[CHANNEL_KIND] = KIND_VERTICAL_CELL;
		put_u32(at + CHANNEL_X, (uint32_t)(int32_t)lrint(cell->x_m * UM_PER_M));
		put_u32(at + CHANNEL_Y, (uint32_t)(int32_t)lrint(cell->y_m * UM_PER_M));
		put_double(at + CHANNEL_SCALE, cell->newton_per_unit);
		put_double(at + CHANNEL_ZERO, cell->zero);
	}
	return 0;
}

static uint8_t *put_matrix(uint8_t *at, const struct plate *plate)
{
	for (size_t i = 0; i < plate->cells; i++)
		for (size_t j = 0; j < plate->cells; j++, at += MATRIX_BYTES)
			put_double(at, plate->matrix[i][j]);
	return at;
}

static int put_header(uint8_t *bytes, const struct hpp_calibration *cal, unsigned channels,
		      struct error *err)
{
	if (fabs(cal->temperature_c) > TEMPERATURE_MAX_C)
		return fail(err, HINGE_EUSAGE, "calibrated at %g degrees C", cal->temperature_c);
	memcpy(bytes, record_magic, sizeof(record_magic));
	put_u16(bytes + AT_VERSION, HCAL_VERSION);
	bytes[AT_PLATES] = (uint8_t)cal->plates;
	bytes[AT_CHANNELS] = (uint8_t)channels;
	put_u16(bytes + AT_TEMPERATURE,
		(uint16_t)(isnan(cal->temperature_c) ? HPP_TEMPERATURE_NONE
						     : (int)lrint(cal->temperature_c * 100)));
	for (size_t p = 0; p < cal->plates; p++)
		bytes[AT_MATRICES] |= (uint8_t)(cal->plate[p].has_matrix << p);
	if ((cal->date[0] && !date_is_possible(cal->date)) ||
	    !hpp_text_write(bytes + AT_DATE, HCAL_DATE_BYTES, cal->date))
		return fail(err, HINGE_EUSAGE, "calibration date %s: expected 2026-11-22",
			    cal->date);
	if (!hpp_text_write(bytes + AT_CERTIFICATE, HCAL_CERTIFICATE_BYTES, cal->certificate))
		return fail(err, HINGE_EUSAGE, "certificate %s: expected ASCII", cal->certificate);
	return 0;
}

static size_t record_bytes(const struct hpp_calibration *cal, unsigned channels)
{
	size_t bytes = HCAL_HEADER_BYTES + cal->plates * HCAL_PLATE_BYTES +
		       (size_t)channels * HCAL_CHANNEL_BYTES;

	for (size_t p = 0; p < cal->plates; p++)
		if (cal->plate[p].has_matrix)
			bytes += cal->plate[p].cells * cal->plate[p].cells * MATRIX_BYTES;
	return bytes;
}

int hpp_calibration_encode(uint8_t *bytes, size_t room, size_t *size,
			   const struct hpp_calibration *cal, unsigned channels, struct error *err)
{
	uint8_t *plates = bytes + HCAL_HEADER_BYTES, *records, *end;
	size_t length;
	int ret;

	if (cal->plates < 1 || cal->plates > PLATES_MAX || channels > HPP_CHANNELS_MAX)
		return fail(err, HINGE_EUSAGE, "%zu plates on %u channels", cal->plates, channels);
	length = record_bytes(cal, channels);
	if (length > room)
		return fail(err, HINGE_EUSAGE, "a calibration of %zu bytes in a memory of %zu",
			    length, room);
	memset(bytes, 0, length);
	ret = put_header(bytes, cal, channels, err);
	records = end = plates + cal->plates * HCAL_PLATE_BYTES;
	for (unsigned c = 0; c < channels; c++, end += HCAL_CHANNEL_BYTES) {
		end[CHANNEL_PLATE] = UNUSED_CHANNEL;
		end[CHANNEL_GAIN] = cal->gain_log2[c];
	}
	for (size_t p = 0; !ret && p < cal->plates; p++) {
		ret = put_plate(plates + p * HCAL_PLATE_BYTES, &cal->plate[p], err);
		if (!ret)
			ret = put_channels(records, cal, p, channels, err);
		if (!ret && cal->plate[p].has_matrix)
			end = put_matrix(end, &cal->plate[p]);
	}
	if (ret)
		return ret;
	put_u16(bytes + AT_LENGTH, (uint16_t)length);
	put_u32(bytes + AT_CRC, record_crc(bytes, length));
	*size = length;
	return 0;
}
