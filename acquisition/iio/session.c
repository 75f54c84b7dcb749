/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/session.h"

#include "acquisition/iio/arrival.h"
#include "acquisition/now.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

enum { DESCRIBE_MS = 10000 }; /* libiio tries to connect for 5 s */
#define SILENCE_NS  INT64_C(1500000000)
#define CONNECT_NS  INT64_C(8000000000)
#define PATIENCE_NS INT64_C(60000000000)
#define RETRY_NS    INT64_C(250000000)
#define AHEAD_NS    1e9 /* by which the driver's times may be ahead of the host's */
#define AHEAD_RATIO 0.02

/* 1 = a message came, 0 = none in time. */
static int receive(struct adc_session *session, int timeout_ms, struct error *err)
{
	struct pollfd data = {.fd = session->process.data, .events = POLLIN};
	ssize_t got;
	int ret;

	if (poll(&data, 1, timeout_ms) <= 0)
		return 0;
	got = recv(data.fd, &session->message, sizeof(session->message), MSG_DONTWAIT);
	if (got == 0) /* it was killed */
		return fail(err, HINGE_EDEVICE, "%s: the process that reads it is gone",
			    session->name);
	if (got < 0)
		return 0;
	ret = adc_session_take(session, &session->message, (size_t)got, err);
	return ret ? ret : 1;
}

/* --- giving --- */

static void note_missing(struct adc_session *session, int64_t missing)
{
	session->next += missing;
	session->heard += missing;
	session->lost_frames += missing;
	session->gap_cause = "missing-sample";
	session->gap_uncertainty = 0;
	if (session->state != ADC_STREAMING)
		session->end_ns += (double)missing * adc_period_ns(session);
}

/* No clock is so far ahead. */
static bool is_believed(const struct adc_session *session, int64_t missing)
{
	double due_ns = (double)(session->line.index + missing) * adc_period_ns(session);
	double passed_ns = (double)(session->heard_ns - session->began_ns);

	return due_ns <= passed_ns * (1 + AHEAD_RATIO) + AHEAD_NS;
}

static void drop_waiting(struct adc_session *session, size_t frames)
{
	size_t channels = session->description.channels;

	session->waiting -= frames;
	memmove(session->counts, session->counts + frames * channels,
		session->waiting * channels * sizeof(session->counts[0]));
	memmove(session->time_ns, session->time_ns + frames,
		session->waiting * sizeof(session->time_ns[0]));
}

/* Up to the next gap; 0 also where the times are beyond belief. */
static size_t count_ready(struct adc_session *session, size_t max_frames)
{
	/* after a loss no more are to come */
	size_t held = session->description.has_time && session->state == ADC_STREAMING
			      ? ADC_WINDOW - 1
			      : 0;
	size_t ready = session->waiting > held ? session->waiting - held : 0, n = 0;

	if (ready > max_frames)
		ready = max_frames;
	for (; session->description.has_time && n < ready; n++) {
		int64_t missing = adc_timeline_missing(&session->line, session->time_ns + n,
						       session->waiting - n);

		if (missing && n)
			return n;
		if (missing && !is_believed(session, missing)) {
			session->waiting = 0;
			adc_session_lose(session, "bad-time");
			return 0;
		}
		if (missing)
			note_missing(session, missing);
		adc_timeline_add(&session->line, session->time_ns[n], missing);
	}
	return ready;
}

static int64_t give(struct adc_session *session, int32_t *counts, size_t max_frames,
		    struct source_block *block, struct error *err)
{
	size_t frames = count_ready(session, max_frames);
	double ratio;

	if (!frames)
		return 0;
	if (session->description.has_time &&
	    hpp_pace_is_off(&session->pace, (uint64_t)session->line.index,
			    session->time_ns[frames - 1], &ratio))
		return adc_session_fail_rate(session, ratio, err);
	memcpy(counts, session->counts,
	       frames * session->description.channels * sizeof(session->counts[0]));
	*block = (struct source_block){
		.first_frame = session->next,
		.frames = frames,
		.device_counter = (uint64_t)(session->description.has_time ? session->time_ns[0]
									   : session->next),
		.gap_cause = session->gap_cause,
		.gap_uncertainty = session->gap_uncertainty,
		.clock = session->pair,
	};
	session->pair = (struct source_clock){0};
	session->gap_cause = NULL;
	session->gap_uncertainty = 0;
	session->next += (int64_t)frames;
	drop_waiting(session, frames);
	return (int64_t)frames;
}

/* --- reading --- */

static void order(struct adc_session *session)
{
	session->ordered_ns = now_ns();
	session->state = ADC_CONNECTING;
	if (!adc_process_order(&session->process, ADC_STREAM))
		session->why = (struct error){.text = "the process that reads it is gone"};
}

static int give_up(const struct adc_session *session, struct error *err)
{
	const char *cause = session->loss ? session->loss : "it does not begin";

	return fail(err, HINGE_EDEVICE,
		    "%s gave nothing for 60 s (%s; last: %s); what was recorded before is kept",
		    session->name, cause, session->why.text);
}

/* Whether what was begun comes to nothing. */
static void check_silence(struct adc_session *session, int64_t now)
{
	if (session->state == ADC_STREAMING && now - session->heard_ns > SILENCE_NS) {
		session->why = (struct error){.text = "it is silent"};
		adc_session_lose(session, "stalled");
	} else if (session->state != ADC_LOST && session->state != ADC_STREAMING &&
		   now - session->ordered_ns > CONNECT_NS) {
		session->why = (struct error){.text = "it does not answer"};
		session->state = ADC_LOST;
	}
}

static int go_on(struct adc_session *session, int timeout_ms, struct error *err)
{
	int64_t now = now_ns();
	int ret;

	if (session->state == ADC_OPEN) {
		session->heard_ever_ns = now;
		order(session);
	} else if (session->state == ADC_LOST && now - session->ordered_ns >= RETRY_NS) {
		order(session);
	}
	ret = receive(session, timeout_ms < 50 ? timeout_ms : 50, err);
	if (ret)
		return ret < 0 ? ret : 0;
	now = now_ns();
	check_silence(session, now);
	return now - session->heard_ever_ns > PATIENCE_NS ? give_up(session, err) : 0;
}

int64_t adc_session_read(struct adc_session *session, int32_t *counts, size_t max_frames,
			 struct source_block *block, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;

	do {
		int64_t frames = give(session, counts, max_frames, block, err);
		int ret;

		if (frames)
			return frames;
		ret = go_on(session, ms_until(end_ns), err);
		if (ret)
			return ret;
	} while (now_ns() < end_ns);
	return give(session, counts, max_frames, block, err);
}

/* --- open and close --- */

static int wait_hello(struct adc_session *session, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)DESCRIBE_MS * NS_PER_MS;

	session->why = (struct error){.text = "it does not answer"};
	while (!session->description.channels && session->state == ADC_OPEN && now_ns() < end_ns) {
		int ret = receive(session, ms_until(end_ns), err);

		if (ret < 0)
			return ret;
	}
	return session->description.channels
		       ? 0
		       : fail(err, HINGE_EDEVICE, "%s: %s", session->name, session->why.text);
}

int adc_session_open(struct adc_session *session, const struct adc_target *target,
		     struct error *err)
{
	size_t length = strlen(target->uri);
	int ret;

	/* "local:" and "usb:" end as what is put before a message does */
	while (length && target->uri[length - 1] == ':')
		length--;
	snprintf(session->name, sizeof(session->name), "iio:%.*s", (int)length, target->uri);
	atomic_init(&session->trouble, NULL);
	ret = adc_process_start(&session->process, target, err);
	if (!ret)
		adc_process_order(&session->process, ADC_DESCRIBE);
	if (!ret)
		ret = wait_hello(session, err);
	if (ret)
		adc_session_close(session);
	return ret;
}

void adc_session_close(struct adc_session *session)
{
	adc_process_stop(&session->process);
}
