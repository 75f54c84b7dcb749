/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/hpp.h"
#include "acquisition/hpp/text.h"
#include "formats/memory/bytes.h"

static const uint8_t info_magic[4] = {'H', 'P', 'P', '1'};

/* Offsets in INFO */
enum {
	INFO_PROTOCOL = 4,
	INFO_FIRMWARE = 6,
	INFO_CHANNELS = 8,
	INFO_BITS = 9,
	INFO_BLOCK_FRAMES = 10,
	INFO_CAPABILITIES = 11,
	INFO_RATE_MIN = 12,
	INFO_RATE_MAX = 16,
	INFO_FIFO = 20,
	INFO_CLOCK = 24,
	INFO_CAL = 28,
	INFO_MODEL = 32,
	MODEL_BYTES = 32
};

/* in CONFIG */
enum { CONFIG_RATE = 0, CONFIG_MASK = 4, CONFIG_FRAMES = 6, CONFIG_FLAGS = 7, CONFIG_GAIN = 8 };

/* in STATUS */
enum {
	STATUS_STATE = 0,
	STATUS_SESSION = 1,
	STATUS_FLAGS = 2,
	STATUS_BLOCKS = 4,
	STATUS_FRAMES = 8,
	STATUS_LOST = 16,
	STATUS_TEMPERATURE = 24,
	STATUS_EXCITATION = 26,
	STATUS_PEAK = 28
};

static int check_size(const char *what, size_t size, size_t expected, struct error *err)
{
	if (size == expected)
		return 0;
	return fail(err, HINGE_EDEVICE, "%s of %zu bytes, expected %zu", what, size, expected);
}

/* --- the setup packet --- */

void hpp_setup_encode(uint8_t bytes[HPP_SETUP_BYTES], const struct hpp_setup *setup)
{
	bytes[0] = setup->type;
	bytes[1] = setup->request;
	put_u16(bytes + 2, setup->value);
	put_u16(bytes + 4, setup->index);
	put_u16(bytes + 6, setup->length);
}

void hpp_setup_decode(struct hpp_setup *setup, const uint8_t bytes[HPP_SETUP_BYTES])
{
	setup->type = bytes[0];
	setup->request = bytes[1];
	setup->value = get_u16(bytes + 2);
	setup->index = get_u16(bytes + 4);
	setup->length = get_u16(bytes + 6);
}

/* --- INFO --- */

void hpp_info_encode(uint8_t bytes[HPP_INFO_BYTES], const struct hpp_info *info)
{
	memset(bytes, 0, HPP_INFO_BYTES);
	memcpy(bytes, info_magic, sizeof(info_magic));
	put_u16(bytes + INFO_PROTOCOL, info->protocol);
	put_u16(bytes + INFO_FIRMWARE, info->firmware);
	bytes[INFO_CHANNELS] = info->channels;
	bytes[INFO_BITS] = info->bits;
	bytes[INFO_BLOCK_FRAMES] = info->block_frames_max;
	bytes[INFO_CAPABILITIES] = info->capabilities;
	put_u32(bytes + INFO_RATE_MIN, info->rate_min_mhz);
	put_u32(bytes + INFO_RATE_MAX, info->rate_max_mhz);
	put_u32(bytes + INFO_FIFO, info->fifo_frames);
	put_u32(bytes + INFO_CLOCK, info->clock_ppb);
	put_u32(bytes + INFO_CAL, info->cal_bytes);
	hpp_text_write(bytes + INFO_MODEL, MODEL_BYTES, info->model);
}

static void info_read(struct hpp_info *info, const uint8_t *bytes)
{
	memset(info, 0, sizeof(*info));
	info->protocol = get_u16(bytes + INFO_PROTOCOL);
	info->firmware = get_u16(bytes + INFO_FIRMWARE);
	info->channels = bytes[INFO_CHANNELS];
	info->bits = bytes[INFO_BITS];
	info->block_frames_max = bytes[INFO_BLOCK_FRAMES];
	info->capabilities = bytes[INFO_CAPABILITIES];
	info->rate_min_mhz = get_u32(bytes + INFO_RATE_MIN);
	info->rate_max_mhz = get_u32(bytes + INFO_RATE_MAX);
	info->fifo_frames = get_u32(bytes + INFO_FIFO);
	info->clock_ppb = get_u32(bytes + INFO_CLOCK);
	info->cal_bytes = get_u32(bytes + INFO_CAL);
}

static int info_check(const struct hpp_info *info, struct error *err)
{
	if (info->channels < 1 || info->channels > HPP_CHANNELS_MAX)
		return fail(err, HINGE_EDEVICE, "INFO: %u channels, expected 1 to %d",
			    info->channels, HPP_CHANNELS_MAX);
	if (info->bits < 8 || info->bits > 24)
		return fail(err, HINGE_EDEVICE, "INFO: %u bits, expected 8 to 24", info->bits);
	if (info->block_frames_max < 1 || info->block_frames_max > HPP_FRAMES_MAX)
		return fail(err, HINGE_EDEVICE, "INFO: %u frames a block, expected 1 to %d",
			    info->block_frames_max, HPP_FRAMES_MAX);
	if (!info->rate_min_mhz || info->rate_min_mhz > info->rate_max_mhz)
		return fail(err, HINGE_EDEVICE, "INFO: rates from %u to %u mHz", info->rate_min_mhz,
			    info->rate_max_mhz);
	if (info->cal_bytes % HPP_PAGE_BYTES || info->cal_bytes > HPP_CAL_MAX)
		return fail(err, HINGE_EDEVICE,
			    "INFO: %u bytes of calibration, expected a multiple of %d up to %d",
			    info->cal_bytes, HPP_PAGE_BYTES, HPP_CAL_MAX);
	return 0;
}

int hpp_info_decode(struct hpp_info *out, const uint8_t *bytes, size_t size, struct error *err)
{
	struct hpp_info info;
	int ret = check_size("INFO", size, HPP_INFO_BYTES, err);

	if (ret)
		return ret;
	if (memcmp(bytes, info_magic, sizeof(info_magic)))
		return fail(err, HINGE_EDEVICE, "INFO does not begin with HPP1: not a plate");
	info_read(&info, bytes);
	if (info.protocol >> 8 != 1)
		return fail(err, HINGE_EDEVICE, "it speaks version %u.%u of the protocol, not 1",
			    info.protocol >> 8, info.protocol & 255);
	if (!hpp_text_read(info.model, bytes + INFO_MODEL, MODEL_BYTES))
		return fail(err, HINGE_EDEVICE, "INFO: the model's name is not printable ASCII");
	ret = info_check(&info, err);
	if (ret)
		return ret;
	*out = info;
	return 0;
}

/* --- CONFIG --- */

unsigned hpp_frames_fit(unsigned channels)
{
	unsigned fit = HPP_SAMPLES_MAX / channels;

	return fit < HPP_FRAMES_MAX ? fit : HPP_FRAMES_MAX;
}

unsigned hpp_config_channels(const struct hpp_config *config)
{
	return (unsigned)__builtin_popcount(config->channel_mask);
}

void hpp_config_encode(uint8_t bytes[HPP_CONFIG_BYTES], const struct hpp_config *config)
{
	put_u32(bytes + CONFIG_RATE, config->rate_mhz);
	put_u16(bytes + CONFIG_MASK, config->channel_mask);
	bytes[CONFIG_FRAMES] = config->block_frames;
	bytes[CONFIG_FLAGS] = config->flags;
	memcpy(bytes + CONFIG_GAIN, config->gain_log2, HPP_CHANNELS_MAX);
}

int hpp_config_decode(struct hpp_config *out, const uint8_t *bytes, size_t size, struct error *err)
{
	struct hpp_config config;
	int ret = check_size("CONFIG", size, HPP_CONFIG_BYTES, err);

	if (ret)
		return ret;
	config.rate_mhz = get_u32(bytes + CONFIG_RATE);
	config.channel_mask = get_u16(bytes + CONFIG_MASK);
	config.block_frames = bytes[CONFIG_FRAMES];
	config.flags = bytes[CONFIG_FLAGS];
	memcpy(config.gain_log2, bytes + CONFIG_GAIN, HPP_CHANNELS_MAX);
	if (!config.rate_mhz)
		return fail(err, HINGE_EDEVICE, "CONFIG: a rate of 0");
	if (!config.channel_mask)
		return fail(err, HINGE_EDEVICE, "CONFIG: no channel");
	if (config.block_frames < 1 || config.block_frames > HPP_FRAMES_MAX)
		return fail(err, HINGE_EDEVICE, "CONFIG: %u frames a block, expected 1 to %d",
			    config.block_frames, HPP_FRAMES_MAX);
	*out = config;
	return 0;
}

/* --- STATUS and TIME --- */

void hpp_status_encode(uint8_t bytes[HPP_STATUS_BYTES], const struct hpp_status *status)
{
	bytes[STATUS_STATE] = (uint8_t)status->state;
	bytes[STATUS_SESSION] = status->session;
	put_u16(bytes + STATUS_FLAGS, status->flags);
	put_u32(bytes + STATUS_BLOCKS, status->blocks);
	put_u64(bytes + STATUS_FRAMES, status->frames);
	put_u64(bytes + STATUS_LOST, status->lost);
	put_u16(bytes + STATUS_TEMPERATURE, (uint16_t)status->temperature_cc);
	put_u16(bytes + STATUS_EXCITATION, status->excitation_mv);
	put_u32(bytes + STATUS_PEAK, status->fifo_peak);
}

int hpp_status_decode(struct hpp_status *out, const uint8_t *bytes, size_t size, struct error *err)
{
	struct hpp_status status;
	int ret = check_size("STATUS", size, HPP_STATUS_BYTES, err);

	if (ret)
		return ret;
	if (bytes[STATUS_STATE] > HPP_DRAINING)
		return fail(err, HINGE_EDEVICE, "STATUS: state %u, expected 0 to %d",
			    bytes[STATUS_STATE], HPP_DRAINING);
	status.state = (enum hpp_state)bytes[STATUS_STATE];
	status.session = bytes[STATUS_SESSION];
	status.flags = get_u16(bytes + STATUS_FLAGS);
	status.blocks = get_u32(bytes + STATUS_BLOCKS);
	status.frames = get_u64(bytes + STATUS_FRAMES);
	status.lost = get_u64(bytes + STATUS_LOST);
	status.temperature_cc = (int16_t)get_u16(bytes + STATUS_TEMPERATURE);
	status.excitation_mv = get_u16(bytes + STATUS_EXCITATION);
	status.fifo_peak = get_u32(bytes + STATUS_PEAK);
	*out = status;
	return 0;
}

void hpp_time_encode(uint8_t bytes[HPP_TIME_BYTES], uint64_t device_ns)
{
	put_u64(bytes, device_ns);
}

int hpp_time_decode(uint64_t *device_ns, const uint8_t *bytes, size_t size, struct error *err)
{
	int ret = check_size("TIME", size, HPP_TIME_BYTES, err);

	if (!ret)
		*device_ns = get_u64(bytes);
	return ret;
}
