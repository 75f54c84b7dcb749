/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/mcc/session.h"

#include "acquisition/now.h"
#include <math.h>
#include <string.h>
#include <time.h>

enum { ANSWER_MS = 1000 };
#define SILENCE_NS  INT64_C(1500000000)
#define PATIENCE_NS INT64_C(60000000000)
#define RETRY_NS    INT64_C(250000000)
#define LAG_SPAN_NS INT64_C(2000000000)
#define LATE_NS     2e6 /* by which the host may hear late of the least late of 2 s */

int mcc_ask(struct mcc_session *session, enum mcc_request what, uint16_t value, void *data,
	    uint16_t size, struct error *err)
{
	bool answers = what == MCC_STATUS || what == MCC_CALIBRATION;
	struct usb_request request = {
		.type = answers ? MCC_TYPE_IN : MCC_TYPE_OUT,
		.request = (uint8_t)what,
		.value = value,
	};
	int got;

	if (!session->device)
		return fail(err, HINGE_EDEVICE, "it is unplugged");
	got = usb_control(session->device, &request, data, size, ANSWER_MS, err);
	if (got >= 0 && got < size)
		return fail(err, HINGE_EDEVICE, "it answers request %02xh with %d of %u bytes",
			    (unsigned)what, got, size);
	return got;
}

/* --- beginning and ending a scan --- */

static int tell(struct mcc_session *session, enum mcc_request what, void *data, uint16_t size,
		struct error *err)
{
	int ret = mcc_ask(session, what, 0, data, size, err);

	return ret < 0 ? ret : 0;
}

static int ask_scan(struct mcc_session *session, struct error *err)
{
	uint8_t ranges[MCC_CHANNELS], start[MCC_SCAN_START_BYTES];
	int64_t asked_ns, answered_ns;
	int ret;

	memset(ranges, session->scan.range_code, sizeof(ranges));
	mcc_put_scan_start(start, session->scan.pacer, session->scan.ramp);
	ret = tell(session, MCC_SCAN_STOP, NULL, 0, err);
	if (!ret)
		ret = tell(session, MCC_CLEAR_FIFO, NULL, 0, err);
	if (!ret)
		ret = tell(session, MCC_CONFIG, ranges, sizeof(ranges), err);
	if (!ret)
		ret = usb_stream_start(session->device, session->scan.rate_hz * MCC_SCAN_BYTES,
				       err);
	if (ret)
		return ret;
	asked_ns = now_ns();
	ret = tell(session, MCC_SCAN_START, start, sizeof(start), err);
	answered_ns = now_ns();
	session->start_ns = asked_ns + (answered_ns - asked_ns) / 2;
	session->start_within_ns = (answered_ns - asked_ns + 1) / 2;
	return ret;
}

/* The scan began anew: the time that passed says how many frames are missing. */
static void rejoin(struct mcc_session *session, double end_ns)
{
	double gap = ((double)session->start_ns - end_ns) * 1e-9 * session->scan.rate_hz;
	double within_ns = (double)session->start_within_ns + LATE_NS;
	int64_t frames = gap > 0 ? llround(gap) : 0;

	session->base += session->heard + frames;
	session->lost_frames += frames;
	session->gap_cause = session->loss;
	session->gap_uncertainty = (int64_t)ceil(within_ns * 1e-9 * session->scan.rate_hz + 1);
}

static int begin(struct mcc_session *session, struct error *err)
{
	double end_ns = session->end_ns;
	int ret = ask_scan(session, err);

	if (ret)
		return ret;
	if (session->loss)
		rejoin(session, end_ns);
	session->taken = session->heard = 0;
	session->lag[0] = session->lag[1] = (struct mcc_lag){.least_ns = INFINITY};
	session->heard_ns = session->start_ns;
	session->chunk.size = session->used = 0;
	hpp_pace_start(&session->pace, session->scan.rate_hz);
	session->streaming = true;
	atomic_store(&session->trouble, NULL);
	return 0;
}

/* Called with every frame of the scan handed over. */
static void lose(struct mcc_session *session, const char *cause)
{
	double lag_ns = fmin(session->lag[0].least_ns, session->lag[1].least_ns);

	session->end_ns = (double)session->start_ns +
			  (double)session->heard * 1e9 / session->scan.rate_hz +
			  (isfinite(lag_ns) ? lag_ns : 0);
	session->loss = cause;
	session->streaming = false;
	atomic_store(&session->trouble, cause);
	usb_stream_stop(session->device);
}

static void let_go(struct mcc_session *session)
{
	usb_close(session->device);
	session->device = NULL;
}

/* Why a transfer ended: an overrun is told as a STALL. */
static void take_end(struct mcc_session *session)
{
	const char *cause = session->chunk.cause ? session->chunk.cause : "unplugged";
	uint8_t status[2];

	if (!strcmp(cause, "usb-stall") &&
	    mcc_ask(session, MCC_STATUS, 0, status, sizeof(status), &session->why) >= 0 &&
	    status[0] & MCC_STATUS_OVERRUN)
		cause = "device-fifo";
	lose(session, cause);
	if (!strcmp(cause, "unplugged"))
		let_go(session);
}

/* --- reading --- */

static int give_up(const struct mcc_session *session, struct error *err)
{
	return fail(err, HINGE_EDEVICE,
		    "%s gave nothing for 60 s (%s; last: %s); what was recorded before is kept",
		    session->name, session->loss, session->why.text);
}

/* 0 = try again, also where it is there once more. */
static int restart(struct mcc_session *session, int timeout_ms, struct error *err)
{
	int64_t now = now_ns();

	if (now - session->heard_ns > PATIENCE_NS)
		return give_up(session, err);
	if (!session->device)
		/* -EAGAIN: it is not there yet */
		(void)usb_wait_open(session->wait, &session->device, timeout_ms, &session->why);
	else if (now < session->retry_ns)
		nanosleep(&(struct timespec){.tv_nsec = NS_PER_MS}, NULL);
	if (!session->device || now_ns() < session->retry_ns)
		return 0;
	session->retry_ns = now_ns() + RETRY_NS;
	if (begin(session, &session->why)) {
		usb_stream_stop(session->device);
		let_go(session);
	}
	return 0;
}

static void keep_lag(struct mcc_session *session)
{
	double due_ns =
		(double)session->start_ns + (double)session->heard * 1e9 / session->scan.rate_hz;
	double lag_ns = (double)session->heard_ns - due_ns;

	if (session->heard_ns - session->lag[0].since_ns > LAG_SPAN_NS) {
		session->lag[1] = session->lag[0];
		session->lag[0] = (struct mcc_lag){session->heard_ns, lag_ns};
	}
	session->lag[0].least_ns = fmin(session->lag[0].least_ns, lag_ns);
}

static int take_chunk(struct mcc_session *session, struct error *err)
{
	double ratio;

	session->heard_ns = now_ns();
	if (session->chunk.size % MCC_SCAN_BYTES) {
		/* no scan after this one begins where a scan should */
		session->chunk.size -= session->chunk.size % MCC_SCAN_BYTES;
		session->broken = true;
	}
	session->heard += (int64_t)(session->chunk.size / MCC_SCAN_BYTES);
	keep_lag(session);
	if (!hpp_pace_is_off(&session->pace, (uint64_t)session->heard, session->heard_ns, &ratio))
		return 0;
	return fail(err, HINGE_EDEVICE,
		    "%s gives %.1f frames a second, not the %g it was asked for: its clock is "
		    "wrong, and so are all times measured with it",
		    session->name, session->scan.rate_hz * ratio, session->scan.rate_hz);
}

static int fetch(struct mcc_session *session, int timeout_ms, struct error *err)
{
	int64_t asked_ns = now_ns();
	int got;

	if (session->broken) {
		session->broken = false;
		lose(session, "bad-block");
		return 0;
	}
	got = usb_stream_read(session->device, &session->chunk, timeout_ms, &session->why);
	session->used = 0;
	if (got <= 0)
		session->chunk.size = 0;
	if (got > 0)
		return take_chunk(session, err);
	if (got < 0)
		take_end(session);
	/* not where this program itself was away: then the next one brings something */
	else if (asked_ns - session->heard_ns > SILENCE_NS)
		lose(session, "stalled");
	return 0;
}

static int64_t give(struct mcc_session *session, int32_t *counts, size_t max_frames,
		    struct source_block *block)
{
	size_t left = (session->chunk.size - session->used) / MCC_SCAN_BYTES;
	size_t frames = left < max_frames ? left : max_frames;

	if (!frames)
		return 0;
	mcc_unpack(counts, session->chunk.data + session->used, frames);
	*block = (struct source_block){
		.first_frame = session->base + session->taken,
		.frames = frames,
		.device_counter = (uint64_t)session->taken,
		.gap_cause = session->gap_cause,
		.gap_uncertainty = session->gap_uncertainty,
	};
	session->used += frames * MCC_SCAN_BYTES;
	session->taken += (int64_t)frames;
	session->gap_cause = NULL;
	session->gap_uncertainty = 0;
	return (int64_t)frames;
}

int64_t mcc_session_read(struct mcc_session *session, int32_t *counts, size_t max_frames,
			 struct source_block *block, int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;

	do {
		int64_t frames = give(session, counts, max_frames, block);
		int ret;

		if (frames)
			return frames;
		if (session->streaming)
			ret = fetch(session, ms_until(end_ns), err);
		else if (session->loss)
			ret = restart(session, ms_until(end_ns), err);
		else
			ret = begin(session, err);
		if (ret)
			return ret;
	} while (now_ns() < end_ns);
	return give(session, counts, max_frames, block);
}

int mcc_session_open(struct mcc_session *session, const char *name, const struct mcc_scan *scan,
		     struct error *err)
{
	struct error why;
	int ret;

	session->name = name;
	session->scan = *scan;
	session->why = (struct error){.text = "it does not answer"};
	atomic_init(&session->trouble, NULL);
	ret = begin(session, &why);
	if (ret)
		return fail(err, ret, "%s does not begin to scan: %s", name, why.text);
	/* it can; what it gives before somebody reads would be old */
	usb_stream_stop(session->device);
	session->streaming = false;
	return 0;
}

void mcc_session_close(struct mcc_session *session)
{
	struct error ignored;

	if (session->device) {
		usb_stream_stop(session->device);
		/* one that is gone has stopped */
		(void)mcc_ask(session, MCC_SCAN_STOP, 0, NULL, 0, &ignored);
	}
	usb_close(session->device);
	usb_wait_free(session->wait);
}
