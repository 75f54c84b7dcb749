/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/host/session.h"

#include "acquisition/hpp/host/ask.h"

#include <math.h>
#include <string.h>

enum { PAIRS_AT_START = 5, TIME_AT_START_MS = 1000, TIME_MS = 250 };
#define BLOCK_S      0.02 /* of samples in a block */
#define PAIR_NS      INT64_C(2000000000)
#define PATIENCE_NS  INT64_C(60000000000)
#define RATE_OFF     0.01
#define DEFAULT_RATE 1000.0
#define MHZ_PER_HZ   1000.0

static int64_t now_ns(const struct hpp_host *host)
{
	return host->transport->now_ns(host->ctx);
}

/* --- configuration --- */

static int check_rate(const struct hpp_host *host, double rate_hz, struct error *err)
{
	double least = host->info.rate_min_mhz / MHZ_PER_HZ;
	double most = host->info.rate_max_mhz / MHZ_PER_HZ;

	if (rate_hz >= least && rate_hz <= most)
		return 0;
	return fail(err, HINGE_EUSAGE, "plate %s: rate=%g is outside what it can, %g to %g Hz",
		    host->name, rate_hz, least, most);
}

static struct hpp_config wanted_config(const struct hpp_host *host, double rate_hz, bool ramp)
{
	unsigned most = hpp_frames_fit(host->info.channels);
	double frames = fmax(rate_hz * BLOCK_S, 1);

	if (most > host->info.block_frames_max)
		most = host->info.block_frames_max;
	struct hpp_config config = {
		.rate_mhz = (uint32_t)lround(rate_hz * MHZ_PER_HZ),
		.channel_mask = (uint16_t)((1u << host->info.channels) - 1),
		.block_frames = (uint8_t)fmin(frames, most),
		.flags = (uint8_t)((host->info.capabilities & HPP_CAP_CRC ? HPP_FLAG_CRC : 0) |
				   (ramp ? HPP_FLAG_RAMP : 0)),
	};
	memcpy(config.gain_log2, host->gain_log2, sizeof(config.gain_log2));
	return config;
}

/* What it read back may be rounded, but not something else. */
static int check_config(const struct hpp_host *host, const struct hpp_config *wanted,
			const struct hpp_config *got, struct error *err)
{
	double ratio = (double)got->rate_mhz / wanted->rate_mhz;

	if (!(fabs(ratio - 1) <= RATE_OFF))
		return fail(err, HINGE_EDEVICE,
			    "plate %s: cannot sample at %g Hz, only at %g (ask for that: rate=%g)",
			    host->name, wanted->rate_mhz / MHZ_PER_HZ, got->rate_mhz / MHZ_PER_HZ,
			    got->rate_mhz / MHZ_PER_HZ);
	if (got->channel_mask != wanted->channel_mask || !got->block_frames ||
	    got->block_frames > wanted->block_frames)
		return fail(err, HINGE_EDEVICE,
			    "plate %s: asked for channels %x and %u frames a block, it set %x and "
			    "%u",
			    host->name, wanted->channel_mask, wanted->block_frames,
			    got->channel_mask, got->block_frames);
	if (memcmp(got->gain_log2, wanted->gain_log2, sizeof(got->gain_log2)) != 0)
		return fail(err, HINGE_EDEVICE,
			    "plate %s: it does not set the gains it was calibrated with",
			    host->name);
	if ((wanted->flags ^ got->flags) & (HPP_FLAG_CRC | HPP_FLAG_RAMP))
		return fail(err, HINGE_EDEVICE, "plate %s: it does not %s", host->name,
			    (wanted->flags ^ got->flags) & HPP_FLAG_RAMP
				    ? "switch test data on or off as it was told"
				    : "send the CRC it says it can");
	return 0;
}

int hpp_session_configure(struct hpp_host *host, double rate_hz, bool ramp, struct error *err)
{
	struct hpp_config wanted, config;
	int ret;

	rate_hz = rate_hz > 0 ? rate_hz : DEFAULT_RATE;
	ret = check_rate(host, rate_hz, err);
	if (ret)
		return ret;
	wanted = config = wanted_config(host, rate_hz, ramp);
	ret = hpp_tell_config(host, &config, err);
	if (!ret)
		ret = check_config(host, &wanted, &config, err);
	if (ret)
		return ret;
	host->config = config;
	host->rate_hz = config.rate_mhz / MHZ_PER_HZ;
	host->crc = config.flags & HPP_FLAG_CRC || host->transport->always_crc;
	return 0;
}

/* --- clock --- */

static int ask_time(struct hpp_host *host, int timeout_ms, struct error *err)
{
	struct source_clock pair;
	int ret = hpp_ask_time(host, &pair, timeout_ms, err);

	if (ret)
		return ret;
	hpp_clock_add(&host->clock, &pair);
	host->pair = pair;
	host->pair_is_new = true;
	return 0;
}

void hpp_session_keep_time(struct hpp_host *host)
{
	int64_t now = now_ns(host);

	if (now - host->asked_ns < PAIR_NS)
		return;
	host->asked_ns = now;
	/* without an answer the next one serves; a plate that is gone ends its stream */
	(void)ask_time(host, TIME_MS, NULL);
}

static int pair_clocks(struct hpp_host *host, struct error *err)
{
	int ret = 0;

	hpp_clock_restart(&host->clock);
	for (int i = 0; i < PAIRS_AT_START && !ret; i++)
		ret = ask_time(host, TIME_AT_START_MS, err);
	host->asked_ns = now_ns(host);
	return ret;
}

/* --- start --- */

static int start_plate(struct hpp_host *host, struct error *err)
{
	struct hpp_status status;
	int ret;

	host->started_ns = now_ns(host);
	ret = hpp_ask_plain(host, HPP_START, HPP_START_NOW, err);
	if (!ret)
		ret = hpp_ask_status(host, &status, err);
	if (ret)
		return ret;
	if (status.state != HPP_RUNNING)
		return fail(err, HINGE_EDEVICE, "plate %s: START was taken, but it does not run",
			    host->name);
	hpp_order_start(&host->order, status.session, hpp_config_channels(&host->config),
			host->crc);
	return 0;
}

int hpp_session_start(struct hpp_host *host, struct error *err)
{
	double blocks_a_second = host->rate_hz / host->config.block_frames;
	struct error why;
	int ret = pair_clocks(host, err);

	if (ret)
		return ret;
	ret = host->transport->start(host->ctx, blocks_a_second * HPP_BLOCK_BYTES, &why);
	if (ret)
		return fail(err, ret, "plate %s: %s", host->name, why.text);
	ret = start_plate(host, err);
	if (ret) {
		host->transport->stop(host->ctx);
		return ret;
	}
	hpp_pace_start(&host->pace, host->rate_hz);
	host->state = HPP_HOST_STREAMING;
	host->heard_ns = now_ns(host);
	host->rejoins = host->next > 0;
	host->chunk = (struct hpp_chunk){0};
	host->chunk_used = 0;
	host->block.frames = 0;
	host->given = 0;
	atomic_store(&host->trouble, NULL);
	return 0;
}

/* --- loss and return --- */

void hpp_session_lose(struct hpp_host *host, const char *cause)
{
	if (host->state == HPP_HOST_STREAMING) {
		host->transport->stop(host->ctx);
		/* lost again before a frame came: the loss is still the first one */
		if (!host->rejoins)
			host->loss = cause;
		/* its clock is known only until it starts anew */
		if (!host->rejoins && host->next > 0)
			host->end_ns = hpp_clock_host_between(
				&host->clock, host->due_ns, host->started_ns,
				host->heard_ns + (int64_t)(1e9 / host->rate_hz),
				&host->end_within_ns);
	} else if (host->state == HPP_HOST_OPEN) {
		host->loss = cause;
	}
	host->state = HPP_HOST_LOST;
	fail(&host->why, HINGE_EAGAIN, "it has not come back");
	atomic_store(&host->trouble, cause);
}

static int resume(struct hpp_host *host, int timeout_ms, struct error *err)
{
	struct hpp_info info;
	double rate_hz = host->rate_hz;
	int ret = host->transport->reopen(host->ctx, timeout_ms, err);

	if (!ret)
		ret = hpp_ask_plain(host, HPP_STOP, 0, err);
	if (!ret)
		ret = hpp_ask_info(host, &info, err);
	if (ret)
		return ret;
	if (info.channels != host->info.channels || info.bits != host->info.bits)
		return fail(err, HINGE_EDEVICE,
			    "plate %s came back with %u channels of %u bits, not %u of %u",
			    host->name, info.channels, info.bits, host->info.channels,
			    host->info.bits);
	ret = hpp_session_configure(host, rate_hz, host->config.flags & HPP_FLAG_RAMP, err);
	if (!ret && host->rate_hz != rate_hz) {
		ret = fail(err, HINGE_EDEVICE, "plate %s came back at %g Hz, not at %g", host->name,
			   host->rate_hz, rate_hz);
		host->rate_hz = rate_hz;
	}
	return ret ? ret : hpp_session_start(host, err);
}

int hpp_session_resume(struct hpp_host *host, int timeout_ms, struct error *err)
{
	if (!resume(host, timeout_ms, &host->why))
		return 1;
	if (now_ns(host) - host->heard_ever_ns < PATIENCE_NS)
		return 0;
	return fail(err, HINGE_EDEVICE,
		    "plate %s gave nothing for 60 s (%s; last: %s); what was recorded before is "
		    "kept",
		    host->name, host->loss, host->why.text);
}
