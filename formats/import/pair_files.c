/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/pair_files.h"

#include "formats/files.h"
#include "formats/import/formats.h"
#include "formats/recording/finalise/summary.h"

#include <limits.h>
#include <string.h>

bool pair_file_is_journal(const char *path)
{
	char head[64];
	size_t got = 0;
	struct error ignored;

	return !file_head(path, head, sizeof(head), &got, &ignored) && journal_probe(head, got);
}

int pair_file_read(const char *path, const struct import_options *options, struct trial **out,
		   struct error *err)
{
	const struct import_ops *ops =
		pair_file_is_journal(path) ? &import_journal : &import_recording;
	int ret = ops->read(path, options, out, err);

	if (!ret)
		ret = file_sha256(path, (*out)->raw_sha256, err);
	return ret;
}

static int journal_info(const char *path, struct recording_info *info, struct error *err)
{
	struct summary summary;
	int ret = summary_read(path, &summary, err);

	if (ret)
		return ret;
	ret = recording_info_copy(info, &summary.info, err);
	summary_reset(&summary);
	return ret;
}

int pair_file_info(const char *path, struct recording_info *info, struct error *err)
{
	char sidecar[PATH_MAX];
	int ret;

	recording_info_init(info);
	if (pair_file_is_journal(path))
		return journal_info(path, info, err);
	ret = sidecar_path(path, sidecar, sizeof(sidecar), err);
	return ret ? ret : sidecar_read(sidecar, info, err);
}

int pair_file_sha256(const char *path, char raw[65], char sidecar[65], struct error *err)
{
	char beside[PATH_MAX];
	int ret = file_sha256(path, raw, err);

	sidecar[0] = '\0';
	if (ret || pair_file_is_journal(path))
		return ret;
	ret = sidecar_path(path, beside, sizeof(beside), err);
	return ret ? ret : file_sha256(beside, sidecar, err);
}
