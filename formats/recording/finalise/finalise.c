/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/finalise/steps.h"

#include "formats/files.h"
#include "formats/recording/finalise/summary.h"
#include "formats/recording/finalise/w64.h"
#include "formats/recording/sidecar.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { TEXT_BYTES_MAX = 64 << 20 };

int journal_lock(const char *journal_path, int *fd, struct error *err)
{
	*fd = open_file(journal_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
	if (*fd < 0)
		return fail_errno(err, HINGE_EREAD, "%s", journal_path);
	if (!flock(*fd, LOCK_EX | LOCK_NB))
		return 0;
	close(*fd);
	return fail(err, HINGE_EREFUSED, "%s is being recorded (stop the recording first)",
		    journal_path);
}

int finalise_paths(const char *stem, struct finalised *files, struct error *err)
{
	size_t room = sizeof(files->w64) - sizeof(".part");

	if ((size_t)snprintf(files->w64, sizeof(files->w64), "%s_force.w64", stem) >= room ||
	    (size_t)snprintf(files->sidecar, sizeof(files->sidecar), "%s_force.json", stem) >=
		    room ||
	    (size_t)snprintf(files->events, sizeof(files->events), "%s_events.tsv", stem) >= room)
		return fail(err, HINGE_EWRITE, "%s: the name is too long", stem);
	return 0;
}

/* Writes a text that may stand there already, word for word, from a run that was cut off. */
static int write_once(const char *path, const char *text, struct error *err)
{
	char *there;
	size_t size, length = strlen(text);
	int ret = file_write_atomic(path, text, length, false, err);

	if (ret != HINGE_EREFUSED || file_read(path, TEXT_BYTES_MAX, &there, &size, NULL))
		return ret;
	if (size == length && !memcmp(there, text, size))
		ret = 0;
	free(there);
	return ret;
}

static int write_sidecar(const struct summary *summary, const char *path, struct error *err)
{
	char *text;
	int ret = sidecar_check(&summary->info, path, err);

	if (!ret)
		ret = sidecar_format(&summary->info, &text, err);
	if (ret)
		return ret;
	ret = write_once(path, text, err);
	free(text);
	return ret;
}

static int check_room(const struct summary *summary, const char *path, struct error *err)
{
	char folder[PATH_MAX];
	int64_t room, need = summary->state.frames * (int64_t)summary->info.channels * 3;

	snprintf(folder, sizeof(folder), "%.*s", (int)(path_base(path) - path), path);
	room = folder_free_bytes(folder[0] ? folder : ".");
	if (room < 0 || room >= need)
		return 0;
	return fail(err, HINGE_EWRITE, "%s: %lld MiB needed, %lld MiB free (the journal is kept)",
		    path, (long long)(need >> 20), (long long)(room >> 20));
}

/* The W64 gets its name last: while it has none, everything can be done again. */
static int write_files(const char *journal_path, struct summary *summary,
		       const struct finalised *files, const struct w64_progress *progress,
		       struct error *err)
{
	char part[sizeof(files->w64)];
	int ret = check_room(summary, files->w64, err);

	if (ret)
		return ret;
	snprintf(part, sizeof(part), "%s.part", files->w64);
	unlink(part); /* of a run that was cut off; the journal's lock makes it ours */
	ret = w64_write(journal_path, part, progress, err);
	if (ret)
		return ret;
	/* read back wrong, it was written wrong */
	if (w64_compare(journal_path, part, progress, summary->info.sha256, err))
		ret = err ? err->code = HINGE_EWRITE : HINGE_EWRITE;
	if (!ret)
		ret = write_sidecar(summary, files->sidecar, err);
	if (!ret && summary->events)
		ret = write_once(files->events, summary->events, err);
	if (!ret)
		ret = file_publish(part, files->w64, false, err);
	if (ret)
		unlink(part);
	return ret;
}

static void tell_summary(const struct summary *summary, struct finalised *files)
{
	files->journal = summary->state;
	files->rate_hz = summary->info.rate_hz;
	snprintf(files->sha256, sizeof(files->sha256), "%s", summary->info.sha256);
	if (!summary->events)
		files->events[0] = '\0';
}

int finalise_locked(const char *journal_path, const char *stem, struct finalised *files,
		    void (*progress)(void *ctx, double fraction), void *ctx, struct error *err)
{
	struct w64_progress steps = {.tell = progress, .ctx = ctx};
	struct summary summary;
	int ret = finalise_paths(stem, files, err);

	if (!ret && file_exists(files->w64))
		ret = fail(err, HINGE_EREFUSED, "%s exists; nothing was replaced", files->w64);
	if (!ret)
		ret = summary_read(journal_path, &summary, err);
	if (ret)
		return ret;
	steps.frames = summary.state.frames;
	ret = write_files(journal_path, &summary, files, &steps, err);
	tell_summary(&summary, files);
	summary_reset(&summary);
	return ret;
}

int finalise(const char *journal_path, const char *stem, struct finalised *files,
	     void (*progress)(void *ctx, double fraction), void *ctx, struct error *err)
{
	int fd, ret;

	memset(files, 0, sizeof(*files));
	ret = journal_lock(journal_path, &fd, err);
	if (ret)
		return ret;
	ret = finalise_locked(journal_path, stem, files, progress, ctx, err);
	close(fd);
	return ret;
}

/* --- verifying --- */

static int check_sidecar(const char *path, const char *sha256, struct error *err)
{
	struct recording_info info;
	int ret = sidecar_read(path, &info, err);

	if (ret)
		return ret;
	if (strcmp(info.sha256, sha256))
		ret = fail(err, HINGE_EREFUSED, "%s: is not the sidecar of this recording", path);
	recording_info_reset(&info);
	return ret;
}

int finalise_verify(const char *journal_path, const char *stem, struct finalised *files,
		    struct error *err)
{
	struct w64_progress steps = {0};
	struct summary summary;
	int ret = finalise_paths(stem, files, err);

	if (!ret)
		ret = summary_read(journal_path, &summary, err);
	if (ret)
		return ret;
	steps.frames = summary.state.frames;
	ret = w64_compare(journal_path, files->w64, &steps, summary.info.sha256, err);
	if (!ret)
		ret = check_sidecar(files->sidecar, summary.info.sha256, err);
	if (ret == HINGE_EFORMAT)
		ret = err ? err->code = HINGE_EREFUSED : HINGE_EREFUSED;
	tell_summary(&summary, files);
	summary_reset(&summary);
	return ret;
}
