/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of a plate under a host that asks for anything at any time, with faults: it answers
 * within bounds, and without faults its blocks are good. */
#include "acquisition/hpp/model/tty.h"
#include "formats/memory/bytes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

struct host {
	const uint8_t *at, *end;
	struct hpp_model *model;
	struct hpp_tty_plate tty;
	int64_t now_ns;
	bool faulty;
};

static unsigned next(struct host *host)
{
	return host->at < host->end ? *host->at++ : 0;
}

static void ask(struct host *host)
{
	static const uint8_t types[] = {HPP_TYPE_IN, HPP_TYPE_OUT, HPP_TYPE_OUT, 0x80,
					0xc0,        0x00,         0x02,         0x82};
	uint8_t data[HPP_ANSWER_MAX] = {0};
	struct hpp_setup setup = {.type = types[next(host) % 8],
				  .request = (uint8_t)next(host),
				  .value = (uint16_t)(next(host) | next(host) << 8),
				  .index = (uint16_t)next(host),
				  .length = (uint16_t)next(host)};
	int64_t answer_ns;
	int got;

	for (size_t i = 0; i < setup.length && !(setup.type & 0x80); i++)
		data[i] = (uint8_t)next(host);
	got = hpp_model_control(host->model, &setup, data, host->now_ns, &answer_ns);
	check(got <= (int)setup.length && answer_ns >= host->now_ns);
	check(got <= 0 || setup.type & 0x80);
}

static void fetch(struct host *host)
{
	uint8_t bytes[8 * HPP_BLOCK_BYTES];
	size_t room = next(host) * 16;
	int64_t got = hpp_model_bulk(host->model, bytes, room, host->now_ns);
	struct hpp_block block;

	check(got <= (int64_t)room && got >= HPP_VANISHED);
	for (int64_t at = 0; !host->faulty && at < got; at += HPP_BLOCK_BYTES)
		check(hpp_block_decode(&block, bytes + at, HPP_BLOCK_BYTES, false) ==
		      HPP_BLOCK_GOOD);
	check(hpp_model_ready_ns(host->model, host->now_ns) >= host->now_ns);
}

static void spoil(struct host *host)
{
	struct hpp_fault fault = {.kind = (enum hpp_fault_kind)next(host),
				  .at = next(host) * 16,
				  .amount = (int8_t)next(host)};
	char text[24] = "";

	for (size_t i = 0; fault.kind == HPP_FAULT_KINDS && i < sizeof(text) - 1; i++)
		text[i] = (char)next(host);
	if (*text && hpp_fault_parse(&fault, text, NULL))
		return;
	if (!hpp_model_fault(host->model, &fault, NULL))
		host->faulty = true;
}

/* A request as it should be. */
static void ask_by_tty(struct host *host)
{
	struct hpp_frame frame = {.mark = HPP_ASKS,
				  .request = (uint8_t)next(host),
				  .in = next(host) & 1,
				  .value = (uint16_t)next(host),
				  .length = (uint16_t)(next(host) % (HPP_CONTROL_MAX + 1))};
	uint8_t bytes[HPP_FRAME_MAX];

	for (size_t i = 0; i < frame.length; i++)
		frame.data[i] = (uint8_t)next(host);
	hpp_tty_take(&host->tty, bytes, hpp_frame_encode(bytes, &frame), host->now_ns);
}

static void talk(struct host *host)
{
	uint8_t bytes[100];
	size_t size = next(host) % sizeof(bytes);

	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)next(host);
	hpp_tty_take(&host->tty, bytes, size, host->now_ns);
	size = next(host) % sizeof(bytes);
	check(hpp_tty_give(&host->tty, bytes, size, host->now_ns) <= size);
}

static void plug(struct host *host)
{
	if (next(host) & 1)
		hpp_model_plug(host->model, host->now_ns);
	else
		hpp_model_unplug(host->model);
}

static void wait_some(struct host *host)
{
	host->now_ns += (int64_t)next(host) << (next(host) & 31);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const deeds[])(struct host *) = {ask,  fetch, wait_some, ask_by_tty,
						       talk, fetch, spoil,     plug};
	struct host host = {.at = data, .end = data + size, .now_ns = 1000000};
	struct hpp_model_options options;

	hpp_model_options_init(&options);
	options.info.channels = (uint8_t)(1 + next(&host) % HPP_CHANNELS_MAX);
	options.info.capabilities = (uint8_t)next(&host);
	options.info.fifo_frames = 100 + next(&host);
	options.clock_ppm = (int8_t)next(&host) * 10;
	options.always_crc = options.info.capabilities & HPP_CAP_CRC;
	options.sync = (struct hpp_ttl){
		.first_ns = 2000000, .high_ns = next(&host), .period_ns = 1 + next(&host)};
	check(!hpp_model_new(&host.model, &options, NULL));
	hpp_tty_init(&host.tty, host.model);
	hpp_model_plug(host.model, host.now_ns);
	while (host.at < host.end)
		deeds[next(&host) % 8](&host);
	hpp_model_free(host.model);
	return 0;
}
