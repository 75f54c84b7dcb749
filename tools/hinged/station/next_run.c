/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rest of a recording that was cut off, as the next run: begun by itself when the plate is
 * back. */
#include "tools/hinged/station/station_parts.h"

#include "tools/cli/log.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define LOOK_S      1.0
#define PATIENCE_S  600.0 /* where the recording has no greatest length */
#define LEAST_MAX_S 1.0   /* of record.start */

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Ended by a device that was gone, and by nothing else. */
static bool was_cut(const struct capture_status *capture)
{
	return !strcmp(capture->stop_reason, "gap") ||
	       (!strcmp(capture->stop_reason, "error") && capture->trouble);
}

static bool any_was_cut(const struct record_card *card)
{
	for (size_t i = 0; i < card->parts; i++)
		if (was_cut(&card->part[i].capture))
			return true;
	return false;
}

/* Of the greatest length. The recording of an only device ends where that was lost, those of two
 * at the same moment. */
static double used_s(const struct record_card *card)
{
	double first_s = card->part[0].capture.elapsed_s;

	if (card->parts == 1)
		return first_s + GAP_MAX_S;
	return fmax(first_s, card->part[1].capture.elapsed_s);
}

bool next_run_await(struct station *station)
{
	const struct record_card *card = &station->last;
	double max_s = card->request.max_s, now = now_s();

	if (!any_was_cut(card) || !card->finalised || !station->session.is_live ||
	    station->stop_wanted)
		return false;
	station->wait.is_timed = max_s > 0;
	station->wait.look_s = now;
	station->wait.until_s = now + PATIENCE_S;
	if (max_s > 0)
		station->wait.until_s = now + max_s - used_s(card);
	if (station->wait.until_s < now + LEAST_MAX_S)
		return false;
	station->last.next = station->number + 1;
	log_write(LOG_WARN, "run %d is cut off: the next begins when the plate is back", card->run);
	return true;
}

const char *station_awaits(const struct station *station)
{
	if (station->state != STATION_WAITING)
		return "";
	return station->trouble[0] ? station->trouble : "unplugged";
}

static enum station_event give_up(struct station *station)
{
	station->state = STATION_IDLE;
	station->last.next = 0;
	return STATION_GAVE_UP;
}

static void look(struct station *station)
{
	struct record_request request = station->last.request;
	double left_s = station->wait.until_s - now_s();

	request.continues = station->last.run;
	request.redo = false;
	if (station->wait.is_timed)
		request.max_s = left_s > LEAST_MAX_S ? left_s : LEAST_MAX_S;
	station_prepare(station, &request);
	station->wait.look_s = now_s() + LOOK_S;
	/* no thread to be had is no reason either: the next look may find one */
	(void)job_start(&station->job, station_arm, &station->session, NULL);
}

static enum station_event take_look(struct station *station, struct error *err)
{
	int result = job_join(&station->job, err);

	if (!result) {
		station->number++;
		return station_begun(station);
	}
	if (result != HINGE_EDEVICE && result != HINGE_EAGAIN)
		return give_up(station);
	memset(err, 0, sizeof(*err));
	return STATION_NONE;
}

enum station_event next_run_step(struct station *station, struct error *err)
{
	enum station_event event = STATION_NONE;

	if (station->job.running)
		event = take_look(station, err);
	if (station->state != STATION_WAITING)
		return event;
	if (station->stop_wanted || now_s() >= station->wait.until_s)
		return give_up(station);
	if (now_s() >= station->wait.look_s)
		look(station);
	return STATION_NONE;
}
