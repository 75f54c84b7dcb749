/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar.h"

#include "formats/files.h"
#include "formats/recording/sidecar/fields.h"
#include "formats/recording/sidecar/keys.h"
#include "formats/recording/sidecar/plates.h"
#include "formats/recording/sidecar/read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAPS_MAX = 100000 };

static int read_format(const struct fields *top)
{
	char format[32], version[16];
	int ret = field_text(top, "Format", FIELD_REQUIRED, format, sizeof(format));

	if (ret)
		return ret;
	if (strcmp(format, "hinge-recording"))
		return field_fail(top, "Format", "'%s', expected 'hinge-recording'", format);
	ret = field_text(top, "FormatVersion", FIELD_REQUIRED, version, sizeof(version));
	if (!ret && strncmp(version, "1.", 2))
		ret = field_fail(top, "FormatVersion", "'%s', and this version reads 1.x", version);
	return ret;
}

static int read_who(const struct fields *top, struct recording_info *info)
{
	const struct {
		const char *key;
		char *out;
		size_t size;
	} texts[] = {
		{"TaskName", info->task, sizeof(info->task)},
		{"StartTime", info->start_time, sizeof(info->start_time)},
		{"TimeZone", info->time_zone, sizeof(info->time_zone)},
		{"Subject", info->subject, sizeof(info->subject)},
		{"Session", info->session, sizeof(info->session)},
		{"Style", info->style, sizeof(info->style)},
		{"Grip", info->grip, sizeof(info->grip)},
	};
	int64_t run = 0, supersedes = 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < sizeof(texts) / sizeof(texts[0]); i++)
		ret = field_text(top, texts[i].key, FIELD_OPTIONAL, texts[i].out, texts[i].size);
	if (!ret)
		ret = field_integer(top, "Run", FIELD_OPTIONAL, 1, RUN_MAX, &run);
	if (!ret)
		ret = field_integer(top, "Supersedes", FIELD_OPTIONAL, 1, RUN_MAX, &supersedes);
	if (!ret)
		ret = field_real(top, "LoadKg", FIELD_OPTIONAL, &info->load_kg);
	if (!ret)
		ret = field_real(top, "BodyMassKg", FIELD_OPTIONAL, &info->mass_kg);
	info->run = (int)run;
	info->supersedes = (int)supersedes;
	return ret;
}

static int read_unit(const struct fields *top, struct recording_info *info)
{
	char unit[16];
	int ret = field_text(top, "Unit", FIELD_REQUIRED, unit, sizeof(unit));

	if (!ret && !sample_unit_parse(unit, &info->unit))
		ret = field_fail(top, "Unit", "must be count, N or normalised");
	return ret;
}

/* How many channels the file has; without the key, what the plates need. */
static int read_channels(const struct fields *top, struct recording_info *info)
{
	int64_t channels = (int64_t)sidecar_channels(info);
	int ret = field_integer(top, "Channels", FIELD_OPTIONAL, 1, CHANNELS_MAX, &channels);

	info->channels = (size_t)channels;
	return ret;
}

static int read_gaps(const struct fields *top, struct recording_info *info)
{
	size_t count;
	int ret = field_array(top, "Gaps", FIELD_OPTIONAL, GAPS_MAX, &count);

	for (size_t i = 0; !ret && i < count; i++) {
		struct gap gap = {0};
		struct fields item;

		ret = field_item(top, "Gaps", i, &item);
		if (!ret)
			ret = field_integer(&item, "Frame", FIELD_REQUIRED, 0, FRAMES_MAX,
					    &gap.frame);
		if (!ret)
			ret = field_integer(&item, "Frames", FIELD_REQUIRED, 1, FRAMES_MAX,
					    &gap.frames);
		if (!ret)
			ret = field_integer(&item, "FramesUncertainty", FIELD_OPTIONAL, 0,
					    FRAMES_MAX, &gap.frames_uncertainty);
		if (!ret)
			ret = field_text(&item, "Cause", FIELD_OPTIONAL, gap.cause,
					 sizeof(gap.cause));
		if (!ret)
			ret = recording_info_add_gap(info, gap, top->err);
	}
	return ret;
}

static int read_tare(const struct fields *tare, const char *key, double values[CHANNELS_MAX],
		     bool *has)
{
	size_t count;
	int ret = field_array(tare, key, FIELD_OPTIONAL, CHANNELS_MAX, &count);

	if (ret || !count)
		return ret;
	/* channels beyond those given are unknown, which the check notices where they are used */
	for (size_t i = count; i < CHANNELS_MAX; i++)
		values[i] = NAN;
	*has = true;
	return field_reals(tare, key, FIELD_REQUIRED, values, count);
}

static int read_tares(const struct fields *top, struct recording_info *info)
{
	struct fields tare;
	int ret = field_object(top, "Tare", FIELD_OPTIONAL, &tare);

	if (!ret)
		ret = read_tare(&tare, "Before", info->tare_before, &info->has_tare_before);
	return ret ? ret : read_tare(&tare, "After", info->tare_after, &info->has_tare_after);
}

static int read_calibration(const struct fields *top, struct recording_info *info)
{
	struct fields calibration;
	int ret = field_object(top, "Calibration", FIELD_OPTIONAL, &calibration);

	if (field_value(top, "Crosstalk"))
		return field_fail(top, "Crosstalk", "must be null: each of Plates has its own");
	if (!ret)
		ret = field_text(&calibration, "Certificate", FIELD_OPTIONAL, info->certificate,
				 sizeof(info->certificate));
	if (!ret)
		ret = field_text(&calibration, "Date", FIELD_OPTIONAL, info->calibration_date,
				 sizeof(info->calibration_date));
	return ret;
}

static int read_device(const struct fields *top, struct recording_info *info)
{
	struct fields device;
	int ret = field_object(top, "Device", FIELD_OPTIONAL, &device);

	if (!ret)
		ret = field_text(&device, "Source", FIELD_OPTIONAL, info->source,
				 sizeof(info->source));
	if (!ret)
		ret = field_text(&device, "Serial", FIELD_OPTIONAL, info->serial,
				 sizeof(info->serial));
	if (!ret)
		ret = field_text(&device, "Firmware", FIELD_OPTIONAL, info->firmware,
				 sizeof(info->firmware));
	return ret;
}

static int read_samples(const struct fields *top, struct recording_info *info)
{
	struct fields samples;
	int ret = field_object(top, "Samples", FIELD_OPTIONAL, &samples);

	if (!ret)
		ret = field_integer(&samples, "Frames", FIELD_OPTIONAL, 0, FRAMES_MAX,
				    &info->frames);
	if (!ret)
		ret = field_text(&samples, "Sha256", FIELD_OPTIONAL, info->sha256,
				 sizeof(info->sha256));
	return ret;
}

static int keep_unknown(const struct fields *top, struct recording_info *info)
{
	struct js *rest;
	int ret = keys_unknown(top->object, &rest);

	if (!ret && rest) {
		info->extra_json = js_dump(rest, 17, 0);
		ret = info->extra_json ? 0 : -1;
		js_free(rest);
	}
	return ret ? fail(top->err, HINGE_ENOMEM, "%s: out of memory", top->file) : 0;
}

static int read_all(const struct fields *top, struct recording_info *info,
		    struct column_names *names)
{
	/* Unit before Plates: it decides whether a cell needs a scale */
	int ret = read_format(top);

	if (!ret)
		ret = field_real(top, "SamplingFrequency", names ? FIELD_OPTIONAL : FIELD_REQUIRED,
				 &info->rate_hz);
	if (!ret)
		ret = read_who(top, info);
	if (!ret)
		ret = read_unit(top, info);
	if (!ret)
		ret = plates_read(top, info, names);
	if (!ret && !names)
		ret = read_channels(top, info);
	if (!ret)
		ret = read_calibration(top, info);
	if (!ret)
		ret = read_tares(top, info);
	if (!ret)
		ret = read_gaps(top, info);
	if (!ret)
		ret = read_device(top, info);
	if (!ret)
		ret = read_samples(top, info);
	if (!ret)
		ret = keep_unknown(top, info);
	return ret ? ret : sidecar_check(info, top->file, top->err);
}

int sidecar_parse_with(const char *text, size_t size, const char *name, struct recording_info *info,
		       struct column_names *names, sidecar_more *more, void *ctx, struct error *err)
{
	struct fields top = {.file = name, .err = err};
	struct js *document;
	int ret;

	recording_info_init(info);
	ret = js_parse(&document, text, size, name, err);
	if (ret)
		return ret;
	top.object = document;
	ret = js_is_object(document) ? read_all(&top, info, names)
				     : fail(err, HINGE_EFORMAT, "%s: must be a JSON object", name);
	if (!ret && more)
		ret = more(&top, info, ctx);
	js_free(document);
	if (ret)
		recording_info_reset(info);
	return ret;
}

int sidecar_parse(const char *text, size_t size, const char *name, struct recording_info *info,
		  struct error *err)
{
	return sidecar_parse_with(text, size, name, info, NULL, NULL, NULL, err);
}

int sidecar_read(const char *path, struct recording_info *info, struct error *err)
{
	char *text;
	size_t size;
	int ret;

	recording_info_init(info);
	ret = file_read(path, SIDECAR_BYTES_MAX, &text, &size, err);
	if (ret)
		return ret;
	ret = sidecar_parse(text, size, path, info, err);
	free(text);
	return ret;
}

int sidecar_path(const char *recording, char *out, size_t size, struct error *err)
{
	const char *base = path_base(recording), *dot = strrchr(base, '.');
	size_t stem = dot && dot != base ? (size_t)(dot - recording) : strlen(recording);

	if (stem + sizeof(".json") > size)
		return fail(err, HINGE_EREAD, "%s: the path is too long", recording);
	snprintf(out, size, "%.*s.json", (int)stem, recording);
	return 0;
}
