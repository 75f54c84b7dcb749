/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which device is meant, by what the book of plates has bound. */
#ifndef TOOLS_HINGED_RPC_BOUND_H
#define TOOLS_HINGED_RPC_BOUND_H

#include "formats/plates/certificate.h"
#include "tools/hinged/daemon.h"

/* "left" or "right" where the book has bound it, or a plate_id: 1, else 0. */
int bound_plate(const struct daemon *, const char *plate, struct plate_id *, struct error *);
/* The address of the plate's device where it is connected, as it was configured where it was; else
 * address is left as it is. */
int bound_device(const struct daemon *, const struct plate_id *, char *address, size_t size,
		 struct error *);
/* Where nobody names a device and left and right are bound to two: both (1), left first. 0 = no
 * such two, or another device is the default. HINGE_EDEVICE where one of them is not connected. */
int bound_pair(const struct daemon *, char (*address)[ADDRESS_MAX], struct error *);

#endif
