/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/errands/zeros.h"

#include "formats/files.h"
#include "formats/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FILE_BYTES_MAX = 1 << 20, FRESH_S = 12 * 3600 };

static const char format[] = "hinge-zeros";

const struct zero *zeros_find(const struct zeros *zeros, const char *source)
{
	for (size_t i = 0; i < zeros->count; i++)
		if (!strcmp(zeros->zero[i].source, source))
			return &zeros->zero[i];
	return NULL;
}

const struct zero *zeros_newest(const struct zeros *zeros)
{
	return zeros->count ? &zeros->zero[zeros->count - 1] : NULL;
}

void zeros_put(struct zeros *zeros, const struct zero *zero)
{
	const struct zero *same = zeros_find(zeros, zero->source);
	size_t gone = same ? (size_t)(same - zeros->zero) : 0;

	if (same || zeros->count == ZEROS_MAX) {
		memmove(&zeros->zero[gone], &zeros->zero[gone + 1],
			(zeros->count - gone - 1) * sizeof(*zero));
		zeros->count--;
	}
	zeros->zero[zeros->count++] = *zero;
}

bool zero_is_fresh(const struct zero *zero, int64_t now_s)
{
	struct tm utc = {0};
	int64_t age_s;

	if (!strptime(zero->time, "%Y-%m-%dT%H:%M:%S", &utc))
		return false;
	age_s = now_s - (int64_t)timegm(&utc);
	return age_s >= -FRESH_S && age_s <= FRESH_S;
}

/* --- on the disk --- */

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

int zeros_path(char *path, size_t size, struct error *err)
{
	const char *service = variable("STATE_DIRECTORY"), *state = variable("XDG_STATE_HOME");
	const char *home = variable("HOME");
	int used;

	if (service) /* systemd names several apart by colons */
		used = snprintf(path, size, "%.*s/zeros.json", (int)strcspn(service, ":"), service);
	else if (state)
		used = snprintf(path, size, "%s/hinge/zeros.json", state);
	else if (home)
		used = snprintf(path, size, "%s/.local/state/hinge/zeros.json", home);
	else
		used = snprintf(path, size, "%s", "");
	if (used < 0 || (size_t)used >= size)
		return fail(err, HINGE_EUSAGE, "the path of the zeros is too long");
	return 0;
}

static bool read_text(const struct js *object, const char *key, char *out, size_t size)
{
	const char *text = js_text(js_get(object, key));

	return text && (size_t)snprintf(out, size, "%s", text) < size;
}

static bool read_plate(struct zero *zero, const struct js *plate)
{
	size_t p = zero->plates;

	return p < PLATES_MAX &&
	       read_text(plate, "Name", zero->plate[p].name, sizeof(zero->plate[p].name)) &&
	       js_real(js_get(plate, "MeanN"), &zero->plate[p].mean_n) &&
	       js_real(js_get(plate, "SdN"), &zero->plate[p].sd_n);
}

static bool read_zero(struct zero *zero, const struct js *object)
{
	const struct js *channels = js_get(object, "Channels"), *plates = js_get(object, "Plates");

	*zero = (struct zero){.channels = js_count(channels)};
	if (!read_text(object, "Source", zero->source, sizeof(zero->source)) ||
	    !read_text(object, "Time", zero->time, sizeof(zero->time)) ||
	    zero->channels > CHANNELS_MAX)
		return false;
	for (size_t c = 0; c < zero->channels; c++)
		if (!js_real(js_at(channels, c), &zero->channel[c]))
			return false;
	for (; zero->plates < js_count(plates); zero->plates++)
		if (!read_plate(zero, js_at(plates, zero->plates)))
			return false;
	return true;
}

static bool read_zeros(struct zeros *zeros, const struct js *document)
{
	const struct js *list = js_get(document, "Zeros");
	char name[sizeof(format)];

	if (!read_text(document, "Format", name, sizeof(name)) || strcmp(name, format) != 0 ||
	    js_count(list) > ZEROS_MAX)
		return false;
	for (size_t i = 0; i < js_count(list); i++) {
		struct zero zero;

		if (!read_zero(&zero, js_at(list, i)))
			return false;
		zeros_put(zeros, &zero);
	}
	return true;
}

int zeros_parse(struct zeros *zeros, const char *text, size_t size, const char *name,
		struct error *err)
{
	struct js *document;
	int ret;

	memset(zeros, 0, sizeof(*zeros));
	ret = js_parse(&document, text, size, name, err);
	if (ret)
		return ret;
	if (!read_zeros(zeros, document)) {
		memset(zeros, 0, sizeof(*zeros));
		ret = fail(err, HINGE_EFORMAT, "%s: holds no zeros (remove it)", name);
	}
	js_free(document);
	return ret;
}

int zeros_load(struct zeros *zeros, const char *path, struct error *err)
{
	char *text;
	size_t size;
	int ret;

	memset(zeros, 0, sizeof(*zeros));
	if (!*path || !file_exists(path))
		return 0;
	ret = file_read(path, FILE_BYTES_MAX, &text, &size, err);
	if (ret)
		return ret;
	ret = zeros_parse(zeros, text, size, path, err);
	free(text);
	return ret;
}

static struct js *whole(struct js *object, int failed)
{
	if (!failed)
		return object;
	js_free(object);
	return NULL;
}

static struct js *zero_format(const struct zero *zero)
{
	struct js *object = js_object(), *channels = js_array(), *plates = js_array();
	int failed = 0;

	for (size_t c = 0; c < zero->channels; c++)
		failed |= js_append(channels, js_number(zero->channel[c]));
	for (size_t p = 0; p < zero->plates; p++) {
		struct js *plate = js_object();

		failed |= js_set(plate, "Name", js_string(zero->plate[p].name));
		failed |= js_set(plate, "MeanN", js_number(zero->plate[p].mean_n));
		failed |= js_set(plate, "SdN", js_number(zero->plate[p].sd_n));
		failed |= js_append(plates, plate);
	}
	failed |= js_set(object, "Source", js_string(zero->source));
	failed |= js_set(object, "Time", js_string(zero->time));
	failed |= js_set(object, "Channels", channels);
	failed |= js_set(object, "Plates", plates);
	return whole(object, failed);
}

static struct js *zeros_format(const struct zeros *zeros)
{
	struct js *object = js_object(), *list = js_array();
	int failed = js_set(object, "Format", js_string(format));

	for (size_t i = 0; i < zeros->count; i++)
		failed |= js_append(list, zero_format(&zeros->zero[i]));
	failed |= js_set(object, "Zeros", list);
	return whole(object, failed);
}

char *zeros_text(const struct zeros *zeros)
{
	struct js *document = zeros_format(zeros);
	char *text = js_dump(document, 17, 1);

	js_free(document);
	return text;
}

int zeros_save(const struct zeros *zeros, const char *path, struct error *err)
{
	size_t folder_bytes = (size_t)(path_base(path) - path);
	char *text = zeros_text(zeros), folder[4096];
	int ret;

	if (!text)
		return fail(err, HINGE_ENOMEM, "%s: no memory to write the zeros", path);
	snprintf(folder, sizeof(folder), "%.*s", (int)(folder_bytes ? folder_bytes - 1 : 0), path);
	ret = *folder ? folder_make(folder, err) : 0;
	if (!ret)
		ret = file_write_atomic(path, text, strlen(text), true, err);
	free(text);
	return ret;
}
