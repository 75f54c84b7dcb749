/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate is gone for longer than a gap may last: the rest is the next run. */
#include "formats/json.h"
#include "formats/recording/sidecar.h"
#include "tests/support/assert_near.h"
#include "tests/support/pty_plate.h"
#include "tests/support/scratch.h"
#include "tools/hinged/station/station.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { PATIENCE_S = 60 };

/* The capture's clock, which a test can set forward. */
static _Atomic int64_t forward_ns;

static int64_t read_clock(clockid_t id)
{
	struct timespec now;

	clock_gettime(id, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec + forward_ns;
}

static int64_t monotonic_ns(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_MONOTONIC);
}

static int64_t realtime_ns(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_REALTIME);
}

static const struct capture_clock forward_clock = {monotonic_ns, realtime_ns, NULL};

static struct station *new_station(void)
{
	struct station_options options = {.on_plate_n = 40, .clock = &forward_clock};
	struct station *station;
	struct error err;

	config_init(&options.config);
	if (station_new(&station, &options, &err))
		fail_msg("%s", err.text);
	return station;
}

static struct record_request request_of(const char *source, const char *study)
{
	struct record_request request = {.task = "deadlift", .subject = "S012", .session = "01"};

	snprintf(request.source, sizeof(request.source), "%s", source);
	snprintf(request.study, sizeof(request.study), "%s", study);
	return request;
}

/* Armed. The plate's thread may be kept waiting for as long as a plate has to answer: then anew. */
static struct station *start(const struct record_request *request)
{
	time_t begun = time(NULL);

	for (;;) {
		struct station *station = new_station();
		struct error err;

		if (station_start(station, request, &err))
			fail_msg("%s", err.text);
		do {
			poll(NULL, 0, 5);
			station_step(station, &err);
		} while (station_state(station) == STATION_ARMING);
		if (!err.code)
			return station;
		station_free(station);
		if (err.code != HINGE_EDEVICE || time(NULL) - begun >= PATIENCE_S)
			fail_msg("%s", err.text);
	}
}

/* Turns the loop once. */
static enum station_event turn(struct station *station)
{
	struct error err;
	enum station_event event = station_step(station, &err);

	if (err.code)
		fail_msg("%s", err.text);
	poll(NULL, 0, 5);
	return event;
}

static void await_event(struct station *station, enum station_event event)
{
	time_t begun = time(NULL);

	while (turn(station) != event)
		assert_true(time(NULL) - begun < PATIENCE_S);
}

enum health { WELL, IN_TROUBLE, WHATEVER };

/* Until it records, and so. */
static void await_frames(struct station *station, int64_t number, enum health health)
{
	struct station_progress progress = {.trouble = ""};
	time_t begun = time(NULL);

	do {
		turn(station);
		if (time(NULL) - begun >= PATIENCE_S)
			fail_msg("%s: recording %d, %d frames, trouble '%s'",
				 station_state_name(station_state(station)), (int)progress.number,
				 (int)progress.capture.frames, progress.trouble);
	} while (!station_progress(station, &progress) || progress.number != number ||
		 progress.capture.frames < 200 ||
		 (health != WHATEVER && (*progress.trouble != 0) != (health == IN_TROUBLE)));
}

static void recorded_keys(struct recording_info *info, struct js **keys, const char *sidecar)
{
	assert_int_equal(sidecar_read(sidecar, info, NULL), 0);
	assert_int_equal(js_parse(keys, info->extra_json, strlen(info->extra_json), "keys", NULL),
			 0);
}

/* Recording, pulled, and away for a minute of its clock: until the run has ended. */
static void lose_plate(struct station *station, struct pty_plate *plate)
{
	await_frames(station, 1, WELL);
	pty_device_unplug(&plate->device);
	await_frames(station, 1, IN_TROUBLE);
	forward_ns += INT64_C(61000000000);
	await_event(station, STATION_ENDED);
	assert_int_equal(station_state(station), STATION_WAITING);
	assert_string_equal(station_awaits(station), "unplugged");
	assert_int_equal(station_last(station)->number, 1);
	assert_int_equal(station_last(station)->next, 2);
	assert_true(station_last(station)->finalised);
}

static void the_rest_is_the_next_run(void **state)
{
	const char *path = scratch_path(state, "plate");
	struct pty_plate plate;
	struct recording_info info;
	struct js *keys;
	int64_t run = 0;
	bool interrupted = false;
	char address[300];

	pty_plate_init(&plate, path);
	snprintf(address, sizeof(address), "serial:%s", path);
	struct record_request request = request_of(address, *state);
	struct station *station = start(&request);
	lose_plate(station, &plate);
	recorded_keys(&info, &keys, station_last(station)->part[0].files.sidecar);
	assert_true(js_boolean(js_get(keys, "Interrupted"), &interrupted) && interrupted);
	assert_null(js_get(keys, "ContinuesRun"));
	js_free(keys);
	recording_info_reset(&info);

	/* while it is away it is looked for, and that is all */
	for (time_t begun = time(NULL); time(NULL) < begun + 3;)
		assert_int_equal(turn(station), STATION_NONE);
	assert_int_equal(station_state(station), STATION_WAITING);
	assert_int_equal(station_start(station, &request, NULL), HINGE_EAGAIN);

	pty_device_plug(&plate.device);
	await_frames(station, 2, WELL);
	assert_int_equal(station_stop(station, NULL), 0);
	await_event(station, STATION_ENDED);
	assert_int_equal(station_state(station), STATION_IDLE);
	assert_int_equal(station_last(station)->run, 2);
	assert_int_equal(station_last(station)->next, 0);
	recorded_keys(&info, &keys, station_last(station)->part[0].files.sidecar);
	assert_true(js_int(js_get(keys, "ContinuesRun"), &run));
	assert_int_equal(run, 1);
	assert_null(js_get(keys, "Interrupted"));
	js_free(keys);
	recording_info_reset(&info);
	station_free(station);
	pty_plate_reset(&plate);
}

static void who_stops_the_waiting_ends_it(void **state)
{
	const char *path = scratch_path(state, "other");
	struct pty_plate plate;
	char address[300];

	pty_plate_init(&plate, path);
	snprintf(address, sizeof(address), "serial:%s", path);
	struct record_request request = request_of(address, scratch_path(state, "stopped"));
	struct station *station = start(&request);
	lose_plate(station, &plate);
	assert_int_equal(station_stop(station, NULL), 0);
	await_event(station, STATION_GAVE_UP);
	assert_int_equal(station_state(station), STATION_IDLE);
	assert_int_equal(station_last(station)->number, 1);
	assert_int_equal(station_last(station)->next, 0);
	station_free(station);
	pty_plate_reset(&plate);
}

/* The left one records on for the minute; what is left of --max counts from the right one's loss.
 */
static void two_devices_go_on_together(void **state)
{
	static const char set[] = "sim:seed=3,tier=clean,seconds=120,pace=real,pairs=4";
	struct record_request request = request_of(set, scratch_path(state, "pair"));
	struct station_progress progress;

	snprintf(request.source, sizeof(request.source), "%s,plate=left", set);
	snprintf(request.second, sizeof(request.second), "%s,plate=right,fault=replug:0.4:100",
		 set);
	request.max_s = 90;
	struct station *station = start(&request);
	await_frames(station, 1, IN_TROUBLE);
	forward_ns += INT64_C(61000000000);
	await_event(station, STATION_ENDED);
	assert_string_equal(station_last(station)->part[1].capture.stop_reason, "gap");
	assert_string_equal(station_last(station)->capture.stop_reason, "gap");
	assert_int_equal(station_last(station)->next, 2);
	/* the simulated one is soon gone again */
	await_frames(station, 2, WHATEVER);
	assert_true(station_progress(station, &progress));
	assert_int_equal(progress.request->continues, 1);
	assert_in_range((int64_t)progress.request->max_s, 1, 30);
	assert_true(strstr(progress.second_journal, "run-02_plate-right") != NULL);
	assert_int_equal(station_stop(station, NULL), 0);
	await_event(station, STATION_ENDED);
	assert_int_equal(station_state(station), STATION_IDLE);
	station_free(station);
}

/* What is read as fast as it is written would only begin anew. */
static void a_source_that_waits_has_no_next_run(void **state)
{
	struct record_request request = request_of("sim:seed=3,rate=200,seconds=90,fault=gap:20:61",
						   scratch_path(state, "sim"));

	struct station *station = start(&request);
	await_event(station, STATION_ENDED);
	assert_string_equal(station_last(station)->capture.stop_reason, "gap");
	assert_int_equal(station_state(station), STATION_IDLE);
	assert_int_equal(station_last(station)->next, 0);
	station_free(station);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rest_is_the_next_run),
		cmocka_unit_test(who_stops_the_waiting_ends_it),
		cmocka_unit_test(two_devices_go_on_together),
		cmocka_unit_test(a_source_that_waits_has_no_next_run),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
