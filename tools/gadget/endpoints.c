/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/gadget/endpoints.h"

#include "acquisition/hpp/descriptors.h"

#include <endian.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/usb/functionfs.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Windows' "extended compatible ID" of interface 0: WinUSB drives it without a driver of ours. */
struct __attribute__((packed)) windows_id {
	struct usb_os_desc_header header;
	struct usb_ext_compat_desc compatible;
};

struct text {
	uint8_t bytes[256];
	size_t size;
};

static void add(struct text *text, const void *bytes, size_t size)
{
	memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
}

static void add_word(struct text *text, uint32_t word)
{
	word = htole32(word);
	add(text, &word, sizeof(word));
}

static void add_windows_id(struct text *text)
{
	struct windows_id id = {
		.header = {.interface = 0,
			   .dwLength = htole32(sizeof(id)),
			   .bcdVersion = htole16(1),
			   .wIndex = htole16(4),
			   .bCount = 1},
		.compatible = {.bFirstInterfaceNumber = 0,
			       .Reserved1 = 1,
			       .CompatibleID = {'W', 'I', 'N', 'U', 'S', 'B'}},
	};

	add(text, &id, sizeof(id));
}

static void describe(struct text *text)
{
	uint8_t interface[HPP_INTERFACE_MAX];
	uint32_t length;

	text->size = 0;
	add_word(text, FUNCTIONFS_DESCRIPTORS_MAGIC_V2);
	add_word(text, 0); /* the length: below */
	add_word(text, FUNCTIONFS_HAS_FS_DESC | FUNCTIONFS_HAS_HS_DESC | FUNCTIONFS_HAS_SS_DESC |
			       FUNCTIONFS_HAS_MS_OS_DESC);
	/* descriptors at each speed: interface, endpoint, and its companion */
	add_word(text, 2);
	add_word(text, 2);
	add_word(text, 3);
	add_word(text, 1);
	for (int speed = HPP_FULL_SPEED; speed <= HPP_SUPER_SPEED; speed++)
		add(text, interface, hpp_interface_descriptors(interface, (enum hpp_speed)speed));
	add_windows_id(text);
	length = htole32((uint32_t)text->size);
	memcpy(text->bytes + 4, &length, sizeof(length));
}

static int write_descriptors(int control, struct error *err)
{
	const struct usb_functionfs_strings_head none = {.magic = htole32(FUNCTIONFS_STRINGS_MAGIC),
							 .length = htole32(sizeof(none))};
	struct text text;

	describe(&text);
	if (write(control, text.bytes, text.size) < 0)
		return fail_errno(err, HINGE_EDEVICE, "FunctionFS refuses the descriptors");
	if (write(control, &none, sizeof(none)) < 0)
		return fail_errno(err, HINGE_EDEVICE, "FunctionFS refuses the strings");
	return 0;
}

static int open_endpoint(const char *mount, const char *name, int flags, struct error *err)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", mount, name);
	fd = open(path, O_RDWR | O_CLOEXEC | flags);
	return fd < 0 ? fail_errno(err, HINGE_EDEVICE, "%s", path) : fd;
}

int endpoints_open(int *control, int *bulk, const char *mount, struct error *err)
{
	int ret, ep0, ep1;

	ep0 = open_endpoint(mount, "ep0", 0, err);
	if (ep0 < 0)
		return ep0;
	ret = write_descriptors(ep0, err);
	if (ret)
		goto out;
	/* It appears when the descriptors are written. Writing waits for the host to fetch, but not
	 * for a host to come: that would be given blocks of the session before. */
	ep1 = open_endpoint(mount, "ep1", O_NONBLOCK, err);
	if (ep1 < 0) {
		ret = ep1;
		goto out;
	}
	*control = ep0;
	*bulk = ep1;
	return 0;
out:
	close(ep0);
	return ret;
}
