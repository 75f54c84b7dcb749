/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/tier.h"

#include <stddef.h>
#include <string.h>

static const struct tier tiers[] = {
	{
		.name = "clean",
		.load_ratio = {0.4, 2.2},
		.lift_s = {0.8, 2.6},
		.lead_s = {2.1, 2.5},
		.tail_s = {1.2, 1.6},
		.bits = 24,
	},
	{
		.name = "lab",
		.load_ratio = {0.4, 2.2},
		.lift_s = {0.8, 2.6},
		.lead_s = {2.1, 2.5},
		.tail_s = {1.2, 1.6},
		.fail = 0.05,
		.drop = 0.05,
		.noise_n = {0.5, 1},
		.hum_n = {0, 1},
		.tremor_n = {2, 4},
		.drift_n = 0.1,
		.tare_n = 5,
		.zero_n = 5,
		.lag_s = 0.015,
		.bits = 24,
	},
	{
		.name = "gym",
		.load_ratio = {0.4, 2.2},
		.lift_s = {0.8, 2.6},
		.lead_s = {2.1, 2.5},
		.tail_s = {1.2, 1.6},
		.fail = 0.12,
		.drop = 0.12,
		.noise_n = {0.5, 2},
		.hum_n = {0, 3},
		.tremor_n = {2, 6},
		.drift_n = 0.1,
		.tare_n = 10,
		.zero_n = 10,
		.gain = 0.001,
		.lag_s = 0.04,
		.bits = 22,
	},
	{
		.name = "adversarial",
		.load_ratio = {0.2, 2.2},
		.lift_s = {0.8, 5},
		.lead_s = {0, 2.5},
		.tail_s = {0, 1.5},
		.fail = 0.2,
		.drop = 0.2,
		.noise_n = {0.5, 2},
		.hum_n = {0, 3},
		.tremor_n = {2, 6},
		.drift_n = 0.2,
		.tare_n = 10,
		.zero_n = 20,
		.gain = 0.01,
		.lag_s = 0.04,
		.skew_s = 0.002,
		.clock = 50e-6,
		.bits = 16,
		.fault_probability = 0.2,
	},
};

const struct tier *tier_named(const char *name)
{
	for (size_t i = 0; i < sizeof(tiers) / sizeof(tiers[0]); i++)
		if (!strcmp(tiers[i].name, name))
			return &tiers[i];
	return &tiers[0];
}
