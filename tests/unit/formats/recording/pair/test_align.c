/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/pair/align.h"
#include "tests/support/assert_near.h"
#include "tests/support/starve.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 20000 };

/* A device at 1000 Hz: frame k is taken at (start_s + k / 1000) / (1 + drift) of the host's clock,
 * whose edges lie at whole multiples of half a period. */
struct device {
	double start_s, drift, sync_hz, pairs_hz, latency_s;
	double wrong_s; /* by which it tells the time of its frames wrongly */
	bool arrivals;  /* pairs of wall time, late by latency_s */
};

static double host_time(const struct device *device, double frame)
{
	return (device->start_s + frame / 1000) / (1 + device->drift);
}

static void put_pairs(FILE *out, const struct device *device)
{
	const char *comma = "";

	fputs("\"ClockPairs\": [", out);
	for (int k = 100; device->pairs_hz > 0 && k < FRAMES; k += (int)(1000 / device->pairs_hz)) {
		fprintf(out,
			"%s{\"Frame\": %d, \"MonotonicNs\": %lld, \"RealtimeNs\": 0, "
			"\"DeviceCounter\": %lld, \"DeviceNs\": %lld, \"RoundTripNs\": 100000}",
			comma, k, llrint(host_time(device, k + 20) * 1e9),
			k * 1000000LL + llrint(device->wrong_s * 1e9), (k + 20) * 1000000LL);
		comma = ", ";
	}
	for (int k = 5000; device->arrivals && k <= FRAMES; k += 5000) {
		fprintf(out,
			"%s{\"Frame\": %d, \"MonotonicNs\": %lld, \"RealtimeNs\": 0, "
			"\"DeviceCounter\": 0}",
			comma, k, llrint((host_time(device, k) + device->latency_s) * 1e9));
		comma = ", ";
	}
	fputs("]", out);
}

static void put_edges(FILE *out, const struct device *device, bool rising)
{
	const char *comma = "";
	double half_s = device->sync_hz > 0 ? 0.5 / device->sync_hz : INFINITY;
	long edge = (long)ceil(host_time(device, 0) / half_s);

	fprintf(out, "\"%s\": [", rising ? "Rising" : "Falling");
	for (;; edge++) {
		double at = ((double)edge * half_s * (1 + device->drift) - device->start_s) * 1000;

		if (!(at < FRAMES - 1))
			break;
		if (at < 0 || (edge % 2 == 0) != rising)
			continue;
		fprintf(out, "%s%ld", comma, (long)ceil(at));
		comma = ", ";
	}
	fputs("]", out);
}

static void describe(struct recording_info *info, const struct device *device)
{
	size_t size;
	FILE *out;

	recording_info_init(info);
	info->rate_hz = 1000;
	info->frames = FRAMES;
	out = open_memstream(&info->extra_json, &size);
	fputs("{", out);
	put_pairs(out, device);
	fputs(", \"SyncEdges\": {", out);
	put_edges(out, device, true);
	fputs(", ", out);
	put_edges(out, device, false);
	fputs("}}", out);
	fclose(out);
}

static void read_device(struct timeline *timeline, const struct device *device)
{
	struct recording_info info;
	struct error err;

	describe(&info, device);
	if (timeline_read(timeline, &info, "t.json", &err))
		fail_msg("%s", err.text);
	recording_info_reset(&info);
}

static int align_devices(const struct device *one, const struct device *other,
			 struct alignment *alignment, struct error *err)
{
	struct timeline left, right;
	int ret;

	read_device(&left, one);
	read_device(&right, other);
	ret = align(alignment, &left, &right, "t", err);
	timeline_reset(&left);
	timeline_reset(&right);
	return ret;
}

/* Right frames off the truth, at worst. */
static double worst_off(const struct alignment *alignment, const struct device *one,
			const struct device *other)
{
	double worst = 0;

	for (size_t s = 0; s < alignment->sections; s++)
		for (int64_t k = alignment->section[s].first; k < alignment->section[s].end;
		     k += 50) {
			double host_s = host_time(one, (double)k);
			double should = (host_s * (1 + other->drift) - other->start_s) * 1000;

			worst = fmax(worst, fabs(alignment->section[s].offset +
						 alignment->section[s].slope * (double)k - should));
		}
	return worst;
}

/* No computer's clock says more than when blocks came: a tenth of a second, which tells edges half
 * a second apart from each other. */
static void edges_need_no_more_than_the_time_of_arrival(void **state)
{
	const struct device left = {.start_s = 0.2,
				    .sync_hz = 1,
				    .arrivals = true,
				    .latency_s = 0.012,
				    .drift = -35e-6};
	const struct device right = {.start_s = -0.8117,
				     .sync_hz = 1,
				     .arrivals = true,
				     .latency_s = 0.043,
				     .drift = 60e-6};
	struct alignment alignment;
	struct error err;

	(void)state;
	if (align_devices(&left, &right, &alignment, &err))
		fail_msg("%s", err.text);
	assert_int_equal(alignment.method, ALIGN_EDGES);
	assert_true(alignment.observations >= 36);
	assert_true(worst_off(&alignment, &left, &right) <= alignment.uncertainty_s * 1000);
	assert_true(alignment.uncertainty_s < 1.1e-3);
}

/* All edges lie at one place between two frames of each device: a thousand say what one says. Where
 * clocks drift apart by ten frames they tell more. */
static void edges_say_more_the_more_the_clocks_drift(void **state)
{
	struct device left = {.start_s = 0.0003, .sync_hz = 1, .arrivals = true, .latency_s = 0.01};
	struct device right = {
		.start_s = 0.0005, .sync_hz = 1, .arrivals = true, .latency_s = 0.01};
	struct alignment alignment;
	struct error err;

	(void)state;
	assert_int_equal(align_devices(&left, &right, &alignment, &err), 0);
	assert_true(worst_off(&alignment, &left, &right) <= alignment.uncertainty_s * 1000);
	assert_true(alignment.uncertainty_s > 0.9e-3 && alignment.uncertainty_s < 1.2e-3);
	right.drift = 500e-6;
	assert_int_equal(align_devices(&left, &right, &alignment, &err), 0);
	assert_true(worst_off(&alignment, &left, &right) <= alignment.uncertainty_s * 1000);
	assert_true(alignment.uncertainty_s < 0.8e-3);
}

/* Pulses every 20 ms and arrivals known to 100 ms: any could be any. */
static void edges_that_could_be_others_are_no_edges(void **state)
{
	const struct device left = {.sync_hz = 50, .arrivals = true, .latency_s = 0.01};
	const struct device right = {.sync_hz = 50, .arrivals = true, .latency_s = 0.04};
	struct alignment alignment;
	struct error err;

	(void)state;
	assert_int_equal(align_devices(&left, &right, &alignment, &err), HINGE_EFORMAT);
	assert_non_null(strstr(err.text, "cannot be brought onto one clock"));
	/* clocks tell them apart */
	struct device left_read = left, right_read = right;
	left_read.pairs_hz = right_read.pairs_hz = 1;
	right_read.wrong_s = 0.004;
	assert_int_equal(align_devices(&left_read, &right_read, &alignment, &err), 0);
	assert_int_equal(alignment.method, ALIGN_EDGES);
	assert_true(alignment.observations > 1900);
	assert_true(worst_off(&alignment, &left_read, &right_read) <=
		    alignment.uncertainty_s * 1000);
}

/* The right device says of each frame that it was taken 4 ms later than it was. */
static void edges_find_out_a_clock_that_is_wrong(void **state)
{
	const struct device left = {.start_s = 0.3, .pairs_hz = 1, .sync_hz = 2, .drift = 11e-6};
	struct device right = {.start_s = 0.1, .pairs_hz = 1, .sync_hz = 2, .drift = -90e-6};
	struct alignment alignment;
	struct error err;

	(void)state;
	assert_int_equal(align_devices(&left, &right, &alignment, &err), 0);
	assert_int_equal(alignment.method, ALIGN_CLOCKS);
	assert_near(alignment.clocks_off_s, 0, 0);
	right.wrong_s = 0.004;
	assert_int_equal(align_devices(&left, &right, &alignment, &err), 0);
	assert_int_equal(alignment.method, ALIGN_EDGES);
	assert_near(alignment.clocks_off_s, 0.004, 1e-3);
	assert_true(worst_off(&alignment, &left, &right) <= alignment.uncertainty_s * 1000);
}

static void clocks_without_noise_are_met_to_a_nanosecond(void **state)
{
	const struct device left = {.start_s = 0.3, .pairs_hz = 1, .drift = 11e-6};
	const struct device right = {.start_s = 0.1, .pairs_hz = 2, .drift = -190e-6};
	struct alignment alignment;
	struct error err;

	(void)state;
	if (align_devices(&left, &right, &alignment, &err))
		fail_msg("%s", err.text);
	assert_int_equal(alignment.method, ALIGN_CLOCKS);
	assert_int_equal(alignment.observations, 20 + 40);
	assert_true(worst_off(&alignment, &left, &right) < 2e-6);
	/* right frame 0 at (0.1 s) of its clock; left frame 0 at 0.3 s of its own */
	assert_near(alignment.skew_s, -(0.3 - 0.1 * (1 + 11e-6) / (1 - 190e-6)), 1e-8);
	assert_near(alignment.drift_ppm, ((1 - 190e-6) / (1 + 11e-6) - 1) * 1e6, 1e-4);
	/* the asymmetry that two round trips of 0.1 ms can hide is part of it */
	assert_true(alignment.uncertainty_s > 100e-6 && alignment.uncertainty_s < 200e-6);
}

static void a_clock_that_is_off_by_more_than_a_percent_is_none(void **state)
{
	const struct device left = {.pairs_hz = 1};
	const struct device right = {.pairs_hz = 1, .drift = 0.02};
	struct alignment alignment;
	struct error err;

	(void)state;
	assert_int_equal(align_devices(&left, &right, &alignment, &err), HINGE_EFORMAT);
}

/* --- reading --- */

static void check_refused(const char *extra, const char *text)
{
	struct recording_info info;
	struct timeline timeline;
	struct error err;

	recording_info_init(&info);
	info.rate_hz = 1000;
	info.frames = 100;
	info.extra_json = strdup(extra);
	assert_int_equal(timeline_read(&timeline, &info, "t.json", &err), HINGE_EFORMAT);
	if (!strstr(err.text, text))
		fail_msg("%s", err.text);
	timeline_reset(&timeline);
	recording_info_reset(&info);
}

static void what_is_no_pair_or_edge_is_refused_by_name(void **state)
{
	(void)state;
	check_refused("{\"ClockPairs\": [{\"Frame\": 101, \"MonotonicNs\": 1, "
		      "\"DeviceCounter\": 0}]}",
		      "t.json: ClockPairs[0]");
	check_refused("{\"ClockPairs\": [{\"Frame\": 1, \"DeviceCounter\": 0}]}", "ClockPairs[0]");
	check_refused("{\"ClockPairs\": [17]}", "ClockPairs[0]");
	check_refused("{\"ClockPairs\": [{\"Frame\": 9, \"MonotonicNs\": 1, \"DeviceCounter\": 0, "
		      "\"DeviceNs\": 1, \"RoundTripNs\": 9}, {\"Frame\": 8, \"MonotonicNs\": 1, "
		      "\"DeviceCounter\": 0, \"DeviceNs\": 1, \"RoundTripNs\": 9}]}",
		      "ClockPairs[1]: out of order");
	check_refused("{\"SyncEdges\": {\"Rising\": [100]}}", "SyncEdges");
	check_refused("{\"SyncEdges\": {\"Falling\": [-1]}}", "SyncEdges");
	check_refused("{\"SyncEdges\": {\"Falling\": [\"a\"]}}", "SyncEdges");
}

static struct recording_info starving_info;

static int align_once(void *ctx)
{
	struct timeline timeline;
	struct alignment alignment;
	int ret = timeline_read(&timeline, &starving_info, "t.json", NULL);

	(void)ctx;
	if (!ret)
		ret = align(&alignment, &timeline, &timeline, "t", NULL);
	timeline_reset(&timeline);
	return ret;
}

static void without_memory_nothing_is_left(void **state)
{
	const struct device device = {.sync_hz = 1, .pairs_hz = 0.5};

	(void)state;
	describe(&starving_info, &device);
	starve(align_once, NULL);
	recording_info_reset(&starving_info);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edges_need_no_more_than_the_time_of_arrival),
		cmocka_unit_test(edges_say_more_the_more_the_clocks_drift),
		cmocka_unit_test(edges_that_could_be_others_are_no_edges),
		cmocka_unit_test(edges_find_out_a_clock_that_is_wrong),
		cmocka_unit_test(clocks_without_noise_are_met_to_a_nanosecond),
		cmocka_unit_test(a_clock_that_is_off_by_more_than_a_percent_is_none),
		cmocka_unit_test(what_is_no_pair_or_edge_is_refused_by_name),
		cmocka_unit_test(without_memory_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
