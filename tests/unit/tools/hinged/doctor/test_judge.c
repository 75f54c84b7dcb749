/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/hinged/doctor/judge.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/timex.h>

static const int64_t now_s = 1795305600; /* 2026-11-22T00:00Z */
static const struct doctor_limits limits = {
	.tare_sd_n = 2, .tare_drift_n = 5, .reserve_bytes = INT64_C(512) << 20};

/* Two plates of four cells at 1 kHz with nothing wrong. */
static struct facts healthy(void)
{
	struct facts facts = {
		.source = "usb:A1",
		.host = {.now_s = now_s,
			 .free_bytes = INT64_C(100) << 30,
			 .clock = CLOCK_SYNCHRONISED},
		.device = {.measured_s = 6,
			   .rate_hz = 1000,
			   .channels = 8,
			   .cells = 8,
			   .plates = 2,
			   .plate = {{.name = "left"}, {.name = "right"}},
			   .zero_time = "2026-11-21T09:00:00.000Z",
			   .link_mbit = 480,
			   .drift_ppm = 20,
			   .drift_sd_ppm = 5,
			   .calibrated = "2026-10-01",
			   .certificate = "C-7"},
		.path = {.has_ramp = true, .realtime = true, .locked = true, .frames = 2000},
	};

	for (size_t i = 0; i < 8; i++)
		facts.device.cell[i] = (struct cell_facts){
			.plate = i / 4, .cell = i % 4, .sd_n = 0.3, .low = -40, .high = 40};
	return facts;
}

static const struct doctor_check *judge(const struct facts *facts, const char *name)
{
	static struct doctor_section report;

	doctor_judge(&report, facts, &limits);
	for (size_t i = 0; i < DOCTOR_CHECKS; i++)
		if (!strcmp(report.check[i].name, name))
			return &report.check[i];
	fail_msg("no check %s", name);
	return NULL;
}

static void a_healthy_station_passes_all_ten(void **state)
{
	struct facts facts = healthy();
	struct doctor_section report;

	(void)state;
	doctor_judge(&report, &facts, &limits);
	for (size_t i = 0; i < DOCTOR_CHECKS; i++) {
		if (report.check[i].verdict != VERDICT_PASS)
			fail_msg("%s: %s", report.check[i].name, report.check[i].text);
		assert_string_equal(report.check[i].advice, "");
	}
	assert_int_equal(doctor_verdict(&report), VERDICT_PASS);
	assert_string_equal(report.source, "usb:A1");
}

/* --- one thing wrong at a time --- */

static void full_speed_at_32_khz(struct facts *f)
{
	f->device.link_mbit = 12;
	f->device.rate_hz = 32000;
}
static void full_speed_at_16_khz(struct facts *f)
{
	f->device.link_mbit = 12;
	f->device.rate_hz = 16000;
}
static void no_bus(struct facts *f)
{
	f->device.link_mbit = 0;
}
static void disk_nearly_full(struct facts *f)
{
	/* 8 channels of 7 bytes at 1 kHz: 3.36 MB a minute; 11.9 min above the reserve */
	f->host.free_bytes = limits.reserve_bytes + 40000000;
}
static void disk_for_half_an_hour(struct facts *f)
{
	f->host.free_bytes = limits.reserve_bytes + 30 * 3360000;
}
static void disk_below_the_reserve(struct facts *f)
{
	f->host.free_bytes = 1000;
}
static void disk_for_two_plates(struct facts *f)
{
	/* 100 min for one, 50 for two */
	f->host.free_bytes = limits.reserve_bytes + 100 * 3360000;
	f->host.beside_hz = 8000;
}
static void no_study(struct facts *f)
{
	f->host.free_bytes = -1;
}
static void drift_of_300_ppm(struct facts *f)
{
	f->device.drift_ppm = -300;
}
static void drift_of_150_ppm(struct facts *f)
{
	f->device.drift_ppm = 150;
}
static void drift_that_may_be_none(struct facts *f)
{
	f->device.drift_ppm = 300;
	f->device.drift_sd_ppm = 120;
}
static void no_device_clock(struct facts *f)
{
	f->device.drift_ppm = NAN;
}
static void free_clock(struct facts *f)
{
	f->host.clock = CLOCK_FREE;
}
static void unknown_clock(struct facts *f)
{
	f->host.clock = CLOCK_UNKNOWN;
}
static void no_precedence_and_no_lock(struct facts *f)
{
	f->path.realtime = f->path.locked = false;
	snprintf(f->path.limits, sizeof(f->path.limits), "no realtime priority");
}
static void no_lock(struct facts *f)
{
	f->path.locked = false;
}
static void no_precedence(struct facts *f)
{
	f->path.realtime = false;
}
static void waiting_source(struct facts *f)
{
	no_precedence_and_no_lock(f);
	f->path.waits = true;
}
static void path_broken(struct facts *f)
{
	fail(&f->path.error, HINGE_EWRITE, "/study: Read-only file system");
}
static void two_years_old(struct facts *f)
{
	strcpy(f->device.calibrated, "2024-11-20");
}
static void thirteen_months_old(struct facts *f)
{
	strcpy(f->device.calibrated, "2025-10-22");
}
static void a_year_old(struct facts *f)
{
	strcpy(f->device.calibrated, "2025-11-22");
}
static void of_today(struct facts *f)
{
	strcpy(f->device.calibrated, "2026-11-22");
	f->host.now_s = now_s + 86399;
}
static void of_this_night_in_the_east(struct facts *f)
{
	strcpy(f->device.calibrated, "2026-11-23");
}
static void of_yesterday(struct facts *f)
{
	strcpy(f->device.calibrated, "2026-11-21");
	f->host.now_s = now_s + 86399;
}
static void of_tomorrow(struct facts *f)
{
	strcpy(f->device.calibrated, "2026-11-25");
}
static void not_calibrated(struct facts *f)
{
	f->device.calibrated[0] = 0;
}
static void one_cell_constant(struct facts *f)
{
	f->device.cell[6] = (struct cell_facts){.plate = 1, .cell = 2, .low = 17, .high = 17};
}
static void one_cell_at_its_rail(struct facts *f)
{
	f->device.cell[0].high = 8388607;
}
static void one_cell_at_its_low_rail(struct facts *f)
{
	f->device.cell[0].low = -8388608;
}
static void one_cell_silent(struct facts *f)
{
	f->device.cell[3].sd_n = 0.029;
}
static void one_cell_loud(struct facts *f)
{
	f->device.cell[5].sd_n = 1.01;
}
static void one_cell_restless(struct facts *f)
{
	f->device.cell[5].sd_n = 0.51;
}
static void loud_hum(struct facts *f)
{
	f->device.plate[1].hum_n = 2.9; /* an SD of 2.05 N */
	f->device.plate[1].hum_hz = 50;
}
static void some_hum(struct facts *f)
{
	f->device.plate[0].hum_n = 1.1;
	f->device.plate[0].hum_hz = 60;
}
static void hum_that_cancels(struct facts *f)
{
	f->device.cell[2].hum_n = f->device.cell[3].hum_n = 1.3;
	f->device.cell[2].hum_hz = f->device.cell[3].hum_hz = 50;
}
static void moved_by_6(struct facts *f)
{
	f->device.plate[1].moved_n = -6;
}
static void moved_by_3(struct facts *f)
{
	f->device.plate[0].moved_n = 3;
}
static void never_zeroed(struct facts *f)
{
	f->device.zero_time[0] = 0;
}
static void one_wrong_sample(struct facts *f)
{
	f->path.wrong_frames = 1;
	f->path.first_wrong = 700;
}
static void a_lost_frame(struct facts *f)
{
	f->path.gap_frames = 1;
}
static void nothing_came(struct facts *f)
{
	f->path.frames = 0;
}
static void no_ramp(struct facts *f)
{
	f->path.has_ramp = false;
}

static const struct {
	void (*spoil)(struct facts *);
	const char *check;
	enum verdict verdict;
	const char *says; /* in text or advice */
} spoilt[] = {
	{full_speed_at_32_khz, "usb-speed", VERDICT_FAIL, "without a hub"},
	{full_speed_at_16_khz, "usb-speed", VERDICT_WARN, "27.3 %"},
	{no_bus, "usb-speed", VERDICT_WARN, "0.20 Mbit/s"},
	{disk_nearly_full, "disk", VERDICT_FAIL, "room for 12 min"},
	{disk_for_half_an_hour, "disk", VERDICT_WARN, "room for 30 min"},
	{disk_below_the_reserve, "disk", VERDICT_FAIL, "room for 0 min"},
	{disk_for_two_plates, "disk", VERDICT_WARN, "room for 50 min"},
	{no_study, "disk", VERDICT_WARN, "--study"},
	{drift_of_300_ppm, "clock", VERDICT_FAIL, "-300 ppm"},
	{drift_of_150_ppm, "clock", VERDICT_WARN, "+150 ppm"},
	{drift_that_may_be_none, "clock", VERDICT_PASS, "SE 120"},
	{no_device_clock, "clock", VERDICT_PASS, "does not tell"},
	{free_clock, "clock", VERDICT_WARN, "chrony"},
	{unknown_clock, "clock", VERDICT_PASS, "not known"},
	{no_precedence_and_no_lock, "realtime", VERDICT_FAIL,
	 "LimitRTPRIO (rtprio) and LimitMEMLOCK (memlock)"},
	{no_lock, "realtime", VERDICT_WARN, "raise LimitMEMLOCK (memlock)"},
	{no_precedence, "realtime", VERDICT_WARN, "raise LimitRTPRIO (rtprio)"},
	{waiting_source, "realtime", VERDICT_PASS, "waits"},
	{path_broken, "realtime", VERDICT_WARN, "not known"},
	{two_years_old, "calibration", VERDICT_FAIL, "732 days"},
	{thirteen_months_old, "calibration", VERDICT_WARN, "396 days"},
	{a_year_old, "calibration", VERDICT_PASS, "365 days"},
	{of_today, "calibration", VERDICT_PASS, "of today, 2026-11-22"},
	{of_this_night_in_the_east, "calibration", VERDICT_PASS, "of today, 2026-11-23"},
	{of_yesterday, "calibration", VERDICT_PASS, "1 day old, 2026-11-21"},
	{of_tomorrow, "calibration", VERDICT_FAIL, "in the future"},
	{not_calibrated, "calibration", VERDICT_WARN, "hinge calibrate"},
	{one_cell_constant, "cells", VERDICT_FAIL,
	 "7 of 8 alive: cell 3 of the right plate gives one and the same value"},
	{one_cell_at_its_rail, "cells", VERDICT_FAIL, "cell 1 of the left plate at its rail"},
	{one_cell_at_its_low_rail, "cells", VERDICT_FAIL, "at its rail"},
	{one_cell_silent, "cells", VERDICT_FAIL, "cell 4 of the left plate is far too silent"},
	{one_cell_loud, "noise", VERDICT_FAIL, "1.01 N SD without hum, cell 2 of the right plate"},
	{one_cell_restless, "noise", VERDICT_WARN, "limit 0.50 N"},
	{loud_hum, "hum", VERDICT_FAIL, "2.90 N at 50.0 Hz on the right plate"},
	{some_hum, "hum", VERDICT_WARN, "1.10 N at 60.0 Hz on the left plate"},
	{hum_that_cancels, "hum", VERDICT_WARN, "1.30 N at 50.0 Hz in cell 3 of the left plate"},
	{moved_by_6, "zero-drift", VERDICT_FAIL, "-6.0 N on the right plate"},
	{moved_by_3, "zero-drift", VERDICT_WARN, "+3.0 N on the left plate"},
	{never_zeroed, "zero-drift", VERDICT_WARN, "hinge zero"},
	{path_broken, "test-ramp", VERDICT_FAIL, "Read-only"},
	{one_wrong_sample, "test-ramp", VERDICT_FAIL, "from frame 700"},
	{a_lost_frame, "test-ramp", VERDICT_FAIL, "1 lost"},
	{nothing_came, "test-ramp", VERDICT_FAIL, "0 frames"},
	{no_ramp, "test-ramp", VERDICT_WARN, "not one compared"},
};

static void each_check_is_seen_failing_and_warning(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
		struct facts facts = healthy();
		const struct doctor_check *check;

		spoilt[i].spoil(&facts);
		check = judge(&facts, spoilt[i].check);
		if (check->verdict != spoilt[i].verdict || (!strstr(check->text, spoilt[i].says) &&
							    !strstr(check->advice, spoilt[i].says)))
			fail_msg("case %zu: %s %s: %s -> %s", i, verdict_name(check->verdict),
				 check->name, check->text, check->advice);
		assert_int_equal(check->verdict != VERDICT_PASS, check->advice[0] != 0);
	}
}

static void one_fault_spoils_one_check(void **state)
{
	struct facts facts = healthy();
	struct doctor_section report;
	size_t bad = 0;

	(void)state;
	one_wrong_sample(&facts);
	doctor_judge(&report, &facts, &limits);
	for (size_t i = 0; i < DOCTOR_CHECKS; i++)
		bad += report.check[i].verdict != VERDICT_PASS;
	assert_int_equal(bad, 1);
	assert_int_equal(doctor_verdict(&report), VERDICT_FAIL);
}

static void the_figure_and_its_limit_stand_beside_the_words(void **state)
{
	struct facts facts = healthy();
	const struct doctor_check *check;

	(void)state;
	moved_by_6(&facts);
	check = judge(&facts, "zero-drift");
	assert_near(check->value, 6, 1e-12);
	assert_near(check->limit, 5, 1e-12);
	assert_string_equal(check->unit, "N");
	facts = healthy();
	check = judge(&facts, "disk");
	assert_near(check->value, ((100 * 1073741824.0) - 536870912.0) / 3360000, 1e-6);
	assert_near(check->limit, 60, 0);
}

static void a_clock_that_nobody_sets_is_free(void **state)
{
	(void)state;
	assert_int_equal(clock_state_of(TIME_OK, 0), CLOCK_SYNCHRONISED);
	assert_int_equal(clock_state_of(TIME_OK, STA_PLL), CLOCK_SYNCHRONISED);
	assert_int_equal(clock_state_of(TIME_ERROR, 0), CLOCK_FREE);
	assert_int_equal(clock_state_of(TIME_OK, STA_UNSYNC), CLOCK_FREE);
	assert_int_equal(clock_state_of(-1, STA_UNSYNC), CLOCK_UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_healthy_station_passes_all_ten),
		cmocka_unit_test(each_check_is_seen_failing_and_warning),
		cmocka_unit_test(one_fault_spoils_one_check),
		cmocka_unit_test(a_clock_that_nobody_sets_is_free),
		cmocka_unit_test(the_figure_and_its_limit_stand_beside_the_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
