/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HPP/1, the open plate protocol (docs/usb-protocol.md): what plate and host say to each other, as
 * bytes and as structs. Little endian. Nothing here reads or writes anything. */
#ifndef ACQUISITION_HPP_HPP_H
#define ACQUISITION_HPP_HPP_H

#include "formats/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HPP_USB_CLASS = 0xff,
	HPP_USB_SUBCLASS = 0x48,
	HPP_USB_PROTOCOL = 0x01,
	HPP_ENDPOINT = 0x81, /* bulk IN */

	HPP_CHANNELS_MAX = 16,
	HPP_BLOCK_BYTES = 512,
	HPP_HEADER_BYTES = 32,
	HPP_PAYLOAD_BYTES = HPP_BLOCK_BYTES - HPP_HEADER_BYTES,
	HPP_SAMPLE_BYTES = 3,
	HPP_FRAMES_MAX = 20, /* in a block: as many as it has sync bits */
	HPP_SAMPLES_MAX = HPP_PAYLOAD_BYTES / HPP_SAMPLE_BYTES,
	HPP_COUNT_MIN = -(1 << 23),
	HPP_COUNT_MAX = (1 << 23) - 1,

	HPP_CONTROL_MAX = 64, /* bytes of any control transfer */
	HPP_INFO_BYTES = 64,
	HPP_CONFIG_BYTES = 24,
	HPP_STATUS_BYTES = 32,
	HPP_TIME_BYTES = 8,
	HPP_PAGE_BYTES = 64, /* of the calibration memory */
	HPP_GAIN_LOG2_MAX = 7,
	HPP_CAL_MAX = 16 << 10, /* bytes of a calibration memory */
	HPP_HEARTBEAT_MS = 500, /* a running plate sends at least one block in this time */
	HPP_TEMPERATURE_NONE = -32768
};

/* --- control transfers --- */

enum hpp_request {
	HPP_INFO = 0x01,   /* IN */
	HPP_CONFIG = 0x02, /* IN, OUT */
	HPP_START = 0x10,  /* OUT; value: enum hpp_start */
	HPP_STOP = 0x11,   /* OUT */
	HPP_STATUS = 0x12, /* IN */
	HPP_TIME = 0x13,   /* IN; value is free */
	HPP_CAL = 0x20,    /* IN, OUT; value: page */
	HPP_UNLOCK = 0x21, /* OUT; value: HPP_UNLOCK_KEY, any other locks */
	HPP_BLINK = 0x22   /* OUT; value: seconds, 0 = stop */
};
enum { HPP_UNLOCK_KEY = 0xaa55 };
enum hpp_start { HPP_START_NOW = 0, HPP_START_ON_SYNC = 1 };

/* USB's setup packet */
enum { HPP_SETUP_BYTES = 8, HPP_TYPE_OUT = 0x41, HPP_TYPE_IN = 0xc1 };
struct hpp_setup {
	uint8_t type; /* HPP_TYPE_OUT or HPP_TYPE_IN: vendor, interface */
	uint8_t request;
	uint16_t value;
	uint16_t index; /* the interface */
	uint16_t length;
};
void hpp_setup_encode(uint8_t bytes[HPP_SETUP_BYTES], const struct hpp_setup *);
void hpp_setup_decode(struct hpp_setup *, const uint8_t bytes[HPP_SETUP_BYTES]);

/* What answers a transfer instead of bytes. */
enum hpp_outcome {
	HPP_STALLED = -1,
	HPP_BABBLED = -2, /* more bytes than were asked for: the host's controller drops them */
	HPP_VANISHED = -3 /* nobody is there */
};

enum hpp_capability {
	HPP_CAP_CRC = 1 << 0,
	HPP_CAP_SYNC = 1 << 1,
	HPP_CAP_BLINK = 1 << 2,
	HPP_CAP_GAIN = 1 << 3,
	HPP_CAP_TEMPERATURE = 1 << 4
};

struct hpp_info {
	uint16_t protocol; /* 0x0100; a plate of another major version is refused */
	uint16_t firmware; /* 0x0203 = 2.3 */
	uint8_t channels;  /* 1..HPP_CHANNELS_MAX; 8 = two plates of four cells, 4 = one */
	uint8_t bits;      /* that the converter gives, 8..24; samples are always 24 bits wide */
	uint8_t block_frames_max;            /* 1..HPP_FRAMES_MAX */
	uint8_t capabilities;                /* enum hpp_capability */
	uint32_t rate_min_mhz, rate_max_mhz; /* thousandths of a hertz */
	uint32_t fifo_frames;
	uint32_t clock_ppb; /* accuracy of its clock */
	uint32_t cal_bytes; /* a multiple of HPP_PAGE_BYTES, at most HPP_CAL_MAX; 0 = none */
	char model[33];
};
void hpp_info_encode(uint8_t bytes[HPP_INFO_BYTES], const struct hpp_info *);
/* The decoders fail with HINGE_EDEVICE and what is wrong; *out is set only on success. */
int hpp_info_decode(struct hpp_info *out, const uint8_t *bytes, size_t size, struct error *);

enum hpp_config_flag { HPP_FLAG_CRC = 1 << 0, HPP_FLAG_RAMP = 1 << 1 };

struct hpp_config {
	uint32_t rate_mhz; /* asked for; read back: as it is, to half a thousandth */
	uint16_t channel_mask;
	uint8_t block_frames; /* read back: what fits */
	uint8_t flags;        /* enum hpp_config_flag; read back: what the plate can */
	uint8_t gain_log2[HPP_CHANNELS_MAX];
};
void hpp_config_encode(uint8_t bytes[HPP_CONFIG_BYTES], const struct hpp_config *);
int hpp_config_decode(struct hpp_config *out, const uint8_t *bytes, size_t size, struct error *);
unsigned hpp_config_channels(const struct hpp_config *); /* bits set in channel_mask */
/* Frames of so many channels that fit a block: 1..HPP_FRAMES_MAX. */
unsigned hpp_frames_fit(unsigned channels);

enum hpp_state { HPP_IDLE, HPP_RUNNING, HPP_ARMED, HPP_DRAINING };

struct hpp_status {
	enum hpp_state state;
	uint8_t session;        /* sessions since it was plugged in, modulo 256 */
	uint16_t flags;         /* enum hpp_block_flag of all blocks of the session */
	uint32_t blocks;        /* sent in this session */
	uint64_t frames;        /* converted in this session, those lost too */
	uint64_t lost;          /* of them */
	int16_t temperature_cc; /* 0.01 degrees C; HPP_TEMPERATURE_NONE */
	uint16_t excitation_mv; /* 0 = not measured */
	uint32_t fifo_peak;     /* frames */
};
void hpp_status_encode(uint8_t bytes[HPP_STATUS_BYTES], const struct hpp_status *);
int hpp_status_decode(struct hpp_status *out, const uint8_t *bytes, size_t size, struct error *);

void hpp_time_encode(uint8_t bytes[HPP_TIME_BYTES], uint64_t device_ns);
int hpp_time_decode(uint64_t *device_ns, const uint8_t *bytes, size_t size, struct error *);

/* --- blocks --- */

enum hpp_block_flag {
	HPP_LOST = 1 << 0, /* frames before this block */
	HPP_ADC_FAULT = 1 << 1,
	HPP_SATURATED = 1 << 2, /* a sample at an end of its range */
	HPP_EXCITATION_FAULT = 1 << 3,
	HPP_CHANGED = 1 << 4, /* a setting, by the plate itself */
	HPP_TEST_DATA = 1 << 5,
	HPP_LAST = 1 << 6,     /* of the session */
	HPP_SYNC_EDGE = 1 << 7 /* the sync level at a frame differs from that of the frame before */
};

struct hpp_block {
	uint16_t flags;       /* enum hpp_block_flag; the rest is for later versions */
	uint32_t sequence;    /* from 0, one more each block */
	uint64_t first_frame; /* of the session, those lost counted; at most FRAMES_MAX */
	uint64_t device_ns;   /* when it was converted; without frames: when the block was made */
	uint32_t sync_levels; /* bit f: at frame f; the others are 0 */
	uint8_t aux;          /* four more inputs, at the last frame */
	uint8_t frames;       /* 0..HPP_FRAMES_MAX; 0 = heartbeat */
	uint8_t channels;     /* 1..HPP_CHANNELS_MAX */
	uint8_t session;      /* modulo 16 */
};

enum hpp_verdict {
	HPP_BLOCK_GOOD,
	HPP_BLOCK_SHORT,   /* not HPP_BLOCK_BYTES long */
	HPP_BLOCK_FOREIGN, /* no magic */
	HPP_BLOCK_BAD_CRC,
	HPP_BLOCK_BAD_SHAPE /* more frames than fit, or an index past every recording */
};

/* counts: [frames][channels], within HPP_COUNT_MIN .. HPP_COUNT_MAX; the rest is zeros. */
void hpp_block_encode(uint8_t bytes[HPP_BLOCK_BYTES], const struct hpp_block *,
		      const int32_t *counts, bool crc);
/* *out is set only where the verdict is good. crc: whether the plate was configured to send one. */
enum hpp_verdict hpp_block_decode(struct hpp_block *out, const uint8_t *bytes, size_t size,
				  bool crc);
/* [frames][channels] of a block that was found good. */
void hpp_block_unpack(int32_t *counts, const uint8_t bytes[HPP_BLOCK_BYTES],
		      const struct hpp_block *);
/* Bytes of a block that mean something; zeros follow. */
size_t hpp_block_used(const struct hpp_block *);

/* CRC-16/CCITT-FALSE: polynomial 0x1021, not reflected; starts with 0xffff. */
enum { HPP_CRC_START = 0xffff };
uint16_t hpp_crc16(uint16_t crc, const uint8_t *bytes, size_t size);

/* What a plate sends as test data: 16 frame + channel + 2^20 session, as 24 bits with a sign. The
 * session counts modulo 16, the channel is the plate's, whatever the mask. */
int32_t hpp_ramp(unsigned session, uint64_t frame, unsigned channel);

#endif
