/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session.h"

#include "acquisition/capture/describe.h"
#include "tools/hinged/station/device.h"
#include "tools/hinged/station/time_zone.h"
#include "tools/log.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	UNLIMITED_PLAN_S = 600, /* room asked for where no length is given */
	SAMPLE_BYTES = 4 + 3,   /* in the journal and in the W64 */
	RING_S = 30
};

static int describe(struct recording_info *who, const struct session *session, struct error *err)
{
	const struct record_request *request = &session->card.request;
	const struct zero *zero = session->zero;

	recording_info_init(who);
	snprintf(who->task, sizeof(who->task), "%s", request->task);
	snprintf(who->subject, sizeof(who->subject), "%s", request->subject);
	snprintf(who->session, sizeof(who->session), "%s", request->session);
	snprintf(who->style, sizeof(who->style), "%s", request->style);
	snprintf(who->grip, sizeof(who->grip), "%s", request->grip);
	who->load_kg = request->load_kg;
	/* samples of long ago keep the zone of their own time */
	if (!source_info(session->source)->start_time[0])
		time_zone_name("/etc/localtime", who->time_zone, sizeof(who->time_zone));
	if (zero && zero->channels == source_info(session->source)->channels) {
		who->has_tare_before = true;
		memcpy(who->tare_before, zero->channel, sizeof(who->tare_before));
	}
	if (request->reps && asprintf(&who->extra_json, "{\"RepsPlanned\": %d}", request->reps) < 0)
		return fail(err, HINGE_ENOMEM, "no memory to begin a recording");
	return 0;
}

static int64_t room_needed(const struct session *session)
{
	const struct recording_info *info = source_info(session->source);
	double seconds = session->card.request.max_s;
	double bytes = (seconds > 0 ? seconds : UNLIMITED_PLAN_S) * info->rate_hz *
		       (double)info->channels * SAMPLE_BYTES * 1.2;
	double least = (double)session->options->min_free_bytes;

	return (int64_t)fmax(bytes, least);
}

/* A recording without its view is better than none. */
static void begin_following(struct session *session, const struct recording_info *who)
{
	const struct config *config = &session->options->config;
	struct recording_info info;
	struct error err;
	int ret;

	recording_info_init(&info);
	ret = capture_describe(&info, source_info(session->source), who, &err);
	if (!ret)
		ret = follower_new(&session->follower, &info, config, &err);
	if (ret)
		log_write(LOG_WARN, "nothing is shown while recording: %s", err.text);
	recording_info_reset(&info);
}

static void end_following(struct session *session)
{
	if (!session->follower)
		return;
	follower_finish(session->follower);
	follower_state(session->follower, &session->card.view);
	follower_free(session->follower);
	session->follower = NULL;
}

static int begin_capture(struct session *session, struct recording_info *who, struct error *err)
{
	struct record_card *card = &session->card;
	struct capture_options options = {
		.journal_path = card->journal,
		.who = who,
		.max_s = card->request.max_s,
		.auto_start = card->request.automatic,
		.auto_stop = card->request.automatic,
		.on_plate_n = session->options->on_plate_n,
		.ring_s = RING_S,
		.min_free_bytes = room_needed(session),
	};
	int ret =
		recording_stem(card->request.study, who, session->stem, sizeof(session->stem), err);

	if (ret)
		return ret;
	card->run = who->run;
	snprintf(card->journal, sizeof(card->journal), "%s_force.hjl", session->stem);
	begin_following(session, who);
	options.tap = session->follower ? follower_tap(session->follower) : NULL;
	ret = capture_start(&session->capture, session->source, &options, err);
	if (ret)
		end_following(session);
	return ret;
}

int session_arm(struct session *session, struct error *err)
{
	struct recording_info who = {0};
	int ret = device_open(&session->source, session->card.request.source,
			      session->options->plates, err);

	if (ret)
		return ret;
	if (source_info(session->source)->unit != UNIT_COUNT)
		ret = fail(err, HINGE_EDEVICE,
			   "%s: gives no counts of a converter, only those "
			   "are recorded",
			   session->card.request.source);
	else
		ret = describe(&who, session, err);
	if (!ret)
		ret = begin_capture(session, &who, err);
	recording_info_reset(&who);
	if (ret) {
		source_close(session->source);
		session->source = NULL;
	}
	return ret;
}

static void remove_journal(struct record_card *card)
{
	if (unlink(card->journal) && errno != ENOENT)
		fail_errno(&card->warning, HINGE_EWRITE, "%s", card->journal);
}

static void note_progress(void *ctx, double fraction)
{
	struct session *session = ctx;

	atomic_store(&session->finalised_permille, (int)(fraction * 1000));
}

static void make_files(struct session *session)
{
	struct record_card *card = &session->card;
	struct error err;

	if (finalise(card->journal, session->stem, &card->files, note_progress, session, &err)) {
		fail(&card->error, err.code,
		     "%.300s; the samples are safe in the journal: hinge recover %s", err.text,
		     card->request.study);
		return;
	}
	card->finalised = true;
	if (!source_has_truth(session->source))
		return;
	snprintf(card->truth, sizeof(card->truth), "%s_truth.json", session->stem);
	if (source_write_truth(session->source, card->capture.first_frame, card->truth,
			       &card->warning))
		card->truth[0] = '\0';
}

/* A journal that could not be written has no room beside it for a copy either. */
static void keep_journal(struct record_card *card)
{
	char reason[ERROR_TEXT_MAX];

	snprintf(reason, sizeof(reason), "%s", card->error.text);
	fail(&card->error, HINGE_EWRITE,
	     "%.300s; %lld frames are safe: make room, then hinge recover %s", reason,
	     (long long)card->capture.durable_frames, card->request.study);
}

int session_finish(struct session *session, struct error *err)
{
	struct record_card *card = &session->card;
	int ret = capture_close(session->capture, &card->capture, &card->error);

	session->capture = NULL;
	end_following(session);
	if (session->discard) {
		card->discarded = true;
		remove_journal(card);
	} else if (card->capture.frames == 0) {
		remove_journal(card);
		if (!ret)
			fail(&card->error, HINGE_EINTERRUPTED,
			     "stopped before both feet were on: nothing was recorded");
	} else if (ret == HINGE_EWRITE) {
		keep_journal(card);
	} else {
		make_files(session);
	}
	source_close(session->source);
	session->source = NULL;
	if (err)
		*err = card->error;
	return card->error.code;
}
