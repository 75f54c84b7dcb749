/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One device's part of a recording: source, capture, journal, files. */
#ifndef TOOLS_HINGED_STATION_SESSION_STRAND_H
#define TOOLS_HINGED_STATION_SESSION_STRAND_H

#include "tools/hinged/station/station.h"

struct strand {
	const char *address;
	const struct zero *zero; /* of the address, or NULL */
	enum foot foot;          /* FOOT_UNKNOWN: the only device, which has all plates */
	struct source *source;
	struct capture *capture;
	char stem[STEM_MAX];
	struct record_part part;
	struct error error, warning;
};

/* Opens the source. HINGE_EDEVICE where it gives no counts. */
int strand_open(struct strand *, const struct station_options *, struct error *);
/* What the recording is called, before strand_start(): STEM, or STEM_plate-left of one of two. */
int strand_name(struct strand *, const char *stem, struct error *);
/* own = who, which is of the whole recording, with tare and role of this device; own is inited. */
int strand_describe(const struct strand *, const struct recording_info *who,
		    struct recording_info *own, struct error *);
/* Ends the capture and makes the files; error and warning say what went wrong. The journal stays,
 * except where nothing was recorded or discard is set. */
void strand_finish(struct strand *, const char *study, bool discard,
		   void (*progress)(void *ctx, double fraction), void *ctx);
/* Lets go of a source whose capture was never started. */
void strand_close(struct strand *);

#endif
