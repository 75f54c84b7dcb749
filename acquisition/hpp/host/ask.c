/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/ask.h"

#include <string.h>

enum { ANSWER_MS = 1000 };

static const char *request_name(enum hpp_request request)
{
	switch (request) {
	case HPP_INFO:
		return "INFO";
	case HPP_CONFIG:
		return "CONFIG";
	case HPP_START:
		return "START";
	case HPP_STOP:
		return "STOP";
	case HPP_STATUS:
		return "STATUS";
	case HPP_TIME:
		return "TIME";
	case HPP_CAL:
		return "CAL";
	case HPP_UNLOCK:
		return "UNLOCK";
	case HPP_BLINK:
		return "BLINK";
	}
	return "request";
}

/* Bytes that came. */
static int ask(struct hpp_host *host, uint8_t type, enum hpp_request request, uint16_t value,
	       void *data, uint16_t size, int timeout_ms, struct error *err)
{
	struct hpp_setup setup = {
		.type = type, .request = (uint8_t)request, .value = value, .length = size};
	struct error why;
	int got = host->transport->control(host->ctx, &setup, data, timeout_ms, &why);

	return got < 0 ? fail(err, got, "plate %s, %s: %s", host->name, request_name(request),
			      why.text)
		       : got;
}

int hpp_ask_plain(struct hpp_host *host, enum hpp_request request, uint16_t value,
		  struct error *err)
{
	int got = ask(host, HPP_TYPE_OUT, request, value, NULL, 0, ANSWER_MS, err);

	return got < 0 ? got : 0;
}

/* What a decoder found, 0 or why. */
static int name_plate(const struct hpp_host *host, int code, const struct error *why,
		      struct error *err)
{
	return code ? fail(err, code, "plate %s: %s", host->name, why->text) : 0;
}

int hpp_ask_info(struct hpp_host *host, struct hpp_info *info, struct error *err)
{
	uint8_t bytes[HPP_INFO_BYTES];
	struct error why;
	int got = ask(host, HPP_TYPE_IN, HPP_INFO, 0, bytes, sizeof(bytes), ANSWER_MS, err);

	if (got < 0)
		return got;
	return name_plate(host, hpp_info_decode(info, bytes, (size_t)got, &why), &why, err);
}

int hpp_ask_config(struct hpp_host *host, struct hpp_config *config, struct error *err)
{
	uint8_t bytes[HPP_CONFIG_BYTES];
	struct error why;
	int got = ask(host, HPP_TYPE_IN, HPP_CONFIG, 0, bytes, sizeof(bytes), ANSWER_MS, err);

	if (got < 0)
		return got;
	return name_plate(host, hpp_config_decode(config, bytes, (size_t)got, &why), &why, err);
}

int hpp_ask_status(struct hpp_host *host, struct hpp_status *status, struct error *err)
{
	uint8_t bytes[HPP_STATUS_BYTES];
	struct error why;
	int got = ask(host, HPP_TYPE_IN, HPP_STATUS, 0, bytes, sizeof(bytes), ANSWER_MS, err);

	if (got < 0)
		return got;
	return name_plate(host, hpp_status_decode(status, bytes, (size_t)got, &why), &why, err);
}

int hpp_tell_config(struct hpp_host *host, struct hpp_config *config, struct error *err)
{
	uint8_t bytes[HPP_CONFIG_BYTES];
	int got;

	hpp_config_encode(bytes, config);
	got = ask(host, HPP_TYPE_OUT, HPP_CONFIG, 0, bytes, sizeof(bytes), ANSWER_MS, err);
	return got < 0 ? got : hpp_ask_config(host, config, err);
}

int hpp_ask_calibration(struct hpp_host *host, uint8_t *bytes, struct error *err)
{
	for (uint32_t at = 0; at < host->info.cal_bytes; at += HPP_PAGE_BYTES) {
		int got = ask(host, HPP_TYPE_IN, HPP_CAL, (uint16_t)(at / HPP_PAGE_BYTES),
			      bytes + at, HPP_PAGE_BYTES, ANSWER_MS, err);

		if (got < 0)
			return got;
		if (got != HPP_PAGE_BYTES)
			return fail(err, HINGE_EDEVICE,
				    "plate %s, CAL: %d bytes of page %u, not %d", host->name, got,
				    (unsigned)at / HPP_PAGE_BYTES, HPP_PAGE_BYTES);
	}
	return 0;
}

int hpp_ask_time(struct hpp_host *host, struct source_clock *pair, int timeout_ms,
		 struct error *err)
{
	uint8_t bytes[HPP_TIME_BYTES];
	int64_t asked_ns = host->transport->now_ns(host->ctx), answered_ns;
	uint64_t device_ns;
	struct error why;
	int got = ask(host, HPP_TYPE_IN, HPP_TIME, 0, bytes, sizeof(bytes), timeout_ms, err);

	if (got < 0)
		return got;
	answered_ns = host->transport->now_ns(host->ctx);
	got = hpp_time_decode(&device_ns, bytes, (size_t)got, &why);
	if (got)
		return name_plate(host, got, &why, err);
	*pair = (struct source_clock){
		.device_ns = device_ns,
		.monotonic_ns = asked_ns + (answered_ns - asked_ns) / 2,
		.round_trip_ns = answered_ns > asked_ns ? answered_ns - asked_ns : 1,
	};
	return 0;
}
