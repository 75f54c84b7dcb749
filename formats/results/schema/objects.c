/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every group, array and table of a results file, in the order in which they are written. */
#include "formats/results/schema/schema.h"

#define AT(member) offsetof(struct content, member)
#define GROUP(p, count, leave_out, t)                                                      \
	{                                                                                  \
		.path = p, .kind = OBJECT_GROUP, .optional = leave_out, .rows = AT(count), \
		.text = t                                                                  \
	}
/* one struct a row */
#define TABLE(p, count, pointer, row, columns, t)                                        \
	{                                                                                \
		.path = p, .kind = OBJECT_TABLE, .rows = AT(count), .data = AT(pointer), \
		.stride = sizeof(row), .table = &(columns), .text = t                    \
	}
/* rows of `each` values of a C type, one after the other */
#define ROWS(count, pointer, type, each)                              \
	.kind = OBJECT_ARRAY, .rows = AT(count), .data = AT(pointer), \
	.stride = sizeof(type) * (each)
/* one member of a struct a row */
#define MEMBER(count, pointer, row, member, v, w, u)                                         \
	.kind = OBJECT_ARRAY, .rows = AT(count), .data = AT(pointer), .stride = sizeof(row), \
	.field = {NULL, v, w, offsetof(row, member), u, NULL, NULL}
#define FIELD(v, w, u) .field = {NULL, v, w, 0, u, NULL, NULL}

static void make_time(const struct content *content, size_t first, size_t count, void *out)
{
	double rate_hz = content->report.rate_hz, *time_s = out;

	for (size_t i = 0; i < count; i++)
		time_s[i] = (double)(int64_t)(first + i) / rate_hz;
}

static void make_side(const struct content *content, size_t first, size_t count, void *out)
{
	(void)content;
	for (size_t i = 0; i < count; i++)
		text_pack(first + i ? "right" : "left", (char *)out + 8 * i, 8);
}

static void make_phase(const struct content *content, size_t first, size_t count, void *out)
{
	double *phase_pct = out;

	(void)content;
	for (size_t i = 0; i < count; i++)
		phase_pct[i] = 100.0 * (double)(first + i) / (CURVE_POINTS - 1);
}

/* clang-format off */
static const struct object objects[] = {
	GROUP("/", none, false, "results of one trial"),

	GROUP("/signals", none, false, "calibrated forces, unfiltered, and what follows from them"),
	{.path = "/signals/time", .kind = OBJECT_ARRAY, .rows = AT(report.frames),
	 .compute = make_time, .rank = 1, FIELD(VALUE_F64, 8, "s"), .is_scale = "time",
	 .text = "time from the first sample"},
	{.path = "/signals/side", .fixed_rows = 2, .kind = OBJECT_ARRAY,
	 .rows = AT(sides), .compute = make_side, .rank = 1, FIELD(VALUE_TEXT, 8, "1"),
	 .is_scale = "side", .text = "foot"},
	{.path = "/signals/vgrf", ROWS(report.frames, report.vgrf_n, float, 2), .rank = 2,
	 .inner = {2}, FIELD(VALUE_F32, 4, "N"), .scale = {"/signals/time", "/signals/side"},
	 .text = "vertical ground reaction force"},
	{.path = "/signals/cop", ROWS(report.frames, report.cop_m, float, 4), .rank = 3,
	 .inner = {2, 2}, FIELD(VALUE_F32, 4, "m"), .scale = {"/signals/time", "/signals/side"},
	 .text = "centre of pressure (x to the lifter's right, y to the toes)"},
	{.path = "/signals/asymmetry", ROWS(report.frames, report.asymmetry_pct, float, 1),
	 .rank = 1, FIELD(VALUE_F32, 4, "%"), .scale = {"/signals/time"},
	 .text = "asymmetry 100 (R - L)/(R + L), positive = the right carries more"},
	{.path = "/signals/velocity", ROWS(report.frames, report.velocity_m_s, float, 1), .rank = 1,
	 FIELD(VALUE_F32, 4, "m/s"), .scale = {"/signals/time"}, .text = "velocity of the system"},
	{.path = "/signals/displacement", ROWS(report.frames, report.displacement_m, float, 1),
	 .rank = 1, FIELD(VALUE_F32, 4, "m"), .scale = {"/signals/time"},
	 .text = "displacement of the system"},
	{.path = "/signals/power", ROWS(report.frames, report.power_w, float, 1), .rank = 1,
	 FIELD(VALUE_F32, 4, "W"), .scale = {"/signals/time"}, .text = "power of the system"},
	{.path = "/signals/quality", ROWS(report.frames, report.quality, uint8_t, 1), .rank = 1,
	 FIELD(VALUE_U8, 1, "1"), .scale = {"/signals/time"},
	 .text = "bits: gap 1, clipped 2, saturated 4, interpolated 8"},
	{.path = "/signals/cell_force", ROWS(report.frames, report.cell_force_n, float, 0),
	 .optional = true, .rank = 2, .inner = {INNER_CELLS}, FIELD(VALUE_F32, 4, "N"),
	 .scale = {"/signals/time"}, .text = "force of each load cell, rows of /calibration/cells"},

	GROUP("/curves", report.curves, true, "each valid repetition over 0 to 100 % of the lift"),
	{.path = "/curves/set",
	 MEMBER(report.curves, report.curve, struct report_curve, set, VALUE_I32, 4, "1"),
	 .optional = true, .rank = 1, .text = "set of the curve"},
	{.path = "/curves/rep",
	 MEMBER(report.curves, report.curve, struct report_curve, rep, VALUE_I32, 4, "1"),
	 .optional = true, .rank = 1, .text = "repetition of the curve"},
	{.path = "/curves/phase_pct", .fixed_rows = CURVE_POINTS,
	 .kind = OBJECT_ARRAY, .rows = AT(points), .compute = make_phase, .optional = true,
	 .rank = 1, FIELD(VALUE_F64, 8, "%"), .is_scale = "phase_pct", .text = "share of the lift"},
	{.path = "/curves/vgrf", ROWS(report.curves, curve_vgrf, float, 2 * CURVE_POINTS),
	 .optional = true, .rank = 3, .inner = {CURVE_POINTS, 2}, FIELD(VALUE_F32, 4, "N"),
	 .scale = {NULL, "/curves/phase_pct"}, .text = "vertical ground reaction force, left, right"},
	{.path = "/curves/asymmetry",
	 MEMBER(report.curves, report.curve, struct report_curve, asymmetry_pct, VALUE_F32, 4, "%"),
	 .optional = true, .rank = 2, .inner = {CURVE_POINTS}, .scale = {NULL, "/curves/phase_pct"},
	 .text = "asymmetry 100 (R - L)/(R + L), positive = the right carries more"},
	{.path = "/curves/asymmetry_mean", .fixed_rows = CURVE_POINTS,
	 ROWS(points, curve_mean, double, 1), .optional = true,
	 .rank = 1, FIELD(VALUE_F64, 8, "%"), .scale = {"/curves/phase_pct"},
	 .text = "mean asymmetry of the repetitions"},
	{.path = "/curves/band_low", .fixed_rows = CURVE_POINTS,
	 ROWS(points, curve_low, double, 1), .optional = true,
	 .rank = 1, FIELD(VALUE_F64, 8, "%"), .scale = {"/curves/phase_pct"},
	 .text = "simultaneous 95 % band of the mean, low edge"},
	{.path = "/curves/band_high", .fixed_rows = CURVE_POINTS,
	 ROWS(points, curve_high, double, 1), .optional = true,
	 .rank = 1, FIELD(VALUE_F64, 8, "%"), .scale = {"/curves/phase_pct"},
	 .text = "simultaneous 95 % band of the mean, high edge"},

	GROUP("/spectra", report.spectrum_bins, true, "lift-off to touchdown, pooled over the set"),
	{.path = "/spectra/frequency",
	 ROWS(report.spectrum_bins, report.frequency_hz, double, 1), .optional = true, .rank = 1,
	 FIELD(VALUE_F64, 8, "Hz"), .is_scale = "frequency", .text = "frequency"},
	{.path = "/spectra/psd", ROWS(report.spectrum_bins, psd, double, 2), .optional = true,
	 .rank = 2, .inner = {2}, FIELD(VALUE_F64, 8, "N2/Hz"),
	 .scale = {"/spectra/frequency", "/signals/side"},
	 .text = "one-sided power spectral density of the force"},
	{.path = "/spectra/coherence", ROWS(report.spectrum_bins, report.coherence, double, 1),
	 .optional = true, .rank = 1, FIELD(VALUE_F64, 8, "1"), .scale = {"/spectra/frequency"},
	 .text = "magnitude-squared coherence of left and right"},
	{.path = "/spectra/phase", ROWS(report.spectrum_bins, report.csd_phase_rad, double, 1),
	 .optional = true, .rank = 1, FIELD(VALUE_F64, 8, "rad"), .scale = {"/spectra/frequency"},
	 .text = "phase of conj(left) right; right later = negative"},

	GROUP("/results", none, false, "events, numbers and findings"),
	TABLE("/results/reps", report.reps, report.rep, struct rep, table_reps, "Repetitions"),
	TABLE("/results/phases", report.phases, report.phase, struct phase, table_phases,
	      "Phases of the repetitions"),
	TABLE("/results/metrics", report.metrics, report.metric, struct metric, table_metrics,
	      "Metrics, one a row"),
	TABLE("/results/findings", report.findings, report.finding, struct finding, table_findings,
	      "Findings"),
	TABLE("/results/flag_codes", flags, flag, struct flag_row, table_flag_codes,
	      "Meaning of the bits in the flags columns"),

	GROUP("/quality", none, false, "what the recording is worth"),
	TABLE("/quality/checks", report.checks, report.check, struct check, table_checks,
	      "Quality checks"),
	TABLE("/quality/gaps", gaps, gap, struct gap_row, table_gaps, "Lost frames"),

	GROUP("/calibration", none, false, "from samples to newton"),
	TABLE("/calibration/cells", calibrations, calibration, struct calibration_row,
	      table_calibration, "Channels: force = (sample - zero) newton_per_unit"),
	TABLE("/calibration/crosstalk", crosstalks, crosstalk, struct crosstalk_row,
	      table_crosstalk, "Matrices of plates: output = sum of gain force over its channels"),

	GROUP("/provenance", none, false, "how the numbers came about"),
	TABLE("/provenance/steps", report.steps, report.step, struct step, table_steps,
	      "Steps of the analysis"),
	TABLE("/provenance/config", configs, config, struct config_row, table_config,
	      "Parameters of the analysis"),
	TABLE("/provenance/warnings", warnings, warning, struct step, table_warnings,
	      "What a reader must know before using the numbers"),
};
/* clang-format on */

const struct schema schema_results = {
	.object = objects,
	.objects = sizeof(objects) / sizeof(objects[0]),
	.attribute = results_attributes,
};
