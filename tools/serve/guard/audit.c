/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/guard/audit.h"

#include "formats/files.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 512, HASH_DIGITS = 64, FILE_MAX_BYTES = 1 << 30 };

static const char self_head[] = ",\"self\":\"", self_tail[] = "\"}";
static const char previous_head[] = "\"previous\":\"";

struct audit {
	pthread_mutex_t lock;
	int fd;
	char *path;
	char last[HASH_DIGITS + 1]; /* SHA-256 of the last line; zeros before the first */
};

/* --- what a line must be --- */

/* line: without its newline. */
static bool is_self_consistent(const char *line, size_t size)
{
	size_t tail = sizeof(self_head) - 1 + HASH_DIGITS + sizeof(self_tail) - 1;
	const char *self;
	char sha256[HASH_DIGITS + 1];

	if (size <= tail)
		return false;
	self = line + size - tail;
	if (memcmp(self, self_head, sizeof(self_head) - 1) != 0 ||
	    memcmp(line + size - (sizeof(self_tail) - 1), self_tail, sizeof(self_tail) - 1) != 0)
		return false;
	sha256_hex(line, size - tail, sha256);
	return !memcmp(self + sizeof(self_head) - 1, sha256, HASH_DIGITS);
}

static bool follows(const char *line, size_t size, const char *last)
{
	const char *previous = memmem(line, size, previous_head, sizeof(previous_head) - 1);

	return previous && (size_t)(line + size - previous) > sizeof(previous_head) + HASH_DIGITS &&
	       !memcmp(previous + sizeof(previous_head) - 1, last, HASH_DIGITS);
}

static void clear_hash(char hash[HASH_DIGITS + 1])
{
	memset(hash, '0', HASH_DIGITS);
	hash[HASH_DIGITS] = '\0';
}

static int verify_text(const char *text, size_t size, const char *path, char *last, size_t *lines,
		       struct error *err)
{
	size_t at = 0;

	clear_hash(last);
	*lines = 0;
	while (at < size) {
		const char *end = memchr(text + at, '\n', size - at);
		size_t length = end ? (size_t)(end - text) - at : 0;

		if (!end || !is_self_consistent(text + at, length) ||
		    !follows(text + at, length, last))
			return fail(err, HINGE_EFORMAT,
				    "%s: line %zu is not as it was written (keep the file, and "
				    "move it away to go on with a new one)",
				    path, *lines + 1);
		sha256_hex(text + at, length, last);
		at += length + 1;
		++*lines;
	}
	return 0;
}

static int verify_file(const char *path, char *last, size_t *lines, struct error *err)
{
	char *text;
	size_t size;
	int ret = file_read(path, FILE_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = verify_text(text, size, path, last, lines, err);
	free(text);
	return ret;
}

int audit_verify(const char *path, size_t *lines, struct error *err)
{
	char last[HASH_DIGITS + 1];
	size_t counted;
	int ret = verify_file(path, last, &counted, err);

	if (!ret && lines)
		*lines = counted;
	return ret;
}

/* --- writing --- */

static int open_alone(struct audit *audit, struct error *err)
{
	struct stat status;

	audit->fd = open_file(audit->path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
			      0600);
	if (audit->fd < 0)
		return fail_errno(err, HINGE_EWRITE, "%s", audit->path);
	if (fstat(audit->fd, &status) || !S_ISREG(status.st_mode) || (status.st_mode & 077) != 0)
		return fail(err, HINGE_EREFUSED,
			    "%s: must be a file nobody else can read (chmod 600)", audit->path);
	if (flock(audit->fd, LOCK_EX | LOCK_NB))
		return fail(err, HINGE_EREFUSED,
			    "%s: another hinge serve keeps it (give this one its own --state)",
			    audit->path);
	return 0;
}

int audit_open(struct audit **out, const char *path, struct error *err)
{
	struct audit *audit = calloc(1, sizeof(*audit));
	size_t lines;
	int ret;

	if (audit)
		audit->path = strdup(path);
	if (!audit || !audit->path) {
		free(audit);
		return fail(err, HINGE_ENOMEM, "%s: out of memory", path);
	}
	pthread_mutex_init(&audit->lock, NULL);
	ret = open_alone(audit, err);
	if (!ret)
		ret = verify_file(path, audit->last, &lines, err);
	if (ret) {
		audit_close(audit);
		return ret;
	}
	*out = audit;
	return 0;
}

void audit_close(struct audit *audit)
{
	if (!audit)
		return;
	if (audit->fd >= 0)
		close(audit->fd);
	pthread_mutex_destroy(&audit->lock);
	free(audit->path);
	free(audit);
}

/* Every value is our own word or hex digits: nothing in it needs escaping. */
static size_t make_line(const struct audit *audit, const struct audit_entry *entry,
			char line[LINE_MAX_BYTES])
{
	char sha256[HASH_DIGITS + 1], time_text[32];
	time_t now = time(NULL);
	struct tm utc;
	int used;

	gmtime_r(&now, &utc);
	strftime(time_text, sizeof(time_text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	used = snprintf(line, LINE_MAX_BYTES,
			"{\"time\":\"%s\",\"who\":\"%.32s\",\"event\":\"%.32s\",\"id\":\"%.66s\","
			"\"status\":%d,%s%s\"",
			time_text, entry->who, entry->event, entry->id, entry->status,
			previous_head, audit->last);
	sha256_hex(line, (size_t)used, sha256);
	used += snprintf(line + used, LINE_MAX_BYTES - (size_t)used, "%s%s%s\n", self_head, sha256,
			 self_tail);
	return (size_t)used;
}

static int append(struct audit *audit, const char *line, size_t size, struct error *err)
{
	off_t before = lseek(audit->fd, 0, SEEK_END);
	int ret = write_all(audit->fd, line, size, audit->path, err);

	/* half a line would make all that follow unbelievable */
	if (ret && before >= 0)
		truncate_file(audit->fd, before);
	return ret;
}

int audit_add(struct audit *audit, const struct audit_entry *entry, struct error *err)
{
	char line[LINE_MAX_BYTES];
	size_t size;
	int ret;

	pthread_mutex_lock(&audit->lock);
	size = make_line(audit, entry, line);
	ret = append(audit, line, size, err);
	if (!ret)
		sha256_hex(line, size - 1, audit->last);
	pthread_mutex_unlock(&audit->lock);
	return ret;
}
