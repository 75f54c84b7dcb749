/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ADC behind the emulated iiod: its scans, and its description as XML. */
#ifndef TESTS_SUPPORT_IIOD_ADC_H
#define TESTS_SUPPORT_IIOD_ADC_H

#include "tests/support/iiod.h"

enum { IIOD_TEXT_MAX = 16384 };

struct iiod_text {
	char at[IIOD_TEXT_MAX];
	size_t used;
};

double iiod_rate(struct iiod *);
size_t iiod_scan_size(const struct iiod *);
void iiod_put_scan(struct iiod *, uint8_t *scan, int64_t frame);
void iiod_describe(struct iiod_text *, const struct iiod *);

#endif
