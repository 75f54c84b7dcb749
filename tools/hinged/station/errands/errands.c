/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opens the device, does one thing and lets it go: zero, doctor, measure, identify. */
#include "tools/cli/log.h"
#include "tools/hinged/station/station_parts.h"

#include <stdio.h>

/* --- zero --- */

const struct zero *station_last_zero(const struct station *station)
{
	return zeros_newest(&station->zeros);
}

/* A zero that cannot be kept over a restart is one all the same. */
static void save_zeros(const struct station *station)
{
	struct zeros zeros = station->zeros;
	struct error err;

	zeros_put(&zeros, &station->measured);
	if (station->options.zeros && zeros_save(&zeros, station->options.zeros, &err))
		log_write(LOG_WARN, "the zero ends with this daemon: %s", err.text);
}

static int measure_zero(void *ctx, struct error *err)
{
	struct station *station = ctx;
	int ret = zero_measure(station->source_wanted, station->options.plates,
			       &station->options.zero, &station->measured, err);

	if (!ret)
		save_zeros(station);
	return ret;
}

int station_zero(struct station *station, const char *source, struct error *err)
{
	int ret = station_check_idle(station, err);

	if (ret)
		return ret;
	snprintf(station->source_wanted, sizeof(station->source_wanted), "%s", source);
	ret = job_start(&station->job, measure_zero, station, err);
	if (!ret)
		station->state = STATION_ZEROING;
	return ret;
}

/* --- doctor --- */

static int examine(void *ctx, struct error *err)
{
	struct station *station = ctx;

	return doctor_examine(&station->report, &station->examination, err);
}

static void add_device(struct doctor_request *request, const struct zeros *zeros,
		       const char *source)
{
	struct doctor_device *device = &request->device[request->devices++];
	const struct zero *zero = zeros_find(zeros, source);

	*device = (struct doctor_device){.has_zero = zero};
	if (zero)
		device->zero = *zero;
	snprintf(device->source, sizeof(device->source), "%s", source);
}

int station_examine(struct station *station, const char *source, const char *second,
		    const char *study, struct error *err)
{
	struct doctor_request *request = &station->examination;
	const struct config *config = &station->options.config;
	int ret = station_check_idle(station, err);

	if (ret)
		return ret;
	*request = (struct doctor_request){
		.plates = station->options.plates,
		.on_plate_n = station->options.on_plate_n,
		.limits = {.tare_sd_n = config->tare_sd_n,
			   .tare_drift_n = config->tare_drift_n,
			   .reserve_bytes = station->options.min_free_bytes},
	};
	add_device(request, &station->zeros, source);
	if (*second)
		add_device(request, &station->zeros, second);
	snprintf(request->study, sizeof(request->study), "%s", study);
	ret = job_start(&station->job, examine, station, err);
	if (!ret)
		station->state = STATION_EXAMINING;
	return ret;
}

const struct doctor_report *station_report(const struct station *station)
{
	return &station->report;
}

/* --- measure --- */

static int run_measure(void *ctx, struct error *err)
{
	struct station *station = ctx;

	return measure_plate(&station->measurement, &station->measure, err);
}

int station_measure(struct station *station, const char *source, const char *plate, double seconds,
		    struct error *err)
{
	struct measure_request *request = &station->measure;
	int ret = station_check_idle(station, err);

	if (ret)
		return ret;
	*request = (struct measure_request){
		.seconds = seconds,
		.sd_n = station->options.config.tare_sd_n,
		.plates = station->options.plates,
	};
	snprintf(request->source, sizeof(request->source), "%s", source);
	snprintf(request->plate, sizeof(request->plate), "%s", plate);
	ret = job_start(&station->job, run_measure, station, err);
	if (!ret)
		station->state = STATION_MEASURING;
	return ret;
}

const struct measurement *station_measured(const struct station *station)
{
	return &station->measurement;
}

/* --- identify --- */

static int run_identify(void *ctx, struct error *err)
{
	struct station *station = ctx;
	struct source *source;
	int ret = source_open(&source, station->source_wanted, err);

	if (ret)
		return ret;
	ret = source_identify(source, station->identify_s, err);
	source_close(source);
	return ret;
}

int station_identify(struct station *station, const char *source, double seconds, struct error *err)
{
	int ret = station_check_idle(station, err);

	if (ret)
		return ret;
	snprintf(station->source_wanted, sizeof(station->source_wanted), "%s", source);
	station->identify_s = seconds;
	ret = job_start(&station->job, run_identify, station, err);
	if (!ret)
		station->state = STATION_IDENTIFYING;
	return ret;
}
