/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/calibration/record.h"
#include "acquisition/hpp/text.h"
#include "formats/memory/bytes.h"

#include <math.h>

static double get_double(const uint8_t *bytes)
{
	uint64_t bits = get_u64(bytes);
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* A record as it is read: what stands before at is done. */
struct record {
	const uint8_t *bytes, *at, *end;
	struct error *err;
};

/* The next so many bytes, NULL = the record ends before. */
static const uint8_t *record_take(struct record *record, size_t bytes)
{
	const uint8_t *at = record->at;

	if ((size_t)(record->end - at) < bytes) {
		fail(record->err, HINGE_EDEVICE, "HCAL: the record ends before its contents do");
		return NULL;
	}
	record->at += bytes;
	return at;
}

static bool is_blank(const uint8_t *bytes, size_t size)
{
	return size < HCAL_HEADER_BYTES || !memcmp(bytes, "\xff\xff\xff\xff", 4) ||
	       !memcmp(bytes, "\0\0\0\0", 4);
}

/* Magic, version, length, checksum. */
static int record_open(struct record *record, const uint8_t *bytes, size_t size, struct error *err)
{
	size_t length;

	if (is_blank(bytes, size))
		return fail(err, HINGE_EREFUSED, "the plate holds no calibration");
	if (memcmp(bytes, record_magic, sizeof(record_magic)))
		return fail(err, HINGE_EDEVICE, "HCAL: the memory holds something else");
	if (get_u16(bytes + AT_VERSION) >> 8 != HCAL_VERSION >> 8)
		return fail(err, HINGE_EDEVICE, "HCAL: version %u.%u, expected 1",
			    bytes[AT_VERSION + 1], bytes[AT_VERSION]);
	length = get_u16(bytes + AT_LENGTH);
	if (length < HCAL_HEADER_BYTES || length > size)
		return fail(err, HINGE_EDEVICE, "HCAL: %zu bytes long in a memory of %zu", length,
			    size);
	if (get_u32(bytes + AT_CRC) != record_crc(bytes, length))
		return fail(err, HINGE_EDEVICE,
			    "HCAL: wrong checksum: the calibration is damaged, calibrate anew");
	*record = (struct record){bytes, bytes + HCAL_HEADER_BYTES, bytes + length, err};
	return 0;
}

static int read_header(struct hpp_calibration *cal, const struct record *record, unsigned channels)
{
	const uint8_t *bytes = record->bytes;
	int16_t centi = (int16_t)get_u16(bytes + AT_TEMPERATURE);

	cal->plates = bytes[AT_PLATES];
	if (cal->plates < 1 || cal->plates > PLATES_MAX)
		return fail(record->err, HINGE_EDEVICE, "HCAL: %zu plates, expected 1 to %d",
			    cal->plates, PLATES_MAX);
	if (bytes[AT_CHANNELS] != channels)
		return fail(record->err, HINGE_EDEVICE, "HCAL: %u channels, the plate has %u",
			    bytes[AT_CHANNELS], channels);
	cal->temperature_c = centi == HPP_TEMPERATURE_NONE ? (double)NAN : centi / 100.0;
	if (fabs(cal->temperature_c) > TEMPERATURE_MAX_C)
		return fail(record->err, HINGE_EDEVICE, "HCAL: calibrated at %g degrees C",
			    cal->temperature_c);
	if (!hpp_text_read(cal->date, bytes + AT_DATE, HCAL_DATE_BYTES) ||
	    (cal->date[0] && !date_is_possible(cal->date)))
		return fail(record->err, HINGE_EDEVICE, "HCAL: the date is none");
	if (!hpp_text_read(cal->certificate, bytes + AT_CERTIFICATE, HCAL_CERTIFICATE_BYTES))
		return fail(record->err, HINGE_EDEVICE,
			    "HCAL: the certificate is not printable ASCII");
	return 0;
}

static int read_plate(struct plate *plate, struct record *record)
{
	const uint8_t *bytes = record_take(record, HCAL_PLATE_BYTES);

	if (!bytes)
		return HINGE_EDEVICE;
	if (!hpp_text_read(plate->name, bytes + PLATE_NAME, PLATE_NAME_BYTES) || !plate->name[0])
		return fail(record->err, HINGE_EDEVICE, "HCAL: a plate without a printable name");
	if (bytes[PLATE_FOOT] > FOOT_BOTH)
		return fail(record->err, HINGE_EDEVICE, "HCAL: plate %s: foot %u", plate->name,
			    bytes[PLATE_FOOT]);
	plate->foot = (enum foot)bytes[PLATE_FOOT];
	plate->kind = PLATE_CELLS;
	return 0;
}

static int read_channel(struct hpp_calibration *cal, struct record *record, unsigned channel)
{
	const uint8_t *bytes = record_take(record, HCAL_CHANNEL_BYTES);
	struct plate *plate;
	struct cell *cell;

	if (!bytes)
		return HINGE_EDEVICE;
	cal->gain_log2[channel] = bytes[CHANNEL_GAIN];
	if (bytes[CHANNEL_GAIN] > HPP_GAIN_LOG2_MAX)
		return fail(record->err, HINGE_EDEVICE, "HCAL: channel %u: gain 2^%u", channel,
			    bytes[CHANNEL_GAIN]);
	if (bytes[CHANNEL_PLATE] == UNUSED_CHANNEL)
		return 0;
	if (bytes[CHANNEL_PLATE] >= cal->plates || bytes[CHANNEL_KIND] != KIND_VERTICAL_CELL)
		return fail(record->err, HINGE_EDEVICE, "HCAL: channel %u: plate %u, kind %u",
			    channel, bytes[CHANNEL_PLATE], bytes[CHANNEL_KIND]);
	plate = &cal->plate[bytes[CHANNEL_PLATE]];
	if (plate->cells == PLATE_CELLS_MAX)
		return fail(record->err, HINGE_EDEVICE, "HCAL: plate %s: more than %d cells",
			    plate->name, PLATE_CELLS_MAX);
	cell = &plate->cell[plate->cells++];
	cell->column = (int)channel;
	cell->x_m = (int32_t)get_u32(bytes + CHANNEL_X) / UM_PER_M;
	cell->y_m = (int32_t)get_u32(bytes + CHANNEL_Y) / UM_PER_M;
	cell->newton_per_unit = get_double(bytes + CHANNEL_SCALE);
	cell->zero = get_double(bytes + CHANNEL_ZERO);
	if (!cell_is_possible(cell))
		return fail(record->err, HINGE_EDEVICE,
			    "HCAL: channel %u: %g N a count, zero %g, at %g, %g m", channel,
			    cell->newton_per_unit, cell->zero, cell->x_m, cell->y_m);
	return 0;
}

static int read_matrix(struct plate *plate, struct record *record)
{
	const uint8_t *at = record_take(record, plate->cells * plate->cells * MATRIX_BYTES);

	if (!at)
		return HINGE_EDEVICE;
	plate->has_matrix = true;
	for (size_t i = 0; i < plate->cells; i++)
		for (size_t j = 0; j < plate->cells; j++, at += MATRIX_BYTES) {
			plate->matrix[i][j] = get_double(at);
			if (!isfinite(plate->matrix[i][j]))
				return fail(record->err, HINGE_EDEVICE,
					    "HCAL: plate %s: crosstalk that is no number",
					    plate->name);
		}
	return 0;
}

static int read_plates(struct hpp_calibration *cal, struct record *record, unsigned channels)
{
	int ret = 0;

	for (size_t p = 0; !ret && p < cal->plates; p++)
		ret = read_plate(&cal->plate[p], record);
	for (unsigned c = 0; !ret && c < channels; c++)
		ret = read_channel(cal, record, c);
	for (size_t p = 0; !ret && p < cal->plates; p++) {
		if (!cal->plate[p].cells)
			ret = fail(record->err, HINGE_EDEVICE, "HCAL: plate %s: no cells",
				   cal->plate[p].name);
		else if (record->bytes[AT_MATRICES] >> p & 1)
			ret = read_matrix(&cal->plate[p], record);
	}
	return ret;
}

static bool shares_a_foot(const struct hpp_calibration *cal)
{
	bool taken[FOOT_BOTH + 1] = {false};

	for (size_t p = 0; p < cal->plates; p++) {
		enum foot foot = cal->plate[p].foot;

		if ((foot == FOOT_LEFT || foot == FOOT_RIGHT) && taken[foot])
			return true;
		taken[foot] = true;
	}
	return false;
}

int hpp_calibration_decode(struct hpp_calibration *out, const uint8_t *bytes, size_t size,
			   unsigned channels, struct error *err)
{
	struct hpp_calibration cal;
	struct record record = {.err = err};
	int ret = record_open(&record, bytes, size, err);

	if (ret)
		return ret;
	calibration_init(&cal);
	ret = read_header(&cal, &record, channels);
	if (!ret)
		ret = read_plates(&cal, &record, channels);
	if (ret)
		return ret;
	if (shares_a_foot(&cal))
		return fail(err, HINGE_EDEVICE, "HCAL: two plates for the same foot");
	*out = cal;
	return 0;
}
