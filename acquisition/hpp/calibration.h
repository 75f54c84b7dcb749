/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plate knows of its cells, kept in its own memory as an HCAL record (docs/usb-protocol.md):
 * where they stand, what a count is worth, who says so. */
#ifndef ACQUISITION_HPP_CALIBRATION_H
#define ACQUISITION_HPP_CALIBRATION_H

#include "acquisition/hpp/hpp.h"
#include "formats/layout.h"

enum {
	HCAL_HEADER_BYTES = 96,
	HCAL_PLATE_BYTES = 32,
	HCAL_CHANNEL_BYTES = 32,
	HCAL_DATE_BYTES = 12,
	HCAL_CERTIFICATE_BYTES = 64
};

struct hpp_calibration {
	size_t plates; /* 1..PLATES_MAX, all PLATE_CELLS; column = the device's channel */
	struct plate plate[PLATES_MAX];
	uint8_t gain_log2[HPP_CHANNELS_MAX]; /* that newton_per_unit holds for */
	double temperature_c;                /* when calibrated; NaN = not known */
	char date[HCAL_DATE_BYTES + 1];      /* "2026-11-22" or "" */
	char certificate[HCAL_CERTIFICATE_BYTES + 1];
};

/* bytes: the calibration memory of a device of so many channels. HINGE_EREFUSED where it was never
 * written, HINGE_EDEVICE where it is damaged or contradicts itself. */
int hpp_calibration_decode(struct hpp_calibration *out, const uint8_t *bytes, size_t size,
			   unsigned channels, struct error *);
/* *size: the bytes used of room. HINGE_EUSAGE where something cannot be said in a record. */
int hpp_calibration_encode(uint8_t *bytes, size_t room, size_t *size,
			   const struct hpp_calibration *, unsigned channels, struct error *);

/* Plates, certificate and date, to and from a recording. */
void hpp_calibration_to_info(struct recording_info *, const struct hpp_calibration *);
/* HINGE_EUSAGE where a text is too long. Gains 0, no temperature. */
int hpp_calibration_from_info(struct hpp_calibration *, const struct recording_info *,
			      struct error *);

#endif
