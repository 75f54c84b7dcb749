/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's side of hinged's socket (docs/control-protocol.md). */
#ifndef TOOLS_CLIENT_CONTROL_H
#define TOOLS_CLIENT_CONTROL_H

#include "formats/error.h"

#include <stddef.h>

/* HINGE_SOCKET, else /run/hinge/control.sock where the service runs, else
 * $XDG_RUNTIME_DIR/hinge/control.sock, else a folder hinge-UID in the temporary folder, whose
 * owner and mode are checked. */
int control_socket_path(char *path, size_t size, struct error *);

struct control;
/* HINGE_EDEVICE when no daemon answers, with what to start. */
int control_open(struct control **out, struct error *);
/* params and *result are JSON texts (params may be NULL); caller frees *result (may be NULL to
 * drop it). An error of the daemon comes back with its code and text. */
int control_call(struct control *, const char *method, const char *params, char **result,
		 struct error *);
/* As control_call, but nobody waits for the answer: it is dropped when it comes. */
int control_post(struct control *, const char *method, const char *params, struct error *);
/* After "subscribe": the next notification; 1 = *event is its JSON text, 0 = timeout. */
int control_next(struct control *, char **event, int timeout_ms, struct error *);
void control_close(struct control *);

#endif
