/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A USB-1608FS-Plus as an emulated USB device: scans with the device's own counter, or the same
 * voltages for ever. Its memory fills when nobody reads, and then it stops with a STALL. */
#ifndef TESTS_USB_REDIR_MCC_BOX_H
#define TESTS_USB_REDIR_MCC_BOX_H

#include "formats/error.h"
#include "tests/usb/redir/device.h"

enum {
	MCC_BOX_CODE = 33000, /* of input 1; each input is MCC_BOX_STEP more */
	MCC_BOX_STEP = 100
};

struct mcc_box;
int mcc_box_new(struct mcc_box **out, const char *serial, struct error *);
void mcc_box_free(struct mcc_box *);
const struct usb_device *mcc_box_device(const struct mcc_box *);

#endif
