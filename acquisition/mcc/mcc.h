/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Measurement Computing USB-1608FS-Plus understands and sends: eight inputs of 16 bit, for
 * plates with analogue outputs. Facts as known from the maker's protocol: vendor requests to the
 * device, scans as a stream without counts or checks on bulk IN. All integers little-endian. */
#ifndef ACQUISITION_MCC_MCC_H
#define ACQUISITION_MCC_MCC_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MCC_VENDOR = 0x09db, MCC_USB_1608FS_PLUS = 0x00ea };
enum { MCC_TYPE_OUT = 0x40, MCC_TYPE_IN = 0xc0 };
enum mcc_request {
	MCC_SCAN_START = 0x11,  /* OUT, MCC_SCAN_START_BYTES */
	MCC_SCAN_STOP = 0x12,   /* OUT */
	MCC_CONFIG = 0x14,      /* OUT, a range code per channel */
	MCC_CLEAR_FIFO = 0x15,  /* OUT */
	MCC_CALIBRATION = 0x30, /* IN, value = address */
	MCC_BLINK = 0x41,       /* OUT, one byte: how often */
	MCC_STATUS = 0x44       /* IN, u16 */
};
enum { MCC_STATUS_RUNNING = 1 << 1, MCC_STATUS_OVERRUN = 1 << 2 };
enum {
	MCC_CHANNELS = 8,
	MCC_SCAN_BYTES = 2 * MCC_CHANNELS,
	MCC_SCAN_START_BYTES = 10,
	MCC_RANGES = 8,
	MCC_CALIBRATION_BYTES = MCC_RANGES * MCC_CHANNELS * 8,
	MCC_FIFO_FRAMES = 32768 / MCC_CHANNELS,
	MCC_ZERO_CODE = 32768 /* of 0 V */
};
enum { MCC_RATE_MAX_HZ = 100000 };

/* 0, or -1 where the device has no such range: 1, 2, 5 or 10 V to either side. */
int mcc_range_code(double volt);
/* The divisor of the 40 MHz clock that comes nearest, and the rate that it makes. */
uint32_t mcc_pacer(double rate_hz, double *actual_hz);
/* A scan of all channels without an end. ramp: the device counts its samples instead. */
void mcc_put_scan_start(uint8_t data[MCC_SCAN_START_BYTES], uint32_t pacer, bool ramp);

/* Volt = (code * slope + intercept - MCC_ZERO_CODE) * range / MCC_ZERO_CODE. */
struct mcc_correction {
	double slope[MCC_CHANNELS], intercept[MCC_CHANNELS];
};
/* Of one range, from the device's memory. HINGE_EDEVICE where a figure is no possible one. */
int mcc_get_correction(struct mcc_correction *, const uint8_t data[MCC_CALIBRATION_BYTES],
		       int range_code, struct error *);

/* Counts = code - MCC_ZERO_CODE, as the ADC gave them. */
void mcc_unpack(int32_t *counts, const uint8_t *data, size_t frames);
/* What a scan with ramp holds: samples count from 0 modulo 2^16, channel after channel. */
int32_t mcc_ramp(int64_t frame, size_t channel);

#endif
