/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples in an audio container through libsndfile: W64 is written; W64, RF64, WAV, CAF and FLAC
 * are read. All I/O goes through callbacks that fail for good after the first failure. */
#ifndef FORMATS_RECORDING_CONTAINER_H
#define FORMATS_RECORDING_CONTAINER_H

#include "formats/error.h"
#include "formats/layout.h"

enum container_samples { CONTAINER_INT24, CONTAINER_FLOAT32 };

struct container; /* writer or reader */

/* New W64 at path (O_EXCL). */
int container_create(struct container **out, const char *path, enum container_samples,
		     size_t channels, double rate_hz, struct error *);
int container_write_counts(struct container *, const int32_t *counts, size_t frames,
			   struct error *);
int container_write_floats(struct container *, const float *samples, size_t frames, struct error *);
/* Finishes, fsyncs, closes; frees in every case. Any earlier failure is returned again here. */
int container_close(struct container *, struct error *);

struct container_info {
	size_t channels;
	double rate_hz;
	int64_t frames;
	bool is_float;
	int bits;        /* 16, 24, 32; 64 (double) */
	char format[16]; /* "w64" "rf64" "wav" "caf" "flac" */
};

/* True when the bytes are one of the containers read here. */
bool container_probe(const void *head, size_t size);
/* Bounds: 1..64 channels, 100..200000 Hz, frames x channels x bytes within the file. A file that
 * ends before its header says is HINGE_EFORMAT and names both lengths. */
int container_open(struct container **out, const char *path, struct container_info *,
		   struct error *);
int container_open_memory(struct container **out, const void *bytes, size_t size,
			  struct container_info *, struct error *);
/* Frames read, 0 at the end, < 0 error. Integer files give their stored integers (a 24-bit file
 * -2^23..2^23-1), float files their floats. */
int64_t container_read(struct container *, double *samples, size_t frames, struct error *);

#endif
