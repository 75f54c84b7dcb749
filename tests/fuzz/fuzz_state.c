/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon reads back after a restart beside certificates (fuzz_plates.c): the zeros, and
 * what a plate is for. Zeros that are accepted must be written as zeros that say the same. */
#include "formats/plates/roles.h"
#include "tools/hinged/station/errands/zeros.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_zero(const struct zero *zero)
{
	check(zero->channels <= CHANNELS_MAX && zero->plates <= PLATES_MAX);
	for (size_t c = 0; c < zero->channels; c++)
		check(isfinite(zero->channel[c]));
	for (size_t p = 0; p < zero->plates; p++)
		check(isfinite(zero->plate[p].mean_n) && isfinite(zero->plate[p].sd_n));
	zero_is_fresh(zero, 1795341600);
}

static void check_zeros(const struct zeros *zeros)
{
	struct zeros again;
	char *first = zeros_text(zeros), *second;
	struct error err;

	check(first);
	check(!zeros_parse(&again, first, strlen(first), "again", &err));
	second = zeros_text(&again);
	check(second && !strcmp(first, second));
	for (size_t i = 0; i < zeros->count; i++) {
		check_zero(&zeros->zero[i]);
		check(zeros_find(zeros, zeros->zero[i].source) == &zeros->zero[i]);
	}
	free(first);
	free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct zeros zeros;
	struct plate_role role;
	struct error err = {0};
	int ret = zeros_parse(&zeros, text, size, "zeros.json", &err);

	check(!ret == !err.code && (!ret || !zeros.count));
	if (!ret)
		check_zeros(&zeros);
	if (!role_parse(&role, text, size, "role.json", &err)) {
		check(role.foot == FOOT_LEFT || role.foot == FOOT_RIGHT ||
		      role.foot == FOOT_UNKNOWN);
		check(role.certificate >= 0);
	}
	return 0;
}
