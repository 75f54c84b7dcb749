/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the host asks of a plate; errors say what was asked. */
#ifndef ACQUISITION_HPP_HOST_ASK_H
#define ACQUISITION_HPP_HOST_ASK_H

#include "acquisition/hpp/host.h"

/* Requests without data: START, STOP, BLINK. */
int hpp_ask_plain(struct hpp_host *, enum hpp_request, uint16_t value, struct error *);
int hpp_ask_info(struct hpp_host *, struct hpp_info *, struct error *);
int hpp_ask_config(struct hpp_host *, struct hpp_config *, struct error *);
int hpp_ask_status(struct hpp_host *, struct hpp_status *, struct error *);
/* Sets it, and reads back into *config what became of it. */
int hpp_tell_config(struct hpp_host *, struct hpp_config *config, struct error *);
/* bytes: info.cal_bytes of them. */
int hpp_ask_calibration(struct hpp_host *, uint8_t *bytes, struct error *);
/* The plate's time between two looks at the host's. */
int hpp_ask_time(struct hpp_host *, struct source_clock *, int timeout_ms, struct error *);

#endif
