/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finalising a journal that the caller has locked. */
#ifndef FORMATS_RECORDING_FINALISE_STEPS_H
#define FORMATS_RECORDING_FINALISE_STEPS_H

#include "formats/recording/finalise.h"

/* *fd holds the lock until it is closed; HINGE_EREFUSED where a recorder holds it. */
int journal_lock(const char *journal_path, int *fd, struct error *);

/* Paths of the files that belong to stem. HINGE_EWRITE: too long. */
int finalise_paths(const char *stem, struct finalised *, struct error *);

/* finalise() without taking the lock. */
int finalise_locked(const char *journal_path, const char *stem, struct finalised *,
		    void (*progress)(void *ctx, double fraction), void *ctx, struct error *);

/* An earlier finalise() made the files of stem from this journal, and they are whole: 0; else
 * HINGE_EREFUSED with what differs. */
int finalise_verify(const char *journal_path, const char *stem, struct finalised *, struct error *);

#endif
