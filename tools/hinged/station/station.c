/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/station_parts.h"

#include "tools/cli/log.h"
#include "tools/hinged/station/session/redo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *station_state_name(enum station_state state)
{
	static const char *const names[] = {"idle",        "zeroing", "examining", "measuring",
					    "identifying", "arming",  "armed",     "recording",
					    "finalising",  "waiting"};

	return names[state];
}

int station_new(struct station **out, const struct station_options *options, struct error *err)
{
	struct station *station = calloc(1, sizeof(*station));
	struct error ignored;
	int ret;

	if (!station)
		return fail(err, HINGE_ENOMEM, "no memory for the station");
	station->options = *options;
	if (options->zeros && zeros_load(&station->zeros, options->zeros, &ignored))
		log_write(LOG_WARN, "%s", ignored.text);
	ret = job_init(&station->job, err);
	if (ret)
		free(station);
	else
		*out = station;
	return ret;
}

void station_free(struct station *station)
{
	if (!station)
		return;
	job_reset(&station->job);
	if (station->session.captures)
		session_finish(&station->session, NULL);
	free(station);
}

int station_fd(const struct station *station)
{
	return station->job.event_fd;
}

enum station_state station_state(const struct station *station)
{
	return station->state;
}

const struct record_card *station_last(const struct station *station)
{
	return station->last.number ? &station->last : NULL;
}

int station_check_idle(const struct station *station, struct error *err)
{
	if (station->state == STATION_IDLE)
		return 0;
	return fail(err, HINGE_EAGAIN, "the daemon is busy (%s), try again when it is idle",
		    station_state_name(station->state));
}

/* --- record --- */

static const struct zero *fresh_zero(const struct station *station, const char *source)
{
	const struct zero *zero = zeros_find(&station->zeros, source);

	return zero && zero_is_fresh(zero, time(NULL)) ? zero : NULL;
}

int station_arm(void *session, struct error *err)
{
	return session_arm(session, err);
}

static int finish(void *ctx, struct error *err)
{
	return session_finish(ctx, err);
}

void station_prepare(struct station *station, const struct record_request *request)
{
	struct session *session = &station->session;

	memset(session, 0, sizeof(*session));
	session->options = &station->options;
	session->strands = request->second[0] ? 2 : 1;
	session->strand[0].address = session->card.request.source;
	session->strand[0].zero = fresh_zero(station, request->source);
	session->strand[1].address = session->card.request.second;
	session->strand[1].zero = fresh_zero(station, request->second);
	session->card.request = *request;
	session->card.number = station->number + 1;
	memset(&station->seen, 0, sizeof(station->seen));
	memset(&station->view, 0, sizeof(station->view));
}

int station_start(struct station *station, const struct record_request *request, struct error *err)
{
	int ret = station_check_idle(station, err);

	if (ret)
		return ret;
	station_prepare(station, request);
	station->stop_wanted = false;
	ret = job_start(&station->job, station_arm, &station->session, err);
	if (ret)
		return ret;
	station->number++;
	station->state = STATION_ARMING;
	return 0;
}

int station_stop(struct station *station, struct error *err)
{
	switch (station->state) {
	case STATION_IDLE:
	case STATION_ZEROING:
	case STATION_EXAMINING:
	case STATION_MEASURING:
	case STATION_IDENTIFYING:
		return fail(err, HINGE_EREFUSED, "nothing is being recorded");
	case STATION_ARMED:
	case STATION_RECORDING:
		session_stop(&station->session);
		break;
	case STATION_ARMING:
	case STATION_FINALISING:
	case STATION_WAITING:
		break;
	}
	station->stop_wanted = true;
	return 0;
}

int station_discard(struct station *station, struct error *err)
{
	if (station->state != STATION_ARMED && station->state != STATION_RECORDING)
		return fail(err, HINGE_EREFUSED, "nothing is being recorded that can be discarded");
	station->session.discard = true;
	session_stop(&station->session);
	return 0;
}

int station_mark(struct station *station, const char *kind, const char *text, struct error *err)
{
	if (station->state != STATION_ARMED && station->state != STATION_RECORDING)
		return fail(err, HINGE_EREFUSED, "nothing is being recorded that could be marked");
	return session_mark(&station->session, kind, text, err);
}

bool station_progress(const struct station *station, struct station_progress *progress)
{
	const struct session *session = &station->session;

	if (station->state < STATION_ARMED || station->state == STATION_WAITING)
		return false;
	progress->number = station->number;
	progress->request = &session->card.request;
	progress->run = session->card.run;
	/* not the card's: the job that ends the recording fills that */
	progress->journal = session->strand[0].part.journal;
	progress->second_journal = session->strands > 1 ? session->strand[1].part.journal : "";
	progress->capture = station->seen;
	progress->trouble = station->trouble;
	progress->view = &station->view;
	progress->finalised = atomic_load(&session->finalised_permille) / 1000.0;
	return true;
}

/* --- the loop's side --- */

static void begin_finish(struct station *station)
{
	station->state = STATION_FINALISING;
	/* no thread to be had: better a loop that waits than a recording without its files */
	if (job_start(&station->job, finish, &station->session, NULL))
		session_finish(&station->session, NULL);
}

static void look_at_capture(struct station *station)
{
	session_look(&station->session, &station->seen, station->trouble);
	if (station->session.follower)
		follower_state(station->session.follower, &station->view);
}

static void watch_capture(struct station *station)
{
	look_at_capture(station);
	if (station->seen.phase == CAPTURE_RECORDING)
		station->state = STATION_RECORDING;
	else if (station->seen.phase != CAPTURE_ARMED)
		begin_finish(station);
}

enum station_event station_begun(struct station *station)
{
	station->state = STATION_ARMED;
	look_at_capture(station);
	if (station->stop_wanted)
		session_stop(&station->session);
	return STATION_STARTED;
}

static enum station_event end_arming(struct station *station, int result)
{
	if (!result)
		return station_begun(station);
	station->state = STATION_IDLE;
	return STATION_STARTED;
}

static enum station_event end_finishing(struct station *station)
{
	station->last = station->session.card;
	redo_reason(&station->last, station->options.config.tare_drift_n, station->last.redo,
		    sizeof(station->last.redo));
	station->state = next_run_await(station) ? STATION_WAITING : STATION_IDLE;
	return STATION_ENDED;
}

static enum station_event end_job(struct station *station, struct error *err)
{
	int result = job_join(&station->job, err);

	switch (station->state) {
	case STATION_ZEROING:
		station->state = STATION_IDLE;
		if (!result)
			zeros_put(&station->zeros, &station->measured);
		return STATION_ZEROED;
	case STATION_EXAMINING:
		station->state = STATION_IDLE;
		return STATION_EXAMINED;
	case STATION_MEASURING:
		station->state = STATION_IDLE;
		return STATION_MEASURED;
	case STATION_IDENTIFYING:
		station->state = STATION_IDLE;
		return STATION_IDENTIFIED;
	case STATION_ARMING:
		return end_arming(station, result);
	case STATION_FINALISING:
		return end_finishing(station);
	default:
		return STATION_NONE;
	}
}

enum station_event station_step(struct station *station, struct error *err)
{
	memset(err, 0, sizeof(*err));
	if (station->state == STATION_ARMED || station->state == STATION_RECORDING)
		watch_capture(station);
	if (station->job.running && !job_ended(&station->job))
		return STATION_NONE;
	if (station->state == STATION_WAITING)
		return next_run_step(station, err);
	if (station->job.running || station->state == STATION_FINALISING)
		return end_job(station, err);
	return STATION_NONE;
}
