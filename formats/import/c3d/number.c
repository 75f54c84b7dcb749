/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"

#include <math.h>
#include <string.h>

unsigned c3d_word(const unsigned char *at, enum c3d_order order)
{
	return order == C3D_SGI ? (unsigned)at[0] << 8 | at[1] : (unsigned)at[1] << 8 | at[0];
}

/* F_floating of the VAX: two words, the one with sign and exponent first; 0.1mmm times a power of
 * two, and no infinities. */
static double dec_real(uint32_t bits)
{
	int exponent = (int)(bits >> 23 & 0xff);
	double fraction = ldexp((double)((bits & 0x7fffff) | 0x800000), -24);

	if (!exponent)
		return bits >> 31 ? (double)NAN : 0.0;
	return ldexp(bits >> 31 ? -fraction : fraction, exponent - 128);
}

double c3d_real(const unsigned char *at, enum c3d_order order)
{
	uint32_t first = c3d_word(at, order), second = c3d_word(at + 2, order), bits;
	float real;

	if (order == C3D_DEC)
		return dec_real(first << 16 | second);
	bits = order == C3D_SGI ? first << 16 | second : second << 16 | first;
	memcpy(&real, &bits, sizeof(real));
	return (double)real;
}
