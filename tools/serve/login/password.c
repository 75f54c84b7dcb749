/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/login/password.h"

#include "formats/files.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct password {
	pthread_mutex_t lock; /* one hash at a time */
	char hash[crypto_pwhash_STRBYTES];
};

static int prepare(struct error *err)
{
	return sodium_init() < 0 ? fail(err, HINGE_EAGAIN, "passwords cannot be hashed here") : 0;
}

static int make_hash(char hash[crypto_pwhash_STRBYTES], const char *password, struct error *err)
{
	size_t length = strlen(password);
	int ret = prepare(err);

	if (ret)
		return ret;
	if (length < PASSWORD_MIN || length > PASSWORD_MAX)
		return fail(err, HINGE_EREFUSED, "a password has %d to %d bytes", PASSWORD_MIN,
			    PASSWORD_MAX);
	if (crypto_pwhash_str(hash, password, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
			      crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return fail(err, HINGE_ENOMEM, "no memory to hash a password");
	return 0;
}

int password_set(const char *path, const char *password, struct error *err)
{
	char hash[crypto_pwhash_STRBYTES], line[crypto_pwhash_STRBYTES + 1];
	mode_t before;
	int ret = make_hash(hash, password, err);

	if (ret)
		return ret;
	before = umask(0077);
	strcpy(stpcpy(line, hash), "\n");
	ret = file_write_atomic(path, line, strlen(line), true, err);
	umask(before);
	return ret;
}

static int check_mode(const char *path, const struct stat *status, struct error *err)
{
	if (!S_ISREG(status->st_mode) || (status->st_mode & 077) != 0)
		return fail(err, HINGE_EREFUSED,
			    "%s: must be a file nobody else can read (chmod 600)", path);
	return 0;
}

static int read_hash(struct password *password, const char *path, struct error *err)
{
	char *text;
	size_t size;
	int ret = file_read(path, sizeof(password->hash) + 1, &text, &size, err);

	if (ret)
		return ret;
	text[strcspn(text, "\n")] = '\0';
	if (strncmp(text, "$argon2id$", 10) != 0 || strlen(text) >= sizeof(password->hash))
		ret = fail(err, HINGE_EFORMAT,
			   "%s: holds no password (set it anew: hinge serve --set-password)", path);
	else
		strcpy(password->hash, text);
	free(text);
	return ret;
}

int password_load(struct password **out, const char *path, struct error *err)
{
	struct password *password;
	struct stat status;
	int ret;

	*out = NULL;
	if (lstat(path, &status))
		return errno == ENOENT ? 0 : fail_errno(err, HINGE_EREAD, "%s", path);
	ret = check_mode(path, &status, err);
	if (!ret)
		ret = prepare(err);
	if (ret)
		return ret;
	password = calloc(1, sizeof(*password));
	if (!password)
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	ret = read_hash(password, path, err);
	if (ret) {
		free(password);
		return ret;
	}
	pthread_mutex_init(&password->lock, NULL);
	*out = password;
	return 0;
}

void password_free(struct password *password)
{
	if (!password)
		return;
	pthread_mutex_destroy(&password->lock);
	free(password);
}

bool password_is(struct password *password, const char *given)
{
	size_t length = given ? strlen(given) : 0;
	bool same;

	if (!length || length > PASSWORD_MAX)
		return false;
	pthread_mutex_lock(&password->lock);
	same = !crypto_pwhash_str_verify(password->hash, given, length);
	pthread_mutex_unlock(&password->lock);
	return same;
}
