/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iio: over the loopback, with libiio itself between the source and an emulated iiod. A busy
 * machine may make the source begin anew: what is asserted is that every frame that is given is the
 * one of its place, and that places shift by declared gaps only. */
#include "acquisition/now.h"
#include "acquisition/source.h"
#include "formats/error.h"
#include "formats/layout.h"
#include "tests/support/assert_near.h"
#include "tests/support/iiod.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { READ_MS = 100, READ_FRAMES = 64, WAIT_READS = 600, GAPS_MAX = 16 };

struct recording {
	struct iiod iiod;
	struct source *source;
	int64_t first, next; /* the ADC's frame of the recording's frame 0; -1 = none yet */
	int64_t frames;
	int gaps;
	struct {
		int64_t frames, uncertainty, truth;
		const char *cause;
	} gap[GAPS_MAX];
};

static void address_of(const struct recording *recording, char *address, size_t size,
		       const char *options)
{
	snprintf(address, size, "iio:ip:127.0.0.1:%d%s", recording->iiod.port, options);
}

static struct recording *serve(const struct iiod_options *options)
{
	struct recording *recording = calloc(1, sizeof(*recording));

	assert_non_null(recording);
	recording->first = -1;
	assert_int_equal(iiod_start(&recording->iiod, options), 0);
	return recording;
}

static struct recording *begin(const struct iiod_options *options, const char *source_options)
{
	struct recording *recording = serve(options);
	char address[256];
	struct error err;

	address_of(recording, address, sizeof(address), source_options);
	if (source_open(&recording->source, address, &err))
		fail_msg("%s", err.text);
	return recording;
}

static void end(struct recording *recording)
{
	source_close(recording->source);
	iiod_stop(&recording->iiod);
	free(recording);
}

/* --- what was sent --- */

static bool is_frame(const struct recording *recording, const int32_t *counts, int64_t frame)
{
	int channels = recording->iiod.options.channels;

	for (int c = 0; c < channels; c++)
		if (counts[c] != iiod_value(&recording->iiod.layout, frame, c, channels))
			return false;
	return true;
}

/* The ADC's frame at or after `from` that these counts are of. */
static int64_t find_frame(const struct recording *recording, const int32_t *counts, int64_t from)
{
	const struct iiod_layout *layout = &recording->iiod.layout;
	int64_t values = INT64_C(1) << layout->bits;
	int64_t period = values / recording->iiod.options.channels;

	for (int64_t frame = from; frame < from + period; frame++)
		if (is_frame(recording, counts, frame))
			return frame;
	fail_msg("%d is never sent", counts[0]);
	return -1;
}

static void take_gap(struct recording *recording, const struct source_block *block, int64_t truth)
{
	assert_true(recording->gaps < GAPS_MAX);
	recording->gap[recording->gaps].frames = block->first_frame - recording->frames;
	recording->gap[recording->gaps].uncertainty = block->gap_uncertainty;
	recording->gap[recording->gaps].truth = truth;
	recording->gap[recording->gaps++].cause = block->gap_cause;
}

static void take_block(struct recording *recording, const struct source_block *block,
		       const int32_t *counts)
{
	size_t channels = (size_t)recording->iiod.options.channels;

	if (recording->first < 0) {
		recording->first = recording->next = find_frame(recording, counts, 0);
		assert_int_equal(block->first_frame, 0);
	}
	if (block->first_frame != recording->frames ||
	    !is_frame(recording, counts, recording->next)) {
		int64_t found = find_frame(recording, counts, recording->next);

		take_gap(recording, block, found - recording->next);
		recording->next = found;
	}
	for (size_t f = 0; f < block->frames; f++)
		if (!is_frame(recording, counts + f * channels, recording->next + (int64_t)f))
			fail_msg("frame %lld is wrong",
				 (long long)recording->frames + (long long)f);
	recording->next += (int64_t)block->frames;
	recording->frames = block->first_frame + (int64_t)block->frames;
}

/* Up to so many frames more, with those of gaps. */
static void record(struct recording *recording, int64_t frames)
{
	int64_t until = recording->frames + frames;

	for (int i = 0; recording->frames < until && i < WAIT_READS; i++) {
		int32_t counts[READ_FRAMES * IIOD_CHANNELS_MAX];
		struct source_block block = {0};
		struct error err;
		int64_t got =
			source_read(recording->source, counts, READ_FRAMES, &block, READ_MS, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		if (got > 0)
			take_block(recording, &block, counts);
	}
	assert_true(recording->frames >= until);
}

/* Until the source says so; it goes on trying meanwhile. */
static const char *read_until_trouble(struct recording *recording, const char *cause)
{
	const char *trouble = NULL;

	for (int i = 0; i < WAIT_READS; i++) {
		int32_t counts[READ_FRAMES * IIOD_CHANNELS_MAX];
		struct source_block block = {0};
		struct error err;
		int64_t got =
			source_read(recording->source, counts, READ_FRAMES, &block, READ_MS, &err);

		if (got < 0)
			fail_msg("%s", err.text);
		if (got > 0)
			take_block(recording, &block, counts);
		trouble = source_trouble(recording->source);
		if (trouble && (!cause || !strcmp(trouble, cause)))
			return trouble;
	}
	fail_msg("trouble is %s, not %s", trouble ? trouble : "none", cause ? cause : "any");
	return NULL;
}

/* --- values --- */

static void check_values(const struct iiod_options *options)
{
	struct recording *recording = begin(options, ",rate=1000");

	record(recording, 300);
	end(recording);
}

static void samples_of_24_bit_in_32_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "le:s24/32>>0"});
}

static void shifted_big_endian_samples_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "be:s24/32>>8", .has_time = true});
}

static void fully_defined_samples_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "be:S32/32>>0", .channels = 4});
}

static void samples_of_12_bit_are_exact(void **state)
{
	(void)state;
	check_values(&(struct iiod_options){.format = "le:u12/16>>4", .has_time = true});
}

static void the_order_is_that_of_the_index_and_the_scale_makes_newtons(void **state)
{
	const struct iiod_options options = {.channels = 8, .scale_step = 0.5, .offset = -100};
	struct recording *recording = begin(&options, ",newton_per_volt=2000");
	const struct recording_info *info = source_info(recording->source);

	(void)state;
	assert_int_equal(info->channels, 8);
	assert_int_equal(info->plates, 2);
	assert_int_equal(info->plate[0].foot, FOOT_LEFT);
	assert_int_equal(info->plate[1].foot, FOOT_RIGHT);
	assert_near(info->rate_hz, 1000, 0);
	assert_string_equal(info->source, "iio");
	for (int c = 0; c < 8; c++) {
		const struct cell *cell = &info->plate[c / 4].cell[c % 4];

		/* (count - 100) of 0.001 (1 + c / 2) mV each, 2 N a mV */
		assert_int_equal(cell->column, c);
		assert_close(cell->newton_per_unit, 2 * 0.001 * (1 + c * 0.5), 1e-6);
		assert_near(cell->zero, 100, 0);
	}
	end(recording);
	recording = begin(&(struct iiod_options){.channels = 4, .scale_step = 0.5}, "");
	info = source_info(recording->source);
	assert_int_equal(info->plates, 1);
	assert_int_equal(info->plate[0].foot, FOOT_UNKNOWN);
	assert_near(info->plate[0].cell[0].newton_per_unit, 1, 0);
	assert_close(info->plate[0].cell[2].newton_per_unit, 2.0, 1e-6);
	end(recording);
}

/* --- rates --- */

static void a_rate_is_set_and_read_back(void **state)
{
	struct recording *recording =
		begin(&(struct iiod_options){.rate_hz = 500, .has_time = true}, ",rate=4000");

	(void)state;
	assert_near(source_info(recording->source)->rate_hz, 4000, 0);
	assert_int_equal(atomic_load(&recording->iiod.rate_mhz), 4000000);
	record(recording, 2000);
	end(recording);
	/* without the option it stays as it is; of the channels where they have it */
	recording =
		begin(&(struct iiod_options){.rate_hz = 976.5625, .times_of_channels = true}, "");
	assert_near(source_info(recording->source)->rate_hz, 976.562, 0.001);
	end(recording);
	recording = begin(&(struct iiod_options){.times_of_channels = true}, ",rate=1500.5");
	assert_near(source_info(recording->source)->rate_hz, 1500.5, 0);
	end(recording);
}

/* --- refusals --- */

static void refuse(const struct iiod_options *options, enum iiod_lie lie,
		   const char *source_options, const char *says)
{
	struct recording *recording = serve(options);
	char address[256];
	struct error err;

	atomic_store(&recording->iiod.lie, (int)lie);
	address_of(recording, address, sizeof(address), source_options);
	assert_true(source_open(&recording->source, address, &err) < 0);
	if (!strstr(err.text, says))
		fail_msg("'%s' does not say '%s'", err.text, says);
	iiod_stop(&recording->iiod);
	free(recording);
}

static void what_cannot_be_recorded_is_refused_with_its_reason(void **state)
{
	const struct iiod_options usual = {0};

	(void)state;
	refuse(&(struct iiod_options){.channels = 6}, IIOD_HONEST, "", "6 voltage inputs");
	refuse(&(struct iiod_options){.channels = 16}, IIOD_HONEST, "", "16 voltage inputs");
	refuse(&(struct iiod_options){.has_no_rate = true}, IIOD_HONEST, "", "nothing of its rate");
	refuse(&(struct iiod_options){.refuses_rate = true}, IIOD_HONEST, ",rate=2000",
	       "cannot be set to rate=2000");
	refuse(&(struct iiod_options){.format = "le:s40/64>>0"}, IIOD_HONEST, "", "voltage0");
	refuse(&usual, IIOD_HONEST, ",device=ad7768", "no device 'ad7768'");
	refuse(&usual, IIOD_HONEST, ",device=no-adc", "no voltage inputs");
	refuse(&usual, IIOD_HONEST, ",rate=50", "rate=50");
	refuse(&usual, IIOD_HONEST, ",newton_per_volt=0", "newton_per_volt=0");
	refuse(&usual, IIOD_HONEST, ",speed=1", "'speed=1'");
	refuse(&usual, IIOD_NO_XML, "", "IIO");
	refuse(&usual, IIOD_ABSURD_FORMAT, "", "voltage0");
}

static void a_place_where_nothing_answers_is_refused(void **state)
{
	struct iiod iiod;
	struct source *source;
	char address[64];
	struct error err;

	(void)state;
	/* a port that was free just now */
	assert_int_equal(iiod_start(&iiod, &(struct iiod_options){0}), 0);
	iiod_stop(&iiod);
	snprintf(address, sizeof(address), "iio:ip:127.0.0.1:%d", iiod.port);
	assert_int_equal(source_open(&source, address, &err), HINGE_EDEVICE);
	assert_non_null(strstr(err.text, "nothing answers"));
	assert_int_equal(source_open(&source, "iio:", &err), HINGE_EUSAGE);
	assert_int_equal(source_open(&source, "iio:xyz:abc", &err), HINGE_EDEVICE);
	assert_int_equal(source_open(&source, "iio:usb:", &err), HINGE_EDEVICE);
	assert_true(
		!strncmp(err.text, "iio:usb: nothing answers", strlen("iio:usb: nothing answers")));
}

/* --- gaps --- */

static void frames_that_the_driver_lost_are_a_gap_of_their_number(void **state)
{
	struct recording *recording = begin(&(struct iiod_options){.has_time = true}, "");
	bool found = false;

	(void)state;
	record(recording, 150);
	atomic_store(&recording->iiod.skip, 7);
	while (atomic_load(&recording->iiod.skip))
		record(recording, 50);
	record(recording, 300);
	for (int g = 0; g < recording->gaps; g++) {
		assert_int_equal(recording->gap[g].frames, recording->gap[g].truth);
		found |= recording->gap[g].frames == 7 &&
			 !strcmp(recording->gap[g].cause, "missing-sample");
	}
	assert_true(found);
	end(recording);
}

/* Cut off and served again: the driver's clock went on, and says how long. */
static void a_server_that_goes_and_comes_back_costs_a_gap_of_the_right_length(void **state)
{
	struct recording *recording = begin(&(struct iiod_options){.has_time = true}, "");

	(void)state;
	record(recording, 150);
	iiod_cut(&recording->iiod);
	read_until_trouble(recording, "unplugged");
	record(recording, 300);
	assert_true(recording->gaps > 0);
	for (int g = 0; g < recording->gaps; g++)
		assert_near((double)recording->gap[g].frames, (double)recording->gap[g].truth,
			    (double)recording->gap[g].uncertainty);
	assert_null(source_trouble(recording->source));
	end(recording);
}

static void a_server_that_lies_costs_a_gap_and_no_wrong_sample(void **state)
{
	static const struct {
		enum iiod_lie lie;
		const char *cause; /* NULL = any: libiio writes past its buffer */
	} lies[] = {
		{IIOD_TOO_LONG, NULL},          {IIOD_TOO_SHORT, "bad-block"},
		{IIOD_OTHER_MASK, "bad-block"}, {IIOD_NEGATIVE, "unplugged"},
		{IIOD_VANISHES, "unplugged"},   {IIOD_EMPTY, "stalled"},
		{IIOD_NOISE, "bad-block"},      {IIOD_FAST_CLOCK, "bad-time"},
	};
	struct recording *recording = begin(&(struct iiod_options){.has_time = true}, "");

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		int gaps;

		record(recording, 150);
		gaps = recording->gaps;
		atomic_store(&recording->iiod.lie, (int)lies[i].lie);
		read_until_trouble(recording, lies[i].cause);
		atomic_store(&recording->iiod.lie, IIOD_HONEST);
		record(recording, 150);
		assert_true(recording->gaps > gaps);
		assert_non_null(recording->gap[gaps].cause);
	}
	end(recording);
}

/* --- stopping --- */

/* By how much this machine lets its threads sleep too long, all in all. */
struct overslept {
	pthread_t thread;
	_Atomic bool stop;
	int64_t ns;
};

static void *sleep_again(void *ctx)
{
	struct overslept *overslept = ctx;
	const int64_t nap_ns = 5 * NS_PER_MS;

	while (!atomic_load(&overslept->stop)) {
		int64_t from_ns = now_ns();

		nanosleep(&(struct timespec){.tv_nsec = nap_ns}, NULL);
		overslept->ns += now_ns() - from_ns - nap_ns;
	}
	return NULL;
}

static void it_stops_within_a_second_while_the_server_is_mute(void **state)
{
	struct recording *recording = begin(&(struct iiod_options){0}, "");
	struct overslept overslept = {.ns = 0};
	int64_t from_ns, took_ns;
	int reads;

	(void)state;
	record(recording, 150);
	atomic_store(&recording->iiod.lie, IIOD_MUTE);
	reads = atomic_load(&recording->iiod.reads);
	while (atomic_load(&recording->iiod.reads) == reads)
		nanosleep(&(struct timespec){.tv_nsec = NS_PER_MS}, NULL);
	assert_int_equal(pthread_create(&overslept.thread, NULL, sleep_again, &overslept), 0);
	from_ns = now_ns();
	source_close(recording->source);
	took_ns = now_ns() - from_ns;
	atomic_store(&overslept.stop, true);
	pthread_join(overslept.thread, NULL);
	assert_true(took_ns <= INT64_C(1000000000) + overslept.ns);
	/* and leaves no process behind */
	assert_true(waitpid(-1, NULL, WNOHANG) < 0);
	iiod_stop(&recording->iiod);
	free(recording);
}

static void a_read_ends_in_time_while_the_server_is_mute(void **state)
{
	struct recording *recording = begin(&(struct iiod_options){0}, "");

	(void)state;
	record(recording, 150);
	atomic_store(&recording->iiod.lie, IIOD_MUTE);
	read_until_trouble(recording, "stalled");
	atomic_store(&recording->iiod.lie, IIOD_HONEST);
	record(recording, 150);
	assert_true(recording->gaps > 0);
	end(recording);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_of_24_bit_in_32_are_exact),
		cmocka_unit_test(shifted_big_endian_samples_are_exact),
		cmocka_unit_test(fully_defined_samples_are_exact),
		cmocka_unit_test(samples_of_12_bit_are_exact),
		cmocka_unit_test(the_order_is_that_of_the_index_and_the_scale_makes_newtons),
		cmocka_unit_test(a_rate_is_set_and_read_back),
		cmocka_unit_test(what_cannot_be_recorded_is_refused_with_its_reason),
		cmocka_unit_test(a_place_where_nothing_answers_is_refused),
		cmocka_unit_test(frames_that_the_driver_lost_are_a_gap_of_their_number),
		cmocka_unit_test(a_server_that_goes_and_comes_back_costs_a_gap_of_the_right_length),
		cmocka_unit_test(a_server_that_lies_costs_a_gap_and_no_wrong_sample),
		cmocka_unit_test(it_stops_within_a_second_while_the_server_is_mute),
		cmocka_unit_test(a_read_ends_in_time_while_the_server_is_mute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
