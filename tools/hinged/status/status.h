/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the daemon knows, as the JSON of docs/control-protocol.md. All return NULL when out of
 * memory. */
#ifndef TOOLS_HINGED_STATUS_STATUS_H
#define TOOLS_HINGED_STATUS_STATUS_H

#include "formats/json.h"
#include "tools/hinged/station/station.h"

struct daemon;

struct js *status_json(const struct daemon *);
struct js *zero_json(const struct zero *);        /* null for NULL */
struct js *card_json(const struct record_card *); /* null for NULL */
struct js *progress_json(const struct station *); /* null where nothing is recorded */
/* Of recording `number`; null for NULL. trouble: nothing comes just now, so that no force is known.
 */
struct js *view_json(const struct follower_state *, int64_t number, bool trouble);
/* js_string, or a word in its place where the bytes are no UTF-8. */
struct js *text_json(const char *);

#endif
