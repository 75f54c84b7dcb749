/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernel's USB gadget that a plate appears as (Documentation/usb/gadget_configfs.rst): one
 * configuration with one function, which is ours through FunctionFS. Needs root and libcomposite.
 */
#ifndef TOOLS_GADGET_CONFIGFS_H
#define TOOLS_GADGET_CONFIGFS_H

#include "acquisition/hpp/descriptors.h"

struct gadget {
	char folder[96];                        /* in configfs */
	char function[160], function_link[160]; /* below it */
	char mount[96];                         /* of its FunctionFS */
};

/* Makes the gadget and mounts its FunctionFS; it is not on a bus yet. HINGE_EDEVICE where the
 * kernel has no gadgets, or has one of this serial already. */
int gadget_make(struct gadget *, const struct hpp_identity *, struct error *);
/* Puts it on the bus of a controller; NULL: the first there is. FunctionFS must have been given its
 * descriptors before. */
int gadget_bind(const struct gadget *, const char *controller, struct error *);
/* What waits on the endpoints then fails. */
void gadget_unbind(const struct gadget *);
/* FunctionFS must have been closed. */
void gadget_remove(const struct gadget *);

#endif
