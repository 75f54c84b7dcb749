/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured before a session begins: of the computer, of the empty plates, of the way of
 * samples to the disk. */
#ifndef TOOLS_HINGED_DOCTOR_FACTS_H
#define TOOLS_HINGED_DOCTOR_FACTS_H

#include "acquisition/source.h"
#include "formats/error.h"
#include "formats/layout.h"
#include "tools/hinged/station/errands/zero.h"

#include <stdbool.h>

enum { BYTES_A_SAMPLE = 4 + 3 }; /* in the journal and in the W64 */

enum clock_state { CLOCK_UNKNOWN, CLOCK_FREE, CLOCK_SYNCHRONISED };

struct host_facts {
	int64_t now_s;      /* UNIX time */
	int64_t free_bytes; /* where recordings go; -1 = nowhere */
	double beside_hz;   /* samples a second of what is recorded with this device */
	enum clock_state clock;
};

struct cell_facts {
	size_t plate, cell; /* cell from 0, within its plate */
	double sd_n;        /* within 0.1 s, without the mains */
	int32_t low, high;
	double hum_n, hum_hz; /* 0 = no line stands out */
};

struct plate_facts {
	char name[32];
	double hum_n, hum_hz; /* of the sum of its cells */
	double moved_n;       /* since the zero; against the certificate's where there is none */
};

struct device_facts {
	double measured_s, rate_hz;
	size_t channels, cells, plates;
	struct cell_facts cell[PLATES_MAX * PLATE_CELLS_MAX];
	struct plate_facts plate[PLATES_MAX];
	char zero_time[40]; /* "" = not zeroed */
	double link_mbit;   /* 0 = not told */
	double drift_ppm, drift_sd_ppm;
	char certificate[128];
	char calibrated[32]; /* date; "" = not told */
};

struct path_facts {
	bool has_ramp; /* its values were checked */
	bool waits;    /* nothing is lost by being late */
	bool realtime, locked;
	char limits[256]; /* which of the system's stand in the way */
	int64_t frames, gap_frames, wrong_frames;
	int64_t first_wrong; /* frame */
	struct error error;  /* code 0, or why it could not be tried */
};

struct facts {
	char source[256];
	struct host_facts host;
	struct device_facts device;
	struct path_facts path;
};

/* folder NULL = nowhere */
void host_examine(struct host_facts *, const char *folder);
/* Of what adjtimex(2) returned, and its status. */
enum clock_state clock_state_of(int state, int status);
/* Reads the empty plates for 6 s, less where somebody steps on. plates as of device_open(), zero
 * NULL = none. HINGE_EREFUSED: stepped on before 2 s were over; errors of the source. */
int device_examine(struct device_facts *, const char *address, const char *plates,
		   const struct zero *zero, double on_plate_n, struct error *);
/* Records 2 s of the device's test data into a file in folder, which is removed, and compares every
 * sample. What goes wrong is facts->error. */
void path_examine(struct path_facts *, const char *address, const char *folder);

#endif
