/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/container/unpack.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* One load a sample: the byte before falls out in the shift that brings the sign. */
void unpack_24_bit(const unsigned char *bytes, size_t count, double *out)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t word;

		memcpy(&word, bytes + 3 * i - 1, sizeof(word));
		out[i] = (int32_t)le32toh(word) >> 8;
	}
}
