/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured and what is asked of it: the gates of the specification. */
#include "tests/accuracy/events.h"
#include "tests/accuracy/findings.h"
#include "tests/accuracy/table.h"

#define PERCENT      .unit = "%", .decimals = 2, .scale = 100
#define MILLISECONDS .unit = "ms", .decimals = 1, .scale = 1
#define KILOGRAM     .unit = "kg", .decimals = 3, .scale = 1
#define POINTS       .unit = "points", .decimals = 3, .scale = 1
#define PLAIN        .unit = "", .decimals = 4, .scale = 1
#define EACH(x)               \
	{                     \
		(x), (x), (x) \
	}
#define AT_MOST(x)  .kind = GATE_AT_MOST, .bound = EACH(x)
#define AT_LEAST(x) .kind = GATE_AT_LEAST, .bound = EACH(x)

const struct quantity event_quantities[] = {
	{"reps, F1", .measure = EVENT_REPS, .statistic = STATISTIC_F1, PLAIN, .kind = GATE_AT_LEAST,
	 .bound = {0.995, 0.97, 0.98}},
	{"reps, precision", .measure = EVENT_REPS, .statistic = STATISTIC_PRECISION, PLAIN},
	{"reps, recall", .measure = EVENT_REPS, .statistic = STATISTIC_RECALL, PLAIN},
	{"kind and end of a found rep right", .measure = EVENT_KIND, .statistic = STATISTIC_RATE,
	 PERCENT, AT_LEAST(98)},
	{"lift-off, median", .measure = EVENT_LIFTOFF, .statistic = STATISTIC_MEDIAN, MILLISECONDS,
	 AT_MOST(10)},
	{"lift-off, P95", .measure = EVENT_LIFTOFF, .statistic = STATISTIC_P95, MILLISECONDS,
	 AT_MOST(50)},
	{"touchdown, median", .measure = EVENT_TOUCHDOWN, .statistic = STATISTIC_MEDIAN,
	 MILLISECONDS, AT_MOST(4)},
	{"touchdown, P95", .measure = EVENT_TOUCHDOWN, .statistic = STATISTIC_P95, MILLISECONDS,
	 AT_MOST(20)},
	{"lockout, median", .measure = EVENT_LOCKOUT, .statistic = STATISTIC_MEDIAN, MILLISECONDS,
	 AT_MOST(20)},
	{"lockout, P95", .measure = EVENT_LOCKOUT, .statistic = STATISTIC_P95, MILLISECONDS,
	 AT_MOST(100)},
	{"onset, 20 N of the pull, median", .measure = EVENT_ONSET, .statistic = STATISTIC_MEDIAN,
	 MILLISECONDS, AT_MOST(10)},
	{"onset, 20 N of the pull, P95", .measure = EVENT_ONSET, .statistic = STATISTIC_P95,
	 MILLISECONDS},
	{"onset, 20 N on the ground, median", .measure = EVENT_ONSET_GROUND,
	 .statistic = STATISTIC_MEDIAN, MILLISECONDS, AT_MOST(10)},
	{"onset, 20 N on the ground, P95", .measure = EVENT_ONSET_GROUND,
	 .statistic = STATISTIC_P95, MILLISECONDS},
	{"body mass, median", .measure = EVENT_BODY_MASS, .statistic = STATISTIC_MEDIAN, KILOGRAM,
	 AT_MOST(0.05)},
	{"body mass, P95", .measure = EVENT_BODY_MASS, .statistic = STATISTIC_P95, KILOGRAM,
	 AT_MOST(0.15)},
	{"bar mass from force, median", .measure = EVENT_BAR_MASS, .statistic = STATISTIC_MEDIAN,
	 KILOGRAM, AT_MOST(0.3)},
	{"bar mass from force, P95", .measure = EVENT_BAR_MASS, .statistic = STATISTIC_P95,
	 KILOGRAM, AT_MOST(1)},
	{"asymmetry over LIFT, RMS error", .measure = EVENT_AI_LIFT, .statistic = STATISTIC_RMS,
	 POINTS, AT_MOST(0.15)},
	{"asymmetry over LIFT, P95", .measure = EVENT_AI_LIFT, .statistic = STATISTIC_P95, POINTS,
	 AT_MOST(0.3)},
	{"fewer than 5 lifts: no finding", .measure = EVENT_TOO_FEW, .statistic = STATISTIC_RATE,
	 PERCENT, AT_LEAST(100)},
	{"5 lifts or more: not enough data", .measure = EVENT_INSUFFICIENT,
	 .statistic = STATISTIC_RATE, PERCENT},
	{"sets not measurable", .measure = EVENT_NOT_MEASURABLE, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"sets rejected", .measure = EVENT_REJECTED, .statistic = STATISTIC_RATE, PERCENT},
	{"found lifts not valid", .measure = EVENT_INVALID, .statistic = STATISTIC_RATE, PERCENT},
	{"body mass not known", .measure = EVENT_NO_BODY, .statistic = STATISTIC_RATE, PERCENT},
	{"bar mass not known", .measure = EVENT_NO_BAR, .statistic = STATISTIC_RATE, PERCENT},
	{"spoilt sets refused", .measure = EVENT_SPOILT_REFUSED, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"body mass of the others, P95", .measure = EVENT_SPOILT_BODY, .statistic = STATISTIC_P95,
	 KILOGRAM},
	{"spoilt reps found", .measure = EVENT_SPOILT_FOUND, .statistic = STATISTIC_RATE, PERCENT},
	{"spoilt reps found and called valid", .measure = EVENT_SPOILT_VALID,
	 .statistic = STATISTIC_RATE, PERCENT},
	{"asymmetry of these, P95", .measure = EVENT_SPOILT_AI, .statistic = STATISTIC_P95, POINTS},
};
const size_t event_quantity_count = sizeof(event_quantities) / sizeof(event_quantities[0]);

const struct quantity decision_quantities[] = {
	{"symmetric sets with an alarm", .measure = DECISION_ALARM, .statistic = STATISTIC_RATE,
	 PERCENT, AT_MOST(1)},
	{"... of C1 load transfer", .measure = DECISION_ALARM_TRANSFER, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"... of C2 phase shift", .measure = DECISION_ALARM_SHIFT, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"... of C13 drift", .measure = DECISION_ALARM_DRIFT, .statistic = STATISTIC_RATE, PERCENT},
	{"AI 3 (the limit) called indicated", .measure = DECISION_BOUNDARY,
	 .statistic = STATISTIC_RATE, PERCENT, AT_MOST(5)},
	{"power, AI 5", .measure = DECISION_POWER_5, .statistic = STATISTIC_RATE, PERCENT,
	 AT_LEAST(65)},
	{"... of perfect figures", .measure = DECISION_IDEAL_5, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"power, AI 6", .measure = DECISION_POWER_6, .statistic = STATISTIC_RATE, PERCENT,
	 AT_LEAST(95)},
	{"... of perfect figures", .measure = DECISION_IDEAL_6, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"power, AI 8", .measure = DECISION_POWER_8, .statistic = STATISTIC_RATE, PERCENT,
	 AT_LEAST(99)},
	{"... of perfect figures", .measure = DECISION_IDEAL_8, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"power, phase shift 5 points", .measure = DECISION_POWER_SHIFT,
	 .statistic = STATISTIC_RATE, PERCENT, AT_LEAST(90)},
	{"... of perfect figures", .measure = DECISION_IDEAL_SHIFT, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"power, drift of 1 a rep", .measure = DECISION_POWER_DRIFT, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"... of perfect figures", .measure = DECISION_IDEAL_DRIFT, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"95-percent interval covers the nominal AI", .measure = DECISION_COVERAGE,
	 .statistic = STATISTIC_RATE, PERCENT, .kind = GATE_WITHIN, .bound = {93, 97}},
	{"... in spoilt sets with an answer", .measure = DECISION_SPOILT_COVERAGE,
	 .statistic = STATISTIC_RATE, PERCENT},
	{"p of C1 at the limit, distance from uniform", .measure = DECISION_P_TRANSFER,
	 .statistic = STATISTIC_KS, PLAIN},
	{"p of C1 at the limit, p <= 0.05", .measure = DECISION_P_TRANSFER,
	 .statistic = STATISTIC_BELOW_05, PERCENT, AT_MOST(5)},
	{"p of C1 at the limit, p <= 0.01", .measure = DECISION_P_TRANSFER,
	 .statistic = STATISTIC_BELOW_01, PERCENT, AT_MOST(1)},
	{"p of C13 without drift, p <= 0.05", .measure = DECISION_P_DRIFT,
	 .statistic = STATISTIC_BELOW_05, PERCENT, AT_MOST(5)},
	{"p of C13 without drift, p <= 0.01", .measure = DECISION_P_DRIFT,
	 .statistic = STATISTIC_BELOW_01, PERCENT, AT_MOST(1)},
	{"sets without an answer", .measure = DECISION_UNANSWERED, .statistic = STATISTIC_RATE,
	 PERCENT},
	{"spoilt sets without an answer", .measure = DECISION_SPOILT_UNANSWERED,
	 .statistic = STATISTIC_RATE, PERCENT},
};
const size_t decision_quantity_count = sizeof(decision_quantities) / sizeof(decision_quantities[0]);
