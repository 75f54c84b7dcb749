/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every parameter a result depends on, with range, default and help in one table (config/config.c).
 * The table drives the configuration file, HINGE_* variables, --set, `hinge config` and
 * /provenance/config of a result. */
#ifndef FORMATS_CONFIG_H
#define FORMATS_CONFIG_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>

struct config {
	/* signal chain */
	double onset_cutoff_hz;    /* 50: events, onset */
	double kinetics_cutoff_hz; /* 20: phases, AI curves, kinetics */
	double state_cutoff_hz;    /* 6: state classification */
	double cop_cutoff_hz;      /* 10: cells, before the centre of pressure */
	double cop_floor_n;        /* 20: below it the centre of pressure is NaN */
	double on_plate_n;         /* 40: a foot is on its plate above it */
	double off_plate_n;        /* 20: hysteresis */
	double tare_window_s;      /* 0.8 */
	double tare_sd_n;          /* 2 */
	double tare_drift_n;       /* 5: TARE_DRIFT above it ... */
	double tare_drift_bw_pct;  /* 0.5: ... or above this share of body weight */
	/* body weight and load */
	double quiet_window_s;    /* 1 */
	double quiet_sd_pct;      /* 1.2 */
	double gravity_m_s2;      /* 9.80665 */
	double load_mismatch_pct; /* 2 */
	double load_mismatch_kg;  /* 2 */
	double min_load_ratio;    /* 0.25 of body mass: load too small below */
	/* events */
	double liftoff_velocity_m_s; /* 0.06 */
	double lockout_fraction;     /* 0.98 */
	double onset_sd;             /* 5 */
	double onset_floor_n;        /* 20 */
	double rep_min_m, rep_max_m; /* 0.10, 1.0 */
	double set_gap_s;            /* 20 */
	/* which analysis */
	char task[16];        /* "auto" "deadlift" "isometric" "standing" */
	double pull_level_bw; /* 0.25: a pull holds this much above body weight ... */
	double pull_min_s;    /* 1: ... for so long */
	/* findings */
	double asymmetry_delta_pct; /* 3 */
	double shift_delta_pct;     /* 1.5 */
	double drift_min_pct;       /* 2: |slope| (n - 1) */
	double alpha;               /* 0.05 */
	int min_reps;               /* 5 */
	int min_reps_trend;         /* 8 */
	int min_reps_curve;         /* 6 */
	double false_discovery;     /* 0.10: rate of the secondary tests */
	int min_sessions;           /* 6 */
	int min_loads;              /* 3 */
	int min_sets_load;          /* 5 */
	double baseline_load_pct;   /* 10: loads that are compared */
	double ewma_lambda;         /* 0.3 */
	double asymmetry_floor_bw;  /* 0.2: AI is NaN while L + R is below this share of BW */
	/* indicators */
	double dip_depth_pct;        /* 3: points of share below the rep's median */
	double dip_min_s, dip_max_s; /* 0.03, 0.4 */
	double lag_report_s;         /* 0.015: flag "lag" above it */
	double plate_skew_s;         /* 0.001: what the plates' clocks may be apart */
	/* computing */
	char isa[16];     /* "auto" or a name of simd.h */
	char language[8]; /* of what is printed: "en", "de" */
	bool with_cells;  /* store cell forces */
	bool residual;    /* scan cutoffs as a diagnostic */
	/* not in the table: given on the command line */
	double window_start_s, window_end_s; /* NaN = none; end may be infinite */
	char history_sha256[65];             /* of the earlier results compared with; "" = none */
};

enum { CONFIG_KEYS_MAX = 64, CONFIG_NAME_MAX = 64, CONFIG_VALUE_MAX = 32 };

enum config_type { CONFIG_DOUBLE, CONFIG_INT, CONFIG_BOOL, CONFIG_TEXT };
enum config_origin {
	ORIGIN_DEFAULT,
	ORIGIN_SYSTEM,
	ORIGIN_USER,
	ORIGIN_ENVIRONMENT,
	ORIGIN_OPTION
};

struct config_key {
	const char *name; /* as in the struct */
	enum config_type type;
	size_t offset, size;
	double min, max, fallback;
	const char *fallback_text; /* CONFIG_TEXT */
	const char *unit, *help;   /* unit in UCUM, "" = none */
	/* false: cannot change a result (isa), and so stands in none */
	bool in_results;
	const char *words; /* CONFIG_TEXT: those it may be, with a blank between; NULL = any */
};
extern const struct config_key config_keys[];
extern const size_t config_key_count;
const struct config_key *config_find(const char *name); /* NULL: no such key */
const char *config_nearest(const char *name);           /* the key spelt most like name */

void config_init(struct config *); /* the defaults */
/* HINGE_EUSAGE names the key, the value and the range, and the nearest key where it is unknown. */
int config_set(struct config *, const char *key, const char *value, struct error *);
/* "key=value" */
int config_set_pair(struct config *, const char *pair, struct error *);
/* Rules between keys (on_plate_n >= off_plate_n, rep_min_m < rep_max_m, dip_min_s <=
 * dip_max_s): HINGE_EUSAGE. */
int config_check(const struct config *, struct error *);
/* Value as text (CONFIG_VALUE_MAX is room enough), exact for doubles ("%.17g" shortened); returns
 * out. */
const char *config_value(const struct config *, const struct config_key *, char *out, size_t size);
/* As config_load, from text, which is overwritten; name stands in messages. */
int config_parse(struct config *, char *text, const char *name, enum config_origin *origin,
		 enum config_origin from, struct error *);
/* The file (libconfuse syntax). Unknown key or bad value: HINGE_EUSAGE with file:line. A file that
 * is not there is no error where missing_ok. origin[i] (may be NULL) is set to from for each key
 * the file sets. */
int config_load(struct config *, const char *path, bool missing_ok, enum config_origin *origin,
		enum config_origin from, struct error *);
/* /etc/hinge/hinge.conf, $XDG_CONFIG_HOME/hinge/hinge.conf ($HOME/.config where it is unset),
 * HINGE_<KEY> in this order. */
int config_load_all(struct config *, enum config_origin *origin, struct error *);
/* "key = value\n" for every key that can change a result, in table order, then window and history
 * where they are given; SHA-256 of it is config_sha256. Caller frees. */
int config_text(const struct config *, char **text, struct error *);
int config_sha256(const struct config *, char out[65], struct error *);

#endif
