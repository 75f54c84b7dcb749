/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ADC's frames as those of a recording. Frames that did not come are known by the times the
 * driver gives, where it gives them, and by the host's clock where the stream was begun anew.
 * Allocates nothing. */
#ifndef ACQUISITION_IIO_SESSION_H
#define ACQUISITION_IIO_SESSION_H

#include "acquisition/hpp/host/pace.h"
#include "acquisition/iio/message.h"
#include "acquisition/iio/process.h"
#include "acquisition/iio/timeline.h"
#include "acquisition/source.h"

#include <stdatomic.h>

/* frames that wait until it is known whether some are missing before them */
enum { ADC_WAITING_MAX = ADC_MESSAGE_FRAMES + ADC_WINDOW };

enum adc_state { ADC_OPEN, ADC_CONNECTING, ADC_GREETED, ADC_STREAMING, ADC_LOST };

/* The least by which frames came late in a span of time, and the newest pair of clocks of it. */
struct adc_lag {
	int64_t since_ns;
	double least_ns;
	struct source_clock pair;
};

struct adc_session {
	struct adc_process process;
	char name[160];
	struct adc_description description;

	enum adc_state state;
	int64_t next;     /* the recording's index of the next frame to be given */
	int64_t heard;    /* frames of this session, with those that are missing */
	int64_t heard_ns; /* when some came last */
	int64_t heard_ever_ns;
	int64_t ordered_ns;    /* when it was last begun */
	int64_t began_ns;      /* its first frame, by the host's clock */
	struct adc_lag lag[2]; /* now, before */
	struct hpp_pace pace;
	struct adc_timeline line;
	struct source_clock pair; /* not yet given */

	const char *loss;      /* why the session before ended; static, NULL = there was none */
	double end_ns;         /* when the frame after its last one was due */
	const char *gap_cause; /* of the gap before the next frame */
	int64_t gap_uncertainty, lost_frames;
	struct error why;
	_Atomic(const char *) trouble;

	size_t waiting; /* frames */
	int64_t time_ns[ADC_WAITING_MAX];
	int32_t counts[ADC_WAITING_MAX * ADC_CHANNELS_MAX];
	struct adc_message message;
};

/* Asks the ADC what it is; the session is zeroed. */
int adc_session_open(struct adc_session *, const struct adc_target *, struct error *);
/* As source_ops.read; the first one lets it sample. */
int64_t adc_session_read(struct adc_session *, int32_t *counts, size_t max_frames,
			 struct source_block *, int timeout_ms, struct error *);
/* Also of one that was never opened. */
void adc_session_close(struct adc_session *);

#endif
