/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of the process in which libiio runs, which a server may have taken over: each is a
 * length of two bytes and so many of the message. */
#include "acquisition/iio/arrival.h"
#include "acquisition/iio/sample.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { GIVEN_MAX = 100, FORMAT_BYTES = 5 };

static void fuzz_sample(const uint8_t *data)
{
	static const uint8_t word[8] = {0x80, 0xff, 0x7f, 1, 2, 3, 4, 5};
	struct adc_format format = {
		.bytes = data[0],
		.bits = data[1],
		.shift = data[2],
		.is_signed = data[3] & 1,
		.is_big_endian = data[3] & 2,
	};

	if (adc_format_fits(&format))
		(void)adc_sample(&format, word);
}

static void take_all(struct adc_session *session)
{
	int32_t counts[GIVEN_MAX * ADC_CHANNELS_MAX];
	struct source_block block;
	struct error err;
	int64_t next = session->next, got;

	while ((got = adc_session_read(session, counts, GIVEN_MAX, &block, 0, &err)) > 0) {
		if (got > GIVEN_MAX || block.first_frame < next)
			abort();
		next = block.first_frame + got;
	}
}

static void take(struct adc_session *session, const uint8_t *data, size_t size)
{
	struct adc_message message;
	struct error err;

	memset(&message, 0, sizeof(message));
	memcpy(&message, data, size);
	if (adc_session_take(session, &message, size, &err))
		return;
	/* as if it had been ordered to begin */
	if (session->description.channels && session->state == ADC_OPEN)
		session->state = ADC_CONNECTING;
	if (session->description.channels)
		take_all(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct adc_session session;

	memset(&session, 0, sizeof(session));
	session.process = (struct adc_process){.control = -1, .data = -1};
	if (size >= FORMAT_BYTES)
		fuzz_sample(data);
	while (size >= 2) {
		size_t part = (size_t)data[0] | (size_t)data[1] << 8;

		data += 2;
		size -= 2;
		part = part < size ? part : size;
		part = part < sizeof(struct adc_message) ? part : sizeof(struct adc_message);
		take(&session, data, part);
		data += part;
		size -= part;
	}
	return 0;
}
