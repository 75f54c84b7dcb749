/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate without I/O, clock or thread: control requests go in and answers come out, bulk data are
 * given when asked for, time is handed in, samples come from a callback. Behind a front end (USB
 * redirection, FunctionFS, a tty, a file of packets) or a test it is the device; the same code is
 * the reference for firmware. Not for several threads at once. */
#ifndef ACQUISITION_HPP_MODEL_H
#define ACQUISITION_HPP_MODEL_H

#include "acquisition/hpp/descriptors.h"
#include "acquisition/hpp/hpp.h"

/* Where samples come from. */
struct hpp_feed {
	/* [count][info.channels] counts of the session's frames from first on; each frame is asked
	 * for at most once, in order, lost ones not at all. NULL = the ramp. */
	void (*frames)(void *ctx, int64_t first, size_t count, int32_t *counts);
	/* A session starts: its frame 0 is converted one period after now_ns. Optional. */
	void (*started)(void *ctx, int64_t now_ns, double rate_hz);
	void *ctx;
};

/* A TTL signal in host time, which plates may share: high from first_ns on for high_ns, again every
 * period_ns (0 = once). high_ns 0 = no signal. */
struct hpp_ttl {
	int64_t first_ns, high_ns, period_ns;
};

struct hpp_model_options {
	struct hpp_info info; /* cal_bytes: of its calibration memory */
	struct hpp_identity identity;
	uint32_t clock_hz; /* its rates are this over a whole number */
	double clock_ppm;  /* its clock runs this much faster than now_ns */
	bool always_crc;   /* over a tty: whatever CONFIG asks for */
	struct hpp_feed feed;
	struct hpp_ttl sync;
	const uint8_t *cal; /* first content of the memory, copied; the rest is 0xff */
	size_t cal_size;
};
/* Two plates of four cells, 100 Hz to 32 kHz from 96 MHz, 4096 frames of FIFO, every capability. */
void hpp_model_options_init(struct hpp_model_options *);

struct hpp_model;
/* Unplugged at first. HINGE_EUSAGE where the options contradict each other. */
int hpp_model_new(struct hpp_model **out, const struct hpp_model_options *, struct error *);
void hpp_model_free(struct hpp_model *);

/* Power comes: idle, default configuration, no session yet, device time 0, memory locked; the
 * calibration memory and faults not yet used stay. Also for a reset of the bus. */
void hpp_model_plug(struct hpp_model *, int64_t now_ns);
void hpp_model_unplug(struct hpp_model *);
bool hpp_model_is_plugged(const struct hpp_model *); /* false also after it vanished by itself */

/* now_ns never goes back from call to call.
 *
 * A control transfer, standard requests too. OUT: data are the setup->length bytes that came with
 * it; 0 = taken. IN: the bytes of the answer in data, at most setup->length. Else HPP_STALLED or
 * HPP_VANISHED. *answer_ns: when the answer is to be sent, now_ns but for a fault. */
int hpp_model_control(struct hpp_model *, const struct hpp_setup *, uint8_t data[HPP_ANSWER_MAX],
		      int64_t now_ns, int64_t *answer_ns);
/* What the bulk endpoint has for a transfer with so much room left: whole blocks, 0 where none is
 * ready (NAK). A last block that is no HPP_BLOCK_BYTES long (a fault) ends the transfer. Else an
 * outcome: HPP_STALLED until CLEAR_FEATURE, HPP_BABBLED once, HPP_VANISHED. */
int64_t hpp_model_bulk(struct hpp_model *, uint8_t *out, size_t room, int64_t now_ns);
/* When hpp_model_bulk() will have something, as far as is known now; INT64_MAX = never. */
int64_t hpp_model_ready_ns(const struct hpp_model *, int64_t now_ns);
bool hpp_model_is_blinking(const struct hpp_model *, int64_t now_ns);

/* --- faults: each happens once, when its moment has come --- */

enum hpp_fault_kind {
	/* at = frame of the session: the first block that reaches it. amount: */
	HPP_FAULT_SHORT_BLOCK, /* its bytes, 1..511 */
	HPP_FAULT_BAD_CRC,     /* so many blocks; also where CRCs are off: a CRC never sent */
	HPP_FAULT_BAD_MAGIC,   /* so many blocks */
	HPP_FAULT_BAD_SHAPE,   /* so many blocks: more frames than fit */
	HPP_FAULT_CHANNELS,    /* so many blocks with one channel more or fewer than configured */
	HPP_FAULT_STALE,       /* so many blocks of the session before */
	HPP_FAULT_REPEAT,      /* the block is sent so many times more */
	HPP_FAULT_DROP,        /* so many blocks are not sent: sequence and index jump */
	HPP_FAULT_SEQUENCE,    /* the sequence jumps by it, no frame is missing */
	HPP_FAULT_INDEX,       /* the index jumps by it, back too, and no flag says so */
	HPP_FAULT_OVERFLOW,    /* so many frames are lost, with the flag */
	HPP_FAULT_SILENCE,     /* nothing is sent for so many ms; the FIFO may overflow */
	HPP_FAULT_BABBLE,
	HPP_FAULT_STALL,
	HPP_FAULT_UNPLUG,
	/* at = enum hpp_request, 0 = any: the next such request. amount: */
	HPP_FAULT_REFUSE,      /* so many are answered by STALL */
	HPP_FAULT_DELAY,       /* ms until the answer */
	HPP_FAULT_SHORT_REPLY, /* so many bytes less than there should be */
	HPP_FAULT_VANISH,      /* it is gone before it answers */
	/* at the next START; amount: thousandths by which frames come faster than CONFIG says */
	HPP_FAULT_RATE,
	/* for good: the endpoint's descriptor says that it is amount bytes long */
	HPP_FAULT_DESCRIPTOR,
	HPP_FAULT_KINDS
};

struct hpp_fault {
	enum hpp_fault_kind kind;
	uint64_t at;
	int64_t amount;
};
/* "KIND[:AMOUNT][@AT]": "bad-crc:3@12000", "delay:300@0x13", "unplug@5000"; the names are the
 * enum's in small letters with '-'. HINGE_EUSAGE says what is allowed. */
int hpp_fault_parse(struct hpp_fault *, const char *text, struct error *);
/* HINGE_EREFUSED where too many wait already. */
int hpp_model_fault(struct hpp_model *, const struct hpp_fault *, struct error *);

#endif
