/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/import/formats.h"
#include "formats/import/pair.h"
#include "formats/import/pair_files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_SIZE = 4096 };
static const size_t text_max_bytes = (size_t)1 << 30;

const struct import_ops *const import_formats[] = {
	&import_recording,  &import_journal,       &import_c3d, &import_text_profile,
	&import_forcedecks, &import_two_plate_csv, NULL,
};

void import_options_init(struct import_options *options)
{
	memset(options, 0, sizeof(*options));
	options->rate_hz = NAN;
	options->mass_kg = NAN;
	options->load_kg = NAN;
}

bool looks_like_text(const char *head, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)head[i];

		if (c < 0x20 && c != '\n' && c != '\r' && c != '\t')
			return false;
	}
	return true;
}

/* The file as far as it is needed to tell its format. */
struct input {
	const char *path, *name;
	char *bytes; /* the whole of it once it is loaded, else NULL */
	size_t size;
	char head[HEAD_SIZE + 1];
	size_t head_size;
};

static int load(struct input *in, struct error *err)
{
	return in->bytes ? 0 : file_read(in->path, text_max_bytes, &in->bytes, &in->size, err);
}

static int open_input(struct input *in, const char *path, struct error *err)
{
	int rc;

	memset(in, 0, sizeof(*in));
	in->path = path;
	in->name = strcmp(path, "-") ? path : "standard input";
	if (in->name == path) {
		rc = file_head(path, in->head, HEAD_SIZE, &in->head_size, err);
	} else {
		rc = load(in, err);
		in->head_size = in->size < HEAD_SIZE ? in->size : HEAD_SIZE;
		if (!rc)
			memcpy(in->head, in->bytes, in->head_size);
	}
	if (!rc && !in->head_size)
		rc = fail(err, HINGE_EFORMAT, "%s: is empty", in->name);
	if (in->head_size >= 3 && !memcmp(in->head, "\xef\xbb\xbf", 3)) {
		in->head_size -= 3;
		memmove(in->head, in->head + 3, in->head_size + 1);
	}
	return rc;
}

static const struct import_ops *find_format(const struct input *in,
					    const struct import_options *options)
{
	const struct import_ops *best = NULL;
	int score = 0;

	for (size_t i = 0; import_formats[i]; i++) {
		int claim = import_formats[i]->probe(in->head, in->head_size, options);

		if (claim > score) {
			score = claim;
			best = import_formats[i];
		}
	}
	return best;
}

static int read_trial(struct input *in, const struct import_ops *ops,
		      const struct import_options *options, struct trial **out, struct error *err)
{
	char sha256[65];
	int rc;

	if (ops->parse) {
		rc = load(in, err);
		if (rc)
			return rc;
		sha256_hex(in->bytes, in->size, sha256);
		rc = ops->parse(in->bytes, in->size, in->name, options, out, err);
	} else if (in->bytes) {
		return fail(err, HINGE_EFORMAT,
			    "%s: a %s cannot be read from a pipe (save it and name the file)",
			    in->name, ops->name);
	} else {
		rc = file_sha256(in->path, sha256, err);
		if (!rc)
			rc = ops->read(in->path, options, out, err);
	}
	if (!rc)
		memcpy((*out)->raw_sha256, sha256, sizeof(sha256));
	return rc;
}

static int apply_options(struct trial *trial, const char *name,
			 const struct import_options *options, struct error *err)
{
	struct recording_info *info = &trial->info;

	if (!isnan(options->mass_kg)) {
		info->mass_kg = options->mass_kg;
		snprintf(trial->mass_source, sizeof(trial->mass_source), "typed");
	}
	if (!isnan(options->load_kg))
		info->load_kg = options->load_kg;
	if (!isnan(options->rate_hz))
		info->rate_hz = options->rate_hz;
	if (!options->sides_count)
		return 0;
	if (options->sides_count != info->plates)
		return fail(err, HINGE_EUSAGE, "%s: --sides names %zu plates, the file has %zu",
			    name, options->sides_count, info->plates);
	for (size_t p = 0; p < info->plates; p++)
		info->plate[p].foot = options->sides[p];
	return 0;
}

/* name: of the file, also in messages. */
static int finish(struct trial *trial, const char *name, const struct import_ops *ops,
		  const struct import_options *options, struct error *err)
{
	int rc;

	if (!trial->frames)
		return fail(err, HINGE_EFORMAT, "%s: holds no samples", name);
	if (!isnan(trial->info.mass_kg))
		snprintf(trial->mass_source, sizeof(trial->mass_source), "header");
	snprintf(trial->raw_file, sizeof(trial->raw_file), "%s", path_base(name));
	if (!trial->format[0])
		snprintf(trial->format, sizeof(trial->format), "%s", ops->name);
	rc = apply_options(trial, name, options, err);
	if (!rc)
		rc = sidecar_check(&trial->info, name, err);
	if (rc)
		return rc;
	trial_mark_gaps(trial);
	trial_mark_saturation(trial);
	return 0;
}

static int read_file(const char *path, const struct import_options *options, struct trial **out,
		     struct error *err)
{
	const struct import_ops *ops = NULL;
	struct trial *trial = NULL;
	struct input in;
	int rc = open_input(&in, path, err);

	if (!rc) {
		ops = find_format(&in, options);
		rc = ops ? read_trial(&in, ops, options, &trial, err)
			 : refuse_unknown(in.name, in.head, in.head_size, err);
	}
	if (trial)
		rc = finish(trial, in.name, ops, options, err);
	free(in.bytes);
	if (rc) {
		trial_free(trial);
		return rc;
	}
	*out = trial;
	return 0;
}

static int read_pair(const struct twin *twin, const struct import_options *options,
		     struct trial **out, struct error *err)
{
	struct trial *trial = NULL;
	int rc = pair_read(twin, options, &trial, err);

	if (!rc)
		rc = finish(trial, twin->left,
			    pair_file_is_journal(twin->left) ? &import_journal : &import_recording,
			    options, err);
	if (rc) {
		trial_free(trial);
		return rc;
	}
	*out = trial;
	return 0;
}

int import_read(const char *path, const struct import_options *options, struct trial **out,
		struct error *err)
{
	struct twin twin;

	/* with a sidecar of its own a recording is what that says */
	if (!options->sidecar && twin_find(path, &twin))
		return read_pair(&twin, options, out, err);
	return read_file(path, options, out, err);
}

int import_sha256(const char *path, char raw[65], char sidecar[65], struct error *err)
{
	char beside[PATH_MAX];
	struct twin twin;
	int rc;

	if (twin_find(path, &twin))
		return pair_sha256(&twin, raw, sidecar, err);
	sidecar[0] = '\0';
	rc = sidecar_path(path, beside, sizeof(beside), err);
	if (!rc && file_exists(beside))
		rc = file_sha256(beside, sidecar, err);
	return rc ? rc : file_sha256(path, raw, err);
}
