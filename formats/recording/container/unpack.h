/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed samples as numbers. */
#ifndef FORMATS_RECORDING_CONTAINER_UNPACK_H
#define FORMATS_RECORDING_CONTAINER_UNPACK_H

#include <stddef.h>

/* count little-endian 24-bit integers, -2^23 .. 2^23 - 1; bytes[-1] must be readable. */
void unpack_24_bit(const unsigned char *bytes, size_t count, double *out);

#endif
