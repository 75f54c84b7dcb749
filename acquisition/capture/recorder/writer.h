/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A capture as its parts share it, and the thread that empties the ring. */
#ifndef ACQUISITION_CAPTURE_RECORDER_WRITER_H
#define ACQUISITION_CAPTURE_RECORDER_WRITER_H

#include "acquisition/capture/recorder/marks.h"
#include "acquisition/capture/recorder/recorder.h"

struct capture {
	struct capture_options options;
	struct feed feed;
	struct recorder recorder;
	int32_t *counts; /* one block, the writer's */
	pthread_t writer;

	pthread_mutex_t lock; /* for what follows; never taken by the feed's thread */
	pthread_cond_t ended;
	struct marks marks;
	struct capture_status status;
};

/* Thread: from the ring into the journal until the source or the recording is over; ctx is the
 * capture. */
void *writer_run(void *ctx);

#endif
