/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/calibration.h"
#include "acquisition/hpp/host/ask.h"
#include "acquisition/hpp/host/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLINK_S_MAX = 600, CELLS = 4, ANSWER_MS = 1000 };
#define PPB 1e-9
#define PPM 1e-6

/* Without a calibration a count is a count: plates of four cells, in order. */
static void describe_uncalibrated(struct recording_info *info)
{
	info->plates = (info->channels + CELLS - 1) / CELLS;
	for (size_t p = 0; p < info->plates; p++) {
		struct plate *plate = &info->plate[p];

		snprintf(plate->name, sizeof(plate->name), "plate-%zu", p + 1);
		plate->cells =
			info->channels - p * CELLS < CELLS ? info->channels - p * CELLS : CELLS;
		for (size_t i = 0; i < plate->cells; i++) {
			plate->cell[i].column = (int)(p * CELLS + i);
			plate->cell[i].newton_per_unit = 1;
		}
	}
}

/* What its own memory says; a plate that was never calibrated is described without. */
static int decode_calibration(struct hpp_host *host, const uint8_t *bytes,
			      struct recording_info *info, struct error *err)
{
	struct hpp_calibration calibration;
	struct error why;
	int ret = hpp_calibration_decode(&calibration, bytes, host->info.cal_bytes,
					 host->info.channels, &why);

	if (ret == HINGE_EREFUSED)
		return 0;
	if (ret)
		return fail(err, ret, "plate %s: %s (recorded without it: raw=1)", host->name,
			    why.text);
	hpp_calibration_to_info(info, &calibration);
	memcpy(host->gain_log2, calibration.gain_log2, sizeof(host->gain_log2));
	return 0;
}

static int take_calibration(struct hpp_host *host, struct recording_info *info, struct error *err)
{
	uint8_t *bytes = malloc(host->info.cal_bytes);
	int ret;

	if (!bytes)
		return fail(err, HINGE_ENOMEM, "no memory for the calibration of plate %s",
			    host->name);
	ret = hpp_ask_calibration(host, bytes, err);
	if (!ret)
		ret = decode_calibration(host, bytes, info, err);
	free(bytes);
	return ret;
}

static int configure(struct hpp_host *host, const struct hpp_host_options *options,
		     struct recording_info *info, struct error *err)
{
	struct source_clock pair;
	int ret = 0;

	info->channels = host->info.channels;
	describe_uncalibrated(info);
	if (host->info.cal_bytes && !options->raw)
		ret = take_calibration(host, info, err);
	if (!ret)
		ret = hpp_session_configure(host, options->rate_hz, options->ramp, err);
	return ret ? ret : hpp_ask_time(host, &pair, ANSWER_MS, err);
}

int hpp_host_open(struct hpp_host *host, const struct hpp_transport *transport, void *ctx,
		  const struct hpp_host_options *options, struct recording_info *info,
		  struct error *err)
{
	int ret;

	host->transport = transport;
	host->ctx = ctx;
	snprintf(host->name, sizeof(host->name), "%s", options->name);
	/* somebody may have left it running */
	ret = hpp_ask_plain(host, HPP_STOP, 0, err);
	if (!ret)
		ret = hpp_ask_info(host, &host->info, err);
	if (!ret)
		ret = configure(host, options, info, err);
	if (ret)
		return ret;
	hpp_clock_init(&host->clock, host->info.clock_ppb * PPB);
	info->rate_hz = host->rate_hz;
	info->unit = UNIT_COUNT;
	unsigned version = host->info.firmware;
	snprintf(info->firmware, sizeof(info->firmware), "%s %u.%u", host->info.model, version >> 8,
		 version & 0xff);
	return 0;
}

int32_t hpp_host_ramp(const struct hpp_host *host, int64_t frame, size_t channel)
{
	return hpp_ramp(host->order.session, (uint64_t)(frame - host->base), (unsigned)channel);
}

const char *hpp_host_trouble(const struct hpp_host *host)
{
	return atomic_load(&host->trouble);
}

static int refuse_lost(const struct hpp_host *host, struct error *err)
{
	return fail(err, HINGE_EDEVICE, "plate %s is lost (%s)", host->name, host->loss);
}

int hpp_host_health(struct hpp_host *host, struct source_health *health, struct error *err)
{
	struct hpp_status status;
	int ret;

	if (host->state == HPP_HOST_LOST)
		return refuse_lost(host, err);
	ret = hpp_ask_status(host, &status, err);
	if (ret)
		return ret;
	if (status.temperature_cc != HPP_TEMPERATURE_NONE)
		health->temperature_c = status.temperature_cc * 0.01;
	if (status.excitation_mv)
		health->excitation_v = status.excitation_mv * 1e-3;
	if (host->clock.within < host->clock.accuracy)
		health->drift_ppm = host->clock.drift / PPM;
	health->fifo_frames = host->info.fifo_frames;
	health->fifo_peak_frames = status.fifo_peak;
	health->lost_frames = (int64_t)status.lost;
	return 0;
}

int hpp_host_identify(struct hpp_host *host, double seconds, struct error *err)
{
	if (host->state == HPP_HOST_LOST)
		return refuse_lost(host, err);
	if (!(host->info.capabilities & HPP_CAP_BLINK))
		return fail(err, HINGE_EUSAGE, "plate %s has no lamp to blink", host->name);
	return hpp_ask_plain(host, HPP_BLINK, (uint16_t)ceil(fmin(fmax(seconds, 0), BLINK_S_MAX)),
			     err);
}

void hpp_host_close(struct hpp_host *host)
{
	if (host->state != HPP_HOST_STREAMING)
		return;
	/* one that is just gone has stopped anyway */
	(void)hpp_ask_plain(host, HPP_STOP, 0, NULL);
	host->transport->stop(host->ctx);
	host->state = HPP_HOST_OPEN;
}
