/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A simulated set on a model of a plate (acquisition/simulator). The lifter does not wait for the
 * cable: the set begins with the first session and goes on while nobody reads and after a
 * replug. */
#ifndef ACQUISITION_HPP_MODEL_SIMULATED_H
#define ACQUISITION_HPP_MODEL_SIMULATED_H

#include "acquisition/hpp/model.h"
#include "acquisition/simulator/simulator.h"

struct hpp_simulated {
	const struct simulation *simulation;
	size_t channel, channels; /* the plate's among the simulation's */
	bool begun;
	int64_t begin_ns;
	int64_t offset; /* frame of the set at the session's frame 0 */
};

/* Prepares *options for a device that has plates first .. first + plates - 1 of the simulation, at
 * its rate only, with their calibration. *feed and *simulation must outlive the model; cal has room
 * for options->info.cal_bytes. After its end the set stands still. */
int hpp_simulated_init(struct hpp_simulated *feed, struct hpp_model_options *options, uint8_t *cal,
		       const struct simulation *simulation, size_t first, size_t plates,
		       struct error *);

#endif
