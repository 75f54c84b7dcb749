/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/model/state.h"

typedef __int128 wide;

enum { NS = 1000000000, PER_MILLE = 1000 };

int64_t model_device_ns(const struct hpp_model *model, int64_t now_ns)
{
	int64_t elapsed = now_ns - model->plugged_ns;

	return elapsed + (int64_t)((double)elapsed * model->options.clock_ppm * 1e-6);
}

int64_t model_host_ns(const struct hpp_model *model, int64_t device_ns)
{
	double drift = model->options.clock_ppm * 1e-6;

	return model->plugged_ns + device_ns - (int64_t)((double)device_ns * drift / (1 + drift));
}

/* A period is divider / clock_hz seconds, but for the fault that makes it shorter. */
static wide periods_a_second(const struct hpp_model *model)
{
	return (wide)model->options.clock_hz * (PER_MILLE + model->session.fast_permille);
}

uint64_t model_converted(const struct hpp_model *model, int64_t device_ns)
{
	wide elapsed = device_ns - model->session.start_ns;

	if (elapsed <= 0)
		return 0;
	return (uint64_t)(elapsed * periods_a_second(model) /
			  ((wide)model->divider * NS * PER_MILLE));
}

int64_t model_frame_ns(const struct hpp_model *model, uint64_t frame)
{
	wide scale = periods_a_second(model);
	wide periods = (wide)(frame + 1) * model->divider * NS * PER_MILLE;

	return model->session.start_ns + (int64_t)((periods + scale - 1) / scale);
}

bool ttl_level(const struct hpp_ttl *ttl, int64_t now_ns)
{
	int64_t since = now_ns - ttl->first_ns;

	if (since < 0)
		return false;
	return (ttl->period_ns ? since % ttl->period_ns : since) < ttl->high_ns;
}

int64_t ttl_next_edge(const struct hpp_ttl *ttl, int64_t now_ns)
{
	int64_t since = now_ns - ttl->first_ns;

	if (!ttl->high_ns)
		return INT64_MAX;
	if (since < 0)
		return ttl->first_ns;
	if (!ttl->period_ns)
		return INT64_MAX;
	return ttl->first_ns + (since / ttl->period_ns + 1) * ttl->period_ns;
}

static uint32_t rate_of(const struct hpp_model *model, uint32_t divider)
{
	uint64_t milli = (uint64_t)model->options.clock_hz * 1000;

	return (uint32_t)((milli + divider / 2) / divider);
}

bool model_set_rate(struct hpp_model *model, struct hpp_config *config)
{
	const struct hpp_info *info = &model->options.info;
	uint64_t milli = (uint64_t)model->options.clock_hz * 1000;
	uint32_t divider;

	if (config->rate_mhz < info->rate_min_mhz || config->rate_mhz > info->rate_max_mhz)
		return false;
	divider = (uint32_t)((milli + config->rate_mhz / 2) / config->rate_mhz);
	model->divider = divider;
	config->rate_mhz = rate_of(model, divider);
	return true;
}
