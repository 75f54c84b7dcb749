/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/unit/acquisition/opened.h"

#include "acquisition/replay.h"
#include "acquisition/simulator/simulator.h"
#include "acquisition/source.h"
#include "formats/files.h"

#include <string.h>
#include <time.h>

static void an_address_nobody_answers_is_refused_with_a_hint(void **state)
{
	(void)state;
	assert_refused("", HINGE_EDEVICE, "hinge devices");
	assert_refused("usb", HINGE_EDEVICE, "hinge devices");
	assert_refused("simulator:", HINGE_EDEVICE, "hinge devices");
	assert_refused("SIM:", HINGE_EDEVICE, "hinge devices");
	assert_refused("sim:repps=8", HINGE_EUSAGE, "repps");
	assert_refused("sim:pace=slow", HINGE_EUSAGE, "pace=real");
	char long_address[600] = "sim:";
	memset(long_address + 4, 'x', sizeof(long_address) - 5);
	assert_refused(long_address, HINGE_EUSAGE, "longer than");
	assert_refused("sim:seed=1,fault=gap:5000:1", HINGE_EUSAGE, "outside");
}

static void count_listing(void *ctx, const struct source_listing *listing)
{
	struct source *source;

	(*(int *)ctx)++;
	assert_int_equal(source_open(&source, listing->address, NULL), 0);
	source_close(source);
}

static void every_listed_device_can_be_opened(void **state)
{
	int listed = 0;

	(void)state;
	assert_int_equal(source_list(count_listing, &listed, NULL), 0);
	assert_true(listed >= 1);
}

static void a_simulated_source_is_described_like_a_device(void **state)
{
	struct source *source = open_source("sim:seed=7,rate=2000,reps=1,fault=gap:5:0.1");
	const struct recording_info *info = source_info(source);

	(void)state;
	assert_near(info->rate_hz, 2000.0, 0.0);
	assert_int_equal(info->channels, 8);
	assert_int_equal(info->plates, 2);
	assert_int_equal(info->unit, UNIT_COUNT);
	assert_string_equal(info->serial, "SIM-7");
	/* not yet lost, not yet started */
	assert_int_equal(info->gaps, 0);
	assert_string_equal(info->start_time, "");
	assert_true(source_waits(source));
	assert_true(source_has_truth(source));
	source_close(source);
	source_close(NULL);
}

static void a_simulated_source_gives_every_frame_but_the_lost(void **state)
{
	static const char address[] = "sim:seed=7,reps=2,fault=gap:5:0.1+gap:6:0.003";
	struct simulation *simulation = simulation_of(address);
	struct source *source = open_source(address);
	int64_t given, lost;
	char cause[32] = "";

	(void)state;
	read_all(source, simulation, &given, &lost, cause);
	assert_int_equal(lost, 103);
	assert_int_equal(given + lost, simulation->frames);
	assert_string_equal(cause, "simulated");
	source_close(source);
	simulation_free(simulation);
}

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void a_device_is_no_faster_than_its_rate(void **state)
{
	struct source *source = open_source("sim:seed=7,reps=1,rate=8000,pace=real");
	static int32_t counts[8000 * 8];
	struct source_block block;
	double start_s = now_s();
	int64_t frames = 0;

	(void)state;
	assert_false(source_waits(source));
	while (frames < 1600)
		frames += source_read(source, counts, 160, &block, 1000, NULL);
	assert_true(now_s() - start_s >= 0.2 - 1e-3);
	source_close(source);
}

static void a_read_gives_up_at_its_timeout(void **state)
{
	struct source *source = open_source("sim:seed=7,reps=1,rate=100,pace=real");
	int32_t counts[8];
	struct source_block block;
	double start_s = now_s();
	int64_t got;

	(void)state;
	/* a frame every 10 ms: once those have been read that came before, none is there within 2
	 */
	while ((got = source_read(source, counts, 1, &block, 2, NULL)) > 0)
		assert_true(now_s() - start_s < 20);
	assert_int_equal(got, 0);
	source_close(source);
}

/* A device keeps one second; who comes later has lost the oldest. */
static void a_device_loses_what_is_fetched_too_late(void **state)
{
	static int32_t counts[20 * 8];
	struct source *source = open_source("sim:seed=7,rate=1000,pace=real");
	struct source_block block;
	int64_t end;

	(void)state;
	while (source_read(source, counts, 20, &block, 1000, NULL) <= 0)
		;
	end = block.first_frame + (int64_t)block.frames;
	nanosleep(&(struct timespec){.tv_sec = 1, .tv_nsec = 200000000}, NULL);
	assert_true(source_read(source, counts, 20, &block, 1000, NULL) > 0);
	assert_true(block.first_frame - end >= 150);
	assert_string_equal(block.gap_cause, "device-fifo");
	source_close(source);
}

static void a_source_that_knows_no_truth_says_so(void **state)
{
	const char *path = scratch_path(state, "truth.json");
	struct source *source = open_source("sim:seed=7,reps=1");

	assert_int_equal(source_write_truth(source, 100, path, NULL), 0);
	assert_true(file_exists(path));
	source_close(source);
}

static void a_loss_at_the_end_is_told_at_the_end(void **state)
{
	struct gap gap = {.frame = 90, .frames = 10, .cause = "device-fifo"};
	struct recording_info info = {.rate_hz = 1000, .gaps = 1, .gap = &gap};
	struct source_block block;
	struct replay replay;

	(void)state;
	replay_init(&replay, &info, 100, false);
	assert_int_equal(replay_next(&replay, &block, 1000, 0), 90);
	assert_true(replay_next(&replay, &block, 1000, 0) == SOURCE_END);
	assert_int_equal(block.first_frame, 100);
	assert_string_equal(block.gap_cause, "device-fifo");
	assert_true(replay_next(&replay, &block, 1000, 0) == SOURCE_END);
}

static size_t wrong_samples(struct source *source)
{
	int32_t counts[20 * 8];
	size_t wrong = 0;

	for (int64_t next = 0; next < 1000;) {
		struct source_block block = {0};
		int64_t got = source_read(source, counts, 20, &block, 0, NULL);

		assert_true(got > 0);
		for (int64_t i = 0; i < got * 8; i++)
			wrong += counts[i] !=
				 source_ramp(source, block.first_frame + i / 8, (size_t)(i % 8));
		next = block.first_frame + got;
	}
	return wrong;
}

static void a_simulated_ramp_is_what_it_is_said_to_be(void **state)
{
	struct source *source = open_source("sim:,ramp=1");

	(void)state;
	assert_true(source_has_ramp("sim:reps=2"));
	assert_false(source_has_ramp("file:x.w64"));
	assert_false(source_has_ramp("nonsense:"));
	/* 16 k + c + 2^20, docs/usb-protocol.md */
	assert_int_equal(source_ramp(source, 3, 5), 16 * 3 + 5 + 1048576);
	assert_int_equal(wrong_samples(source), 0);
	source_close(source);
	source = open_source("sim:reps=2,ramp=1,flip=700");
	assert_int_equal(wrong_samples(source), 1);
	source_close(source);
}

static void a_simulated_device_tells_its_link_and_its_calibration(void **state)
{
	struct source *source = open_source("sim:link=12,calibrated=2026-01-31");
	struct source_health health;

	(void)state;
	assert_int_equal(source_health(source, &health, NULL), 0);
	assert_near(health.link_mbit, 12, 0);
	assert_string_equal(source_info(source)->calibration_date, "2026-01-31");
	source_close(source);
	assert_refused("sim:link=-1", HINGE_EUSAGE, "Mbit/s");
	assert_refused("sim:calibrated=the-day-before-yesterday", HINGE_EUSAGE, "a date");
}

/* Mean of the left plate over 20 frames from first on, against its stated zeros. */
static double left_n(const struct simulation *s, size_t first)
{
	double sum_n = 0;

	for (size_t k = first; k < first + 20; k++)
		for (size_t c = 0; c < 4; c++) {
			const struct cell *cell = &s->info.plate[0].cell[c];

			sum_n += (s->counts[k * s->channels + c] - cell->zero) *
				 cell->newton_per_unit / 20;
		}
	return sum_n;
}

static void empty_plates_stay_empty_until_a_zero_wanders(void **state)
{
	struct simulator_options options;
	struct simulation *s;

	(void)state;
	simulator_options_init(&options);
	assert_int_equal(
		simulator_options_parse(&options, "tier=clean,lead=8,fault=creep:left:3:12", NULL),
		0);
	assert_int_equal(simulate(&options, &s, NULL), 0);
	assert_near(left_n(s, 2900), 0, 0.01);
	assert_near(left_n(s, 3490), 6, 0.2); /* half a second later half of it */
	assert_near(left_n(s, 7900), 12, 0.01);
	simulation_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_nobody_answers_is_refused_with_a_hint),
		cmocka_unit_test(every_listed_device_can_be_opened),
		cmocka_unit_test(a_simulated_source_is_described_like_a_device),
		cmocka_unit_test(a_simulated_source_gives_every_frame_but_the_lost),
		cmocka_unit_test(a_device_is_no_faster_than_its_rate),
		cmocka_unit_test(a_read_gives_up_at_its_timeout),
		cmocka_unit_test(a_device_loses_what_is_fetched_too_late),
		cmocka_unit_test(a_source_that_knows_no_truth_says_so),
		cmocka_unit_test(a_loss_at_the_end_is_told_at_the_end),
		cmocka_unit_test(a_simulated_ramp_is_what_it_is_said_to_be),
		cmocka_unit_test(a_simulated_device_tells_its_link_and_its_calibration),
		cmocka_unit_test(empty_plates_stay_empty_until_a_zero_wanders),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
