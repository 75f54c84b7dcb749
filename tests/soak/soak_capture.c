/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Captures simulated plates in real time at 1, 10 and 32 kHz and compares every sample with the
 * source's. Usage: soak_capture [SECONDS] (60 at each rate); journals go to TMPDIR. */
#include "acquisition/capture.h"
#include "tests/support/recorded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct run {
	struct capture_status status;
	double cpu_s, wall_s;
};

static double cpu_s(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static double wall_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int record(const char *address, const char *path, int seconds, struct run *run,
		  struct error *err)
{
	struct capture_options options;
	struct capture *capture;
	struct source *source;
	int ret = source_open(&source, address, err);

	if (ret)
		return ret;
	capture_options_init(&options);
	options.journal_path = path;
	double cpu = cpu_s(), wall = wall_s();
	ret = capture_start(&capture, source, &options, err);
	if (!ret) {
		capture_wait(capture, (seconds + 30) * 1000);
		ret = capture_close(capture, &run->status, err);
	}
	run->cpu_s = cpu_s() - cpu;
	run->wall_s = wall_s() - wall;
	source_close(source);
	return ret;
}

/* The line of one rate; true = nothing is missing and nothing differs. */
static bool check(int rate_hz, const char *address, const char *path, const struct run *run)
{
	const struct capture_status *status = &run->status;
	struct simulation *simulation = simulation_of(address);
	int64_t made = (int64_t)simulation->frames;
	struct recorded recorded;

	recorded_read(&recorded, path, simulation, 0);
	printf("%6d Hz  made %8lld  journal %8lld  gaps %u (%lld frames)  differ %lld  "
	       "ring peak %5.2f %%  CPU %5.2f %% of a core%s%s\n",
	       rate_hz, (long long)made, (long long)recorded.state.data_frames, status->gaps,
	       (long long)status->gap_frames, (long long)recorded.wrong_frames,
	       100.0 * (double)status->ring_peak / (double)status->ring_capacity,
	       100 * run->cpu_s / run->wall_s, *status->warning ? "  " : "", status->warning);
	fflush(stdout);
	bool good = recorded.state.complete && recorded.state.data_frames == made &&
		    !status->gaps && !recorded.wrong_frames &&
		    2 * status->ring_peak < status->ring_capacity;
	recorded_reset(&recorded);
	simulation_free(simulation);
	return good;
}

int main(int argc, char **argv)
{
	static const int rates_hz[] = {1000, 10000, 32000};
	int seconds = argc > 1 ? atoi(argv[1]) : 60;
	const char *folder = getenv("TMPDIR");
	bool good = true;

	for (size_t i = 0; i < sizeof(rates_hz) / sizeof(rates_hz[0]); i++) {
		char address[96], path[512];
		struct error err;
		struct run run;

		snprintf(address, sizeof(address), "sim:seed=3,rate=%d,seconds=%d,pace=real",
			 rates_hz[i], seconds);
		snprintf(path, sizeof(path), "%s/hinge-soak-%d-%d.hjl", folder ? folder : "/tmp",
			 (int)getpid(), rates_hz[i]);
		if (record(address, path, seconds, &run, &err)) {
			fprintf(stderr, "soak: %d Hz: %s\n", rates_hz[i], err.text);
			good = false;
		} else {
			good &= check(rates_hz[i], address, path, &run);
		}
		unlink(path);
	}
	puts(good ? "soak: every sample is in the journal, the ring never half full"
		  : "soak: FAILED");
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
