/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of serial ports: /dev/ttyACM0 today is /dev/ttyACM1 tomorrow, but what udev links in
 * /dev/serial/by-id stays with the device. */
#ifndef ACQUISITION_SERIAL_NODE_H
#define ACQUISITION_SERIAL_NODE_H

#include "formats/error.h"

#include <stddef.h>

#define NODE_BY_ID "/dev/serial/by-id"

enum { NODE_PATH_MAX = 120 };

/* The link of folder that leads to the same device as path; path itself where it is a link already
 * or none leads there. */
void node_find_stable(char out[NODE_PATH_MAX], const char *folder, const char *path);
/* By which the device is known: its serial number on the USB bus, else the last part of path. */
void node_name(char *out, size_t size, const char *path);
/* Each path that may be a plate's, links first, none twice. HINGE_ENOMEM. */
int node_list(void (*visit)(void *ctx, const char *path), void *ctx, struct error *);

#endif
