/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
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
	ret = !object || set_container(object, &info) || dump_pair(object, path)
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
