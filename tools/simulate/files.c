/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/recording/container.h"
#include "formats/recording/sidecar.h"
#include "tools/simulate/simulate.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool ends_with(const char *text, size_t size, const char *end)
{
	size_t length = strlen(end);

	return size >= length && !memcmp(text + size - length, end, length);
}

int simulated_files_name(struct simulated_files *files, const char *path, struct error *err)
{
	size_t size = strlen(path);

	if (!ends_with(path, size, ".w64") || size == 4 || path[size - 5] == '/')
		return fail(err, HINGE_EUSAGE, "%s: the name must end in .w64", path);
	if (size + strlen("_truth.json") >= sizeof(files->truth))
		return fail(err, HINGE_EUSAGE, "%.40s...: the name is too long", path);
	size -= strlen(".w64");
	snprintf(files->samples, sizeof(files->samples), "%s", path);
	snprintf(files->sidecar, sizeof(files->sidecar), "%.*s.json", (int)size, path);
	if (ends_with(path, size, "_force"))
		size -= strlen("_force");
	snprintf(files->truth, sizeof(files->truth), "%.*s_truth.json", (int)size, path);
	return 0;
}

static int write_samples(const char *path, const struct simulation *simulation, struct error *err)
{
	char part[1040];
	struct container *container;
	struct error closing;
	int ret, closed;

	snprintf(part, sizeof(part), "%s.part", path);
	unlink(part); /* of a run that was killed */
	ret = container_create(&container, part, CONTAINER_INT24, simulation->channels,
			       simulation->info.rate_hz, err);
	if (ret)
		return ret;
	ret = container_write_counts(container, simulation->counts, simulation->frames, err);
	closed = container_close(container, ret ? &closing : err);
	if (!ret)
		ret = closed;
	if (!ret)
		ret = file_publish(part, path, false, err);
	if (ret)
		unlink(part);
	return ret;
}

/* Of the bytes that stand in the W64: 24 bits, little endian. */
static int hash_samples(char out[65], const struct simulation *simulation, struct error *err)
{
	struct sha256 *sha = sha256_new();
	unsigned char bytes[3 * 1024];
	size_t used = 0;

	if (!sha)
		return fail(err, HINGE_ENOMEM, "no memory for a checksum");
	for (size_t i = 0; i < simulation->frames * simulation->channels; i++) {
		uint32_t count = (uint32_t)simulation->counts[i];

		bytes[used++] = count & 0xff;
		bytes[used++] = count >> 8 & 0xff;
		bytes[used++] = count >> 16 & 0xff;
		if (used == sizeof(bytes)) {
			sha256_add(sha, bytes, used);
			used = 0;
		}
	}
	sha256_add(sha, bytes, used);
	sha256_final_hex(sha, out);
	return 0;
}

static int refuse_existing(const struct simulated_files *files, struct error *err)
{
	const char *const names[] = {files->samples, files->sidecar, files->truth};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (file_exists(names[i]))
			return fail(err, HINGE_EREFUSED,
				    "%s exists already and is not replaced (take another name)",
				    names[i]);
	return 0;
}

/* The samples come last: whoever finds them finds what describes them. */
int simulated_files_write(const struct simulated_files *files, struct simulation *simulation,
			  struct error *err)
{
	int ret = refuse_existing(files, err);

	if (!ret)
		ret = hash_samples(simulation->info.sha256, simulation, err);
	if (ret)
		return ret;
	ret = simulation_write_truth(simulation, 0, files->truth, err);
	if (ret)
		return ret;
	ret = sidecar_write(files->sidecar, &simulation->info, err);
	if (ret)
		goto undo_truth;
	ret = write_samples(files->samples, simulation, err);
	if (!ret)
		return 0;
	unlink(files->sidecar);
undo_truth:
	unlink(files->truth);
	return ret;
}

struct js *simulated_files_json(const struct simulated_files *files,
				const struct simulation *simulation)
{
	const struct recording_info *info = &simulation->info;
	struct js *object = js_object();
	int bad = 0;

	bad |= js_set(object, "file", js_string(files->samples));
	bad |= js_set(object, "sidecar", js_string(files->sidecar));
	bad |= js_set(object, "truth", js_string(files->truth));
	bad |= js_set(object, "subject", js_string(info->subject));
	bad |= js_set(object, "session", js_string(info->session));
	bad |= js_set(object, "run", js_integer(info->run));
	bad |= js_set(object, "duration_s", js_number((double)simulation->frames / info->rate_hz));
	bad |= js_set(object, "reps", js_integer((int64_t)simulation->reps));
	bad |= js_set(object, "seed", js_integer((int64_t)simulation->options.seed));
	if (!bad)
		return object;
	js_free(object);
	return NULL;
}
