/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/node.h"

#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PARENTS = 4 }; /* of the tty up to the device: tty, port, interface, device */

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool leads_to(const char *path, dev_t device)
{
	struct stat st;

	return !stat(path, &st) && S_ISCHR(st.st_mode) && st.st_rdev == device;
}

/* Leaves *out alone where none leads there. */
static void find_link(char out[NODE_PATH_MAX], const char *folder, dev_t device)
{
	char pattern[PATH_MAX];
	glob_t found = {0};

	snprintf(pattern, sizeof(pattern), "%s/*", folder);
	if (!glob(pattern, 0, NULL, &found))
		for (size_t i = 0; i < found.gl_pathc; i++)
			if (strlen(found.gl_pathv[i]) < NODE_PATH_MAX &&
			    leads_to(found.gl_pathv[i], device)) {
				strcpy(out, found.gl_pathv[i]);
				break;
			}
	globfree(&found);
}

void node_find_stable(char out[NODE_PATH_MAX], const char *folder, const char *path)
{
	struct stat st;

	snprintf(out, NODE_PATH_MAX, "%s", path);
	if (!lstat(path, &st) && S_ISCHR(st.st_mode))
		find_link(out, folder, st.st_rdev);
}

/* A line of sysfs without its end; false where there is none. */
static bool read_line(char *out, size_t size, const char *path)
{
	FILE *file = fopen(path, "re");
	bool is_read = file && fgets(out, (int)size, file);

	if (file)
		fclose(file);
	if (is_read)
		out[strcspn(out, "\n")] = '\0';
	return is_read && *out;
}

/* Of the USB device that the tty belongs to; its parents are hubs. */
static bool read_serial(char *out, size_t size, const char *node)
{
	char folder[PATH_MAX], file[PATH_MAX];

	snprintf(folder, sizeof(folder) - 3 * PARENTS, "/sys/class/tty/%s/device", last_part(node));
	for (int i = 0; i < PARENTS; i++) {
		char vendor[8];

		snprintf(file, sizeof(file), "%s/idVendor", folder);
		if (read_line(vendor, sizeof(vendor), file)) {
			snprintf(file, sizeof(file), "%s/serial", folder);
			return read_line(out, size, file);
		}
		strcat(folder, "/..");
	}
	return false;
}

void node_name(char *out, size_t size, const char *path)
{
	char node[PATH_MAX];

	if (!realpath(path, node) || !read_serial(out, size, node))
		snprintf(out, size, "%s", last_part(path));
}

int node_list(void (*visit)(void *ctx, const char *path), void *ctx, struct error *err)
{
	static const char *const patterns[] = {NODE_BY_ID "/*", "/dev/ttyACM*", "/dev/ttyUSB*"};
	glob_t found = {0};
	int code = 0;

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns) && code != GLOB_NOSPACE; i++)
		code = glob(patterns[i], i ? GLOB_APPEND : 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc && code != GLOB_NOSPACE; i++) {
		char stable[NODE_PATH_MAX];

		node_find_stable(stable, NODE_BY_ID, found.gl_pathv[i]);
		if (!strcmp(stable, found.gl_pathv[i]))
			visit(ctx, stable);
	}
	globfree(&found);
	return code == GLOB_NOSPACE ? fail(err, HINGE_ENOMEM, "no memory to list serial ports") : 0;
}
