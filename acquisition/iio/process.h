/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process in which libiio reads an ADC (context.h says why), and the one that watches over it.
 * Whatever goes wrong in the first one is its end; a new one begins with all anew. Neither has
 * anything of the recording's process but two sockets. */
#ifndef ACQUISITION_IIO_PROCESS_H
#define ACQUISITION_IIO_PROCESS_H

#include "acquisition/iio/message.h"
#include "formats/error.h"

#include <stdbool.h>
#include <sys/types.h>

/* What the reader is to do, in place of what it did before. */
enum adc_order {
	ADC_DESCRIBE = 'd', /* one ADC_HELLO */
	ADC_STREAM = 's'    /* ADC_HELLO, then ADC_FRAMES until something goes wrong */
};

struct adc_process {
	pid_t pid;   /* 0 = none */
	int control; /* orders */
	int data;    /* messages */
};

int adc_process_start(struct adc_process *, const struct adc_target *, struct error *);
/* Neither waits nor allocates. False where the process is gone. */
bool adc_process_order(const struct adc_process *, enum adc_order);
/* Within half a second; also of one that was never started. */
void adc_process_stop(struct adc_process *);

#endif
