/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attributes of the groups. Those of arrays (@units, @long_name) and tables (CLASS, FIELD_0_NAME
 * ...) follow from the table of objects. */
#include "formats/results/schema/schema.h"

/* clang-format off */
#define AT(member)    offsetof(struct content, member)
#define WIDTH(member) sizeof(((struct content *)0)->member)

#define FIXED(o, n, t)                                                             \
	{                                                                          \
		.object = o, .field = {.name = n, .value = VALUE_TEXT}, .fixed = t \
	}
#define LIST(o, n, ...)                                                                         \
	{                                                                                       \
		.object = o, .field = {.name = n, .value = VALUE_TEXT}, .list = { __VA_ARGS__ } \
	}
#define TEXT(o, n, member, t)                                                                   \
	{                                                                                       \
		.object = o, .field = { n, VALUE_TEXT, WIDTH(member), AT(member), "", t, NULL } \
	}
#define REAL(o, n, member, u, t)                                                  \
	{                                                                         \
		.object = o, .field = { n, VALUE_F64, 8, AT(member), u, t, NULL } \
	}
#define INT(o, n, member, t)                                                        \
	{                                                                           \
		.object = o, .field = { n, VALUE_I32, 4, AT(member), "1", t, NULL } \
	}
#define ADDED_INT(o, n, member, t)                                                   \
	{                                                                            \
		.object = o, .field = { n, VALUE_I32, 4, AT(member), "1", t, NULL }, \
		.added = true                                                        \
	}
#define BOOLEAN(o, n, member, t)                                                     \
	{                                                                            \
		.object = o, .field = { n, VALUE_BOOL, 4, AT(member), "1", t, NULL } \
	}
#define WORD(o, n, member, w, t)                                                     \
	{                                                                            \
		.object = o, .field = { n, VALUE_WORD, 16, AT(member), "", t, &(w) } \
	}

const struct attribute results_attributes[] = {
	FIXED("/", "format", SCHEMA_FORMAT),
	FIXED("/", "format_version", SCHEMA_VERSION),
	FIXED("/", "software", "hinge"),
	TEXT("/", "software_version", software_version, "version of hinge"),
	TEXT("/", "created_at", report.info.start_time, "the recording's start: no clock is read"),
	TEXT("/", "trial_id", report.trial_id, "name of the recording"),
	TEXT("/", "subject_id", report.info.subject, "pseudonymous code"),
	TEXT("/", "session_id", report.info.session, "session"),
	TEXT("/", "task", report.task,
	     "deadlift, isometric, standing, another word of the recorder, or empty"),
	TEXT("/", "task_source", report.task_source, "given, recorded, found or empty"),
	INT("/", "run", report.info.run, "run, 0 = unknown"),
	ADDED_INT("/", "supersedes", report.info.supersedes,
		  "the run of this subject, session and task whose place it takes, 0 = none"),
	TEXT("/", "started_at", report.info.start_time, "start, RFC 3339, UTC"),
	TEXT("/", "timezone", report.info.time_zone, "IANA name of the lab's time zone"),
	REAL("/", "load_kg", report.load_kg, "kg", "external load with the bar; NaN = unknown"),
	TEXT("/", "load_source", report.load_source, "entered, estimated or empty"),
	REAL("/", "load_estimated_kg", report.load_estimated_kg, "kg",
	     "load by weighing; NaN = none"),
	REAL("/", "body_mass_kg", report.body_mass_kg, "kg", "body mass; NaN = unknown"),
	TEXT("/", "body_mass_source", report.body_mass_source, "measured, header, typed or empty"),
	TEXT("/", "style", report.info.style, "style of the lift, as entered"),
	TEXT("/", "grip", report.info.grip, "grip, as entered"),
	BOOLEAN("/", "sides_known", report.has_sides, "1 = which foot is which is known"),
	TEXT("/", "sides_reason", report.sides_reason, "why it is not"),
	TEXT("/", "no_reps_reason", report.no_reps_reason, "why there are no repetitions"),
	TEXT("/", "raw_file", report.raw_file, "base name of the recording"),
	TEXT("/", "raw_format", report.format, "its format"),
	TEXT("/", "raw_sha256", report.raw_sha256, "SHA-256 of its bytes"),
	TEXT("/", "sidecar_sha256", report.sidecar_sha256, "SHA-256 of its sidecar, empty = none"),
	TEXT("/", "config_sha256", config_sha256, "SHA-256 of the parameters"),
	WORD("/", "status", report.status, words_status, "ok, warn or reject"),
	FIXED("/", "NX_class", "NXroot"),
	FIXED("/", "default", "signals"),

	FIXED("/signals", "NX_class", "NXdata"),
	FIXED("/signals", "signal", "vgrf"),
	LIST("/signals", "axes", "time", "side"),
	REAL("/signals", "sample_rate_hz", report.rate_hz, "Hz", "frames per second"),

	FIXED("/curves", "NX_class", "NXdata"),
	FIXED("/curves", "signal", "asymmetry_mean"),
	LIST("/curves", "axes", "phase_pct"),

	FIXED("/spectra", "NX_class", "NXdata"),
	FIXED("/spectra", "signal", "psd"),
	LIST("/spectra", "axes", "frequency", "."),
	FIXED("/spectra", "window", "hann"),
	FIXED("/spectra", "overlap", "50 %"),
	INT("/spectra", "segments", report.spectrum_segments, "segments pooled"),
	REAL("/spectra", "coherence_null95", report.coherence_null95, "1",
	     "coherence that unrelated signals exceed in 5 % of cases"),

	FIXED("/results", "NX_class", "NXcollection"),

	FIXED("/quality", "NX_class", "NXcollection"),
	REAL("/quality", "quiet_start_s", report.quiet_start_s, "s", "start of the quiet stand"),
	REAL("/quality", "quiet_end_s", report.quiet_end_s, "s", "its end"),
	REAL("/quality", "quiet_sd_n", report.quiet_sd_n, "N", "SD of the total force there"),
	REAL("/quality", "system_weight_n", report.system_weight_n, "N",
	     "weight of lifter and load"),

	FIXED("/calibration", "NX_class", "NXcollection"),
	TEXT("/calibration", "source", report.info.source, "kind of device"),
	TEXT("/calibration", "serial", report.info.serial, "its serial number"),
	TEXT("/calibration", "firmware", report.info.firmware, "its firmware"),
	TEXT("/calibration", "certificate", report.info.certificate, "calibration certificate"),
	TEXT("/calibration", "date", report.info.calibration_date, "date of the calibration"),

	FIXED("/provenance", "NX_class", "NXcollection"),
	{.object = NULL},
};
/* clang-format on */
