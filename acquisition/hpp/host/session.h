/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From START to STOP, or until the plate is lost; and back again. */
#ifndef ACQUISITION_HPP_HOST_SESSION_H
#define ACQUISITION_HPP_HOST_SESSION_H

#include "acquisition/hpp/host.h"

/* Sets rate, channels, block size, CRC and test data; host->info is known. */
int hpp_session_configure(struct hpp_host *, double rate_hz, bool ramp, struct error *);
/* HPP_HOST_STREAMING from here on, or still what it was. */
int hpp_session_start(struct hpp_host *, struct error *);
/* A TIME request when it is time for one. */
void hpp_session_keep_time(struct hpp_host *);
/* The plate is gone, silent, or not to be believed: HPP_HOST_LOST. cause: static. */
void hpp_session_lose(struct hpp_host *, const char *cause);
/* Looks for the lost plate: 1 = it streams again, 0 = not yet, HINGE_EDEVICE = for too long. */
int hpp_session_resume(struct hpp_host *, int timeout_ms, struct error *);

#endif
