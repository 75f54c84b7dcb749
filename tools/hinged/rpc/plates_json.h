/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plates, readings and certificates as the control protocol says them. NULL: out of memory. */
#ifndef TOOLS_HINGED_RPC_PLATES_JSON_H
#define TOOLS_HINGED_RPC_PLATES_JSON_H

#include "formats/json.h"
#include "formats/plates/book.h"
#include "tools/hinged/station/errands/measure.h"

struct js *measurement_json(const struct measurement *);
/* One plate of the book with its certificates; one that cannot be read is listed with its error. */
struct js *plate_json(const char *folder, const struct plate_role *);

#endif
