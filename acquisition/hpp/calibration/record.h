/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HCAL record: offsets, and the rules that reading and writing share. */
#ifndef ACQUISITION_HPP_CALIBRATION_RECORD_H
#define ACQUISITION_HPP_CALIBRATION_RECORD_H

#include "acquisition/hpp/calibration.h"

enum { HCAL_VERSION = 0x0100, UNUSED_CHANNEL = 255, KIND_VERTICAL_CELL = 0, MATRIX_BYTES = 8 };
enum { TEMPERATURE_MAX_C = 300 };
#define UM_PER_M 1e6

/* Offsets in the header */
enum {
	AT_VERSION = 4,
	AT_LENGTH = 6,
	AT_CRC = 8,
	AT_PLATES = 12,
	AT_CHANNELS = 13,
	AT_MATRICES = 14,
	AT_TEMPERATURE = 16,
	AT_DATE = 20,
	AT_CERTIFICATE = 32
};

/* of a plate, of a channel */
enum { PLATE_NAME = 0, PLATE_NAME_BYTES = 24, PLATE_FOOT = 24 };
enum {
	CHANNEL_PLATE = 0,
	CHANNEL_KIND = 1,
	CHANNEL_GAIN = 2,
	CHANNEL_X = 4,
	CHANNEL_Y = 8,
	CHANNEL_SCALE = 16,
	CHANNEL_ZERO = 24
};

extern const uint8_t record_magic[4];

/* Of all bytes but those of the checksum itself. */
uint32_t record_crc(const uint8_t *bytes, size_t length);
bool date_is_possible(const char *); /* "2026-11-22" */
bool cell_is_possible(const struct cell *);
/* Plates as a recording has them where nothing is known. */
void calibration_init(struct hpp_calibration *);

#endif
