/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session/strand.h"

#include "tools/hinged/station/errands/device.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int strand_open(struct strand *strand, const struct station_options *options, struct error *err)
{
	int ret = device_open(&strand->source, strand->address, options->plates, err);

	if (ret)
		return ret;
	if (source_info(strand->source)->unit != UNIT_COUNT)
		ret = fail(err, HINGE_EDEVICE,
			   "%s: gives no counts of a converter, only those "
			   "are recorded",
			   strand->address);
	if (ret)
		strand_close(strand);
	return ret;
}

void strand_close(struct strand *strand)
{
	source_close(strand->source);
	strand->source = NULL;
}

int strand_name(struct strand *strand, const char *stem, struct error *err)
{
	struct record_part *part = &strand->part;
	const char *role = strand->foot == FOOT_UNKNOWN ? "" : "_plate-";
	const char *foot = strand->foot == FOOT_UNKNOWN ? "" : foot_name(strand->foot);

	if ((size_t)snprintf(strand->stem, sizeof(strand->stem), "%s%s%s", stem, role, foot) >=
	    sizeof(strand->stem))
		return fail(err, HINGE_EWRITE, "%s: the name is too long", stem);
	snprintf(part->journal, sizeof(part->journal), "%s_force.hjl", strand->stem);
	return 0;
}

int strand_describe(const struct strand *strand, const struct recording_info *who,
		    struct recording_info *own, struct error *err)
{
	const struct zero *zero = strand->zero;
	int ret = recording_info_copy(own, who, err);

	if (ret)
		return ret;
	if (zero && zero->channels == source_info(strand->source)->channels) {
		own->has_tare_before = true;
		memcpy(own->tare_before, zero->channel, sizeof(own->tare_before));
	}
	if (strand->foot == FOOT_UNKNOWN)
		return 0;
	own->plates = 1;
	own->plate[0].foot = strand->foot;
	snprintf(own->plate[0].name, sizeof(own->plate[0].name), "%s", foot_name(strand->foot));
	return 0;
}

/* --- the end --- */

static void remove_journal(struct strand *strand)
{
	if (unlink(strand->part.journal) && errno != ENOENT)
		fail_errno(&strand->warning, HINGE_EWRITE, "%s", strand->part.journal);
}

static void make_files(struct strand *strand, const char *study,
		       void (*progress)(void *ctx, double fraction), void *ctx)
{
	struct record_part *part = &strand->part;
	struct error err;

	if (finalise(part->journal, strand->stem, &part->files, progress, ctx, &err)) {
		fail(&strand->error, err.code,
		     "%.300s; the samples are safe in the journal: hinge recover %s", err.text,
		     study);
		return;
	}
	part->finalised = true;
	if (!source_has_truth(strand->source))
		return;
	snprintf(part->truth, sizeof(part->truth), "%s_truth.json", strand->stem);
	if (source_write_truth(strand->source, part->capture.first_frame, part->truth,
			       &strand->warning))
		part->truth[0] = '\0';
}

/* A journal that could not be written has no room beside it for a copy either. */
static void keep_journal(struct strand *strand, const char *study)
{
	char reason[ERROR_TEXT_MAX];

	snprintf(reason, sizeof(reason), "%s", strand->error.text);
	fail(&strand->error, HINGE_EWRITE,
	     "%.300s; %lld frames are safe: make room, then hinge recover %s", reason,
	     (long long)strand->part.capture.durable_frames, study);
}

void strand_finish(struct strand *strand, const char *study, bool discard,
		   void (*progress)(void *ctx, double fraction), void *ctx)
{
	int ret = capture_close(strand->capture, &strand->part.capture, &strand->error);

	strand->capture = NULL;
	if (discard) {
		remove_journal(strand);
	} else if (strand->part.capture.frames == 0) {
		remove_journal(strand);
		if (!ret)
			fail(&strand->error, HINGE_EINTERRUPTED,
			     "stopped before both feet were on: nothing was recorded");
	} else if (ret == HINGE_EWRITE) {
		keep_journal(strand, study);
	} else {
		make_files(strand, study, progress, ctx);
	}
	strand_close(strand);
}
