/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every question, one row each (docs/methods.md#findings). */
#include "analysis/findings/findings.h"

#include <string.h>

#define BIT(outcome) (1u << (outcome))

enum {
	CHANGE = BIT(OUTCOME_NO_EVIDENCE) | BIT(OUTCOME_INDICATED) | BIT(OUTCOME_CONSISTENT),
	MEAN = CHANGE | BIT(OUTCOME_EQUIVALENT) | BIT(OUTCOME_BORDERLINE),
	TREND = BIT(OUTCOME_NO_EVIDENCE) | BIT(OUTCOME_INDICATED) | BIT(OUTCOME_DESCRIPTIVE),
};

static double asymmetry_delta(const struct config *config)
{
	return config->asymmetry_delta_pct;
}

static double shift_delta(const struct config *config)
{
	return config->shift_delta_pct;
}

static double drift_min(const struct config *config)
{
	return config->drift_min_pct;
}

static int min_reps(const struct config *config)
{
	return config->min_reps;
}

static int min_reps_trend(const struct config *config)
{
	return config->min_reps_trend;
}

#define PRIMARY(id_, name_, of_, outcomes_, limit_, reps_, ask_)                                \
	{                                                                                       \
		.id = id_, .name = name_, .family = "A", .unit = "%", .of = of_,                \
		.needs_sides = true, .outcomes = outcomes_, .limit = limit_, .min_reps = reps_, \
		.ask = ask_                                                                     \
	}
#define OWN(id_, name_, phase_, side_, metric_, sides_)                             \
	{                                                                           \
		.id = id_, .name = name_, .family = "B", .unit = "1",               \
		.of = {phase_, side_, metric_}, .needs_sides = sides_, .own = true, \
		.outcomes = CHANGE, .ask = ask_own                                  \
	}
#define DESCRIBED(id_, name_, phase_, side_, metric_, sides_, sum_)                    \
	{                                                                              \
		.id = id_, .name = name_, .family = "C", .unit = "1",                  \
		.of = {phase_, side_, metric_}, .needs_sides = sides_, .summed = sum_, \
		.outcomes = BIT(OUTCOME_DESCRIPTIVE), .ask = ask_described             \
	}
#define ASYMMETRY                           \
	{                                   \
		"lift", "both", "asymmetry" \
	}
#define SHIFT                                     \
	{                                         \
		"lift", "both", "asymmetry_shift" \
	}
#define FINDINGS                 \
	{                        \
		NULL, NULL, NULL \
	}

const struct question questions[] = {
	PRIMARY("C1", "load_transfer", ASYMMETRY, MEAN, asymmetry_delta, min_reps, ask_transfer),
	PRIMARY("C2", "phase_shift", SHIFT, MEAN, shift_delta, min_reps, ask_shift),
	PRIMARY("C13", "drift", FINDINGS, CHANGE, drift_min, min_reps_trend, ask_drift),

	OWN("C3", "offloading_dips", "rep", "both", "dips_per_rep", true),
	OWN("C4", "slow_onset", "slack", "both", "onset_to_liftoff", false),
	OWN("C5", "coherence", "rep", "both", "coherence_0.5_3hz", true),
	OWN("C5", "cop_spread_left", "lift", "left", "cop_ap_sd", true),
	OWN("C5", "cop_spread_right", "lift", "right", "cop_ap_sd", true),
	OWN("C6", "cop_place_left", "lift", "left", "cop_ap_mean", true),
	OWN("C6", "cop_place_right", "lift", "right", "cop_ap_mean", true),
	OWN("C7", "tremor", "rep", "both", "tremor_power", true),
	OWN("C8", "smoothness", "lift", "both", "ldlj", false),
	OWN("C10", "height_spread", "lift", "both", "displacement_cv", false),
	OWN("C11", "hold_spread", "hold", "both", "hold_share_sd", true),
	{.id = "C12",
	 .name = "load_trend",
	 .family = "B",
	 .unit = "%/(10.kg)",
	 .of = ASYMMETRY,
	 .needs_sides = true,
	 .outcomes = TREND,
	 .ask = ask_load},
	OWN("C14", "velocity_loss", "lift", "both", "velocity_loss", false),
	{.id = "C16",
	 .name = "baseline",
	 .family = "B",
	 .unit = "%",
	 .of = ASYMMETRY,
	 .needs_sides = true,
	 .outcomes = CHANGE,
	 .ask = ask_baseline},

	DESCRIBED("C2", "lower_shift", "rep", "both", "asymmetry_lower_shift", true, false),
	DESCRIBED("C9", "cop_shift_left", "lift1", "left", "cop_ap_shift_lift1", true, false),
	DESCRIBED("C9", "cop_shift_right", "lift1", "right", "cop_ap_shift_lift1", true, false),
	DESCRIBED("C9", "half_ratio", "lift", "both", "lift1_lift2_ratio", false, false),
	DESCRIBED("C15", "impulse", "set", "both", "impulse_total", false, true),
	DESCRIBED("C15", "tonnage", "set", "both", "tonnage", false, true),
};
const size_t question_count = sizeof(questions) / sizeof(questions[0]);
_Static_assert(sizeof(questions) / sizeof(questions[0]) <= QUESTIONS_MAX, "verdicts are full");

const struct question *question_find(const char *name)
{
	for (size_t i = 0; i < question_count; i++)
		if (!strcmp(questions[i].name, name))
			return &questions[i];
	return NULL;
}
