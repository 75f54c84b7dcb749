/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the plate answers on endpoint 0. */
#include "acquisition/hpp/model/state.h"

#include <string.h>

enum { NS_PER_MS = 1000000 };
#define NS_PER_S INT64_C(1000000000)

static bool is_converting(const struct hpp_model *model)
{
	return model->session.state == HPP_RUNNING || model->session.state == HPP_ARMED;
}

static int answer_info(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		       int64_t now_ns)
{
	(void)setup;
	(void)now_ns;
	hpp_info_encode(data, &model->options.info);
	return HPP_INFO_BYTES;
}

static int answer_config(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
			 int64_t now_ns)
{
	(void)setup;
	(void)now_ns;
	hpp_config_encode(data, &model->config);
	return HPP_CONFIG_BYTES;
}

static bool gains_are_possible(const struct hpp_info *info, const struct hpp_config *config)
{
	int max = info->capabilities & HPP_CAP_GAIN ? HPP_GAIN_LOG2_MAX : 0;

	for (unsigned c = 0; c < HPP_CHANNELS_MAX; c++)
		if (config->gain_log2[c] > max)
			return false;
	return true;
}

/* Rounds to what it can do, refuses what it cannot; what is left of a stopped session goes. */
static int take_config(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		       int64_t now_ns)
{
	const struct hpp_info *info = &model->options.info;
	struct hpp_config config;
	unsigned fit;

	(void)now_ns;
	if (is_converting(model) || hpp_config_decode(&config, data, setup->length, NULL) ||
	    config.channel_mask >> info->channels || !gains_are_possible(info, &config) ||
	    !model_set_rate(model, &config))
		return HPP_STALLED;
	fit = hpp_frames_fit(hpp_config_channels(&config));
	if (fit > info->block_frames_max)
		fit = info->block_frames_max;
	if (config.block_frames > fit)
		config.block_frames = (uint8_t)fit;
	config.flags &= HPP_FLAG_RAMP | (info->capabilities & HPP_CAP_CRC ? HPP_FLAG_CRC : 0);
	if (model->options.always_crc)
		config.flags |= HPP_FLAG_CRC;
	model->config = config;
	model->session.state = HPP_IDLE;
	model->repeats = 0;
	return 0;
}

static int take_start(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		      int64_t now_ns)
{
	bool on_sync = setup->value == HPP_START_ON_SYNC;

	(void)data;
	if (is_converting(model) || setup->value > HPP_START_ON_SYNC ||
	    (on_sync && !(model->options.info.capabilities & HPP_CAP_SYNC)))
		return HPP_STALLED;
	model_start(model, on_sync, now_ns);
	return 0;
}

static int take_stop(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		     int64_t now_ns)
{
	(void)setup;
	(void)data;
	model_stop(model, now_ns);
	return 0;
}

static int answer_status(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
			 int64_t now_ns)
{
	const struct model_session *session = &model->session;
	bool measures = model->options.info.capabilities & HPP_CAP_TEMPERATURE;
	uint64_t frames = session->state == HPP_RUNNING
				  ? model_converted(model, model_device_ns(model, now_ns))
				  : session->end;

	(void)setup;
	hpp_status_encode(data, &(struct hpp_status){
					.state = session->state,
					.session = session->number,
					.flags = session->flags,
					.blocks = session->blocks,
					.frames = frames,
					.lost = session->lost,
					.temperature_cc = measures ? 2500 : HPP_TEMPERATURE_NONE,
					.excitation_mv = 5000,
					.fifo_peak = (uint32_t)session->fifo_peak,
				});
	return HPP_STATUS_BYTES;
}

static int answer_time(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		       int64_t now_ns)
{
	(void)setup;
	hpp_time_encode(data, (uint64_t)model_device_ns(model, now_ns));
	return HPP_TIME_BYTES;
}

static uint8_t *cal_page(struct hpp_model *model, unsigned page)
{
	size_t at = (size_t)page * HPP_PAGE_BYTES;

	return at < model->options.info.cal_bytes ? model->cal + at : NULL;
}

static int answer_cal(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		      int64_t now_ns)
{
	const uint8_t *page = cal_page(model, setup->value);

	(void)now_ns;
	if (!page || is_converting(model))
		return HPP_STALLED;
	memcpy(data, page, HPP_PAGE_BYTES);
	return HPP_PAGE_BYTES;
}

static int take_cal(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		    int64_t now_ns)
{
	uint8_t *page = cal_page(model, setup->value);

	(void)now_ns;
	if (!page || !model->unlocked || is_converting(model) || setup->length != HPP_PAGE_BYTES)
		return HPP_STALLED;
	memcpy(page, data, HPP_PAGE_BYTES);
	return 0;
}

static int take_unlock(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		       int64_t now_ns)
{
	(void)data;
	(void)now_ns;
	model->unlocked = setup->value == HPP_UNLOCK_KEY;
	return model->unlocked ? 0 : HPP_STALLED;
}

static int take_blink(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		      int64_t now_ns)
{
	(void)data;
	if (!(model->options.info.capabilities & HPP_CAP_BLINK))
		return HPP_STALLED;
	model->blink_until_ns = now_ns + setup->value * NS_PER_S;
	return 0;
}

static const struct {
	uint8_t type, request;
	int (*take)(struct hpp_model *, const struct hpp_setup *, uint8_t *data, int64_t now_ns);
} requests[] = {
	{HPP_TYPE_IN, HPP_INFO, answer_info},    {HPP_TYPE_IN, HPP_CONFIG, answer_config},
	{HPP_TYPE_OUT, HPP_CONFIG, take_config}, {HPP_TYPE_OUT, HPP_START, take_start},
	{HPP_TYPE_OUT, HPP_STOP, take_stop},     {HPP_TYPE_IN, HPP_STATUS, answer_status},
	{HPP_TYPE_IN, HPP_TIME, answer_time},    {HPP_TYPE_IN, HPP_CAL, answer_cal},
	{HPP_TYPE_OUT, HPP_CAL, take_cal},       {HPP_TYPE_OUT, HPP_UNLOCK, take_unlock},
	{HPP_TYPE_OUT, HPP_BLINK, take_blink},
};

/* --- standard requests --- */

enum {
	TYPE_MASK = 0x60, /* 0 = standard */
	TYPE_IN = 0x80,
	GET_STATUS = 0,
	CLEAR_FEATURE = 1,
	SET_ADDRESS = 5,
	GET_CONFIGURATION = 8,
	SET_CONFIGURATION = 9,
	GET_INTERFACE = 10,
	SET_INTERFACE = 11,
	RECIPIENT_ENDPOINT = 2
};

static int answer_get_status(const struct hpp_model *model, const struct hpp_setup *setup,
			     uint8_t *data)
{
	data[0] = (setup->type & 31) == RECIPIENT_ENDPOINT && setup->index == HPP_ENDPOINT &&
		  model->halted;
	data[1] = 0;
	return 2;
}

static int take_clear_feature(struct hpp_model *model, const struct hpp_setup *setup)
{
	if ((setup->type & 31) != RECIPIENT_ENDPOINT || setup->value)
		return HPP_STALLED;
	if (setup->index == HPP_ENDPOINT)
		model->halted = false;
	return 0;
}

static int answer_descriptor(const struct hpp_model *model, const struct hpp_setup *setup,
			     uint8_t *data)
{
	enum { ENDPOINT_AT = 18, CONFIGURATION = 2 };
	int length = hpp_descriptor_answer(data, &model->options.identity, setup);
	int64_t lie;

	if (setup->value >> 8 == CONFIGURATION && length > ENDPOINT_AT &&
	    fault_waits(model, HPP_FAULT_DESCRIPTOR, &lie))
		data[ENDPOINT_AT] = (uint8_t)lie;
	return length;
}

static int answer_standard_in(const struct hpp_model *model, const struct hpp_setup *setup,
			      uint8_t *data)
{
	switch (setup->request) {
	case GET_STATUS:
		return answer_get_status(model, setup, data);
	case GET_CONFIGURATION:
	case GET_INTERFACE:
		data[0] = setup->request == GET_CONFIGURATION;
		return 1;
	default:
		return answer_descriptor(model, setup, data);
	}
}

static int take_standard_out(struct hpp_model *model, const struct hpp_setup *setup)
{
	switch (setup->request) {
	case CLEAR_FEATURE:
		return take_clear_feature(model, setup);
	case SET_CONFIGURATION:
		model_reset(model);
		return 0;
	case SET_ADDRESS:
	case SET_INTERFACE:
		return 0;
	default:
		return HPP_STALLED;
	}
}

static int answer_bus(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data)
{
	if (setup->type & TYPE_MASK)
		return answer_descriptor(model, setup, data);
	if (setup->type & TYPE_IN)
		return answer_standard_in(model, setup, data);
	return take_standard_out(model, setup);
}

static int answer(struct hpp_model *model, const struct hpp_setup *setup, uint8_t *data,
		  int64_t now_ns)
{
	if (setup->type != HPP_TYPE_IN && setup->type != HPP_TYPE_OUT)
		return answer_bus(model, setup, data);
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++)
		if (requests[i].type == setup->type && requests[i].request == setup->request)
			return requests[i].take(model, setup, data, now_ns);
	return HPP_STALLED;
}

int hpp_model_control(struct hpp_model *model, const struct hpp_setup *setup,
		      uint8_t data[HPP_ANSWER_MAX], int64_t now_ns, int64_t *answer_ns)
{
	bool own = setup->type == HPP_TYPE_IN || setup->type == HPP_TYPE_OUT;
	int64_t amount;
	int length;

	*answer_ns = now_ns;
	if (!model->plugged)
		return HPP_VANISHED;
	model_advance(model, now_ns);
	if (own && fault_take(model, HPP_FAULT_DELAY, setup->request, &amount))
		*answer_ns = now_ns + amount * NS_PER_MS;
	if (own && fault_take(model, HPP_FAULT_VANISH, setup->request, &amount)) {
		model->plugged = false;
		return HPP_VANISHED;
	}
	if (own && fault_count(model, HPP_FAULT_REFUSE, setup->request))
		return HPP_STALLED;
	length = answer(model, setup, data, now_ns);
	if (length > 0 && own && fault_take(model, HPP_FAULT_SHORT_REPLY, setup->request, &amount))
		length = length > amount ? length - (int)amount : 0;
	return length > setup->length ? setup->length : length;
}
