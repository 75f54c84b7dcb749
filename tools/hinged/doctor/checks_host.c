/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/doctor/checks.h"

#include <math.h>
#include <stdio.h>

/* A block of 512 bytes carries 480 of samples (docs/usb-protocol.md). */
static const double overhead = 512.0 / 480, sample_bytes = 3;
/* Of a bus's bits; bulk transfers come after everything else on it. */
static const double link_warn_pct = 20, link_fail_pct = 50;

void check_link(struct doctor_check *check, const struct facts *facts,
		const struct doctor_limits *limits)
{
	const struct device_facts *device = &facts->device;
	double need_mbit =
		device->rate_hz * (double)device->channels * sample_bytes * overhead * 8e-6;
	enum verdict verdict;

	(void)limits;
	if (!(device->link_mbit > 0)) {
		check_say(check, "not on a bus whose speed is known; %.2f Mbit/s are needed",
			  need_mbit);
		check_advise(check, VERDICT_WARN, "a plate on USB tells its speed");
		return;
	}
	verdict = check_measure(check, 100 * need_mbit / device->link_mbit, link_warn_pct,
				link_fail_pct);
	check_say(check, "%.2f of %g Mbit/s needed (%.1f %%, limit %g %%)", need_mbit,
		  device->link_mbit, check->value, check->limit);
	if (verdict != VERDICT_PASS)
		check_advise(check, verdict,
			     "plug the plate into a port of its own, without a hub, with its own "
			     "cable; or record at a lower rate");
}

/* Minutes: what a recording without --max asks for, with a fifth to spare; and a session. */
static const double disk_fail_min = 12, disk_warn_min = 60;

void check_disk(struct doctor_check *check, const struct facts *facts,
		const struct doctor_limits *limits)
{
	double own_hz = facts->device.rate_hz * (double)facts->device.channels;
	double bytes_a_min = (own_hz + facts->host.beside_hz) * BYTES_A_SAMPLE * 60;
	enum verdict verdict;

	if (facts->host.free_bytes < 0) {
		check_say(check, "no study: nothing says where recordings go");
		check_advise(check, VERDICT_WARN, "start hinged with --study DIR");
		return;
	}
	verdict = check_measure(check,
				fmax(0, (double)(facts->host.free_bytes - limits->reserve_bytes)) /
					bytes_a_min,
				disk_warn_min, disk_fail_min);
	check_say(check, "room for %.0f min at %g Hz and %zu channels%s (limit %g min)",
		  check->value, facts->device.rate_hz, facts->device.channels,
		  facts->host.beside_hz > 0 ? ", and the other plate's" : "", check->limit);
	if (verdict != VERDICT_PASS)
		check_advise(check, verdict,
			     "make room: move recordings away, or remove journals that are "
			     "verified: hinge recover --prune");
}

/* A crystal keeps 100 ppm over its range of temperatures. */
static const double drift_warn_ppm = 100, drift_fail_ppm = 250;

/* What is beyond doubt of the drift. */
static double sure_drift_ppm(const struct device_facts *device)
{
	double doubt_ppm = isnan(device->drift_sd_ppm) ? 0 : 2 * device->drift_sd_ppm;

	return fmax(0, fabs(device->drift_ppm) - doubt_ppm);
}

static enum verdict judge_drift(struct doctor_check *check, const struct device_facts *device,
				char *text, size_t size)
{
	enum verdict verdict;

	if (isnan(device->drift_ppm)) {
		snprintf(text, size, "the device does not tell its clock");
		return VERDICT_PASS;
	}
	verdict = check_measure(check, sure_drift_ppm(device), drift_warn_ppm, drift_fail_ppm);
	if (isnan(device->drift_sd_ppm))
		snprintf(text, size, "device %+.0f ppm (limit %g)", device->drift_ppm,
			 check->limit);
	else
		snprintf(text, size, "device %+.0f ppm (SE %.0f, limit %g)", device->drift_ppm,
			 device->drift_sd_ppm, check->limit);
	check->value = device->drift_ppm;
	return verdict;
}

void check_clock(struct doctor_check *check, const struct facts *facts,
		 const struct doctor_limits *limits)
{
	static const char *const wall[] = {
		[CLOCK_UNKNOWN] = "whether the time of day is synchronised is not known",
		[CLOCK_FREE] = "the time of day is not synchronised",
		[CLOCK_SYNCHRONISED] = "the time of day is synchronised",
	};
	char drift[128];
	enum verdict verdict = judge_drift(check, &facts->device, drift, sizeof(drift));

	(void)limits;
	check_say(check, "%s; %s", drift, wall[facts->host.clock]);
	if (verdict != VERDICT_PASS)
		check_advise(check, verdict,
			     "the plate's crystal or firmware is at fault: have it repaired; until "
			     "then times and velocities are wrong by that much");
	else if (facts->host.clock == CLOCK_FREE)
		check_advise(check, VERDICT_WARN,
			     "run systemd-timesyncd or chrony: dates of recordings may be wrong, "
			     "their samples are not");
}

void check_realtime(struct doctor_check *check, const struct facts *facts,
		    const struct doctor_limits *limits)
{
	const struct path_facts *path = &facts->path;

	(void)limits;
	if (path->error.code) {
		check_say(check, "not known: nothing could be recorded");
		check_advise(check, VERDICT_WARN, "see test-ramp");
		return;
	}
	if (path->waits) {
		check_say(check, "this source waits for its reader: nothing can be late");
		return;
	}
	if (path->realtime && path->locked) {
		check_say(check, "SCHED_FIFO and locked memory, both granted");
		return;
	}
	check_say(check, "%.300s", path->limits);
	check_advise(check, path->realtime || path->locked ? VERDICT_WARN : VERDICT_FAIL,
		     "raise %s%s%s of the service, or of the user in "
		     "/etc/security/limits.d/hinge.conf",
		     path->realtime ? "" : "LimitRTPRIO (rtprio)",
		     path->realtime || path->locked ? "" : " and ",
		     path->locked ? "" : "LimitMEMLOCK (memlock)");
}

void check_ramp(struct doctor_check *check, const struct facts *facts,
		const struct doctor_limits *limits)
{
	const struct path_facts *path = &facts->path;

	(void)limits;
	check->limit = 0;
	if (path->error.code) {
		check_say(check, "%.300s", path->error.text);
		check_advise(check, VERDICT_FAIL, "nothing can be recorded until that is mended");
		return;
	}
	check->value = (double)(path->wrong_frames + path->gap_frames);
	check_say(check,
		  "%lld frames from the device to the disk: %lld lost, %s%lld wrong (limit 0)",
		  (long long)path->frames, (long long)path->gap_frames,
		  path->has_ramp ? "" : "not one compared, ", (long long)path->wrong_frames);
	if (path->wrong_frames)
		check_advise(check, VERDICT_FAIL,
			     "from frame %lld on samples are not what the device sent: do not use "
			     "it; replace cable, then plate",
			     (long long)path->first_wrong);
	else if (path->gap_frames || !path->frames)
		check_advise(check, VERDICT_FAIL,
			     "samples are lost on the way: see usb-speed and realtime, try another "
			     "port and cable");
	else if (!path->has_ramp)
		check_advise(check, VERDICT_WARN,
			     "this kind of device has no test ramp: only that nothing is lost was "
			     "tried");
}
