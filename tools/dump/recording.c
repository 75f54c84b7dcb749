/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/import/pair.h"
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"
#include "tools/dump/dump.h"

static bool probe(const char *head, size_t size)
{
	return container_probe(head, size);
}

static int set_container(struct js *object, const struct container_info *info)
{
	return js_set(object, "format", js_string(info->format)) ||
	       js_set(object, "samples", js_string(info->is_float ? "float" : "integer")) ||
	       js_set(object, "bits", js_integer(info->bits)) ||
	       js_set(object, "channels", js_integer((int64_t)info->channels)) ||
	       js_set(object, "rate_hz", js_number(info->rate_hz)) ||
	       js_set(object, "frames", js_integer(info->frames)) ||
	       js_set(object, "seconds", js_number((double)info->frames / info->rate_hz));
}

static int add_sidecar(struct js *object, const char *path, struct error *err)
{
	char sidecar[4096];
	struct recording_info info;
	int ret = sidecar_path(path, sidecar, sizeof(sidecar), err);

	if (ret)
		return ret;
	if (!file_exists(sidecar))
		return js_set(object, "sidecar", js_null());
	ret = sidecar_read(sidecar, &info, err);
	if (ret)
		return ret;
	ret = js_set(object, "sidecar", js_path(sidecar)) || dump_info(object, &info);
	recording_info_reset(&info);
	return ret;
}

static struct js *section_row(const struct align_section *section)
{
	struct js *row = js_object();

	if (!js_set(row, "first", js_integer(section->first)) &&
	    !js_set(row, "end", js_integer(section->end)) &&
	    !js_set(row, "right_frame_of_0", js_number(section->offset)) &&
	    !js_set(row, "right_frames_a_frame", js_number(section->slope)) &&
	    !js_set(row, "uncertainty_s", js_number(section->uncertainty_s)))
		return row;
	js_free(row);
	return NULL;
}

static int set_alignment(struct js *pair, const struct alignment *alignment)
{
	struct js *sections = js_array();
	int failed = js_set(pair, "method", js_string(align_method_name(alignment->method)));

	for (size_t s = 0; s < alignment->sections; s++)
		failed |= js_append(sections, section_row(&alignment->section[s]));
	failed |= js_set(pair, "observations", js_integer((int64_t)alignment->observations));
	failed |= js_set(pair, "skew_s", js_number(alignment->skew_s));
	failed |= js_set(pair, "drift_ppm", js_number(alignment->drift_ppm));
	failed |= js_set(pair, "uncertainty_s", js_number(alignment->uncertainty_s));
	failed |= js_set(pair, "sections", sections);
	return failed;
}

/* How this one and its twin lie on one clock, or why they do not. */
static int add_pair(struct js *object, const char *path)
{
	struct alignment alignment;
	struct twin twin;
	struct error err;
	struct js *pair;
	int failed;

	if (!twin_find(path, &twin))
		return 0;
	pair = js_object();
	failed = js_set(pair, "left", js_path(twin.left));
	failed |= js_set(pair, "right", js_path(twin.right));
	if (pair_align(&twin, &alignment, &err))
		failed |= js_set(pair, "refused", js_path(err.text));
	else
		failed |= set_alignment(pair, &alignment);
	return js_set(object, "pair", pair) || failed;
}

static int read_recording(const char *path, struct js **out, struct error *err)
{
	struct container *container;
	struct container_info info;
	struct js *object;
	int ret = container_open(&container, path, &info, err);

	if (ret)
		return ret;
	ret = container_close(container, err);
	if (ret)
		return ret;
	object = dump_object(path, "recording");
	ret = !object || set_container(object, &info) || add_pair(object, path)
		      ? 1
		      : add_sidecar(object, path, err);
	if (ret > 0)
		return dump_no_memory(object, path, err);
	if (ret < 0) {
		js_free(object);
		return ret;
	}
	*out = object;
	return 0;
}

const struct dump_ops dump_recording = {.probe = probe, .read = read_recording};
