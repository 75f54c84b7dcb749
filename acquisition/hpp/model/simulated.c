/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/model/simulated.h"

#include "acquisition/hpp/calibration.h"

#include <math.h>
#include <string.h>

static void started(void *ctx, int64_t now_ns, double rate_hz)
{
	struct hpp_simulated *feed = ctx;

	if (!feed->begun) {
		feed->begun = true;
		feed->begin_ns = now_ns;
	}
	feed->offset = llround((double)(now_ns - feed->begin_ns) * 1e-9 * rate_hz);
}

static void frames(void *ctx, int64_t first, size_t count, int32_t *counts)
{
	const struct hpp_simulated *feed = ctx;
	const struct simulation *simulation = feed->simulation;
	int64_t last = (int64_t)simulation->frames - 1;

	for (size_t f = 0; f < count; f++) {
		int64_t at = first + (int64_t)f + feed->offset;
		const int32_t *frame =
			&simulation->counts[(size_t)(at < last ? at : last) * simulation->channels];

		memcpy(counts + f * feed->channels, frame + feed->channel,
		       feed->channels * sizeof(*counts));
	}
}

/* The channels of the plates must be one run, which simulated cells are. */
static void take_plates(struct hpp_simulated *feed, struct recording_info *info, size_t first,
			size_t plates)
{
	feed->channel = (size_t)info->plate[first].cell[0].column;
	feed->channels = 0;
	info->plates = plates;
	for (size_t p = 0; p < plates; p++) {
		info->plate[p] = info->plate[first + p];
		for (size_t i = 0; i < info->plate[p].cells; i++)
			info->plate[p].cell[i].column -= (int)feed->channel;
		feed->channels += info->plate[p].cells;
	}
}

int hpp_simulated_init(struct hpp_simulated *feed, struct hpp_model_options *options, uint8_t *cal,
		       const struct simulation *simulation, size_t first, size_t plates,
		       struct error *err)
{
	struct recording_info info = simulation->info;
	struct hpp_calibration calibration;
	int ret;

	if (!plates || first + plates > info.plates || !simulation->frames)
		return fail(err, HINGE_EUSAGE, "plates %zu to %zu of a simulation of %zu", first,
			    first + plates, info.plates);
	*feed = (struct hpp_simulated){.simulation = simulation};
	take_plates(feed, &info, first, plates);
	ret = hpp_calibration_from_info(&calibration, &info, err);
	if (!ret)
		ret = hpp_calibration_encode(cal, options->info.cal_bytes, &options->cal_size,
					     &calibration, (unsigned)feed->channels, err);
	if (ret)
		return ret;
	options->cal = cal;
	options->info.channels = (uint8_t)feed->channels;
	options->info.rate_min_mhz = options->info.rate_max_mhz =
		(uint32_t)lround(simulation->info.rate_hz * 1000);
	options->feed = (struct hpp_feed){.frames = frames, .started = started, .ctx = feed};
	return 0;
}
