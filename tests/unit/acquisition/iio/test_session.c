/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session beside a reader that this test plays: messages whose times of arrival are made up,
 * far ahead, so that no time of the machine's counts. */
#include "acquisition/iio/session.h"
#include "acquisition/now.h"
#include "formats/layout.h"
#include "tests/support/assert_near.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHANNELS = 4, RATE_HZ = 1000, FRAMES = 100, GIVEN_MAX = 64, WAIT_S = 30 };
#define AHEAD_NS INT64_C(3600000000000)
#define EPOCH_NS INT64_C(5000000000) /* the driver's clock at the beginning */

struct rig {
	struct adc_session session;
	int control, data; /* the reader's ends */
	int64_t zero_ns;   /* of all times */
	double slow;       /* by so much the driver's clock is: 0 = not */
	int64_t sent;      /* frames, with those that are left out */
	struct error err;
	int64_t frames; /* given */
	struct source_block last;
	struct adc_message message;
};

static struct rig *rig_new(bool has_time)
{
	struct rig *rig = calloc(1, sizeof(*rig));
	int control[2], data[2];

	assert_non_null(rig);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, control), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, data), 0);
	rig->control = control[1];
	rig->data = data[1];
	rig->session.process = (struct adc_process){.control = control[0], .data = data[0]};
	strcpy(rig->session.name, "iio:test");
	rig->session.description = (struct adc_description){
		.name = "test", .rate_hz = RATE_HZ, .channels = CHANNELS, .has_time = has_time};
	for (int c = 0; c < CHANNELS; c++)
		rig->session.description.scale[c] = 0.5;
	rig->zero_ns = now_ns() + AHEAD_NS;
	return rig;
}

static void rig_free(struct rig *rig)
{
	close(rig->session.process.control);
	close(rig->session.process.data);
	close(rig->control);
	close(rig->data);
	free(rig);
}

/* Waits for the order to stream, however long that takes. */
static void greet(struct rig *rig, const struct adc_description *hello)
{
	struct pollfd order = {.fd = rig->control, .events = POLLIN};
	int64_t end_ns = now_ns() + WAIT_S * INT64_C(1000000000);
	struct source_block block;
	int32_t counts[GIVEN_MAX * CHANNELS];
	char byte;

	while (poll(&order, 1, 0) == 0) {
		assert_true(now_ns() < end_ns);
		assert_int_equal(
			adc_session_read(&rig->session, counts, GIVEN_MAX, &block, 10, &rig->err),
			0);
	}
	assert_int_equal(recv(rig->control, &byte, 1, 0), 1);
	assert_int_equal(byte, ADC_STREAM);
	rig->message = (struct adc_message){.kind = ADC_HELLO, .hello = *hello};
	assert_true(send(rig->data, &rig->message,
			 offsetof(struct adc_message, hello) + sizeof(*hello), 0) > 0);
}

static int32_t value(int64_t frame, int channel)
{
	return (int32_t)(frame * 10 + channel - 5000);
}

/* So many frames, come late_ms after the last of them and of `more` was due. */
static void send_part(struct rig *rig, uint32_t frames, uint32_t more, double late_ms)
{
	struct adc_message *message = &rig->message;

	*message =
		(struct adc_message){.kind = ADC_FRAMES, .data.frames = frames, .data.more = more};
	for (uint32_t f = 0; f < frames; f++, rig->sent++) {
		message->data.time_ns[f] =
			EPOCH_NS + (int64_t)((double)rig->sent * 1e6 * (1 - rig->slow));
		for (int c = 0; c < CHANNELS; c++)
			message->data.counts[f * CHANNELS + (uint32_t)c] = value(rig->sent, c);
	}
	message->data.heard_ns =
		rig->zero_ns + (rig->sent + more) * INT64_C(1000000) + (int64_t)(late_ms * 1e6);
	assert_true(send(rig->data, message,
			 offsetof(struct adc_message, data.counts) +
				 frames * CHANNELS * sizeof(int32_t),
			 0) > 0);
}

static void send_frames(struct rig *rig, uint32_t frames, double late_ms)
{
	send_part(rig, frames, 0, late_ms);
}

static void send_end(struct rig *rig, enum adc_end end)
{
	rig->message = (struct adc_message){.kind = ADC_END, .end = {end, "as the test wants it"}};
	assert_true(send(rig->data, &rig->message,
			 offsetof(struct adc_message, end) + sizeof(rig->message.end), 0) > 0);
}

/* All that there is: every frame is that of its index. */
static int64_t take_all(struct rig *rig)
{
	int32_t counts[GIVEN_MAX * CHANNELS];
	struct source_block block = {0};
	int64_t got;

	while ((got = adc_session_read(&rig->session, counts, GIVEN_MAX, &block, 0, &rig->err)) >
	       0) {
		for (int64_t f = 0; f < got; f++)
			for (int c = 0; c < CHANNELS; c++)
				assert_int_equal(counts[f * CHANNELS + c],
						 value(block.first_frame + f, c));
		if (block.gap_cause)
			rig->last = block;
		rig->frames = block.first_frame + got;
	}
	return got;
}

/* Reads until all messages are taken. */
static int64_t drain(struct rig *rig)
{
	int64_t got;

	do
		got = take_all(rig);
	while (got == 0 &&
	       poll(&(struct pollfd){.fd = rig->session.process.data, .events = POLLIN}, 1, 0) > 0);
	return got < 0 ? got : take_all(rig);
}

static void begin(struct rig *rig)
{
	greet(rig, &rig->session.description);
	send_frames(rig, FRAMES, 1);
	assert_int_equal(drain(rig), 0);
}

/* 40 ms late the first time, 1 ms otherwise; away for 2 s. */
static void without_times_the_hosts_clock_says_how_long_it_was_away(void **state)
{
	struct rig *rig = rig_new(false);

	(void)state;
	begin(rig);
	for (int i = 0; i < 5; i++)
		send_frames(rig, FRAMES, i ? 1 : 40);
	send_end(rig, ADC_GONE);
	assert_int_equal(drain(rig), 0);
	assert_int_equal(rig->frames, 6 * FRAMES);
	assert_string_equal(atomic_load(&rig->session.trouble), "unplugged");
	rig->sent += 2 * RATE_HZ;
	greet(rig, &rig->session.description);
	send_frames(rig, FRAMES, 1);
	assert_int_equal(drain(rig), 0);
	assert_int_equal(rig->frames, rig->sent);
	assert_string_equal(rig->last.gap_cause, "unplugged");
	/* 20 ms, and a frame for rounding */
	assert_int_equal(rig->last.gap_uncertainty, 21);
	assert_null(atomic_load(&rig->session.trouble));
	rig_free(rig);
}

/* What came along with its first frames is lost with the reader; away for 2 s. */
static void a_session_that_ends_in_its_first_refill_ends_at_its_last_frame(void **state)
{
	struct rig *rig = rig_new(false);

	(void)state;
	greet(rig, &rig->session.description);
	send_part(rig, FRAMES, 3 * FRAMES, 1);
	send_end(rig, ADC_GONE);
	assert_int_equal(drain(rig), 0);
	assert_int_equal(rig->frames, FRAMES);
	rig->sent += 2 * RATE_HZ;
	greet(rig, &rig->session.description);
	send_frames(rig, FRAMES, 1);
	assert_int_equal(drain(rig), 0);
	assert_int_equal(rig->frames, rig->sent);
	assert_int_equal(rig->session.lost_frames, 2 * RATE_HZ);
	rig_free(rig);
}

/* The first frames after it come 300 ms late, which the driver's times are not. */
static void with_times_the_drivers_clock_says_it(void **state)
{
	struct rig *rig = rig_new(true);

	(void)state;
	begin(rig);
	send_frames(rig, FRAMES, 1);
	send_end(rig, ADC_SILENT);
	assert_int_equal(drain(rig), 0);
	/* what waited for more is given before the gap */
	assert_int_equal(rig->frames, 2 * FRAMES);
	rig->sent += 1234;
	greet(rig, &rig->session.description);
	send_frames(rig, FRAMES, 300);
	assert_int_equal(drain(rig), 0);
	assert_int_equal(rig->frames, rig->sent - ADC_WINDOW + 1);
	assert_string_equal(rig->last.gap_cause, "stalled");
	assert_int_equal(rig->last.gap_uncertainty, 1);
	assert_int_equal(rig->session.lost_frames, 1234);
	rig_free(rig);
}

static void frames_that_are_missing_among_others_are_a_gap(void **state)
{
	struct rig *rig = rig_new(true);

	(void)state;
	begin(rig);
	rig->sent += 3;
	send_frames(rig, FRAMES, 1);
	send_frames(rig, FRAMES, 1);
	assert_int_equal(drain(rig), 0);
	assert_int_equal(rig->last.first_frame, FRAMES + 3);
	assert_string_equal(rig->last.gap_cause, "missing-sample");
	assert_int_equal(rig->session.lost_frames, 3);
	rig_free(rig);
}

/* By an hour: the host says that it cannot be. */
static void times_that_run_ahead_of_the_host_are_not_believed(void **state)
{
	struct rig *rig = rig_new(true);

	(void)state;
	begin(rig);
	rig->sent += 3600 * RATE_HZ;
	rig->zero_ns -= INT64_C(3600000000000);
	send_frames(rig, FRAMES, 1);
	assert_int_equal(drain(rig), 0);
	assert_string_equal(atomic_load(&rig->session.trouble), "bad-time");
	rig_free(rig);
}

static void what_a_reader_cannot_have_sent_ends_it(void **state)
{
	struct rig *rig = rig_new(false);
	static const size_t sizes[] = {0, 1, 3, 4, 8, 500, sizeof(struct adc_message)};

	(void)state;
	for (uint32_t kind = 0; kind < 5; kind++)
		for (size_t i = 1; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			begin(rig);
			memset(&rig->message, 0xff, sizeof(rig->message));
			rig->message.kind = kind;
			assert_int_equal(send(rig->data, &rig->message, sizes[i], 0), sizes[i]);
			assert_int_equal(drain(rig), 0);
			assert_string_equal(atomic_load(&rig->session.trouble), "bad-block");
			rig->sent = rig->session.next;
		}
	rig_free(rig);
}

static void another_adc_is_not_recorded_as_if_it_were_the_first(void **state)
{
	struct rig *rig = rig_new(false);
	struct adc_description other = rig->session.description;

	(void)state;
	begin(rig);
	send_end(rig, ADC_GONE);
	assert_int_equal(drain(rig), 0);
	other.channels = 8;
	greet(rig, &other);
	assert_int_equal(drain(rig), HINGE_EDEVICE);
	assert_non_null(strstr(rig->err.text, "another ADC"));
	rig_free(rig);
}

/* Its counts would be taken for other forces. */
static void another_gain_is_not_recorded_as_if_it_were_the_first(void **state)
{
	struct rig *rig = rig_new(false);
	struct adc_description other = rig->session.description;

	(void)state;
	begin(rig);
	send_end(rig, ADC_GONE);
	assert_int_equal(drain(rig), 0);
	other.scale[CHANNELS - 1] *= 2;
	greet(rig, &other);
	assert_int_equal(drain(rig), HINGE_EDEVICE);
	assert_non_null(strstr(rig->err.text, "set otherwise"));
	rig_free(rig);
}

/* 2 % too few a second. */
static void a_rate_that_is_off_is_refused(void **state)
{
	struct rig *rig = rig_new(false);
	int64_t got = 0;

	(void)state;
	begin(rig);
	for (int i = 0; !got && i < 300; i++) {
		rig->zero_ns += FRAMES * INT64_C(20000);
		send_frames(rig, FRAMES, 1);
		got = drain(rig);
	}
	assert_int_equal(got, HINGE_EDEVICE);
	assert_non_null(strstr(rig->err.text, "980."));
	rig_free(rig);
}

/* 2 % too many a second of the driver's; that the host is 5 s late is another matter. */
static void by_the_drivers_times_too(void **state)
{
	struct rig *rig = rig_new(true);
	int64_t got = 0;

	(void)state;
	begin(rig);
	for (int i = 0; i < 100; i++) {
		send_frames(rig, FRAMES, i > 50 ? 5000 : 1);
		assert_int_equal(drain(rig), 0);
	}
	rig_free(rig);
	rig = rig_new(true);
	rig->slow = 0.02;
	begin(rig);
	for (int i = 0; !got && i < 300; i++) {
		send_frames(rig, FRAMES, 1);
		got = drain(rig);
	}
	assert_int_equal(got, HINGE_EDEVICE);
	assert_non_null(strstr(rig->err.text, "1020."));
	rig_free(rig);
}

/* Of each second the frames that came soonest make a pair: 1 ms after the last was due. */
static void pairs_of_clocks_are_those_of_the_soonest_frames(void **state)
{
	struct rig *rig = rig_new(true);
	int32_t counts[GIVEN_MAX * CHANNELS];
	struct source_block block;
	int pairs = 0;

	(void)state;
	begin(rig);
	for (int i = 0; i < 50; i++) {
		send_frames(rig, FRAMES, i % 10 == 4 ? 1 : 30);
		while (adc_session_read(&rig->session, counts, GIVEN_MAX, &block, 0, &rig->err) >
		       0) {
			const struct source_clock *pair = &block.clock;
			double true_ns;

			if (!pair->round_trip_ns)
				continue;
			pairs++;
			true_ns = (double)(rig->zero_ns + (int64_t)pair->device_ns - EPOCH_NS);
			assert_near((double)pair->monotonic_ns, true_ns + 1e6,
				    (double)pair->round_trip_ns / 2 + 1e6);
		}
	}
	assert_true(pairs >= 3);
	rig_free(rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_times_the_hosts_clock_says_how_long_it_was_away),
		cmocka_unit_test(a_session_that_ends_in_its_first_refill_ends_at_its_last_frame),
		cmocka_unit_test(with_times_the_drivers_clock_says_it),
		cmocka_unit_test(frames_that_are_missing_among_others_are_a_gap),
		cmocka_unit_test(times_that_run_ahead_of_the_host_are_not_believed),
		cmocka_unit_test(what_a_reader_cannot_have_sent_ends_it),
		cmocka_unit_test(another_adc_is_not_recorded_as_if_it_were_the_first),
		cmocka_unit_test(another_gain_is_not_recorded_as_if_it_were_the_first),
		cmocka_unit_test(a_rate_that_is_off_is_refused),
		cmocka_unit_test(by_the_drivers_times_too),
		cmocka_unit_test(pairs_of_clocks_are_those_of_the_soonest_frames),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
