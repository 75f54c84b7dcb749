/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/container.h"

#include "formats/files.h"
#include "formats/recording/container/header.h"
#include "formats/recording/container/unpack.h"
#include "formats/recording/io.h"

#include <math.h>
#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Integers pass through here; of fixed size, as nothing is allocated by what a header says. */
enum { BUFFER_SAMPLES = 1 << 13 };

static const int64_t file_bytes_max = (int64_t)16 << 30, wav_bytes_max = (int64_t)4 << 30;

struct container {
	SNDFILE *file;
	struct io io;
	bool writing;
	bool packed_24; /* little-endian, not compressed: unpacked here, four times as fast */
	struct container_info info;
	int64_t frames_done;
	struct error failure; /* writer: code 0 while all is well */
	int32_t buffer[BUFFER_SAMPLES];
	char name[]; /* stands in errors */
};

static SF_VIRTUAL_IO virtual_io(void)
{
	return (SF_VIRTUAL_IO){.get_filelen = io_length,
			       .seek = io_seek,
			       .read = io_read,
			       .write = io_write,
			       .tell = io_tell};
}

static int container_new(struct container **out, const char *name, struct error *err)
{
	size_t length = strlen(name) + 1;
	struct container *container = calloc(1, sizeof(*container) + length);

	if (!container)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", name);
	memcpy(container->name, name, length);
	container->io.fd = -1;
	*out = container;
	return 0;
}

static void container_free(struct container *container)
{
	if (container->file)
		sf_close(container->file);
	io_close(&container->io);
	free(container);
}

/* --- writing --- */

/* The first failure stays. */
static int write_failed(struct container *container, int code, const char *why, struct error *err)
{
	if (!container->failure.code)
		fail(&container->failure, code, "%s: %s", container->name, why);
	if (err)
		*err = container->failure;
	return container->failure.code;
}

static const char *why_not(const struct container *container)
{
	return container->io.failure ? strerror(container->io.failure)
				     : sf_strerror(container->file);
}

static int open_writer(struct container *container, enum container_samples samples, double rate_hz,
		       struct error *err)
{
	SF_VIRTUAL_IO callbacks = virtual_io();
	int sample_format = samples == CONTAINER_FLOAT32 ? SF_FORMAT_FLOAT : SF_FORMAT_PCM_24;
	SF_INFO format = {.samplerate = (int)lround(rate_hz),
			  .channels = (int)container->info.channels,
			  .format = SF_FORMAT_W64 | sample_format};

	container->file = sf_open_virtual(&callbacks, SFM_WRITE, &format, &container->io);
	if (container->file && !container->io.failure)
		return 0;
	return write_failed(container, HINGE_EWRITE, why_not(container), err);
}

int container_create(struct container **out, const char *path, enum container_samples samples,
		     size_t channels, double rate_hz, struct error *err)
{
	struct container *container;
	int ret;

	if (channels < 1 || channels > CHANNELS_MAX || !(rate_hz >= RATE_MIN_HZ) ||
	    !(rate_hz <= RATE_MAX_HZ))
		return fail(err, HINGE_EFORMAT, "%s: %zu channels at %g Hz cannot be written", path,
			    channels, rate_hz);
	ret = container_new(&container, path, err);
	if (ret)
		return ret;
	container->writing = true;
	container->info.channels = channels;
	ret = io_create(&container->io, path, err);
	if (!ret) {
		ret = open_writer(container, samples, rate_hz, err);
		if (ret)
			unlink(path);
	}
	if (ret) {
		container_free(container);
		return ret;
	}
	*out = container;
	return 0;
}

/* 24-bit counts to the top of 32 bits, as libsndfile takes them. */
static int shift_counts(struct container *container, const int32_t *counts, size_t samples)
{
	for (size_t i = 0; i < samples; i++) {
		if (counts[i] < -(1 << 23) || counts[i] >= 1 << 23)
			return -1;
		container->buffer[i] = (int32_t)((uint32_t)counts[i] << 8);
	}
	return 0;
}

int container_write_counts(struct container *container, const int32_t *counts, size_t frames,
			   struct error *err)
{
	size_t channels = container->info.channels, room = BUFFER_SAMPLES / channels;

	if (container->failure.code)
		return write_failed(container, 0, "", err);
	while (frames) {
		size_t n = frames < room ? frames : room;

		if (shift_counts(container, counts, n * channels))
			return write_failed(container, HINGE_EFORMAT,
					    "a sample is not within 24 bits", err);
		if (sf_writef_int(container->file, container->buffer, (sf_count_t)n) !=
			    (sf_count_t)n ||
		    container->io.failure)
			return write_failed(container, HINGE_EWRITE, why_not(container), err);
		counts += n * channels;
		frames -= n;
	}
	return 0;
}

int container_write_floats(struct container *container, const float *samples, size_t frames,
			   struct error *err)
{
	if (container->failure.code)
		return write_failed(container, 0, "", err);
	if (sf_writef_float(container->file, samples, (sf_count_t)frames) != (sf_count_t)frames ||
	    container->io.failure)
		return write_failed(container, HINGE_EWRITE, why_not(container), err);
	return 0;
}

static int close_writer(struct container *container, struct error *err)
{
	int code = sf_close(container->file), ret = container->failure.code;

	/* sf_close() says 0 on a full disk: only our own I/O knows */
	container->file = NULL;
	if (!ret && (code || container->io.failure))
		ret = write_failed(container, HINGE_EWRITE,
				   container->io.failure ? strerror(container->io.failure)
							 : sf_error_number(code),
				   NULL);
	if (!ret)
		ret = close_synced(container->io.fd, container->name, &container->failure);
	else
		io_close(&container->io);
	container->io.fd = -1;
	if (ret && err)
		*err = container->failure;
	return ret;
}

int container_close(struct container *container, struct error *err)
{
	int ret = 0;

	if (!container)
		return 0;
	if (container->writing)
		ret = close_writer(container, err);
	container_free(container);
	return ret;
}

/* --- reading --- */

static const struct {
	int subtype, bits;
	bool is_float;
} sample_formats[] = {
	{SF_FORMAT_PCM_16, 16, false}, {SF_FORMAT_PCM_24, 24, false}, {SF_FORMAT_PCM_32, 32, false},
	{SF_FORMAT_FLOAT, 32, true},   {SF_FORMAT_DOUBLE, 64, true},
};

static int take_sample_format(struct container *container, int format, struct error *err)
{
	for (size_t i = 0; i < sizeof(sample_formats) / sizeof(sample_formats[0]); i++)
		if (sample_formats[i].subtype == (format & SF_FORMAT_SUBMASK)) {
			container->info.bits = sample_formats[i].bits;
			container->info.is_float = sample_formats[i].is_float;
			return 0;
		}
	return fail(err, HINGE_EFORMAT,
		    "%s: samples of this kind are not read (16, 24, 32 bit integers and floats "
		    "are)",
		    container->name);
}

/* Frames by the file's own chunks, checked against what the file holds. */
static int take_frames(struct container *container, const struct container_header *header,
		       int64_t frames, struct error *err)
{
	int64_t frame_bytes = (int64_t)container->info.channels * container->info.bits / 8;
	int64_t held = container->io.size - header->data_at;

	if (!header->compressed) {
		frames = header->data_bytes / frame_bytes;
		if (header->data_bytes > held)
			return fail(err, HINGE_EFORMAT,
				    "%s: cut short: its header says %lld frames, the file holds "
				    "%lld (copy it again)",
				    container->name, (long long)frames,
				    (long long)(held / frame_bytes));
	}
	/* FLAC's best is a block of 65535 frames in 14 bytes */
	else if (frames / 5000 > container->io.size)
		return fail(err, HINGE_EFORMAT, "%s: %lld frames cannot be in %lld bytes",
			    container->name, (long long)frames, (long long)container->io.size);
	if (frames < 1)
		return fail(err, HINGE_EFORMAT,
			    "%s: holds no samples by its header (%lld bytes: never finished?)",
			    container->name, (long long)container->io.size);
	container->info.frames = frames;
	return 0;
}

static int take_info(struct container *container, const struct container_header *header,
		     const SF_INFO *format, struct error *err)
{
	int ret;

	if (format->channels < 1 || format->channels > CHANNELS_MAX)
		return fail(err, HINGE_EFORMAT, "%s: %d channels, 1 to %d are read",
			    container->name, format->channels, CHANNELS_MAX);
	if (format->samplerate < RATE_MIN_HZ || format->samplerate > RATE_MAX_HZ)
		return fail(err, HINGE_EFORMAT, "%s: %d Hz, %d to %d are read", container->name,
			    format->samplerate, RATE_MIN_HZ, RATE_MAX_HZ);
	container->info.channels = (size_t)format->channels;
	container->info.rate_hz = format->samplerate;
	snprintf(container->info.format, sizeof(container->info.format), "%s", header->format);
	ret = take_sample_format(container, format->format, err);
	container->packed_24 = !header->compressed && container->info.bits == 24 &&
			       strcmp(header->format, "caf") != 0;
	return ret ? ret : take_frames(container, header, format->frames, err);
}

static int check_size(const struct container *container, const char *format, struct error *err)
{
	if (container->io.size > file_bytes_max)
		return fail(err, HINGE_EFORMAT, "%s: larger than the 16 GiB that are read",
			    container->name);
	if (!strcmp(format, "wav") && container->io.size > wav_bytes_max)
		return fail(err, HINGE_EFORMAT,
			    "%s: larger than the 4 GiB a WAV can count (W64 can)", container->name);
	return 0;
}

/* The io is open; takes container over. */
static int open_reader(struct container *container, struct container **out,
		       struct container_info *info, struct error *err)
{
	SF_VIRTUAL_IO callbacks = virtual_io();
	SF_INFO format = {0};
	struct container_header header;
	int ret = container_header_read(&container->io, container->name, &header, err);

	if (!ret)
		ret = check_size(container, header.format, err);
	if (!ret) {
		io_seek(0, SEEK_SET, &container->io);
		container->file = sf_open_virtual(&callbacks, SFM_READ, &format, &container->io);
		if (!container->file)
			ret = fail(err, container->io.failure ? HINGE_EREAD : HINGE_EFORMAT,
				   "%s: %s", container->name, why_not(container));
	}
	if (!ret)
		ret = take_info(container, &header, &format, err);
	if (ret) {
		container_free(container);
		return ret;
	}
	*info = container->info;
	*out = container;
	return 0;
}

bool container_probe(const void *head, size_t size)
{
	return container_magic(head, size) != NULL;
}

int container_open(struct container **out, const char *path, struct container_info *info,
		   struct error *err)
{
	struct container *container;
	int ret = container_new(&container, path, err);

	if (ret)
		return ret;
	ret = io_open(&container->io, path, err);
	if (ret) {
		container_free(container);
		return ret;
	}
	return open_reader(container, out, info, err);
}

int container_open_memory(struct container **out, const void *bytes, size_t size,
			  struct container_info *info, struct error *err)
{
	struct container *container;
	int ret = container_new(&container, "memory", err);

	if (ret)
		return ret;
	io_open_memory(&container->io, bytes, size);
	return open_reader(container, out, info, err);
}

static int64_t read_integers(struct container *container, double *samples, size_t frames)
{
	size_t channels = container->info.channels, room = BUFFER_SAMPLES / channels;
	int shift = 32 - container->info.bits;
	int64_t got = sf_readf_int(container->file, container->buffer,
				   (sf_count_t)(frames < room ? frames : room));

	for (size_t i = 0; got > 0 && i < (size_t)got * channels; i++)
		samples[i] = container->buffer[i] >> shift;
	return got;
}

static int64_t read_packed(struct container *container, double *samples, size_t frames)
{
	/* the first word stays free: unpacking reads a byte before */
	unsigned char *bytes = (unsigned char *)(container->buffer + 1);
	size_t frame_bytes = 3 * container->info.channels;
	size_t room = (sizeof(container->buffer) - sizeof(int32_t)) / frame_bytes;
	int64_t got = sf_read_raw(container->file, bytes,
				  (sf_count_t)((frames < room ? frames : room) * frame_bytes));

	if (got <= 0)
		return got;
	unpack_24_bit(bytes, (size_t)got / 3, samples);
	return got / (int64_t)frame_bytes;
}

int64_t container_read(struct container *container, double *samples, size_t frames,
		       struct error *err)
{
	int64_t left = container->info.frames - container->frames_done, got;

	if ((int64_t)frames > left)
		frames = (size_t)left;
	if (!frames)
		return 0;
	got = container->packed_24 ? read_packed(container, samples, frames)
	      : container->info.is_float
		      ? sf_readf_double(container->file, samples, (sf_count_t)frames)
		      : read_integers(container, samples, frames);
	if (container->io.failure)
		return fail(err, HINGE_EREAD, "%s: %s", container->name,
			    strerror(container->io.failure));
	if (got <= 0)
		return fail(err, HINGE_EFORMAT,
			    "%s: ends after %lld of %lld frames (cut short or damaged)",
			    container->name, (long long)container->frames_done,
			    (long long)container->info.frames);
	container->frames_done += got;
	return got;
}
