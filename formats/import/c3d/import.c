/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/c3d/c3d.h"
#include "formats/import/formats.h"

#include <math.h>
#include <string.h>

/* Second byte 0x50, a first parameter block within reach, and no text. */
static int probe(const char *head, size_t size, const struct import_options *options)
{
	(void)options;
	return size >= C3D_BLOCK && head[1] == 0x50 && (unsigned char)head[0] >= 2 &&
			       !looks_like_text(head, C3D_BLOCK)
		       ? 80
		       : 0;
}

static void describe(struct trial *trial, const struct c3d_file *file,
		     const struct c3d_plates *plates)
{
	struct recording_info *info = &trial->info;

	info->rate_hz = file->rate_hz;
	info->unit = UNIT_NEWTON;
	info->channels = plates->columns;
	info->frames = (int64_t)trial->frames;
	info->plates = plates->plates;
	memcpy(info->plate, plates->plate, sizeof(info->plate));
}

static int parse(char *bytes, size_t size, const char *name, const struct import_options *options,
		 struct trial **out, struct error *err)
{
	struct c3d_plates plates;
	struct trial *trial = NULL;
	struct c3d_file file;
	int rc = c3d_open(&file, bytes, size, name, err);

	if (!rc)
		rc = c3d_plates(&file, &plates, err);
	if (!rc)
		rc = c3d_plates_recorded(&file, &plates, err);
	if (!rc && isnan(file.rate_hz) && isnan(options->rate_hz))
		rc = fail(err, HINGE_EFORMAT, "%s: states no sampling rate (pass --rate HZ)", name);
	if (!rc)
		rc = trial_new(&trial, plates.columns, file.frames * file.samples_per_frame, err);
	if (!rc)
		rc = c3d_read_samples(&file, &plates, trial, err);
	if (rc) {
		trial_free(trial);
		return rc;
	}
	describe(trial, &file, &plates);
	c3d_resolve_places(trial);
	c3d_take_zero(&file, trial);
	c3d_remark(&file, &plates, trial);
	*out = trial;
	return 0;
}

const struct import_ops import_c3d = {
	.name = "c3d",
	.summary = "C3D: force plates of types 1 to 4 (Intel, DEC, SGI; integer or float)",
	.probe = probe,
	.parse = parse,
};
