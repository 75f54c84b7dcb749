/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plate remembers, and what the files of the model ask each other. */
#ifndef ACQUISITION_HPP_MODEL_STATE_H
#define ACQUISITION_HPP_MODEL_STATE_H

#include "acquisition/hpp/model.h"

enum { MODEL_FAULTS_MAX = 16 };

/* Frames count in the session, times on the device's clock. */
struct model_session {
	enum hpp_state state;
	uint8_t number;
	int64_t armed_ns; /* host: since when a sync edge is waited for */
	int64_t start_ns;
	int64_t fast_permille; /* a fault */
	uint64_t head;         /* the next frame to send */
	uint64_t end;          /* draining: the first that was not converted */
	uint64_t lost, fifo_peak;
	bool lost_before; /* since the last block */
	bool level;       /* of the sync input at the last frame sent */
	uint16_t flags;
	uint32_t sequence, blocks;
	int64_t index_offset; /* a fault */
	int64_t spoke_ns;     /* when the last block was sent */
	int64_t silent_until_ns;
};

struct hpp_model {
	struct hpp_model_options options;
	uint8_t *cal;
	bool plugged;
	int64_t plugged_ns; /* host */
	struct hpp_config config;
	uint32_t divider; /* of options.clock_hz: the rate */
	bool unlocked, halted;
	int64_t blink_until_ns; /* host */
	struct model_session session;
	struct hpp_fault fault[MODEL_FAULTS_MAX];
	size_t faults;
	uint8_t last_block[HPP_BLOCK_BYTES];
	int64_t repeats; /* of the last block, still to come */
	int64_t pending; /* outcome behind blocks that were given already */
};

/* --- model.c --- */

/* As SET_CONFIGURATION leaves it: idle, locked, the usual configuration. */
void model_reset(struct hpp_model *);

/* --- clock.c --- */

int64_t model_device_ns(const struct hpp_model *, int64_t now_ns);
int64_t model_host_ns(const struct hpp_model *, int64_t device_ns);
/* Frames converted in a running session by device_ns. */
uint64_t model_converted(const struct hpp_model *, int64_t device_ns);
int64_t model_frame_ns(const struct hpp_model *, uint64_t frame); /* device time */
/* The sync input; the first rising edge after now_ns (INT64_MAX = none). Host time. */
bool ttl_level(const struct hpp_ttl *, int64_t now_ns);
int64_t ttl_next_edge(const struct hpp_ttl *, int64_t now_ns);
/* The nearest rate there is; false = out of range. Sets divider and config->rate_mhz. */
bool model_set_rate(struct hpp_model *, struct hpp_config *);

/* --- stream.c --- */

/* What time has brought: a sync edge, an overflow. */
void model_advance(struct hpp_model *, int64_t now_ns);
void model_start(struct hpp_model *, bool on_sync, int64_t now_ns);
void model_stop(struct hpp_model *, int64_t now_ns);

/* --- faults.c --- */

/* An unused fault of a kind that has come: for frames at < reach, for requests at = reach or 0.
 * Uses it up. */
bool fault_take(struct hpp_model *, enum hpp_fault_kind, uint64_t reach, int64_t *amount);
/* The same where the amount counts occurrences: uses up one of them. */
bool fault_count(struct hpp_model *, enum hpp_fault_kind, uint64_t reach);
/* Without using it up, whenever it is to come. */
bool fault_waits(const struct hpp_model *, enum hpp_fault_kind, int64_t *amount);

#endif
