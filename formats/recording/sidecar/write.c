/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar.h"

#include "formats/files.h"
#include "formats/recording/sidecar/keys.h"
#include "formats/recording/sidecar/plates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Setters give 0, or -1 when out of memory or where a text is not UTF-8. */

static int set_text(struct js *object, const char *key, const char *text)
{
	return text[0] ? js_set(object, key, js_string(text)) : 0;
}

static int set_real(struct js *object, const char *key, double value)
{
	return isnan(value) ? 0 : js_set(object, key, js_number(value));
}

static int set_count(struct js *object, const char *key, int64_t value)
{
	return value ? js_set(object, key, js_integer(value)) : 0;
}

/* A group's object, with what another version put into it; left out where it is empty. */
static int set_group(struct js *document, const char *key, struct js *group, const struct js *rest)
{
	if (!group || keys_add_rest(group, js_get(rest, key))) {
		js_free(group);
		return -1;
	}
	if (js_count(group))
		return js_set(document, key, group);
	js_free(group);
	return 0;
}

/* Frees and forgets the group where filling it failed. */
static struct js *filled(struct js *group, int failed)
{
	if (!failed)
		return group;
	js_free(group);
	return NULL;
}

static int set_who(struct js *document, const struct recording_info *info)
{
	return js_set(document, "Format", js_string("hinge-recording")) ||
	       js_set(document, "FormatVersion", js_string("1.0")) ||
	       set_text(document, "TaskName", info->task) ||
	       set_real(document, "SamplingFrequency", info->rate_hz) ||
	       set_text(document, "StartTime", info->start_time) ||
	       set_text(document, "TimeZone", info->time_zone) ||
	       set_text(document, "Subject", info->subject) ||
	       set_text(document, "Session", info->session) ||
	       set_count(document, "Run", info->run) ||
	       set_count(document, "Supersedes", info->supersedes) ||
	       set_real(document, "LoadKg", info->load_kg) ||
	       set_real(document, "BodyMassKg", info->mass_kg) ||
	       set_text(document, "Style", info->style) || set_text(document, "Grip", info->grip) ||
	       js_set(document, "Unit", js_string(sample_unit_name(info->unit))) ||
	       set_count(document, "Channels", (int64_t)info->channels);
}

static struct js *calibration_format(const struct recording_info *info)
{
	struct js *group = js_object();

	return filled(group, !group || set_text(group, "Certificate", info->certificate) ||
				     set_text(group, "Date", info->calibration_date));
}

static struct js *device_format(const struct recording_info *info)
{
	struct js *group = js_object();

	return filled(group, !group || set_text(group, "Source", info->source) ||
				     set_text(group, "Serial", info->serial) ||
				     set_text(group, "Firmware", info->firmware));
}

static struct js *samples_format(const struct recording_info *info)
{
	struct js *group = js_object();

	return filled(group, !group || set_count(group, "Frames", info->frames) ||
				     set_text(group, "Sha256", info->sha256));
}

static struct js *tare_format(const struct recording_info *info)
{
	struct js *group = js_object();
	size_t count = sidecar_channels(info);

	return filled(group,
		      !group ||
			      (info->has_tare_before &&
			       js_set(group, "Before", js_reals(info->tare_before, count))) ||
			      (info->has_tare_after &&
			       js_set(group, "After", js_reals(info->tare_after, count))));
}

static struct js *gap_format(const struct gap *gap)
{
	struct js *object = js_object();

	return filled(object, !object || js_set(object, "Frame", js_integer(gap->frame)) ||
				      js_set(object, "Frames", js_integer(gap->frames)) ||
				      set_text(object, "Cause", gap->cause) ||
				      js_set(object, "FramesUncertainty",
					     js_integer(gap->frames_uncertainty)));
}

static struct js *gaps_format(const struct recording_info *info)
{
	struct js *array = js_array();

	for (size_t i = 0; array && i < info->gaps; i++)
		if (js_append(array, gap_format(&info->gap[i])))
			return filled(array, -1);
	return array;
}

static struct js *document_format(const struct recording_info *info, const struct js *rest)
{
	struct js *document = js_object();

	return filled(
		document,
		!document || set_who(document, info) ||
			js_set(document, "Plates", plates_format(info, js_get(rest, "Plates"))) ||
			set_group(document, "Calibration", calibration_format(info), rest) ||
			set_group(document, "Tare", tare_format(info), NULL) ||
			js_set(document, "Gaps", gaps_format(info)) ||
			set_group(document, "Device", device_format(info), rest) ||
			set_group(document, "Samples", samples_format(info), NULL) ||
			keys_add_rest(document, rest));
}

int sidecar_format(const struct recording_info *info, char **text, struct error *err)
{
	struct js *rest = NULL, *document;
	int ret = 0;

	if (info->extra_json)
		ret = js_parse(&rest, info->extra_json, strlen(info->extra_json), "extra keys",
			       err);
	if (ret)
		return ret;
	document = document_format(info, rest);
	*text = js_dump_exactly(document, 2);
	js_free(document);
	js_free(rest);
	return *text ? 0 : fail(err, HINGE_ENOMEM, "out of memory, or a text is not UTF-8");
}

int sidecar_write(const char *path, const struct recording_info *info, struct error *err)
{
	char *text;
	int ret = sidecar_check(info, path, err);

	if (!ret)
		ret = sidecar_format(info, &text, err);
	if (ret)
		return ret;
	ret = file_write_atomic(path, text, strlen(text), false, err);
	free(text);
	return ret;
}
