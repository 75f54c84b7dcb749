/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TOOLS_GADGET_ENDPOINTS_H
#define TOOLS_GADGET_ENDPOINTS_H

#include "formats/error.h"

/* Tells FunctionFS what a plate is at each speed, and opens ep0 and the bulk endpoint. */
int endpoints_open(int *control, int *bulk, const char *mount, struct error *);

#endif
