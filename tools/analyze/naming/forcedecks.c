/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VALD ForceDecks, as its exports write them: isometric test, general force-time analysis, squat
 * assessment (concentric is the lift, eccentric the lowering) and stand. */
#include "tools/analyze/naming/tables.h"

#define FORCE(name, phase, metric)                  \
	{                                           \
		name, "[N]", phase, metric, 1, true \
	}
#define PLAIN(name, unit, phase, metric, scale)         \
	{                                               \
		name, unit, phase, metric, scale, false \
	}
#define AFTER_ONSET(ms)                                                                          \
	FORCE("Force at " #ms "ms", "pull", "force_at_" #ms "_ms"),                              \
		PLAIN("Net Force at " #ms "ms", "[N]", "pull", "net_force_at_" #ms "_ms", 1),    \
		{"RFD - " #ms "ms", "[N/s]", "pull", "rfd_0_" #ms "_ms", 1, true},               \
	{                                                                                        \
		"Absolute Impulse - " #ms "ms", "[N s]", "pull", "impulse_0_" #ms "_ms", 1, true \
	}

static const struct naming_column columns[] = {
	FORCE("Peak Vertical Force", "pull", "peak_force"),
	PLAIN("Peak Vertical Force / BM", "[N/kg]", "pull", "relative_peak_force_bw", 1),
	PLAIN("Net Peak Vertical Force", "[N]", "pull", "net_peak_force", 1),
	PLAIN("Start Time to Peak Force", "[s]", "pull", "time_to_peak", 1),
	AFTER_ONSET(50),
	AFTER_ONSET(100),
	AFTER_ONSET(150),
	AFTER_ONSET(200),
	AFTER_ONSET(250),
	FORCE("Minimum Force", ANY_STRETCH, "min_force"),
	FORCE("Peak Force", ANY_STRETCH, "peak_force"),
	FORCE("Overall Average Force", ANY_STRETCH, "mean_force"),
	{"Impulse", "[N s]", ANY_STRETCH, "impulse", 1, true},
	FORCE("Concentric Peak Force", "lift", "peak_force"),
	FORCE("Concentric Mean Force", "lift", "mean_force"),
	{"Concentric Impulse", "[N s]", "lift", "impulse", 1, true},
	PLAIN("Concentric Duration", "[ms]", "lift", "duration", 1e3),
	PLAIN("Concentric Peak Velocity", "[m/s]", "lift", "peak_velocity", 1),
	PLAIN("Concentric Mean Velocity", "[m/s]", "lift", "mean_velocity", 1),
	PLAIN("Peak Power", "[W]", "lift", "peak_power", 1),
	FORCE("Eccentric Mean Force", "lower", "mean_force"),
	PLAIN("Eccentric Duration", "[ms]", "lower", "duration", 1e3),
	PLAIN("Total Excursion", "[mm]", "standing", "cop_path_length", 1e3),
	PLAIN("Mean Velocity", "[mm/s]", "standing", "cop_mean_speed", 1e3),
	PLAIN("Area of CoP Ellipse", "[mm sq]", "standing", "cop_ellipse_area", 1e6),
	{NULL, NULL, NULL, NULL, 0, false},
};

const struct naming naming_forcedecks = {"forcedecks", columns};
