/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate that is pulled out again and again, through the whole capture: the host's session, the
 * feed's thread, the ring, the journal, the files. In simulated time, so that nothing waits.
 * HINGE_UNPLUGS: how often (1000 take 25 s and 250 MB). */
#include "formats/json.h"
#include "formats/recording/finalise.h"
#include "formats/recording/sidecar.h"
#include "tests/support/assert_near.h"
#include "tests/support/capturing.h"
#include "tests/support/emulated_plate.h"
#include "tests/support/recorded.h"
#include "tests/support/scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SECOND INT64_C(1000000000)

enum { UNPLUGS = SLOW_BUILD ? 40 : 150, UNPLUGS_MAX = 5000, LEARN_S = 120 };
static const double clock_ppm = 17;

/* Frames that the plate gave without a break, as the recording counts them. */
struct run {
	int64_t first, uncertainty;
	double lost; /* before it, as it truly was */
	unsigned session;
	uint64_t session_frame;
};

static struct {
	struct emulated_plate plate;
	struct hpp_host host;
	int64_t next;
	double next_ns; /* simulated: of frame `next` */
	size_t unplugs, wanted;
	int64_t end_ns; /* 0 = not yet */
	size_t runs;
	struct run run[UNPLUGS_MAX + 1];
	_Atomic int64_t now_ns; /* for the other thread */
} script;

static double uniform(double from, double to)
{
	return from + (to - from) * (double)rand() / RAND_MAX;
}

static double rate_hz(void)
{
	return script.plate.session_rate_hz * (1 + clock_ppm * 1e-6);
}

/* In the middle of streaming or, now and then, while it is being started. */
static void pull_out(void)
{
	struct emulated_plate *plate = &script.plate;

	plate->unplug_ns = plate->now_ns + (int64_t)(uniform(0.01, 1.2) * 1e9);
	plate->replug_ns = plate->unplug_ns + (int64_t)(uniform(0.05, 6) * 1e9);
	if (++script.unplugs % 37 == 0)
		emulated_plate_fault(plate, "vanish@0x10");
}

static void follow_script(void)
{
	struct emulated_plate *plate = &script.plate;
	bool knows = script.next > LEARN_S * 1000, is_back = script.runs == script.unplugs + 1;
	bool is_last = script.unplugs == script.wanted;

	if (knows && is_back && !is_last)
		pull_out();
	/* the second loss, during START, ends as well */
	if (!hpp_model_is_plugged(plate->model) && plate->replug_ns == INT64_MAX)
		plate->replug_ns = plate->now_ns + SECOND;
	if (is_back && is_last && !script.end_ns)
		script.end_ns = plate->now_ns + SECOND / 2;
}

/* Where the ramp says that this is in the plate's session. */
static void note_truth(const int32_t *counts, const struct source_block *block)
{
	unsigned session = script.plate.sessions % 16;
	uint64_t frame = (((uint32_t)counts[0] - (session << 20)) & 0xffffff) >> 4;
	double first_ns = emulated_frame_ns(&script.plate, frame);

	if ((!script.runs || block->first_frame > script.next) && script.runs <= UNPLUGS_MAX)
		script.run[script.runs++] = (struct run){
			.first = block->first_frame,
			.uncertainty = block->gap_uncertainty,
			.lost = (first_ns - script.next_ns) * 1e-9 * rate_hz(),
			.session = session,
			.session_frame = frame,
		};
	script.next = block->first_frame + (int64_t)block->frames;
	script.next_ns = first_ns + (double)block->frames * 1e9 / rate_hz();
}

static int scripted_open(void *state, const char *address, struct recording_info *info,
			 struct error *err)
{
	struct hpp_host_options host = {.name = "HPP-1", .rate_hz = 1000, .ramp = true};
	struct hpp_model_options options;

	(void)state;
	(void)address;
	hpp_model_options_init(&options);
	options.clock_ppm = clock_ppm;
	emulated_plate_init(&script.plate, &options);
	return hpp_host_open(&script.host, &emulated_transport, &script.plate, &host, info, err);
}

static int64_t scripted_read(void *state, int32_t *counts, size_t max_frames,
			     struct source_block *block, int timeout_ms, struct error *err)
{
	int64_t got;

	(void)state;
	follow_script();
	if (script.end_ns && script.plate.now_ns > script.end_ns) {
		block->first_frame = script.next;
		return SOURCE_END;
	}
	got = hpp_host_read(&script.host, counts, max_frames, block, timeout_ms, err);
	if (got > 0)
		note_truth(counts, block);
	script.now_ns = script.plate.now_ns;
	return got;
}

/* The ring is never full: what is tested is what the plate loses. */
static bool scripted_waits(const void *state)
{
	(void)state;
	return true;
}

static const char *scripted_trouble(const void *state)
{
	(void)state;
	return hpp_host_trouble(&script.host);
}

static void scripted_close(void *state)
{
	(void)state;
	hpp_host_close(&script.host);
	emulated_plate_reset(&script.plate);
}

static const struct source_ops scripted = {
	.scheme = "scripted",
	.open = scripted_open,
	.read = scripted_read,
	.waits = scripted_waits,
	.trouble = scripted_trouble,
	.close = scripted_close,
};

static int64_t simulated_monotonic(void *ctx)
{
	(void)ctx;
	return script.now_ns;
}

static int64_t simulated_realtime(void *ctx)
{
	(void)ctx;
	return 1700000000 * SECOND + script.now_ns;
}

/* What the frame of the recording must be; a lost one is none of its run. */
static int64_t wrong_samples(const struct journal_block *block, const struct run *run)
{
	const int32_t *count = block->counts;
	uint64_t frame = run->session_frame + (uint64_t)(block->first_frame - run->first);
	int64_t wrong = 0;

	for (int64_t f = 0; f < block->frames; f++)
		for (unsigned c = 0; c < HPP_CHANNELS_MAX / 2; c++)
			wrong += *count++ != hpp_ramp(run->session, frame + (uint64_t)f, c);
	return wrong;
}

static void check_journal(const char *path)
{
	struct journal_reader *reader;
	struct journal_block block;
	struct journal_state state;
	size_t gaps = 0;

	assert_int_equal(journal_reader_open(&reader, path, NULL), 0);
	assert_int_equal(journal_reader_info(reader)->channels, HPP_CHANNELS_MAX / 2);
	while (journal_reader_next(reader, &block, NULL) > 0) {
		const struct run *run = &script.run[gaps];

		if (block.type == JOURNAL_GAP) {
			run = &script.run[++gaps];
			assert_true(gaps < script.runs);
			assert_int_equal(block.gap.frame + block.gap.frames, run->first);
			assert_int_equal(block.gap.frames_uncertainty, run->uncertainty);
		} else if (block.type == JOURNAL_DATA) {
			assert_int_equal(wrong_samples(&block, run), 0);
		}
	}
	journal_reader_state(reader, &state);
	journal_reader_close(reader);
	assert_true(state.complete);
	assert_int_equal(gaps, script.wanted);
	assert_int_equal(state.frames, script.next);
	assert_int_equal(state.data_frames + state.gap_frames, state.frames);
}

/* The most that a gap is off. */
static double check_sidecar(const char *path, int64_t gap_frames)
{
	struct recording_info info;
	int64_t total = 0;
	double worst = 0;

	assert_int_equal(sidecar_read(path, &info, NULL), 0);
	assert_int_equal(info.frames, script.next);
	assert_int_equal(info.gaps, script.wanted);
	for (size_t i = 0; i < info.gaps; i++) {
		const struct gap *gap = &info.gap[i];
		const struct run *run = &script.run[i + 1];

		assert_string_equal(gap->cause, "unplugged");
		assert_int_equal(gap->frame + gap->frames, run->first);
		assert_int_equal(gap->frames_uncertainty, run->uncertainty);
		/* within a block of 20, and within what it says of itself */
		assert_in_range(gap->frames_uncertainty, 1, 20);
		assert_near((double)gap->frames, run->lost, (double)gap->frames_uncertainty);
		worst = fmax(worst, fabs((double)gap->frames - run->lost));
		total += gap->frames;
	}
	assert_int_equal(total, gap_frames);
	recording_info_reset(&info);
	return worst;
}

static void every_unplug_is_a_gap_of_its_length_in_the_files(void **state)
{
	const struct capture_clock clock = {simulated_monotonic, simulated_realtime, NULL};
	const char *path = scratch_path(state, "unplugs.hjl"), *wanted = getenv("HINGE_UNPLUGS");
	struct capture_options options = capturing_options(path);
	struct capture_status status;
	struct finalised files;
	struct source *source;
	struct capture *capture;
	struct error err;
	double worst;

	srand(7);
	script.wanted = wanted ? strtoul(wanted, NULL, 10) : UNPLUGS;
	assert_in_range(script.wanted, 1, UNPLUGS_MAX);
	if (source_open_as(&source, &scripted, "", &err))
		fail_msg("%s", err.text);
	script.now_ns = script.plate.now_ns;
	options.clock = &clock;
	capture = capturing_start(source, &options);
	assert_int_equal(capture_wait(capture, 10 * PATIENCE_MS), 1);
	assert_int_equal(capture_close(capture, &status, &err), 0);
	source_close(source);

	assert_string_equal(status.stop_reason, "source-end");
	assert_true(status.interrupted);
	assert_int_equal(status.gaps, script.wanted);
	assert_int_equal(status.frames, script.next);
	assert_int_equal(status.source_frames + status.gap_frames, status.frames);
	check_journal(path);
	if (finalise(path, scratch_path(state, "unplugs"), &files, NULL, NULL, &err))
		fail_msg("%s", err.text);
	worst = check_sidecar(files.sidecar, status.gap_frames);
	print_message(
		"%zu unplugs in %lld s, %lld frames and %lld in gaps, worst gap off by %.2f\n",
		script.wanted, (long long)(status.frames / 1000), (long long)status.source_frames,
		(long long)status.gap_frames, worst);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_unplug_is_a_gap_of_its_length_in_the_files),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
