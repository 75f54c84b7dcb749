/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated lifter that stands on a plate, in host time: it goes on while the plate is
 * unplugged, and two plates may feel the same lifter. */
#ifndef TOOLS_GADGET_SCENE_H
#define TOOLS_GADGET_SCENE_H

#include "acquisition/hpp/model.h"
#include "acquisition/simulator/simulator.h"

struct scene;

/* Options of "sim:"; the rate is that which a plate is started at. It begins when the first plate
 * starts, and its last frame stands for all after it. */
int scene_new(struct scene **out, const char *options, struct error *);
void scene_free(struct scene *);

/* What one plate feels of it; both live as long as the plate's model. */
struct scene_view {
	struct scene *scene;
	size_t first, channels; /* of the scene's eight */
	int64_t frame;          /* of the scene, at the session's frame 0 */
};
struct hpp_feed scene_feed(struct scene_view *);

#endif
