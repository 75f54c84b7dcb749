/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/device.h"

#include "formats/plates/book.h"

int device_open(struct source **out, const char *address, const char *plates, struct error *err)
{
	struct source *source;
	int ret = source_open(&source, address, err);

	if (ret)
		return ret;
	if (!source_info(source)->start_time[0])
		ret = book_apply(plates, source_info_edit(source), err);
	if (ret)
		source_close(source);
	else
		*out = source;
	return ret;
}
