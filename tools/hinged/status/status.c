/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/status/status.h"

#include "tools/hinged/daemon.h"
#include "tools/hinged/rpc/rpc_parse.h"

#include <unistd.h>

struct js *text_json(const char *text)
{
	struct js *value = js_string(text);

	return value ? value : js_string("(not UTF-8)");
}

static struct js *whole(struct js *object, int failed)
{
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

static struct js *optional_text(const char *text)
{
	return *text ? text_json(text) : js_null();
}

static struct js *optional_error(const struct error *error)
{
	return error->code ? rpc_error_data(error) : js_null();
}

static struct js *plates_json(const struct zero *zero)
{
	struct js *plates = js_array();
	int failed = 0;

	for (size_t i = 0; i < zero->plates; i++) {
		struct js *plate = js_object();

		failed |= js_set(plate, "name", text_json(zero->plate[i].name));
		failed |= js_set(plate, "mean_n", js_number(zero->plate[i].mean_n));
		failed |= js_set(plate, "sd_n", js_number(zero->plate[i].sd_n));
		failed |= js_append(plates, plate);
	}
	return whole(plates, failed);
}

struct js *zero_json(const struct zero *zero)
{
	struct js *object;
	int failed;

	if (!zero)
		return js_null();
	object = js_object();
	failed = js_set(object, "source", text_json(zero->source));
	failed |= js_set(object, "time", text_json(zero->time));
	failed |= js_set(object, "plates", plates_json(zero));
	return whole(object, failed);
}

static struct js *sources_json(const struct record_request *request)
{
	struct js *sources = js_array();
	int failed = js_append(sources, text_json(request->source));

	if (request->second[0])
		failed |= js_append(sources, text_json(request->second));
	return whole(sources, failed);
}

static int put_request(struct js *object, const struct record_request *request, int64_t number,
		       int run)
{
	int failed = js_set(object, "number", js_integer(number));

	failed |= js_set(object, "subject", text_json(request->subject));
	failed |= js_set(object, "session", text_json(request->session));
	failed |= js_set(object, "task", text_json(request->task));
	failed |= js_set(object, "run", js_integer(run));
	failed |= js_set(object, "supersedes", request->redo ? js_integer(run - 1) : js_null());
	failed |= js_set(object, "continues",
			 request->continues ? js_integer(request->continues) : js_null());
	failed |= js_set(object, "load_kg", js_number(request->load_kg));
	failed |= js_set(object, "source", text_json(request->source));
	failed |= js_set(object, "sources", sources_json(request));
	failed |= js_set(object, "study", text_json(request->study));
	return failed;
}

static int put_capture(struct js *object, const struct capture_status *capture)
{
	int failed = js_set(object, "rate_hz", js_number(capture->rate_hz));

	failed |= js_set(object, "elapsed_s", js_number(capture->elapsed_s));
	failed |= js_set(object, "frames", js_integer(capture->frames));
	failed |= js_set(object, "durable_frames", js_integer(capture->durable_frames));
	failed |= js_set(object, "source_frames", js_integer(capture->source_frames));
	failed |= js_set(object, "gaps", js_integer(capture->gaps));
	failed |= js_set(object, "gap_frames", js_integer(capture->gap_frames));
	failed |= js_set(object, "clipped_s", js_number(capture->clipped_s));
	failed |= js_set(object, "interrupted", js_bool(capture->interrupted));
	failed |= js_set(object, "drift_ppm", js_number(capture->drift_ppm));
	failed |= js_set(object, "drift_sd_ppm", js_number(capture->drift_sd_ppm));
	failed |= js_set(object, "ring_peak", js_integer((int64_t)capture->ring_peak));
	failed |= js_set(object, "ring_capacity", js_integer((int64_t)capture->ring_capacity));
	return failed;
}

/* Of two devices the right plate's. */
static struct js *right_progress(const struct station_progress *progress)
{
	struct js *object;

	if (!*progress->second_journal)
		return js_null();
	object = js_object();
	return whole(object, js_set(object, "journal", text_json(progress->second_journal)));
}

struct js *progress_json(const struct station *station)
{
	struct station_progress progress;
	struct js *object;
	int failed;

	if (!station_progress(station, &progress))
		return js_null();
	object = js_object();
	failed = put_request(object, progress.request, progress.number, progress.run);
	failed |= js_set(object, "journal", text_json(progress.journal));
	failed |= js_set(object, "right", right_progress(&progress));
	failed |= put_capture(object, &progress.capture);
	failed |= js_set(object, "left_n", js_number(progress.capture.left_n));
	failed |= js_set(object, "right_n", js_number(progress.capture.right_n));
	failed |= js_set(object, "finalised", js_number(progress.finalised));
	return whole(object, failed);
}

static int put_files(struct js *object, const struct record_part *part)
{
	const struct finalised *files = &part->files;
	int failed = js_set(object, "journal", text_json(part->journal));

	failed |= js_set(object, "w64", optional_text(files->w64));
	failed |= js_set(object, "sidecar", optional_text(files->sidecar));
	failed |= js_set(object, "events", optional_text(files->events));
	failed |= js_set(object, "truth", optional_text(part->truth));
	failed |= js_set(object, "sha256", optional_text(files->sha256));
	return failed;
}

/* Of two devices the right plate's. */
static struct js *right_json(const struct record_card *card)
{
	struct js *object;
	int failed;

	if (card->parts < 2)
		return js_null();
	object = js_object();
	failed = put_files(object, &card->part[1]);
	failed |= put_capture(object, &card->part[1].capture);
	return whole(object, failed);
}

/* What the card of a set adds: its reps as they were seen, the plates' zeros, what to do. */
static int put_set(struct js *object, const struct record_card *card)
{
	const struct live_state *live = &card->view.live;
	/* who missed a part may have miscounted */
	bool seen = live->time_s > 0 && !card->view.error.code && !card->view.dropped_frames;
	const double *moved_n = card->capture.moved_n;
	int failed = js_set(object, "reps", seen ? js_integer(live->total_reps) : js_null());

	failed |= js_set(object, "valid_reps", seen ? js_integer(live->valid_reps) : js_null());
	failed |= js_set(object, "clipped_cell", optional_text(card->capture.clipped_cell));
	failed |= js_set(object, "moved_left_n", js_number(moved_n[0]));
	failed |= js_set(object, "moved_right_n", js_number(moved_n[1]));
	failed |= js_set(object, "redo", optional_text(card->redo));
	return failed;
}

struct js *card_json(const struct record_card *card)
{
	struct js *object;
	int failed;

	if (!card)
		return js_null();
	object = js_object();
	failed = put_request(object, &card->request, card->number, card->run);
	failed |= put_capture(object, &card->capture);
	failed |= js_set(object, "stop_reason", text_json(card->capture.stop_reason));
	failed |= js_set(object, "finalised", js_bool(card->finalised));
	failed |= js_set(object, "discarded", js_bool(card->discarded));
	failed |= js_set(object, "next", card->next ? js_integer(card->next) : js_null());
	failed |= put_set(object, card);
	failed |= put_files(object, &card->part[0]);
	failed |= js_set(object, "right", right_json(card));
	failed |= js_set(object, "error", optional_error(&card->error));
	failed |= js_set(object, "warning", optional_error(&card->warning));
	return whole(object, failed);
}

/* What there is to say of the capture that goes on. */
static int put_concerns(struct js *object, const struct station *station)
{
	struct station_progress progress;
	bool goes_on = station_progress(station, &progress);
	const char *trouble = goes_on ? progress.trouble : station_awaits(station);
	int failed = js_set(object, "trouble", optional_text(trouble));

	failed |= js_set(object, "warning", optional_text(goes_on ? progress.capture.warning : ""));
	return failed;
}

/* Of the recording that goes on, or else of the last. */
static struct js *live_json(const struct station *station)
{
	const struct record_card *last = station_last(station);
	struct station_progress progress;

	if (station_progress(station, &progress))
		return view_json(progress.view, progress.number, *progress.trouble);
	return view_json(last ? &last->view : NULL, last ? last->number : 0, false);
}

struct js *status_json(const struct daemon *daemon)
{
	const struct station *station = daemon->station;
	const struct daemon_options *options = daemon->options;
	struct js *object = js_object();
	int failed = js_set(object, "state", js_string(station_state_name(station_state(station))));

	failed |= js_set(object, "version", js_string(HINGE_VERSION));
	failed |= js_set(object, "pid", js_integer(getpid()));
	failed |= js_set(object, "uptime_s",
			 js_number((double)(daemon_now_ms() - daemon->started_ms) / 1000));
	failed |= js_set(object, "clients", js_integer((int64_t)daemon_client_count(daemon)));
	failed |= js_set(object, "study", optional_text(options->study ? options->study : ""));
	failed |= js_set(object, "unrecovered", js_integer(daemon->unrecovered));
	failed |= js_set(object, "zero", zero_json(station_last_zero(station)));
	failed |= js_set(object, "recording", progress_json(station));
	failed |= put_concerns(object, station);
	failed |= js_set(object, "last", card_json(station_last(station)));
	failed |= js_set(object, "live", live_json(station));
	return whole(object, failed);
}
