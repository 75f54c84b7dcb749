/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

enum { DIGEST_BYTES = crypto_hash_sha256_BYTES, READ_BYTES = 1 << 16 };

struct sha256 {
	crypto_hash_sha256_state state;
};

static void hex(const unsigned char digest[DIGEST_BYTES], char out[65])
{
	sodium_bin2hex(out, 65, digest, DIGEST_BYTES);
}

void sha256_hex(const void *bytes, size_t size, char out[65])
{
	unsigned char digest[DIGEST_BYTES];

	crypto_hash_sha256(digest, bytes, size);
	hex(digest, out);
}

struct sha256 *sha256_new(void)
{
	struct sha256 *sha = malloc(sizeof(*sha));

	if (sha)
		crypto_hash_sha256_init(&sha->state);
	return sha;
}

void sha256_update(struct sha256 *sha, const void *bytes, size_t size)
{
	crypto_hash_sha256_update(&sha->state, bytes, size);
}

void sha256_final_hex(struct sha256 *sha, char out[65])
{
	unsigned char digest[DIGEST_BYTES];

	crypto_hash_sha256_final(&sha->state, digest);
	hex(digest, out);
	free(sha);
}

static int hash_fd(int fd, const char *path, char out[65], struct error *err)
{
	crypto_hash_sha256_state state;
	unsigned char digest[DIGEST_BYTES], bytes[READ_BYTES];

	crypto_hash_sha256_init(&state);
	for (;;) {
		ssize_t got = read(fd, bytes, sizeof(bytes));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(err, HINGE_EREAD, "%s", path);
		if (!got)
			break;
		crypto_hash_sha256_update(&state, bytes, (size_t)got);
	}
	crypto_hash_sha256_final(&state, digest);
	hex(digest, out);
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
