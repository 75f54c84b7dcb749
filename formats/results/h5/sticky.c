/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HDF5 file driver on a descriptor of ours that fails once and for good, and never tells HDF5:
 * the library cannot close a file whose writes fail, and crashes on it when the program ends. What
 * comes after the first failure is thrown away, and the caller sees the errno. */
#include "formats/results/h5/h5.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct sticky_file {
	H5FD_t base; /* HDF5 takes the whole for this */
	struct sticky target;
	haddr_t eoa, eof;
};

/* base comes first, so both have one address */
static struct sticky_file *own(H5FD_t *file)
{
	return (struct sticky_file *)(void *)file;
}

static const struct sticky_file *view(const H5FD_t *file)
{
	return (const struct sticky_file *)(const void *)file;
}

static void remember(struct sticky_file *file)
{
	*file->target.error = errno ? errno : EIO;
}

static H5FD_t *sticky_open(const char *name, unsigned flags, hid_t access, haddr_t max)
{
	const struct sticky *target = H5Pget_driver_info(access);
	struct sticky_file *file = target ? calloc(1, sizeof(*file)) : NULL;
	struct stat st;

	(void)name;
	(void)max;
	if (!file)
		return NULL;
	file->target = *target;
	if (((flags & H5F_ACC_TRUNC) && ftruncate(target->fd, 0)) || fstat(target->fd, &st)) {
		free(file);
		return NULL;
	}
	file->eof = (haddr_t)st.st_size;
	return &file->base;
}

/* The descriptor stays the caller's. */
static herr_t sticky_close(H5FD_t *file)
{
	free(own(file));
	return 0;
}

/* As the default driver, so that the file comes out the same. */
static herr_t sticky_query(const H5FD_t *file, unsigned long *flags)
{
	(void)file;
	*flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
		 H5FD_FEAT_DATA_SIEVE | H5FD_FEAT_AGGREGATE_SMALLDATA |
		 H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
	return 0;
}

static haddr_t sticky_get_eoa(const H5FD_t *file, H5FD_mem_t type)
{
	(void)type;
	return view(file)->eoa;
}

static herr_t sticky_set_eoa(H5FD_t *file, H5FD_mem_t type, haddr_t address)
{
	(void)type;
	own(file)->eoa = address;
	return 0;
}

static haddr_t sticky_get_eof(const H5FD_t *file, H5FD_mem_t type)
{
	(void)type;
	return view(file)->eof;
}

/* Beyond the end there are zeros. */
static herr_t sticky_read(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t address,
			  size_t size, void *buffer)
{
	char *at = buffer;

	(void)type;
	(void)transfer;
	while (size) {
		ssize_t n = pread(own(file)->target.fd, at, size, (off_t)address);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			remember(own(file));
		if (n <= 0)
			break;
		at += n;
		address += (haddr_t)n;
		size -= (size_t)n;
	}
	memset(at, 0, size);
	return 0;
}

static void write_bytes(struct sticky_file *file, const char *at, size_t size, haddr_t address)
{
	while (size) {
		ssize_t n = pwrite(file->target.fd, at, size, (off_t)address);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			if (!n)
				errno = ENOSPC;
			remember(file);
			return;
		}
		at += n;
		address += (haddr_t)n;
		size -= (size_t)n;
	}
}

static herr_t sticky_write(H5FD_t *base, H5FD_mem_t type, hid_t transfer, haddr_t address,
			   size_t size, const void *buffer)
{
	struct sticky_file *file = own(base);

	(void)type;
	(void)transfer;
	if (!*file->target.error)
		write_bytes(file, buffer, size, address);
	if (file->eof < address + size)
		file->eof = address + size;
	return 0;
}

static herr_t sticky_truncate(H5FD_t *base, hid_t transfer, hbool_t closing)
{
	struct sticky_file *file = own(base);

	(void)transfer;
	(void)closing;
	if (!*file->target.error && file->eof != file->eoa &&
	    ftruncate(file->target.fd, (off_t)file->eoa))
		remember(file);
	file->eof = file->eoa;
	return 0;
}

static const H5FD_class_t sticky_class = {
	.name = "sticky",
	.maxaddr = INT64_MAX,
	.fc_degree = H5F_CLOSE_STRONG,
	.fapl_size = sizeof(struct sticky),
	.open = sticky_open,
	.close = sticky_close,
	.query = sticky_query,
	.get_eoa = sticky_get_eoa,
	.set_eoa = sticky_set_eoa,
	.get_eof = sticky_get_eof,
	.read = sticky_read,
	.write = sticky_write,
	.truncate = sticky_truncate,
	.fl_map = H5FD_FLMAP_DICHOTOMY,
};

int h5_create(hid_t *out, const char *name, const struct sticky *target, struct error *err)
{
	hid_t driver = H5FDregister(&sticky_class);
	hid_t access = H5Pcreate(H5P_FILE_ACCESS);
	hid_t file = H5I_INVALID_HID;
	int ret = 0;

	if (H5Pset_driver(access, driver, target) >= 0)
		file = H5Fcreate(name, H5F_ACC_TRUNC, H5P_DEFAULT, access);
	if (file < 0)
		ret = h5_fail(err, HINGE_EWRITE, "%s", name);
	else
		*out = file;
	H5Pclose(access);
	H5FDunregister(driver);
	return ret;
}
