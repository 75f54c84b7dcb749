/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of source, each in its own file. */
#ifndef ACQUISITION_SOURCE_TABLE_H
#define ACQUISITION_SOURCE_TABLE_H

#include "acquisition/source.h"

extern const struct source_ops sim_source;    /* sim_source.c */
extern const struct source_ops file_source;   /* file_source.c */
extern const struct source_ops usb_source;    /* devices/usb_source.c */
extern const struct source_ops serial_source; /* devices/serial_source.c */
extern const struct source_ops mcc_source;    /* devices/mcc_source.c */
extern const struct source_ops iio_source;    /* devices/iio_source.c */

#endif
