/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/recording/sidecar.h"
#include "tools/dump/dump.h"

#include <string.h>

static bool probe(const char *head, size_t size)
{
	size_t blank = 0;

	while (blank < size && strchr(" \t\r\n", head[blank]))
		blank++;
	return blank < size && head[blank] == '{';
}

static int read_sidecar(const char *path, struct js **out, struct error *err)
{
	struct recording_info info;
	struct js *object;
	int ret = sidecar_read(path, &info, err);

	if (ret)
		return ret;
	object = dump_object(path, "sidecar");
	ret = !object || dump_info(object, &info);
	recording_info_reset(&info);
	if (ret)
		return dump_no_memory(object, path, err);
	*out = object;
	return 0;
}

const struct dump_ops dump_sidecar = {.probe = probe, .read = read_sidecar};
