/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods by file; the table is in rpc.c. */
#ifndef TOOLS_HINGED_RPC_METHODS_H
#define TOOLS_HINGED_RPC_METHODS_H

#include "tools/hinged/rpc/rpc.h"

/* methods_daemon.c */
extern const struct rpc_method method_hello, method_status, method_subscribe, method_shutdown;
/* methods_device.c */
extern const struct rpc_method method_devices_list, method_zero, method_doctor;
/* methods_plates.c */
extern const struct rpc_method method_measure, method_devices_identify, method_plates_list,
	method_plates_bind, method_plates_keep, method_plates_use;
/* methods_record.c */
extern const struct rpc_method method_record_start, method_record_stop, method_record_discard,
	method_record_mark;

/* The address a call means: the one given, else the daemon's default. HINGE_EREFUSED where the
 * client may not name it, HINGE_EDEVICE where there is none. */
int choose_source(const struct daemon *, enum role, const char *given, char *address, size_t size,
		  struct error *);
enum { DEVICES_MAX = 2 };
/* The addresses of a call that takes one ("source") or two ("sources"), "" = not given; where
 * neither is, those bound to left and right. A second one of "" = there is one device. */
int choose_sources(const struct daemon *, enum role, const char *source,
		   char (*sources)[ADDRESS_MAX], char (*address)[ADDRESS_MAX], struct error *);

#endif
