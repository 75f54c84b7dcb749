/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/gadget/configfs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define GADGETS "/sys/kernel/config/usb_gadget"
#define MOUNTS  "/run/hinge-gadget"

static const char strings[] = "strings/0x409", configuration[] = "configs/c.1",
		  configuration_strings[] = "configs/c.1/strings/0x409",
		  windows_link[] = "os_desc/c.1";

static const char *below(char path[PATH_MAX], const struct gadget *gadget, const char *name)
{
	snprintf(path, PATH_MAX, "%s/%s", gadget->folder, name);
	return path;
}

static int make_folder(const struct gadget *gadget, const char *name, struct error *err)
{
	char path[PATH_MAX];

	return mkdir(below(path, gadget, name), 0755) ? fail_errno(err, HINGE_EDEVICE, "%s", path)
						      : 0;
}

/* An attribute of configfs takes its text in one write. */
static int put(const struct gadget *gadget, const char *attribute, const char *text,
	       struct error *err)
{
	char path[PATH_MAX];
	int fd = open(below(path, gadget, attribute), O_WRONLY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		ret = fail_errno(err, HINGE_EDEVICE, "%s", path);
	if (fd >= 0)
		close(fd);
	return ret;
}

static int put_all(const struct gadget *gadget, const struct hpp_identity *identity,
		   struct error *err)
{
	char vendor[8], product[8], release[8];
	const char *const attributes[][2] = {
		{"idVendor", vendor},
		{"idProduct", product},
		{"bcdDevice", release},
		{"bcdUSB", "0x0200"},
		{"strings/0x409/serialnumber", identity->serial},
		{"strings/0x409/manufacturer", identity->manufacturer},
		{"strings/0x409/product", identity->model},
		{"configs/c.1/MaxPower", "100"},
		{"configs/c.1/strings/0x409/configuration", "plate"},
		/* Windows then takes WinUSB by itself */
		{"os_desc/use", "1"},
		{"os_desc/b_vendor_code", "0x4d"},
		{"os_desc/qw_sign", "MSFT100"},
	};

	snprintf(vendor, sizeof(vendor), "0x%04x", identity->vendor);
	snprintf(product, sizeof(product), "0x%04x", identity->product);
	snprintf(release, sizeof(release), "0x%04x", identity->release);
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		int ret = put(gadget, attributes[i][0], attributes[i][1], err);

		if (ret)
			return ret;
	}
	return 0;
}

static int make_folders(const struct gadget *gadget, struct error *err)
{
	const char *const folders[] = {"", strings, configuration, configuration_strings,
				       gadget->function};

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		int ret = make_folder(gadget, folders[i], err);

		if (ret)
			return ret;
	}
	return 0;
}

static int link_to(const struct gadget *gadget, const char *name, const char *target,
		   struct error *err)
{
	char path[PATH_MAX], to[PATH_MAX];

	return symlink(below(to, gadget, target), below(path, gadget, name))
		       ? fail_errno(err, HINGE_EDEVICE, "%s", path)
		       : 0;
}

static int mount_function(const struct gadget *gadget, struct error *err)
{
	const char *name = strchr(gadget->function, '.') + 1;

	if (mkdir(MOUNTS, 0755) && errno != EEXIST)
		return fail_errno(err, HINGE_EDEVICE, MOUNTS);
	if (mkdir(gadget->mount, 0755) && errno != EEXIST)
		return fail_errno(err, HINGE_EDEVICE, "%s", gadget->mount);
	if (mount(name, gadget->mount, "functionfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL))
		return fail_errno(err, HINGE_EDEVICE, "mount FunctionFS at %s", gadget->mount);
	return 0;
}

int gadget_make(struct gadget *gadget, const struct hpp_identity *identity, struct error *err)
{
	const char *serial = identity->serial;
	int ret;

	snprintf(gadget->folder, sizeof(gadget->folder), GADGETS "/hinge-%s", serial);
	snprintf(gadget->function, sizeof(gadget->function), "functions/ffs.%s", serial);
	snprintf(gadget->function_link, sizeof(gadget->function_link), "configs/c.1/ffs.%s",
		 serial);
	snprintf(gadget->mount, sizeof(gadget->mount), MOUNTS "/%s", serial);
	if (access(GADGETS, W_OK | X_OK))
		return fail_errno(err, HINGE_EDEVICE,
				  GADGETS " (is configfs mounted, libcomposite loaded, and this "
					  "root?)");
	if (!access(gadget->folder, F_OK))
		return fail(err, HINGE_EDEVICE, "%s exists: another hinge-gadget --serial %s?",
			    gadget->folder, serial);
	ret = make_folders(gadget, err);
	if (!ret)
		ret = put_all(gadget, identity, err);
	if (!ret)
		ret = link_to(gadget, gadget->function_link, gadget->function, err);
	if (!ret)
		ret = link_to(gadget, windows_link, configuration, err);
	if (!ret)
		ret = mount_function(gadget, err);
	if (ret)
		gadget_remove(gadget);
	return ret;
}

static int first_controller(char name[NAME_MAX + 1], struct error *err)
{
	DIR *folder = opendir("/sys/class/udc");
	const struct dirent *entry = NULL;

	while (folder && (entry = readdir(folder)) && entry->d_name[0] == '.')
		;
	if (entry)
		snprintf(name, NAME_MAX + 1, "%s", entry->d_name);
	if (folder)
		closedir(folder);
	return entry ? 0
		     : fail(err, HINGE_EDEVICE,
			    "/sys/class/udc: no USB device controller (a PC has none: load "
			    "dummy_hcd to try)");
}

int gadget_bind(const struct gadget *gadget, const char *controller, struct error *err)
{
	char name[NAME_MAX + 1];

	if (!controller) {
		int ret = first_controller(name, err);

		if (ret)
			return ret;
		controller = name;
	}
	return put(gadget, "UDC", controller, err);
}

void gadget_unbind(const struct gadget *gadget)
{
	put(gadget, "UDC", "\n", NULL);
}

/* What was never made cannot be removed, which is no error. */
void gadget_remove(const struct gadget *gadget)
{
	const char *const links[] = {windows_link, gadget->function_link};
	const char *const folders[] = {configuration_strings, configuration, gadget->function,
				       strings, ""};
	char path[PATH_MAX];

	umount2(gadget->mount, MNT_DETACH);
	rmdir(gadget->mount);
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		unlink(below(path, gadget, links[i]));
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		rmdir(below(path, gadget, folders[i]));
}
