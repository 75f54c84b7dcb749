/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host's session with a plate whose answers and blocks are damaged at will, which comes and
 * goes and whose time jumps: frames are counted forwards only, what is missing has a cause, and
 * every read ends. */
#include "acquisition/hpp/host.h"
#include "acquisition/hpp/model.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { READS_MAX = 200, CHUNK_BYTES = 2048 };

static void check(bool holds)
{
	if (!holds)
		abort();
}

struct bench {
	const uint8_t *at, *end;
	struct hpp_model *model;
	int64_t now_ns;
	uint8_t bytes[CHUNK_BYTES];
};

static unsigned next(struct bench *bench)
{
	return bench->at < bench->end ? *bench->at++ : 0;
}

/* Now and then a byte is another; the size that is left. */
static int damage(struct bench *bench, uint8_t *bytes, int size)
{
	unsigned how = next(bench);

	if (how < 160 || size <= 0)
		return size;
	if (how < 250) {
		bytes[(next(bench) | next(bench) << 8) % (unsigned)size] ^= (uint8_t)next(bench);
		return size;
	}
	return (int)(next(bench) % (unsigned)(size + 1));
}

static void pass_time(struct bench *bench)
{
	unsigned how = next(bench);

	bench->now_ns += how < 250 ? how * INT64_C(40000) : how * INT64_C(20000000);
	if (how == 249)
		hpp_model_unplug(bench->model);
}

static int bench_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
			 struct error *err)
{
	struct bench *bench = ctx;
	uint8_t bytes[HPP_ANSWER_MAX] = {0};
	int64_t answer_ns;
	int got;

	(void)timeout_ms;
	pass_time(bench);
	if (!(setup->type & 0x80) && setup->length)
		memcpy(bytes, data, setup->length);
	got = hpp_model_control(bench->model, setup, bytes, bench->now_ns, &answer_ns);
	if (got < 0)
		return fail(err, got == HPP_STALLED ? HINGE_EREFUSED : HINGE_EDEVICE, "no");
	if (!(setup->type & 0x80))
		return setup->length;
	got = damage(bench, bytes, got);
	memcpy(data, bytes, (size_t)got);
	return got;
}

static int bench_start(void *ctx, double bytes_per_s, struct error *err)
{
	(void)ctx, (void)err;
	check(bytes_per_s > 0);
	return 0;
}

static int bench_read(void *ctx, struct hpp_chunk *chunk, int timeout_ms, struct error *err)
{
	struct bench *bench = ctx;
	int64_t got;

	(void)timeout_ms;
	pass_time(bench);
	got = hpp_model_bulk(bench->model, bench->bytes, CHUNK_BYTES, bench->now_ns);
	if (got < 0) {
		*chunk = (struct hpp_chunk){.cause = "unplugged"};
		return fail(err, HINGE_EDEVICE, "gone");
	}
	got = damage(bench, bench->bytes, (int)got);
	*chunk = (struct hpp_chunk){.data = bench->bytes, .size = (size_t)got};
	return (int)got;
}

static void bench_stop(void *ctx)
{
	(void)ctx;
}

static int bench_reopen(void *ctx, int timeout_ms, struct error *err)
{
	struct bench *bench = ctx;

	bench->now_ns += (int64_t)timeout_ms * 1000000;
	if (next(bench) > 200)
		return fail(err, HINGE_EAGAIN, "not yet");
	if (!hpp_model_is_plugged(bench->model))
		hpp_model_plug(bench->model, bench->now_ns);
	return 0;
}

static int64_t bench_now(void *ctx)
{
	return ((struct bench *)ctx)->now_ns;
}

static const struct hpp_transport transport = {.control = bench_control,
					       .start = bench_start,
					       .read = bench_read,
					       .stop = bench_stop,
					       .reopen = bench_reopen,
					       .now_ns = bench_now};

static void record(struct hpp_host *host, struct bench *bench)
{
	int32_t counts[64 * HPP_CHANNELS_MAX];
	int64_t end = 0;

	for (int i = 0; i < READS_MAX && bench->at < bench->end; i++) {
		struct source_block block = {0};
		size_t most = 1 + next(bench) % 64;
		int64_t got =
			hpp_host_read(host, counts, most, &block, (int)(next(bench) % 100), NULL);

		if (got < 0)
			return;
		if (!got)
			continue;
		check(got <= (int64_t)most && block.frames == (size_t)got);
		check(block.first_frame >= end && block.gap_uncertainty >= 0);
		check(block.first_frame == end || !end || block.gap_cause);
		end = block.first_frame + got;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t channels[] = {8, 4, 1, 16};
	static const double rates_hz[] = {0, 1000, 100, 32000};
	struct bench bench = {.at = data, .end = data + size, .now_ns = 1000000000};
	struct hpp_host_options host_options = {.name = "fuzz"};
	struct hpp_model_options options;
	struct hpp_host host = {0};
	struct recording_info info;

	hpp_model_options_init(&options);
	options.info.channels = channels[next(&bench) % 4];
	options.info.cal_bytes = next(&bench) % 2 ? 128 : 0;
	if (hpp_model_new(&bench.model, &options, NULL))
		return 0;
	hpp_model_plug(bench.model, bench.now_ns);
	recording_info_init(&info);
	host_options.rate_hz = rates_hz[next(&bench) % 4];
	if (!hpp_host_open(&host, &transport, &bench, &host_options, &info, NULL)) {
		record(&host, &bench);
		hpp_host_close(&host);
	}
	recording_info_reset(&info);
	hpp_model_free(bench.model);
	return 0;
}
