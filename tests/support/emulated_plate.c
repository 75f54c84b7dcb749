/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/emulated_plate.h"

#include "tests/support/assert_near.h"

#include <string.h>

enum { MS = 1000000, LOOK_NS = 500 * MS };

static uint64_t draw(struct emulated_plate *plate, uint64_t below)
{
	plate->random = plate->random * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (plate->random >> 33) % (below + 1);
}

static void started(void *ctx, int64_t now_ns, double rate_hz)
{
	struct emulated_plate *plate = ctx;

	plate->session_start_ns = now_ns;
	plate->session_rate_hz = rate_hz;
	plate->sessions++;
	plate->sessions_ever++;
}

void emulated_plate_init(struct emulated_plate *plate, const struct hpp_model_options *options)
{
	struct hpp_model_options own;
	struct error err;

	if (options)
		own = *options;
	else
		hpp_model_options_init(&own);
	own.feed.started = started;
	own.feed.ctx = plate;
	*plate = (struct emulated_plate){.clock_ppm = own.clock_ppm,
					 .now_ns = INT64_C(1234567) * MS,
					 .unplug_ns = INT64_MAX,
					 .replug_ns = INT64_MAX,
					 .trip_min_ns = 50000,
					 .trip_max_ns = 400000,
					 .random = 1,
					 .room = 512,
					 .sync = own.sync,
					 .is_open = true};
	if (hpp_model_new(&plate->model, &own, &err))
		fail_msg("%s", err.text);
	hpp_model_plug(plate->model, plate->now_ns);
	plate->plugged_ns = plate->now_ns;
}

void emulated_plate_reset(struct emulated_plate *plate)
{
	hpp_model_free(plate->model);
}

void emulated_plate_fault(struct emulated_plate *plate, const char *text)
{
	struct hpp_fault fault;
	struct error err;

	if (hpp_fault_parse(&fault, text, &err) || hpp_model_fault(plate->model, &fault, &err))
		fail_msg("%s", err.text);
}

double emulated_frame_ns(const struct emulated_plate *plate, uint64_t frame)
{
	double rate_hz = plate->session_rate_hz * (1 + plate->clock_ppm * 1e-6);

	return (double)plate->session_start_ns + (double)(frame + 1) * 1e9 / rate_hz;
}

/* Time passes; somebody may pull the cable meanwhile. */
static void advance(struct emulated_plate *plate, int64_t now_ns)
{
	plate->now_ns = now_ns;
	if (now_ns >= plate->unplug_ns) {
		hpp_model_unplug(plate->model);
		plate->unplug_ns = INT64_MAX;
	}
}

static void travel(struct emulated_plate *plate)
{
	uint64_t spread = (uint64_t)(plate->trip_max_ns - plate->trip_min_ns);

	advance(plate, plate->now_ns + plate->trip_min_ns + (int64_t)draw(plate, spread));
}

static int emulated_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
			    struct error *err)
{
	struct emulated_plate *plate = ctx;
	int64_t end_ns = plate->now_ns + (int64_t)timeout_ms * MS, answer_ns;
	uint8_t bytes[HPP_ANSWER_MAX] = {0};
	bool in = setup->type & 0x80;
	int got;

	assert_true(plate->is_open);
	travel(plate);
	if (!in && setup->length)
		memcpy(bytes, data, setup->length);
	got = hpp_model_control(plate->model, setup, bytes, plate->now_ns, &answer_ns);
	if (got == HPP_STALLED)
		return fail(err, HINGE_EREFUSED, "it refused the request");
	if (got == HPP_VANISHED)
		return fail(err, HINGE_EDEVICE, "it is gone");
	if (answer_ns > end_ns) {
		advance(plate, end_ns);
		return fail(err, HINGE_EAGAIN, "no answer in time");
	}
	if (answer_ns > plate->now_ns)
		advance(plate, answer_ns);
	travel(plate);
	if (in && got > 0)
		memcpy(data, bytes, (size_t)got);
	return in ? got : setup->length;
}

static int emulated_start(void *ctx, double bytes_per_s, struct error *err)
{
	struct emulated_plate *plate = ctx;

	(void)err;
	assert_true(bytes_per_s > 0);
	assert_false(plate->streams);
	plate->streams = true;
	return 0;
}

static int lose(struct hpp_chunk *chunk, const char *cause, struct error *err)
{
	*chunk = (struct hpp_chunk){.cause = cause};
	return fail(err, HINGE_EDEVICE, "the stream is over");
}

static int64_t earliest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int emulated_read(void *ctx, struct hpp_chunk *chunk, int timeout_ms, struct error *err)
{
	struct emulated_plate *plate = ctx;
	int64_t end_ns = plate->now_ns + (int64_t)timeout_ms * MS + 1;

	assert_true(plate->streams);
	while (plate->now_ns < end_ns) {
		int64_t got =
			hpp_model_bulk(plate->model, plate->bytes, plate->room, plate->now_ns);
		int64_t ready_ns;

		if (got > 0) {
			*chunk = (struct hpp_chunk){.data = plate->bytes, .size = (size_t)got};
			return (int)got;
		}
		if (got == HPP_STALLED)
			return lose(chunk, "usb-stall", err);
		if (got == HPP_BABBLED)
			return lose(chunk, "babble", err);
		if (got == HPP_VANISHED)
			return lose(chunk, "unplugged", err);
		ready_ns = hpp_model_ready_ns(plate->model, plate->now_ns);
		if (ready_ns <= plate->now_ns)
			ready_ns = plate->now_ns + 1;
		advance(plate, earliest(earliest(ready_ns, end_ns), plate->unplug_ns));
	}
	return 0;
}

static void emulated_stop(void *ctx)
{
	struct emulated_plate *plate = ctx;
	const struct hpp_setup clear_halt = {.type = 0x02, .request = 1, .index = HPP_ENDPOINT};
	uint8_t bytes[HPP_ANSWER_MAX];
	int64_t answer_ns;

	assert_true(plate->streams);
	plate->streams = false;
	hpp_model_control(plate->model, &clear_halt, bytes, plate->now_ns, &answer_ns);
}

static int emulated_reopen(void *ctx, int timeout_ms, struct error *err)
{
	struct emulated_plate *plate = ctx;
	int64_t end_ns = plate->now_ns + (int64_t)timeout_ms * MS;

	assert_false(plate->streams);
	plate->is_open = false;
	/* as on a bus that is looked through twice a second */
	if (plate->looked_ns && plate->looked_ns + LOOK_NS > end_ns) {
		advance(plate, end_ns + 1);
		return HINGE_EAGAIN;
	}
	if (plate->looked_ns && plate->looked_ns + LOOK_NS > plate->now_ns)
		advance(plate, plate->looked_ns + LOOK_NS);
	plate->looked_ns = plate->now_ns;
	if (!hpp_model_is_plugged(plate->model)) {
		if (plate->replug_ns > end_ns) {
			advance(plate, end_ns + 1);
			return fail(err, HINGE_EAGAIN, "not there yet");
		}
		if (plate->replug_ns > plate->now_ns)
			advance(plate, plate->replug_ns);
		hpp_model_plug(plate->model, plate->now_ns);
		plate->plugged_ns = plate->now_ns;
		plate->sessions = 0;
		plate->replug_ns = INT64_MAX;
	}
	plate->is_open = true;
	return 0;
}

static int64_t emulated_now(void *ctx)
{
	return ((struct emulated_plate *)ctx)->now_ns;
}

const struct hpp_transport emulated_transport = {
	.control = emulated_control,
	.start = emulated_start,
	.read = emulated_read,
	.stop = emulated_stop,
	.reopen = emulated_reopen,
	.now_ns = emulated_now,
};
