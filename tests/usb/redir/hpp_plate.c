/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/usb/redir/hpp_plate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hpp_plate {
	struct usb_device device;
	struct hpp_model *model;
	struct lifter *lifter;
	struct hpp_simulated simulated;
	struct hpp_feed feed; /* of simulated */
	uint8_t calibration[HPP_CAL_MAX];
};

static void plate_plug(void *state, int64_t now_ns)
{
	struct hpp_plate *plate = state;

	hpp_model_plug(plate->model, now_ns);
}

static void plate_unplug(void *state)
{
	struct hpp_plate *plate = state;

	hpp_model_unplug(plate->model);
}

static int plate_control(void *state, const struct hpp_setup *setup,
			 uint8_t data[DEVICE_CONTROL_MAX], int64_t now_ns, int64_t *answer_ns)
{
	struct hpp_plate *plate = state;

	if (setup->type == HPP_TYPE_IN || setup->type == HPP_TYPE_OUT)
		fprintf(stderr, "%.6f request %02xh\n", (double)now_ns * 1e-9, setup->request);
	_Static_assert((int)DEVICE_CONTROL_MAX >= (int)HPP_ANSWER_MAX, "an answer fits");
	return hpp_model_control(plate->model, setup, data, now_ns, answer_ns);
}

static int64_t plate_bulk_in(void *state, uint8_t *data, size_t room, bool *ends, int64_t now_ns)
{
	struct hpp_plate *plate = state;
	int64_t got = hpp_model_bulk(plate->model, data, room, now_ns);

	*ends = got > 0 && got % HPP_BLOCK_BYTES;
	return got;
}

/* Two plates feel the same lifter. */
static void plate_started(void *ctx, int64_t now_ns, double rate_hz)
{
	struct hpp_plate *plate = ctx;
	struct lifter *lifter = plate->lifter;

	if (!lifter->begun)
		lifter->begin_ns = now_ns;
	lifter->begun = plate->simulated.begun = true;
	plate->simulated.begin_ns = lifter->begin_ns;
	plate->feed.started(plate->feed.ctx, now_ns, rate_hz);
}

static void plate_frames(void *ctx, int64_t first, size_t count, int32_t *counts)
{
	struct hpp_plate *plate = ctx;

	plate->feed.frames(plate->feed.ctx, first, count, counts);
}

static int put_lifter_on(struct hpp_plate *plate, struct hpp_model_options *model,
			 const struct hpp_plate_options *options, struct error *err)
{
	int ret = hpp_simulated_init(&plate->simulated, model, plate->calibration,
				     options->lifter->simulation, options->first_plate,
				     options->channels / 4, err);

	if (ret)
		return ret;
	plate->lifter = options->lifter;
	plate->feed = model->feed;
	model->feed = (struct hpp_feed){plate_frames, plate_started, plate};
	return 0;
}

static void describe(struct hpp_model_options *model, const struct hpp_plate_options *options)
{
	hpp_model_options_init(model);
	model->info.channels = (uint8_t)options->channels;
	snprintf(model->identity.serial, sizeof(model->identity.serial), "%s", options->serial);
	model->clock_ppm = options->clock_ppm;
	if (options->sync_from_ns)
		model->sync = (struct hpp_ttl){options->sync_from_ns, 100000000, 1000000000};
}

int hpp_plate_new(struct hpp_plate **out, const struct hpp_plate_options *options,
		  struct error *err)
{
	struct hpp_model_options model;
	struct hpp_plate *plate = calloc(1, sizeof(*plate));
	int ret = 0;

	if (!plate)
		return fail(err, HINGE_ENOMEM, "no memory for a plate");
	describe(&model, options);
	if (options->lifter)
		ret = put_lifter_on(plate, &model, options, err);
	if (!ret)
		ret = hpp_model_new(&plate->model, &model, err);
	if (ret) {
		free(plate);
		return ret;
	}
	plate->device = (struct usb_device){
		.plug = plate_plug,
		.unplug = plate_unplug,
		.control = plate_control,
		.bulk_in = plate_bulk_in,
		.state = plate,
	};
	*out = plate;
	return 0;
}

void hpp_plate_free(struct hpp_plate *plate)
{
	if (!plate)
		return;
	hpp_model_free(plate->model);
	free(plate);
}

const struct usb_device *hpp_plate_device(const struct hpp_plate *plate)
{
	return &plate->device;
}

int hpp_plate_fault(struct hpp_plate *plate, const char *text, struct error *err)
{
	struct hpp_fault fault;
	int ret = hpp_fault_parse(&fault, text, err);

	return ret ? ret : hpp_model_fault(plate->model, &fault, err);
}
