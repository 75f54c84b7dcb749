/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate's answers and its calibration memory. The first byte says which decoder, the second what
 * is made right first. What is read can be written, and is then read as the same. */
#include "acquisition/hpp/calibration.h"
#include "formats/files.h"
#include "formats/memory/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void read_info(uint8_t *bytes, size_t size, bool mend)
{
	uint8_t again[HPP_INFO_BYTES];
	struct hpp_info info, twice;

	if (mend && size >= 6) {
		memcpy(bytes, "HPP1", 4);
		bytes[5] = 1;
	}
	if (hpp_info_decode(&info, bytes, size, NULL))
		return;
	hpp_info_encode(again, &info);
	check(!hpp_info_decode(&twice, again, sizeof(again), NULL));
	check(!memcmp(again, bytes, 32) && !strcmp(info.model, twice.model));
	check(info.cal_bytes <= HPP_CAL_MAX && info.rate_min_mhz);
}

static void read_config(uint8_t *bytes, size_t size, bool mend)
{
	uint8_t again[HPP_CONFIG_BYTES];
	struct hpp_config config;

	(void)mend;
	if (hpp_config_decode(&config, bytes, size, NULL))
		return;
	hpp_config_encode(again, &config);
	check(!memcmp(again, bytes, sizeof(again)) && hpp_config_channels(&config) >= 1);
}

static void read_status(uint8_t *bytes, size_t size, bool mend)
{
	uint8_t again[HPP_STATUS_BYTES];
	struct hpp_status status;

	(void)mend;
	if (hpp_status_decode(&status, bytes, size, NULL))
		return;
	hpp_status_encode(again, &status);
	check(!memcmp(again, bytes, sizeof(again)));
}

static void read_setup(uint8_t *bytes, size_t size, bool mend)
{
	uint8_t again[HPP_SETUP_BYTES];
	struct hpp_setup setup;

	(void)mend;
	if (size < HPP_SETUP_BYTES)
		return;
	hpp_setup_decode(&setup, bytes);
	hpp_setup_encode(again, &setup);
	check(!memcmp(again, bytes, sizeof(again)));
}

static void read_time(uint8_t *bytes, size_t size, bool mend)
{
	uint8_t again[HPP_TIME_BYTES];
	uint64_t ns;

	(void)mend;
	if (hpp_time_decode(&ns, bytes, size, NULL)) {
		check(size != HPP_TIME_BYTES);
		return;
	}
	hpp_time_encode(again, ns);
	check(size == HPP_TIME_BYTES && !memcmp(again, bytes, sizeof(again)));
}

/* Magic, version, length and checksum right; texts are texts. */
static void mend_record(uint8_t *bytes, size_t size)
{
	uint32_t crc;

	if (size < HCAL_HEADER_BYTES)
		return;
	memcpy(bytes, "HCAL", 4);
	put_u16(bytes + 4, 0x0100);
	if (get_u16(bytes + 6) < HCAL_HEADER_BYTES || get_u16(bytes + 6) > size)
		put_u16(bytes + 6, (uint16_t)size);
	crc = crc32c(0, bytes, 8);
	put_u32(bytes + 8, crc32c(crc, bytes + 12, get_u16(bytes + 6) - 12u));
}

static void read_calibration(uint8_t *bytes, size_t size, bool mend)
{
	struct hpp_calibration cal, twice;
	uint8_t again[HPP_CAL_MAX];
	unsigned channels = size > 13 ? bytes[13] & 15 : 0;
	size_t used;

	if (size > UINT16_MAX)
		return;
	if (mend)
		mend_record(bytes, size);
	if (hpp_calibration_decode(&cal, bytes, size, channels, NULL))
		return;
	check(cal.plates >= 1 && cal.plates <= PLATES_MAX);
	check(!hpp_calibration_encode(again, sizeof(again), &used, &cal, channels, NULL));
	check(!hpp_calibration_decode(&twice, again, used, channels, NULL));
	for (size_t p = 0; p < cal.plates; p++)
		for (size_t i = 0; i < cal.plate[p].cells; i++) {
			const struct cell *cell = &cal.plate[p].cell[i];

			check(cell->column >= 0 && cell->column < (int)channels);
			check(!memcmp(cell, &twice.plate[p].cell[i], sizeof(*cell)));
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const readers[])(uint8_t *, size_t, bool) = {
		read_calibration, read_info, read_config, read_status, read_time, read_setup};
	uint8_t *bytes;

	if (size < 2)
		return 0;
	bytes = malloc(size - 2); /* no more, so that a byte read behind them is seen */
	if (!bytes)
		return 0;
	memcpy(bytes, data + 2, size - 2);
	readers[data[0] % 6](bytes, size - 2, data[1] & 1);
	free(bytes);
	return 0;
}
