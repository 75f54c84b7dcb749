/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file: a recording as a source. */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/unit/acquisition/opened.h"

#include "acquisition/capture.h"
#include "acquisition/simulator/simulator.h"
#include "acquisition/source.h"
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"

#include <stdio.h>

static void write_recording(const char *samples, const char *sidecar,
			    const struct simulation *simulation, enum container_samples kind)
{
	struct container *container;
	struct error err;

	if (container_create(&container, samples, kind, simulation->channels,
			     simulation->info.rate_hz, &err))
		fail_msg("%s", err.text);
	if (kind == CONTAINER_INT24) {
		assert_int_equal(container_write_counts(container, simulation->counts,
							simulation->frames, &err),
				 0);
	} else {
		float frame[8] = {0};

		assert_int_equal(container_write_floats(container, frame, 1, &err), 0);
	}
	assert_int_equal(container_close(container, &err), 0);
	if (sidecar && sidecar_write(sidecar, &simulation->info, &err))
		fail_msg("%s", err.text);
}

static const char *address_of(char *out, const char *path, const char *more)
{
	snprintf(out, 512, "file:%s%s", path, more);
	return out;
}

static void a_recording_is_played_again_with_its_gaps(void **state)
{
	struct simulation *simulation = simulation_of("sim:seed=7,reps=2,fault=gap:5:0.1");
	const char *path = scratch_path(state, "a,b.w64");
	int64_t given, lost;
	char address[512], cause[32] = "";

	write_recording(path, scratch_path(state, "a,b.json"), simulation, CONTAINER_INT24);
	struct source *source = open_source(address_of(address, path, ""));
	assert_true(source_waits(source));
	assert_false(source_has_truth(source));
	assert_int_equal(source_write_truth(source, 0, "x", NULL), HINGE_EUSAGE);
	assert_int_equal(source_info(source)->gaps, 0);
	assert_near(source_info(source)->load_kg, simulation->load_kg, 0.0);
	read_all(source, simulation, &given, &lost, cause);
	assert_int_equal(lost, 100);
	assert_int_equal(given + lost, simulation->frames);
	assert_string_equal(cause, "simulated");
	source_close(source);
	source = open_source(address_of(address, path, ",pace=real"));
	assert_false(source_waits(source));
	source_close(source);
	simulation_free(simulation);
}

/* Through the whole capture: a recording whose last frames were lost keeps its length. */
static void a_replayed_recording_keeps_its_length(void **state)
{
	struct simulation *simulation = simulation_of("sim:seed=7,reps=1");
	const char *path = scratch_path(state, "end.w64"), *journal;
	struct gap gap = {.frame = 3000, .frames = 7, .cause = "ring-overrun"};
	struct capture_options options;
	struct capture_status status;
	struct capture *capture;
	struct recorded recorded;
	char address[512];

	assert_int_equal(recording_info_add_gap(&simulation->info, gap, NULL), 0);
	gap.frame = (int64_t)simulation->frames - 50;
	gap.frames = 50;
	assert_int_equal(recording_info_add_gap(&simulation->info, gap, NULL), 0);
	write_recording(path, scratch_path(state, "end.json"), simulation, CONTAINER_INT24);
	struct source *source = open_source(address_of(address, path, ""));
	journal = scratch_path(state, "end.hjl");
	capture_options_init(&options);
	options.journal_path = journal;
	assert_int_equal(capture_start(&capture, source, &options, NULL), 0);
	assert_int_equal(capture_wait(capture, 60000), 1);
	assert_int_equal(capture_close(capture, &status, NULL), 0);
	source_close(source);
	assert_int_equal(status.frames, simulation->frames);
	assert_int_equal(status.gap_frames, 57);
	recorded_read(&recorded, journal, simulation, 0);
	assert_int_equal(recorded.state.frames, simulation->frames);
	assert_int_equal(recorded.gaps, 2);
	assert_int_equal(recorded.wrong_frames, 0);
	assert_string_equal(recorded.gap_cause, "ring-overrun");
	recorded_reset(&recorded);
	simulation_free(simulation);
}

static void what_cannot_be_played_is_refused(void **state)
{
	struct simulation *simulation = simulation_of("sim:seed=7,reps=1");
	char address[512];

	assert_refused(address_of(address, scratch_path(state, "none.w64"), ""), HINGE_EREAD,
		       "none.w64");
	const char *path = scratch_path(state, "bare.w64");
	write_recording(path, NULL, simulation, CONTAINER_INT24);
	assert_refused(address_of(address, path, ""), HINGE_EREAD, "bare.json");
	path = scratch_path(state, "float.w64");
	write_recording(path, scratch_path(state, "float.json"), simulation, CONTAINER_FLOAT32);
	assert_refused(address_of(address, path, ""), HINGE_EFORMAT, "integer counts");
	simulation->info.rate_hz = 2000;
	path = scratch_path(state, "rate.w64");
	write_recording(path, NULL, simulation, CONTAINER_INT24);
	simulation->info.rate_hz = 1000;
	assert_int_equal(sidecar_write(scratch_path(state, "rate.json"), &simulation->info, NULL),
			 0);
	assert_refused(address_of(address, path, ""), HINGE_EFORMAT, "2000 Hz");
	struct gap beyond = {.frame = (int64_t)simulation->frames - 1, .frames = 5};
	path = scratch_path(state, "beyond.w64");
	write_recording(path, NULL, simulation, CONTAINER_INT24);
	simulation->info.frames = 0;
	assert_int_equal(recording_info_add_gap(&simulation->info, beyond, NULL), 0);
	assert_int_equal(sidecar_write(scratch_path(state, "beyond.json"), &simulation->info, NULL),
			 0);
	assert_refused(address_of(address, path, ""), HINGE_EFORMAT, "beyond");
	simulation_free(simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recording_is_played_again_with_its_gaps),
		cmocka_unit_test(a_replayed_recording_keeps_its_length),
		cmocka_unit_test(what_cannot_be_played_is_refused),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
