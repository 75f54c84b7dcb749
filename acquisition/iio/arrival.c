/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/arrival.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEARD_MAX_NS (INT64_C(1) << 62)
#define SPAN_NS      INT64_C(1000000000)
#define LATE_NS      2e7 /* by which the first frames after a gap may come later than others */
#define AGREE_NS     2e9 /* by which the driver's clock and the host's may differ over a gap */
#define WAY_NS       3e6 /* to the host, of the frames that come soonest in a second */

static const char *const causes[ADC_ENDS_COUNT] = {
	[ADC_GONE] = "unplugged",  [ADC_SILENT] = "stalled",     [ADC_OVERFLOW] = "device-fifo",
	[ADC_WRONG] = "bad-block", [ADC_UNUSABLE] = "unplugged",
};

/* --- loss and return --- */

void adc_session_lose(struct adc_session *session, const char *cause)
{
	double late_ns = fmin(session->lag[0].least_ns, session->lag[1].least_ns);

	atomic_store(&session->trouble, cause);
	if (session->state == ADC_STREAMING) {
		session->end_ns = (double)session->heard * adc_period_ns(session) +
				  (isfinite(late_ns) ? late_ns : (double)session->began_ns);
		session->loss = cause;
	}
	session->state = ADC_LOST;
}

/* How long it was away, in frames: by the driver's times where they went on through it. */
static double gap_of(struct adc_session *session, double began_ns, int64_t time_ns)
{
	double gap_ns = began_ns - session->end_ns, told_ns;
	double within_ns = LATE_NS;

	if (session->description.has_time) {
		told_ns = (double)(int64_t)((uint64_t)time_ns -
					    (uint64_t)adc_timeline_next_ns(&session->line));
		if (fabs(told_ns - gap_ns) <= AGREE_NS) {
			gap_ns = told_ns;
			within_ns = 0;
		}
	}
	session->gap_uncertainty = (int64_t)ceil(within_ns / adc_period_ns(session) + 1);
	return gap_ns / adc_period_ns(session);
}

/* The first frames of a session. */
static void begin(struct adc_session *session, const struct adc_message *message)
{
	double frames = (double)message->data.frames + (double)message->data.more;
	double began_ns = (double)message->data.heard_ns - frames * adc_period_ns(session);

	if (session->loss) {
		double gap = gap_of(session, began_ns, message->data.time_ns[0]);
		int64_t missing = gap > 0 ? llround(gap) : 0;

		session->next += missing;
		session->lost_frames += missing;
		session->gap_cause = session->loss;
	}
	session->heard = 0;
	session->began_ns = (int64_t)began_ns;
	session->lag[0] = session->lag[1] = (struct adc_lag){.least_ns = INFINITY};
	session->lag[0].since_ns = message->data.heard_ns;
	adc_timeline_start(&session->line, session->description.rate_hz, message->data.time_ns[0]);
	hpp_pace_start(&session->pace, session->description.rate_hz);
	session->state = ADC_STREAMING;
	atomic_store(&session->trouble, NULL);
}

/* --- messages --- */

static bool is_the_same(const struct adc_description *told, const struct adc_description *known)
{
	size_t size = known->channels * sizeof(known->scale[0]);

	return told->channels == known->channels && !told->has_time == !known->has_time &&
	       fabs(told->rate_hz - known->rate_hz) <= 1e-6 * known->rate_hz &&
	       !strcmp(told->serial, known->serial) && !memcmp(told->scale, known->scale, size) &&
	       !memcmp(told->offset, known->offset, size);
}

static int take_hello(struct adc_session *session, const struct adc_message *message,
		      struct error *err)
{
	const struct adc_description *told = &message->hello, *known = &session->description;

	if (session->state == ADC_OPEN) {
		session->description = *told;
		return 0;
	}
	if (session->state == ADC_STREAMING)
		adc_session_lose(session, "stalled");
	session->state = ADC_GREETED;
	if (is_the_same(told, known))
		return 0;
	return fail(err, HINGE_EDEVICE,
		    "%s: what is there now is another ADC, or set otherwise (%u inputs at %g Hz, "
		    "scale %g); what was recorded before is kept",
		    session->name, told->channels, told->rate_hz, told->scale[0]);
}

static void keep_lag(struct adc_session *session, const struct adc_message *message)
{
	double due_ns = (double)(session->heard + message->data.more) * adc_period_ns(session);
	double lag_ns = (double)message->data.heard_ns - due_ns;
	struct adc_lag *lag = &session->lag[0];

	if (message->data.heard_ns - lag->since_ns > SPAN_NS) {
		session->pair = lag->pair;
		session->lag[1] = *lag;
		*lag = (struct adc_lag){.since_ns = message->data.heard_ns, .least_ns = INFINITY};
	}
	if (lag_ns >= lag->least_ns || message->data.more)
		return;
	lag->least_ns = lag_ns;
	if (session->description.has_time)
		lag->pair = (struct source_clock){
			.device_ns = (uint64_t)message->data.time_ns[message->data.frames - 1],
			.monotonic_ns = message->data.heard_ns - (int64_t)(WAY_NS / 2),
			.round_trip_ns = (int64_t)WAY_NS,
		};
}

int adc_session_fail_rate(const struct adc_session *session, double ratio, struct error *err)
{
	return fail(err, HINGE_EDEVICE,
		    "%s gives %.1f frames a second, not the %g it says: its clock is wrong, and so "
		    "are all times measured with it (or samples are lost on the way)",
		    session->name, session->description.rate_hz * ratio,
		    session->description.rate_hz);
}

static int take_frames(struct adc_session *session, const struct adc_message *message,
		       struct error *err)
{
	size_t frames = message->data.frames, channels = session->description.channels;
	double ratio;

	if (session->state == ADC_GREETED)
		begin(session, message);
	if (session->state != ADC_STREAMING)
		return 0; /* of a reader that was given up */
	memcpy(session->counts + session->waiting * channels, message->data.counts,
	       frames * channels * sizeof(session->counts[0]));
	memcpy(session->time_ns + session->waiting, message->data.time_ns,
	       frames * sizeof(session->time_ns[0]));
	session->waiting += frames;
	session->heard += (int64_t)frames;
	session->heard_ns = session->heard_ever_ns = message->data.heard_ns;
	keep_lag(session, message);
	/* with times it is judged by them, as the host may be late */
	if (session->description.has_time || message->data.more ||
	    !hpp_pace_is_off(&session->pace, (uint64_t)session->heard, session->heard_ns, &ratio))
		return 0;
	return adc_session_fail_rate(session, ratio, err);
}

static void take_end(struct adc_session *session, const struct adc_message *message)
{
	enum adc_end end = message->end.end < ADC_ENDS_COUNT ? message->end.end : ADC_WRONG;

	session->why = (struct error){.code = HINGE_EDEVICE};
	snprintf(session->why.text, sizeof(session->why.text), "%.*s",
		 (int)sizeof(message->end.text), message->end.text);
	adc_session_lose(session, causes[end]);
}

/* What the reader's process may have been made to send by one who lies to it. */
static bool is_possible(const struct adc_session *session, const struct adc_message *message,
			size_t size)
{
	const size_t hello = offsetof(struct adc_message, hello) + sizeof(message->hello);
	const size_t end = offsetof(struct adc_message, end) + sizeof(message->end);
	const size_t counts = offsetof(struct adc_message, data.counts);
	size_t frames;

	if (size < sizeof(message->kind))
		return false;
	switch (message->kind) {
	case ADC_HELLO:
		return size == hello && message->hello.rate_hz >= RATE_MIN_HZ &&
		       message->hello.rate_hz <= RATE_MAX_HZ &&
		       (message->hello.channels == 4 ||
			message->hello.channels == ADC_CHANNELS_MAX) &&
		       !message->hello.name[sizeof(message->hello.name) - 1] &&
		       !message->hello.serial[sizeof(message->hello.serial) - 1];
	case ADC_END:
		return size == end;
	case ADC_FRAMES:
		frames = size >= counts ? message->data.frames : 0;
		return frames > 0 && frames <= ADC_MESSAGE_FRAMES && message->data.heard_ns > 0 &&
		       message->data.heard_ns < HEARD_MAX_NS && message->data.more <= RATE_MAX_HZ &&
		       frames <= ADC_WAITING_MAX - session->waiting &&
		       size == counts + frames * session->description.channels * sizeof(int32_t);
	default:
		return false;
	}
}

int adc_session_take(struct adc_session *session, const struct adc_message *message, size_t size,
		     struct error *err)
{
	if (!is_possible(session, message, size)) {
		session->why = (struct error){.text = "its reader fails over what it gets"};
		adc_session_lose(session, "bad-block");
		return 0;
	}
	if (message->kind == ADC_HELLO)
		return take_hello(session, message, err);
	if (message->kind == ADC_FRAMES)
		return take_frames(session, message, err);
	take_end(session, message);
	return 0;
}
