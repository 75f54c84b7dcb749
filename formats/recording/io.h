/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes under a container or a journal: a file or memory. The first failure is for good: every
 * later call fails too, so a library that goes on after an error can do no harm. */
#ifndef FORMATS_RECORDING_IO_H
#define FORMATS_RECORDING_IO_H

#include "formats/error.h"

#include <stddef.h>
#include <stdint.h>

struct io {
	int fd; /* -1: memory */
	const uint8_t *memory;
	int64_t size, at;
	int failure; /* errno of the first failure, 0 = none */
};

/* HINGE_EREAD, or HINGE_EFORMAT where path is no regular file. */
int io_open(struct io *, const char *path, struct error *);
void io_open_memory(struct io *, const void *bytes, size_t size);
/* A new file, mode 0640; HINGE_EREFUSED where path exists, else HINGE_EWRITE. */
int io_create(struct io *, const char *path, struct error *);
void io_close(struct io *);

/* libsndfile's virtual I/O; ctx is a struct io. Short counts mean end of file or failure. */
int64_t io_length(void *ctx);
int64_t io_seek(int64_t offset, int whence, void *ctx); /* new position, -1 = failed */
int64_t io_read(void *bytes, int64_t count, void *ctx);
int64_t io_write(const void *bytes, int64_t count, void *ctx);
int64_t io_tell(void *ctx);

#endif
