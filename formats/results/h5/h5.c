/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/h5/h5.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void h5_quiet(void)
{
	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
	H5PLset_loading_state(0);
	/* a list is searched from its front, size by size, and object headers grow through hundreds
	 * of sizes: what is over these few bytes goes back to malloc */
	H5set_free_list_limits(-1, -1, -1, -1, 1 << 16, 1 << 10);
}

struct reason {
	int number;
	char text[160];
};

/* HDF5 lists its calls from the innermost out. An errno, where one is named, is the cause; else the
 * innermost sentence comes closest. */
static herr_t find_reason(unsigned n, const H5E_error2_t *entry, void *ctx)
{
	struct reason *reason = ctx;
	const char *number = entry->desc ? strstr(entry->desc, "errno = ") : NULL;

	if (number && !reason->number)
		sscanf(number, "errno = %d", &reason->number);
	if (entry->desc && !n)
		snprintf(reason->text, sizeof(reason->text), "%s", entry->desc);
	return 0;
}

int h5_fail(struct error *err, int code, const char *format, ...)
{
	struct reason reason = {0, "HDF5 gives no reason"};
	char text[ERROR_TEXT_MAX];
	va_list args;

	H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, find_reason, &reason);
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return fail(err, code, "%s: %s", text,
		    reason.number ? strerror(reason.number) : reason.text);
}

/* HDF5 says the same of a file that is missing, unreadable or no HDF5. */
static int check_readable(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return fail_errno(err, HINGE_EREAD, "%s", path);
	close(fd);
	return 0;
}

int h5_open(hid_t *out, const char *path, struct error *err)
{
	hid_t access = H5I_INVALID_HID, file;
	int ret = check_readable(path, err);

	if (ret)
		return ret;
	if (H5Fis_hdf5(path) <= 0)
		return fail(err, HINGE_EFORMAT, "%s: not an HDF5 file, or a damaged one", path);
	/* results may lie on a file system that is read only or cannot lock; they are replaced by
	 * rename, never written in place */
	access = H5Pcreate(H5P_FILE_ACCESS);
	/* in a broken file H5DSis_attached() leaves objects open, and so the file */
	if (access < 0 || H5Pset_file_locking(access, false, true) < 0 ||
	    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) < 0) {
		ret = h5_fail(err, HINGE_ENOMEM, "%s", path);
		H5Pclose(access);
		return ret;
	}
	file = H5Fopen(path, H5F_ACC_RDONLY, access);
	if (file < 0)
		ret = h5_fail(err, HINGE_EFORMAT, "%s", path);
	else
		*out = file;
	H5Pclose(access);
	return ret;
}
