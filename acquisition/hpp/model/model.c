/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/model/state.h"

#include <stdlib.h>
#include <string.h>

enum { RATE_USUAL_MHZ = 1000000 };

void hpp_model_options_init(struct hpp_model_options *options)
{
	*options = (struct hpp_model_options){
		.info = {.protocol = 0x0100,
			 .firmware = 0x0100,
			 .channels = 8,
			 .bits = 24,
			 .block_frames_max = HPP_FRAMES_MAX,
			 .capabilities = HPP_CAP_CRC | HPP_CAP_SYNC | HPP_CAP_BLINK | HPP_CAP_GAIN |
					 HPP_CAP_TEMPERATURE,
			 .rate_min_mhz = 100000,
			 .rate_max_mhz = 32000000,
			 .fifo_frames = 4096,
			 .clock_ppb = 20000,
			 .cal_bytes = 4096,
			 .model = "hinge reference plate"},
		.identity = {.vendor = HPP_VENDOR_TEST,
			     .product = HPP_PRODUCT_TEST,
			     .release = 0x0100,
			     .speed = HPP_HIGH_SPEED,
			     .manufacturer = "hinge",
			     .model = "hinge reference plate",
			     .serial = "HPP-1"},
		.clock_hz = 96000000,
	};
}

static int check_options(const struct hpp_model_options *options, struct error *err)
{
	uint8_t bytes[HPP_INFO_BYTES];
	struct hpp_info info;
	int ret;

	hpp_info_encode(bytes, &options->info);
	ret = hpp_info_decode(&info, bytes, sizeof(bytes), err);
	if (ret)
		return fail(err, HINGE_EUSAGE, "a plate cannot be like that");
	if (!info.fifo_frames || options->cal_size > info.cal_bytes ||
	    info.rate_max_mhz / 1000 > options->clock_hz / 100)
		return fail(err, HINGE_EUSAGE,
			    "a plate needs a FIFO, room for its calibration, and a clock of 100 "
			    "times its highest rate");
	return 0;
}

int hpp_model_new(struct hpp_model **out, const struct hpp_model_options *options,
		  struct error *err)
{
	struct hpp_model *model;
	int ret = check_options(options, err);

	if (ret)
		return ret;
	model = calloc(1, sizeof(*model));
	if (!model)
		return fail(err, HINGE_ENOMEM, "out of memory");
	model->options = *options;
	model->options.cal = NULL;
	model->cal = malloc(options->info.cal_bytes + 1);
	if (!model->cal) {
		free(model);
		return fail(err, HINGE_ENOMEM, "out of memory");
	}
	memset(model->cal, 0xff, options->info.cal_bytes);
	if (options->cal_size)
		memcpy(model->cal, options->cal, options->cal_size);
	*out = model;
	return 0;
}

void hpp_model_free(struct hpp_model *model)
{
	if (!model)
		return;
	free(model->cal);
	free(model);
}

static void configure_usual(struct hpp_model *model)
{
	const struct hpp_info *info = &model->options.info;
	unsigned fit = hpp_frames_fit(info->channels);

	model->config = (struct hpp_config){
		.rate_mhz = RATE_USUAL_MHZ < info->rate_min_mhz   ? info->rate_min_mhz
			    : RATE_USUAL_MHZ > info->rate_max_mhz ? info->rate_max_mhz
								  : RATE_USUAL_MHZ,
		.channel_mask = (uint16_t)((1u << info->channels) - 1),
		.block_frames =
			(uint8_t)(fit < info->block_frames_max ? fit : info->block_frames_max),
		.flags = model->options.always_crc ? HPP_FLAG_CRC : 0,
	};
	model_set_rate(model, &model->config);
}

void model_reset(struct hpp_model *model)
{
	model->unlocked = false;
	model->halted = false;
	model->session.state = HPP_IDLE;
	model->repeats = 0;
	model->pending = 0;
	configure_usual(model);
}

void hpp_model_plug(struct hpp_model *model, int64_t now_ns)
{
	model->plugged = true;
	model->plugged_ns = now_ns;
	model->blink_until_ns = now_ns;
	model->session = (struct model_session){.state = HPP_IDLE};
	model_reset(model);
}

void hpp_model_unplug(struct hpp_model *model)
{
	model->plugged = false;
}

bool hpp_model_is_plugged(const struct hpp_model *model)
{
	return model->plugged;
}

bool hpp_model_is_blinking(const struct hpp_model *model, int64_t now_ns)
{
	return model->plugged && now_ns < model->blink_until_ns;
}
