/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zeroing and recording, one at a time: idle -> arming -> armed -> recording -> finalising -> idle,
 * or, where a plate was gone for longer than a gap may last: -> waiting -> armed, the next run.
 * Called from the daemon's loop only and never blocks it; slow work is a job. */
#ifndef TOOLS_HINGED_STATION_STATION_H
#define TOOLS_HINGED_STATION_STATION_H

#include "acquisition/capture.h"
#include "formats/config.h"
#include "formats/error.h"
#include "formats/layout.h"
#include "formats/recording/finalise.h"
#include "tools/hinged/station/errands/measure.h"
#include "tools/hinged/station/errands/zero.h"
#include "tools/hinged/station/follow/follower.h"

#include <stdbool.h>

enum { ADDRESS_MAX = 256, STUDY_MAX = 768, STEM_MAX = 960, TROUBLE_MAX = 64 };

enum station_state {
	STATION_IDLE,
	STATION_ZEROING,
	STATION_EXAMINING,
	STATION_MEASURING,
	STATION_IDENTIFYING,
	STATION_ARMING,
	STATION_ARMED,
	STATION_RECORDING,
	STATION_FINALISING,
	STATION_WAITING /* for a plate that was gone too long: the next run then begins by itself */
};

const char *station_state_name(enum station_state);

struct doctor_report;

struct station_options {
	struct config config; /* of the analysis while a set is recorded */
	double on_plate_n;
	struct zero_limits zero;
	const char *zeros;      /* file of zeros_path(), NULL = they end with the daemon */
	int64_t min_free_bytes; /* no recording is begun with less room than this */
	const char *plates;     /* the book of plates; NULL = none */
	const struct capture_clock *clock; /* of the captures; NULL = the system's */
};

struct record_request {
	char source[ADDRESS_MAX], study[STUDY_MAX];
	char second[ADDRESS_MAX]; /* of two devices with a plate each; "" = there is one device */
	char task[32], subject[33], session[33], style[32], grip[32];
	double load_kg; /* NaN = not given */
	double max_s;   /* 0 = no limit */
	int reps;       /* planned; 0 = not given */
	bool redo;      /* takes the place of the run before */
	int continues;  /* the run that was cut off, of which this is the rest; 0 = none */
	bool automatic; /* start with both feet on, stop 3 s after stepping off */
};

/* What came of one device of a recording. */
struct record_part {
	char journal[STEM_MAX + 16], truth[STEM_MAX + 16]; /* truth "" = none */
	bool finalised; /* files is filled: W64 and sidecar stand verified on the disk */
	struct finalised files;
	struct capture_status capture;
};

/* What came of a recording; number counts from 1 since the daemon started. */
struct record_card {
	int64_t number;
	struct record_request request; /* of two devices the left plate's is the first */
	int run;
	size_t parts; /* devices: 2 = the left plate's and the right one's */
	struct record_part part[2];
	bool finalised;                /* of all of them */
	bool discarded;                /* on request: nothing is left */
	struct capture_status capture; /* of them together */
	struct error error;            /* code 0: all went well */
	struct error warning;          /* the recording is whole, something beside it is not */
	struct follower_state view;    /* what was seen while it was made */
	char redo[160];                /* why to do it again, "" = no reason */
	int64_t next; /* number of the recording that begins, or has begun, by itself; 0 = none */
};

/* What the loop has to tell those who wait. */
enum station_event {
	STATION_NONE,
	STATION_ZEROED,
	STATION_EXAMINED,
	STATION_MEASURED,
	STATION_IDENTIFIED,
	STATION_STARTED,
	STATION_ENDED,
	STATION_GAVE_UP /* waiting: there will be no next run */
};

struct station;

int station_new(struct station **out, const struct station_options *, struct error *);
/* Waits for a job that runs; call once station_state is STATION_IDLE, or lose what it writes. */
void station_free(struct station *);

/* Readable when station_step has something to do; a capture's own end is found by calling
 * station_step every now and then (50 ms). */
int station_fd(const struct station *);
/* Moves on; the event of what ended. err->code is 0 or why it failed. */
enum station_event station_step(struct station *, struct error *);

/* These begin; the event tells the end. HINGE_EAGAIN names what is going on instead. */
int station_zero(struct station *, const char *source, struct error *);
/* One device, or two that are recorded together (second; "" = there is one). study "" = none */
int station_examine(struct station *, const char *source, const char *second, const char *study,
		    struct error *);
/* As measure_plate(); the limit and the book are the station's. */
int station_measure(struct station *, const char *source, const char *plate, double seconds,
		    struct error *);
/* Lets the device blink. */
int station_identify(struct station *, const char *source, double seconds, struct error *);
int station_start(struct station *, const struct record_request *, struct error *);
int station_stop(struct station *, struct error *);
/* Stops and removes the journal. */
int station_discard(struct station *, struct error *);
int station_mark(struct station *, const char *kind, const char *text, struct error *);

enum station_state station_state(const struct station *);
const struct measurement *station_measured(const struct station *); /* after STATION_MEASURED */
const struct doctor_report *station_report(const struct station *); /* after STATION_EXAMINED */
const struct zero *station_last_zero(const struct station *);       /* NULL = none yet */
const struct record_card *station_last(const struct station *);     /* NULL = none yet */

/* Of the recording that goes on: valid in ARMED, RECORDING and FINALISING. */
struct station_progress {
	int64_t number;
	const struct record_request *request;
	int run;
	const char *journal, *second_journal; /* "" = there is one device */
	struct capture_status capture;
	const char *trouble; /* with the plate where there are two devices; "" = none */
	const struct follower_state *view;
	double finalised; /* fraction 0..1 */
};
bool station_progress(const struct station *, struct station_progress *);
/* In WAITING: what is wrong, as progress->trouble; else "". */
const char *station_awaits(const struct station *);

#endif
