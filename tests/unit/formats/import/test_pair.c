/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One simulated set seen by two devices with clocks of their own, against the same set seen by one:
 * the truth is known to the sample. */
#include "tests/support/assert_near.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"
#include "tests/unit/formats/import/two_devices.h"

#include "formats/import/pair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct trial *read_pair(const char *path)
{
	struct import_options options;
	struct trial *trial;
	struct error err;

	import_options_init(&options);
	if (import_read(path, &options, &trial, &err))
		fail_msg("%s", err.text);
	return trial;
}

static struct alignment align_two(const char *path)
{
	struct alignment alignment;
	struct error err;
	struct twin twin;

	assert_true(twin_find(path, &twin));
	if (pair_align(&twin, &alignment, &err))
		fail_msg("%s", err.text);
	return alignment;
}

/* Where the left frame k lies among the right ones: frame k of a device is of the time
 * skew + k / (rate (1 + drift)). */
static double true_place(double frame, double left_drift, double right_drift, double skew_s)
{
	return (frame / 1000 / (1 + left_drift) - skew_s) * 1000 * (1 + right_drift);
}

static double count_at(const struct simulation *truth, size_t frame, size_t channel)
{
	return truth->counts[frame * 2 * CELLS + channel];
}

/* The largest first and sixth differences of the truth within reach of a frame. */
static void differences(const struct simulation *truth, size_t frame, size_t channel, double *first,
			double *sixth)
{
	static const double binomial[] = {1, -6, 15, -20, 15, -6, 1};
	size_t from = frame > 10 ? frame - 10 : 0;

	*first = *sixth = 0;
	for (size_t k = from; k < frame + 5 && k + 7 < truth->frames; k++) {
		double sum = 0;

		for (size_t i = 0; i < 7; i++)
			sum += binomial[i] * count_at(truth, k + i, channel);
		*sixth = fmax(*sixth, fabs(sum));
		*first = fmax(*first,
			      fabs(count_at(truth, k + 1, channel) - count_at(truth, k, channel)));
	}
}

/* Right cells beside those of one device that has the left clock. A place that is wrong by e frames
 * costs e times the steepest first difference. Six points through a smooth curve miss it by 0.005
 * of its sixth difference; at a jump of height 1 they miss by 1.2 at most, where the sixth
 * difference is 20: 0.07 holds for both. Rounding: half a count, weighted by 1.39 at most, and half
 * a count of the truth. */
static void check_right(const struct trial *trial, const struct simulation *truth, size_t first,
			double place_error)
{
	double worst = 0;
	size_t compared = 0;

	for (size_t k = 0; k < trial->frames; k++)
		for (size_t c = CELLS; c < 2 * CELLS; c++) {
			double is = trial->samples[k * 2 * CELLS + c], steepest, sixth;
			double should = count_at(truth, first + k, c);

			if (trial->quality[k] & QUALITY_GAP)
				continue;
			differences(truth, first + k, c, &steepest, &sixth);
			double bound = place_error * steepest + 0.07 * sixth + 1.2;
			worst = fmax(worst, fabs(is - should) / bound);
			if (fabs(is - should) > bound)
				fail_msg("frame %zu, cell %zu: %.2f instead of %.2f, bound %.2f", k,
					 c, is, should, bound);
			compared++;
		}
	assert_true(compared > 3 * trial->frames);
	assert_true(worst > 0.05); /* the bound means something */
}

static void check_left(const struct trial *trial, const struct simulation *truth, size_t first)
{
	for (size_t k = 0; k < trial->frames; k++)
		for (size_t c = 0; c < CELLS; c++)
			if (!(trial->quality[k] & QUALITY_GAP))
				assert_near(trial->samples[k * 2 * CELLS + c],
					    count_at(truth, first + k, c), 0);
}

static size_t first_of(const struct trial *trial)
{
	const char *at = strstr(trial->pair, "begins at frame ");

	assert_non_null(at);
	return (size_t)strtoul(at + strlen("begins at frame "), NULL, 10);
}

static double worst_place(const struct alignment *alignment, double left_drift, double right_drift,
			  double skew_s)
{
	double worst = 0;

	for (size_t s = 0; s < alignment->sections; s++) {
		const struct align_section *section = &alignment->section[s];

		for (int64_t k = section->first; k < section->end; k += 100)
			worst = fmax(worst,
				     fabs(section->offset + section->slope * (double)k -
					  true_place((double)k, left_drift, right_drift, skew_s)));
	}
	return worst;
}

static void check_pair(const char *path, const char *truth_address, double left_ppm,
		       double right_ppm, double skew_s, enum align_method method)
{
	struct alignment alignment = align_two(path);
	struct trial *trial = read_pair(path);
	struct simulation *truth = simulation_of(truth_address);
	double off = worst_place(&alignment, left_ppm * 1e-6, right_ppm * 1e-6, skew_s);

	assert_int_equal(alignment.method, method);
	/* what it says of itself is true, and useful: less than a frame */
	assert_true(off <= alignment.uncertainty_s * 1000);
	assert_true(alignment.uncertainty_s < 1e-3);
	assert_near(alignment.skew_s, skew_s, alignment.uncertainty_s);
	assert_int_equal(trial->channels, 2 * CELLS);
	assert_int_equal(trial->info.plates, 2);
	assert_int_equal(trial->info.plate[0].foot, FOOT_LEFT);
	assert_int_equal(trial->info.plate[1].foot, FOOT_RIGHT);
	assert_int_equal(trial->info.plate[1].cell[3].column, 7);
	check_left(trial, truth, first_of(trial));
	check_right(trial, truth, first_of(trial), off);
	simulation_free(truth);
	trial_free(trial);
}

static void clock_pairs_bring_the_right_plate_onto_the_left_clock(void **state)
{
	static const struct two two = {"seed=3,reps=3,tier=clean,pairs=2", "",
				       ",drift=120,skew=0.0137"};
	const char *path = record_two(state, "clocks", &two);

	check_pair(path, "sim:seed=3,reps=3,tier=clean", 0, 120, 0.0137, ALIGN_CLOCKS);
	assert_near(align_two(path).drift_ppm, 120, 3);
}

static void sync_edges_do_where_they_say_more(void **state)
{
	static const struct two two = {"seed=4,reps=3,tier=clean,pairs=0.15,sync=4.1",
				       ",drift=-400", ",drift=450,skew=0.1303"};
	const char *path = record_two(state, "edges", &two);

	check_pair(path, "sim:seed=4,reps=3,tier=clean,drift=-400", -400, 450, 0.1303, ALIGN_EDGES);
	/* against each other */
	assert_near(align_two(path).drift_ppm, ((1 + 450e-6) / (1 - 400e-6) - 1) * 1e6, 20);
}

static void either_name_and_either_order_gives_the_same_trial(void **state)
{
	static const struct two two = {"seed=5,reps=1,tier=clean,pairs=2", "", ",drift=50"};
	const char *path = record_two(state, "names", &two);
	struct trial *left = read_pair(path);
	struct trial *right = read_pair(scratch_path(state, "names_plate-right_force.w64"));
	char raw[65], beside[65];

	assert_int_equal(left->frames, right->frames);
	assert_memory_equal(left->samples, right->samples,
			    left->frames * left->channels * sizeof(double));
	assert_string_equal(left->raw_sha256, right->raw_sha256);
	assert_string_equal(left->raw_file, "names_plate-left_force.w64");
	assert_string_equal(right->raw_file, left->raw_file);
	assert_int_equal(import_sha256(path, raw, beside, NULL), 0);
	assert_string_equal(raw, left->raw_sha256);
	assert_string_equal(beside, left->sidecar_sha256);
	assert_false(twin_is_second(path));
	assert_true(twin_is_second(scratch_path(state, "names_plate-right_force.w64")));
	char *common = twin_common_name(path);
	assert_string_equal(common, scratch_path(state, "names_force.w64"));
	free(common);
	trial_free(right);
	trial_free(left);
	/* alone it is one plate */
	assert_int_equal(unlink(scratch_path(state, "names_plate-right_force.w64")), 0);
	assert_int_equal(unlink(scratch_path(state, "names_plate-right_force.hjl")), 0);
	left = read_pair(path);
	assert_int_equal(left->channels, CELLS);
	assert_string_equal(left->pair, "");
	trial_free(left);
}

static void assert_same_trial(const struct trial *one, const struct trial *other)
{
	assert_string_equal(one->pair, other->pair);
	assert_int_equal(one->frames, other->frames);
	assert_memory_equal(one->samples, other->samples,
			    one->frames * one->channels * sizeof(double));
	assert_memory_equal(one->quality, other->quality, one->frames);
	assert_int_equal(one->info.gaps, other->info.gaps);
	assert_int_equal(one->info.has_tare_before, other->info.has_tare_before);
	assert_memory_equal(one->info.tare_before, other->info.tare_before,
			    one->channels * sizeof(double));
}

/* What a crash leaves: both journals, or one of them and the other's recording. */
static void journals_make_the_trial_that_their_recordings_make(void **state)
{
	static const struct two two = {"seed=6,reps=2,tier=clean,pairs=4", "",
				       ",drift=70,skew=0.0213,fault=gap:9:0.1"};
	const char *path = record_two(state, "crash", &two);
	const char *journal = scratch_path(state, "crash_plate-right_force.hjl");
	struct trial *trial = read_pair(path), *journals = read_pair(journal), *mixed;
	struct alignment alignment = align_two(path), of_journals = align_two(journal);
	char raw[65], beside[65];

	assert_same_trial(journals, trial);
	assert_string_equal(journals->format, "journal");
	assert_true(strcmp(journals->raw_sha256, trial->raw_sha256) != 0);
	assert_int_equal(import_sha256(journal, raw, beside, NULL), 0);
	assert_string_equal(raw, journals->raw_sha256);
	assert_near(of_journals.skew_s, alignment.skew_s, 0);
	assert_true(twin_is_second(journal));

	assert_int_equal(unlink(path), 0);
	path = scratch_path(state, "crash_plate-right_force.w64");
	mixed = read_pair(path);
	assert_same_trial(mixed, trial);
	/* nothing else names the pair */
	assert_false(twin_is_second(path));
	trial_free(mixed);
	trial_free(journals);
	trial_free(trial);
}

/* The right device is gone from 8.1 to 8.6 s of its own count, and loses five frames at 10 s; the
 * left one loses 200 at 12 s. */
static void gaps_of_either_device_stay_where_they_were(void **state)
{
	static const struct two two = {"seed=6,reps=3,tier=clean,pairs=5", ",fault=gap:12:0.2",
				       ",drift=70,skew=0.05,fault=replug:8.1:0.5+gap:10:0.005"};
	const char *path = record_two(state, "gaps", &two);
	struct alignment alignment = align_two(path);
	struct trial *trial = read_pair(path);
	struct simulation *truth = simulation_of("sim:seed=6,reps=3,tier=clean");
	size_t first = first_of(trial);
	const struct gap *gap = trial->info.gap;

	assert_int_equal(alignment.sections, 2);
	assert_true(worst_place(&alignment, 0, 70e-6, 0.05) <= alignment.uncertainty_s * 1000);
	assert_int_equal(trial->info.gaps, 2);
	/* right frame 8100 is of 50 ms + 8.1 s / (1 + 70e-6); what its polynomial touches is lost
	 */
	double from = 50 + 8100 / (1 + 70e-6), to = 50 + 8600 / (1 + 70e-6);
	assert_string_equal(gap[0].cause, "unplugged");
	assert_true((double)(gap[0].frame + (int64_t)first) <= from);
	assert_true((double)(gap[0].frame + (int64_t)first) >= from - 5);
	assert_true((double)(gap[0].frame + gap[0].frames + (int64_t)first) >= to);
	assert_true((double)(gap[0].frame + gap[0].frames + (int64_t)first) <= to + 5);
	assert_string_equal(gap[1].cause, "simulated");
	assert_int_equal(gap[1].frame + (int64_t)first, 12000);
	assert_int_equal(gap[1].frames, 200);
	/* five frames are a line in the right one */
	size_t bridged = 0;
	for (size_t k = 0; k < trial->frames; k++)
		bridged += trial->quality[k] & QUALITY_INTERPOLATED ? 1 : 0;
	assert_true(bridged >= 5 && bridged <= 11);
	check_left(trial, truth, first);
	simulation_free(truth);
	trial_free(trial);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_pairs_bring_the_right_plate_onto_the_left_clock),
		cmocka_unit_test(sync_edges_do_where_they_say_more),
		cmocka_unit_test(either_name_and_either_order_gives_the_same_trial),
		cmocka_unit_test(journals_make_the_trial_that_their_recordings_make),
		cmocka_unit_test(gaps_of_either_device_stay_where_they_were),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
