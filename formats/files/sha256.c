/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <unistd.h>

enum { READ_BYTES = 1 << 16 };

struct sha256 {
	struct sha256_ctx state;
};

static void digest_hex(struct sha256_ctx *state, char out[65])
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	nettle_sha256_digest(state, sizeof(digest), digest);
	nettle_base16_encode_update(out, sizeof(digest), digest);
	out[64] = '\0';
}

void sha256_hex(const void *bytes, size_t size, char out[65])
{
	struct sha256_ctx state;

	nettle_sha256_init(&state);
	nettle_sha256_update(&state, size, bytes);
	digest_hex(&state, out);
}

struct sha256 *sha256_new(void)
{
	struct sha256 *sha = malloc(sizeof(*sha));

	if (sha)
		nettle_sha256_init(&sha->state);
	return sha;
}

void sha256_add(struct sha256 *sha, const void *bytes, size_t size)
{
	nettle_sha256_update(&sha->state, size, bytes);
}

void sha256_final_hex(struct sha256 *sha, char out[65])
{
	digest_hex(&sha->state, out);
	free(sha);
}

static int hash_fd(int fd, const char *path, char out[65], struct error *err)
{
	struct sha256_ctx state;
	unsigned char bytes[READ_BYTES];

	nettle_sha256_init(&state);
	for (;;) {
		ssize_t got = read(fd, bytes, sizeof(bytes));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, HINGE_EREAD, "%s", path);
		if (!got)
			break;
		nettle_sha256_update(&state, (size_t)got, bytes);
	}
	digest_hex(&state, out);
	return 0;
}

int file_sha256(const char *path, char out[65], struct error *err)
{
	int fd = open_file(path, O_RDONLY | O_CLOEXEC, 0), ret;

	if (fd < 0)
		return fail_errno(err, HINGE_EREAD, "%s", path);
	ret = hash_fd(fd, path, out, err);
	close(fd);
	return ret;
}
