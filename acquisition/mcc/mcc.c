/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/mcc/mcc.h"

#include <endian.h>
#include <math.h>
#include <string.h>

#define CLOCK_HZ 40e6

enum { OPTION_DEBUG = 1 << 5 };

int mcc_range_code(double volt)
{
	static const struct {
		double volt;
		int code;
	} ranges[] = {{10, 0}, {5, 1}, {2, 3}, {1, 5}};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (ranges[i].volt == volt)
			return ranges[i].code;
	return -1;
}

uint32_t mcc_pacer(double rate_hz, double *actual_hz)
{
	double ticks = rint(CLOCK_HZ / rate_hz);

	*actual_hz = CLOCK_HZ / ticks;
	return (uint32_t)ticks - 1;
}

void mcc_put_scan_start(uint8_t data[MCC_SCAN_START_BYTES], uint32_t pacer, bool ramp)
{
	uint32_t little = htole32(pacer);

	memset(data, 0, MCC_SCAN_START_BYTES); /* of endless length */
	memcpy(data + 4, &little, sizeof(little));
	data[8] = (1 << MCC_CHANNELS) - 1;
	data[9] = ramp ? OPTION_DEBUG : 0;
}

static double get_float(const uint8_t *data)
{
	uint32_t bits;
	float value;

	memcpy(&bits, data, sizeof(bits));
	bits = le32toh(bits);
	memcpy(&value, &bits, sizeof(value));
	return (double)value;
}

int mcc_get_correction(struct mcc_correction *correction, const uint8_t data[MCC_CALIBRATION_BYTES],
		       int range_code, struct error *err)
{
	for (int c = 0; c < MCC_CHANNELS; c++) {
		const uint8_t *entry = data + (ptrdiff_t)(range_code * MCC_CHANNELS + c) * 8;
		double slope = get_float(entry), intercept = get_float(entry + 4);

		/* an ADC is never off by a tenth; a memory that was erased is NaN */
		if (!(fabs(slope - 1) < 0.1) || !(fabs(intercept) < 0.1 * MCC_ZERO_CODE))
			return fail(err, HINGE_EDEVICE,
				    "the calibration in its memory is damaged: slope %g and "
				    "intercept %g of input %d",
				    slope, intercept, c + 1);
		correction->slope[c] = slope;
		correction->intercept[c] = intercept;
	}
	return 0;
}

void mcc_unpack(int32_t *counts, const uint8_t *data, size_t frames)
{
	for (size_t i = 0; i < frames * MCC_CHANNELS; i++)
		counts[i] = (data[2 * i] | data[2 * i + 1] << 8) - MCC_ZERO_CODE;
}

int32_t mcc_ramp(int64_t frame, size_t channel)
{
	return (int32_t)((uint64_t)(frame * MCC_CHANNELS + (int64_t)channel) & 0xffff) -
	       MCC_ZERO_CODE;
}
