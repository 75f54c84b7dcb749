/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/bound.h"

#include "acquisition/source.h"
#include "formats/plates/book.h"

#include <stdio.h>
#include <string.h>

struct search {
	const char *serial;
	char found[ADDRESS_MAX];
};

static void match_serial(void *ctx, const struct source_listing *listing)
{
	struct search *search = ctx;

	if (!search->found[0] && !strcmp(listing->serial, search->serial))
		snprintf(search->found, sizeof(search->found), "%s", listing->address);
}

int bound_plate(const struct daemon *daemon, const char *plate, struct plate_id *id,
		struct error *err)
{
	enum foot foot;

	if (!*plate)
		return 0;
	if (foot_parse(plate, &foot))
		return book_find(daemon->options->plates, foot, id, err);
	return !plate_id_parse(id, plate, NULL);
}

/* Whether "usb:HP0001,rate=2000" names the device found as "usb:HP0001". */
static bool names(const char *configured, const char *found)
{
	size_t size = strcspn(configured, ",");

	return strlen(found) == size && !strncmp(configured, found, size);
}

int bound_device(const struct daemon *daemon, const struct plate_id *id, char *address, size_t size,
		 struct error *err)
{
	const struct daemon_options *options = daemon->options;
	struct search search = {.serial = id->serial};
	int ret = source_list(match_serial, &search, err);

	if (ret || !search.found[0])
		return ret;
	snprintf(address, size, "%s", search.found);
	for (size_t i = 0; i < options->source_count; i++)
		if (names(options->sources[i], search.found))
			snprintf(address, size, "%s", options->sources[i]);
	return 0;
}

/* Options behind a comma do not count; an address without a serial number is nobody's. */
static bool is_default(const struct daemon_options *options, const struct plate_id *id)
{
	const char *name = options->source_count ? strchr(options->sources[0], ':') : NULL;
	size_t size = name ? strcspn(name + 1, ",") : 0;

	return size && strlen(id->serial) == size && !strncmp(name + 1, id->serial, size);
}

int bound_pair(const struct daemon *daemon, char (*address)[ADDRESS_MAX], struct error *err)
{
	static const enum foot feet[] = {FOOT_LEFT, FOOT_RIGHT};
	const struct daemon_options *options = daemon->options;
	char found[2][ADDRESS_MAX] = {"", ""};
	struct plate_id id[2];
	int ret = 1;

	for (int i = 0; ret > 0 && i < 2; i++)
		ret = book_find(options->plates, feet[i], &id[i], err);
	if (ret <= 0)
		return ret;
	if (!strcmp(id[0].serial, id[1].serial) ||
	    (options->source_count && !is_default(options, &id[0]) && !is_default(options, &id[1])))
		return 0;
	for (int i = 0; i < 2; i++) {
		ret = bound_device(daemon, &id[i], found[i], sizeof(found[i]), err);
		if (ret)
			return ret;
		if (!found[i][0])
			return fail(err, HINGE_EDEVICE,
				    "plate %s, the %s one, is not connected (to record with one "
				    "plate alone name it with --source)",
				    id[i].serial, foot_name(feet[i]));
	}
	memcpy(address, found, sizeof(found));
	return 1;
}
