/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as this project writes them: whole or not at all, never over another. */
#ifndef FORMATS_FILES_H
#define FORMATS_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/error.h"

/* Whole file in memory (+ a NUL); *bytes is the caller's to free(). HINGE_EREAD, or HINGE_EFORMAT
 * above max_bytes. "-" is standard input. */
int file_read(const char *path, size_t max_bytes, char **bytes, size_t *size, struct error *);
/* First size bytes (fewer at the end of a short file: *got). */
int file_head(const char *path, void *head, size_t size, size_t *got, struct error *);
/* open() and ftruncate(), taken up again where a signal interrupts them; -1 and errno. */
int open_file(const char *path, int flags, unsigned mode);
int truncate_file(int fd, int64_t size);
/* Every byte, EINTR and short writes handled. HINGE_EWRITE. */
int write_all(int fd, const void *bytes, size_t size, const char *path, struct error *);
/* fsync, EINTR handled. A failure is final: asked again, Linux would say that all is well. */
int sync_all(int fd, const char *path, struct error *);
/* fsync and close: what was written is on the disk. Closes in every case; HINGE_EWRITE. */
int close_synced(int fd, const char *path, struct error *);
/* PATH.part, fsync, rename, fsync of the folder. replace = false: HINGE_EREFUSED if it exists.
 * HINGE_EAGAIN while another program writes the same PATH.part. A failure leaves what stood at
 * path as it was, and no .part. */
int file_write_atomic(const char *path, const void *bytes, size_t size, bool replace,
		      struct error *);
/* Opens a .part for writing, with the lock that keeps two programs from sharing one; what a crash
 * left in it is for the caller to cut. The descriptor, HINGE_EWRITE or HINGE_EAGAIN (in use). */
int part_open(const char *part, struct error *);
/* Gives part (already written, fsynced and closed) its name, fsyncs the folder. Where only the
 * fsync fails the file stands under its name and the call still fails: it may not be durable. */
int file_publish(const char *part, const char *path, bool replace, struct error *);
int folder_sync(const char *path_in_it, struct error *);
/* mkdir -p, mode 0750; what is made is fsynced into its parent. HINGE_EWRITE. */
int folder_make(const char *path, struct error *);
int64_t folder_free_bytes(const char *path); /* -1 = cannot tell */
bool file_exists(const char *path);
const char *path_base(const char *path); /* after the last '/' */

/* SHA-256 (nettle, which uses the processor's own instructions), hex into out[65]. */
void sha256_hex(const void *bytes, size_t size, char out[65]);
int file_sha256(const char *path, char out[65], struct error *);
struct sha256;
struct sha256 *sha256_new(void); /* NULL: out of memory */
void sha256_add(struct sha256 *, const void *bytes, size_t size);
void sha256_final_hex(struct sha256 *, char out[65]); /* frees */

/* CRC-32C (Castagnoli; RFC 3720, B.4), SSE4.2 where the processor has it; start with crc = 0 and
 * pass the last result on to continue. */
uint32_t crc32c(uint32_t crc, const void *bytes, size_t size);
/* The same in plain C, for other processors (and to test against). */
uint32_t crc32c_portable(uint32_t crc, const void *bytes, size_t size);

#endif
