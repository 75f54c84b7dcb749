/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/source.h"

#include "acquisition/source_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct source_ops *const source_table[] = {
	&sim_source, &file_source, &usb_source, &serial_source, &mcc_source, &iio_source, NULL,
};

struct source {
	const struct source_ops *ops;
	struct recording_info info;
	_Alignas(max_align_t) unsigned char state[];
};

static const struct source_ops *find_scheme(const char *address, size_t size)
{
	for (size_t i = 0; source_table[i]; i++)
		if (strlen(source_table[i]->scheme) == size &&
		    !memcmp(source_table[i]->scheme, address, size))
			return source_table[i];
	return NULL;
}

int source_open_as(struct source **out, const struct source_ops *ops, const char *address,
		   struct error *err)
{
	struct source *source = calloc(1, sizeof(*source) + ops->state_size);
	int ret;

	if (!source)
		return fail(err, HINGE_ENOMEM, "no memory for the source '%s:%s'", ops->scheme,
			    address);
	source->ops = ops;
	recording_info_init(&source->info);
	ret = ops->open(source->state, address, &source->info, err);
	if (ret) {
		recording_info_reset(&source->info);
		free(source);
		return ret;
	}
	*out = source;
	return 0;
}

int source_open(struct source **out, const char *address, struct error *err)
{
	size_t size = strcspn(address, ":");
	const struct source_ops *ops = address[size] ? find_scheme(address, size) : NULL;

	if (!ops)
		return fail(err, HINGE_EDEVICE,
			    "'%s': no such kind of device (`hinge devices` lists what there is; "
			    "sim: is always there)",
			    address);
	return source_open_as(out, ops, address + size + 1, err);
}

const struct recording_info *source_info(const struct source *source)
{
	return &source->info;
}

struct recording_info *source_info_edit(struct source *source)
{
	return &source->info;
}

int64_t source_read(struct source *source, int32_t *counts, size_t max_frames,
		    struct source_block *block, int timeout_ms, struct error *err)
{
	return source->ops->read(source->state, counts, max_frames, block, timeout_ms, err);
}

bool source_waits(const struct source *source)
{
	return source->ops->waits && source->ops->waits(source->state);
}

bool source_has_truth(const struct source *source)
{
	return source->ops->write_truth;
}

int source_write_truth(struct source *source, int64_t first_frame, const char *path,
		       struct error *err)
{
	if (!source->ops->write_truth)
		return fail(err, HINGE_EUSAGE, "a %s: source knows no truth", source->ops->scheme);
	return source->ops->write_truth(source->state, first_frame, path, err);
}

bool source_has_ramp(const char *address)
{
	const struct source_ops *ops = find_scheme(address, strcspn(address, ":"));

	return ops && ops->ramp;
}

int32_t source_ramp(const struct source *source, int64_t frame, size_t channel)
{
	return source->ops->ramp(source->state, frame, channel);
}

const char *source_trouble(const struct source *source)
{
	return source->ops->trouble ? source->ops->trouble(source->state) : NULL;
}

int source_health(struct source *source, struct source_health *health, struct error *err)
{
	*health = (struct source_health){
		.temperature_c = NAN,
		.excitation_v = NAN,
		.drift_ppm = NAN,
		.fifo_frames = -1,
		.fifo_peak_frames = -1,
		.lost_frames = -1,
	};
	if (!source->ops->health)
		return fail(err, HINGE_EUSAGE, "a %s: source does not tell how it is",
			    source->ops->scheme);
	return source->ops->health(source->state, health, err);
}

int source_identify(struct source *source, double seconds, struct error *err)
{
	if (!source->ops->identify)
		return fail(err, HINGE_EUSAGE, "a %s: source cannot blink", source->ops->scheme);
	return source->ops->identify(source->state, seconds, err);
}

void source_close(struct source *source)
{
	if (!source)
		return;
	source->ops->close(source->state);
	recording_info_reset(&source->info);
	free(source);
}

int source_list(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
		struct error *err)
{
	for (size_t i = 0; source_table[i]; i++) {
		int ret = source_table[i]->list ? source_table[i]->list(visit, ctx, err) : 0;

		if (ret)
			return ret;
	}
	return 0;
}
