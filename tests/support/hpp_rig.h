/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A host's hands on a model of a plate: requests, blocks, and a clock to turn. */
#ifndef TESTS_SUPPORT_HPP_RIG_H
#define TESTS_SUPPORT_HPP_RIG_H

#include "acquisition/hpp/model.h"

#define SECOND INT64_C(1000000000)
#define MS     INT64_C(1000000)

struct hpp_rig {
	struct hpp_model *model;
	int64_t now_ns, answer_ns;
	bool crc; /* was configured last */
};

/* A block that was decoded, with its counts. */
struct rig_block {
	struct hpp_block head;
	enum hpp_verdict verdict;
	int32_t counts[HPP_SAMPLES_MAX];
};

/* Plugged in at now_ns = 17 s. NULL = the usual options. */
void rig_open(struct hpp_rig *, const struct hpp_model_options *);
void rig_close(struct hpp_rig *);
/* data: what is sent, or room for what comes. The bytes that came, or an outcome. */
int rig_control(struct hpp_rig *, uint8_t type, uint8_t request, uint16_t value, void *data,
		uint16_t length);
/* Without data. */
int rig_out(struct hpp_rig *, uint8_t request, uint16_t value);
/* CONFIG; the outcome. */
int rig_configure(struct hpp_rig *, uint32_t rate_mhz, uint16_t mask, uint8_t frames,
		  uint8_t flags);
struct hpp_config rig_config(struct hpp_rig *);
struct hpp_status rig_status(struct hpp_rig *);
void rig_fault(struct hpp_rig *, const char *text);
/* All blocks that are ready now, at most so many: how many, or an outcome where there is none. */
int64_t rig_blocks(struct hpp_rig *, struct rig_block *, size_t most);
/* Turns the clock until the next block: true with it, false after patience_ns. */
bool rig_next(struct hpp_rig *, struct rig_block *, int64_t patience_ns);

#endif
