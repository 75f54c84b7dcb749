/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session/session.h"

#include "acquisition/capture/describe.h"
#include "tools/cli/log.h"
#include "tools/hinged/station/session/request.h"
#include "tools/hinged/station/session/together.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	UNLIMITED_PLAN_S = 600, /* room asked for where no length is given */
	SAMPLE_BYTES = 4 + 3,   /* in the journal and in the W64 */
	RING_S = 30
};

/* For all devices. */
static int64_t room_needed(const struct session *session)
{
	double seconds = session->card.request.max_s;
	double least = (double)session->options->min_free_bytes, bytes = 0;

	for (size_t i = 0; i < session->strands; i++) {
		const struct recording_info *info = source_info(session->strand[i].source);

		bytes += (seconds > 0 ? seconds : UNLIMITED_PLAN_S) * info->rate_hz *
			 (double)info->channels * SAMPLE_BYTES * 1.2;
	}
	return (int64_t)fmax(bytes, least);
}

static int describe_all(struct session *session, const struct recording_info *who,
			struct recording_info *info, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < session->strands; i++) {
		struct recording_info own;

		recording_info_init(&own);
		ret = strand_describe(&session->strand[i], who, &own, err);
		if (!ret)
			ret = capture_describe(&info[i], source_info(session->strand[i].source),
					       &own, err);
		recording_info_reset(&own);
	}
	return ret;
}

/* A recording without its view is better than none. */
static void begin_following(struct session *session, const struct recording_info *who)
{
	struct recording_info info[STRANDS_MAX];
	struct error err;
	int ret;

	for (size_t i = 0; i < STRANDS_MAX; i++)
		recording_info_init(&info[i]);
	ret = describe_all(session, who, info, &err);
	if (!ret)
		ret = follower_new(&session->follower, info, session->strands,
				   &session->options->config, &err);
	if (ret)
		log_write(LOG_WARN, "nothing is shown while recording: %s", err.text);
	for (size_t i = 0; i < STRANDS_MAX; i++)
		recording_info_reset(&info[i]);
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

/* --- arming --- */

static void close_sources(struct session *session)
{
	for (size_t i = 0; i < session->strands; i++)
		strand_close(&session->strand[i]);
}

static int open_sources(struct session *session, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < session->strands; i++)
		ret = strand_open(&session->strand[i], session->options, err);
	if (ret)
		close_sources(session);
	session->is_live = !ret;
	for (size_t i = 0; !ret && i < session->strands; i++)
		session->is_live &= !source_waits(session->strand[i].source);
	return ret;
}

static void swap_strands(struct session *session)
{
	struct record_request *request = &session->card.request;
	struct strand kept = session->strand[0];
	char address[ADDRESS_MAX];

	session->strand[0] = session->strand[1];
	session->strand[1] = kept;
	memcpy(address, request->source, sizeof(address));
	memcpy(request->source, request->second, sizeof(address));
	memcpy(request->second, address, sizeof(address));
	session->strand[0].address = request->source;
	session->strand[1].address = request->second;
}

/* Who knows its side has it; else they were named left plate first. */
static int choose_sides(struct session *session, struct error *err)
{
	const struct recording_info *first = source_info(session->strand[0].source);
	const struct recording_info *second = source_info(session->strand[1].source);
	enum foot one = first->plate[0].foot, other = second->plate[0].foot;

	if (first->plates != 1 || second->plates != 1)
		return fail(err, HINGE_EDEVICE,
			    "two devices must have one plate each, these have %zu and %zu (name "
			    "one device)",
			    first->plates, second->plates);
	if (fabs(first->rate_hz - second->rate_hz) > 1e-9 * first->rate_hz)
		return fail(err, HINGE_EDEVICE, "two devices must have one rate, not %g and %g Hz",
			    first->rate_hz, second->rate_hz);
	if (one == other && (one == FOOT_LEFT || one == FOOT_RIGHT))
		return fail(err, HINGE_EDEVICE, "%s and %s both say that they are the %s plate",
			    session->strand[0].address, session->strand[1].address, foot_name(one));
	if (one == FOOT_RIGHT || other == FOOT_LEFT)
		swap_strands(session);
	session->strand[0].foot = FOOT_LEFT;
	session->strand[1].foot = FOOT_RIGHT;
	return 0;
}

static int name_strands(struct session *session, struct recording_info *who, struct error *err)
{
	struct record_card *card = &session->card;
	int ret =
		recording_stem(card->request.study, who, session->stem, sizeof(session->stem), err);

	if (!ret && card->request.redo)
		ret = request_supersede(who, err);
	if (!ret && card->request.continues)
		ret = request_continue(who, card->request.continues, err);
	card->run = who->run;
	card->parts = session->strands;
	for (size_t i = 0; !ret && i < session->strands; i++)
		ret = strand_name(&session->strand[i], session->stem, err);
	for (size_t i = 0; !ret && i < session->strands; i++)
		card->part[i] = session->strand[i].part;
	return ret;
}

static int start_capture(struct session *session, size_t index, const struct recording_info *who,
			 struct error *err)
{
	const struct record_request *request = &session->card.request;
	struct strand *strand = &session->strand[index];
	struct capture_options options = {
		.journal_path = strand->part.journal,
		.max_s = request->max_s,
		.auto_start = request->automatic,
		.auto_stop = request->automatic,
		.on_plate_n = session->options->on_plate_n,
		.ring_s = RING_S,
		.min_free_bytes = room_needed(session),
		.gate = session->strands > 1 ? &session->gate : NULL,
		.gate_member = index,
		.clock = session->options->clock,
	};
	struct recording_info own;
	int ret;

	recording_info_init(&own);
	ret = strand_describe(strand, who, &own, err);
	if (ret)
		return ret;
	options.who = &own;
	options.tap = session->follower ? follower_tap(session->follower, index) : NULL;
	ret = capture_start(&strand->capture, strand->source, &options, err);
	recording_info_reset(&own);
	return ret;
}

static int start_captures(struct session *session, struct recording_info *who, struct error *err)
{
	int ret = name_strands(session, who, err);

	if (!ret)
		begin_following(session, who);
	gate_init(&session->gate, session->strands);
	for (size_t i = 0; !ret && i < session->strands; i++)
		ret = start_capture(session, i, who, err);
	if (!ret)
		return 0;
	/* what has begun leaves nothing behind */
	for (size_t i = 0; i < session->strands; i++)
		if (session->strand[i].capture)
			strand_finish(&session->strand[i], "", true, NULL, NULL);
	end_following(session);
	return ret;
}

int session_arm(struct session *session, struct error *err)
{
	struct recording_info who = {0};
	int ret = open_sources(session, err);

	if (ret)
		return ret;
	if (session->strands > 1)
		ret = choose_sides(session, err);
	if (!ret)
		ret = request_describe(&who, &session->card.request,
				       !source_info(session->strand[0].source)->start_time[0], err);
	if (!ret)
		ret = start_captures(session, &who, err);
	recording_info_reset(&who);
	session->captures = !ret;
	if (ret)
		close_sources(session);
	return ret;
}

/* --- while it goes on --- */

void session_stop(struct session *session)
{
	for (size_t i = 0; i < session->strands; i++)
		capture_stop(session->strand[i].capture);
}

int session_mark(struct session *session, const char *kind, const char *text, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; !ret && i < session->strands; i++)
		ret = capture_mark(session->strand[i].capture, kind, text, err);
	return ret;
}

static bool has_ended(const struct capture_status *status)
{
	return status->phase == CAPTURE_DONE || status->phase == CAPTURE_FAILED;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static enum capture_phase joint_phase(const struct capture_status *one,
				      const struct capture_status *other)
{
	if (has_ended(one) && has_ended(other))
		return one->phase == CAPTURE_FAILED ? one->phase : other->phase;
	if (one->phase == CAPTURE_ARMED || other->phase == CAPTURE_ARMED)
		return CAPTURE_ARMED;
	return CAPTURE_RECORDING;
}

/* The right plate's added to the left one's. */
static void join(struct capture_status *to, const struct capture_status *right)
{
	bool right_is_fuller = (double)right->ring_peak * (double)to->ring_capacity >
			       (double)to->ring_peak * (double)right->ring_capacity;

	to->phase = joint_phase(to, right);
	to->frames = least(to->frames, right->frames);
	to->durable_frames = least(to->durable_frames, right->durable_frames);
	to->source_frames = least(to->source_frames, right->source_frames);
	to->gap_frames += right->gap_frames;
	to->gaps += right->gaps;
	to->interrupted |= right->interrupted;
	to->right_n = right->left_n + right->right_n;
	if (right->clipped_s > to->clipped_s) {
		to->clipped_s = right->clipped_s;
		memcpy(to->clipped_cell, right->clipped_cell, sizeof(to->clipped_cell));
	}
	to->moved_n[1] = right->moved_n[1];
	if (right_is_fuller) {
		to->ring_peak = right->ring_peak;
		to->ring_capacity = right->ring_capacity;
	}
	if (!to->warning[0])
		memcpy(to->warning, right->warning, sizeof(to->warning));
	/* who is stopped is so because of the other */
	if (!strcmp(to->stop_reason, "stopped"))
		memcpy(to->stop_reason, right->stop_reason, sizeof(to->stop_reason));
	if (!to->code && right->code) {
		to->code = right->code;
		to->error = right->error;
		memcpy(to->stop_reason, right->stop_reason, sizeof(to->stop_reason));
	}
}

static void join_two(struct capture_status *to, const struct capture_status *left,
		     const struct capture_status *right)
{
	*to = *left;
	to->left_n = left->left_n + left->right_n;
	join(to, right);
}

void session_look(struct session *session, struct capture_status *seen, char trouble[TROUBLE_MAX])
{
	struct capture_status status[STRANDS_MAX] = {0};

	trouble[0] = '\0';
	for (size_t i = 0; i < session->strands; i++)
		capture_status(session->strand[i].capture, &status[i]);
	if (session->strands == 1) {
		*seen = status[0];
		snprintf(trouble, TROUBLE_MAX, "%s", seen->trouble ? seen->trouble : "");
		return;
	}
	for (size_t i = 0; i < session->strands; i++)
		if (status[i].trouble && !trouble[0])
			snprintf(trouble, TROUBLE_MAX, "%s plate %s",
				 foot_name(session->strand[i].foot), status[i].trouble);
	if (has_ended(&status[0]) != has_ended(&status[1]))
		session_stop(session);
	join_two(seen, &status[0], &status[1]);
}

/* --- the end --- */

struct progress_part {
	struct session *session;
	size_t index;
};

static void note_progress(void *ctx, double fraction)
{
	const struct progress_part *part = ctx;
	double whole = ((double)part->index + fraction) / (double)part->session->strands;

	atomic_store(&part->session->finalised_permille, (int)(whole * 1000));
}

static void fill_card(struct session *session)
{
	struct record_card *card = &session->card;

	card->finalised = true;
	for (size_t i = 0; i < session->strands; i++) {
		const struct strand *strand = &session->strand[i];

		card->part[i] = strand->part;
		card->finalised &= strand->part.finalised;
		if (!card->error.code)
			card->error = strand->error;
		if (!card->warning.code)
			card->warning = strand->warning;
	}
	card->capture = card->part[0].capture;
	if (session->strands > 1)
		join_two(&card->capture, &card->part[0].capture, &card->part[1].capture);
	card->discarded = session->discard;
}

int session_finish(struct session *session, struct error *err)
{
	struct record_card *card = &session->card;

	for (size_t i = 0; i < session->strands; i++)
		capture_stop(session->strand[i].capture);
	for (size_t i = 0; i < session->strands; i++) {
		struct progress_part part = {session, i};

		strand_finish(&session->strand[i], card->request.study, session->discard,
			      note_progress, &part);
	}
	session->captures = false;
	end_following(session);
	fill_card(session);
	together_check(card);
	if (err)
		*err = card->error;
	return card->error.code;
}
