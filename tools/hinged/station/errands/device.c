/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/errands/device.h"

#include "formats/plates/book.h"

#include <math.h>
#include <stdlib.h>

enum { READ_FRAMES = 512, SILENT_MS = 2000 };

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

static int fail_read(int64_t got, double read_s, double seconds, struct error *err)
{
	if (got == SOURCE_END)
		return fail(err, HINGE_EDEVICE, "the source ended after %.2f s, %g s are needed",
			    read_s, seconds);
	if (got == 0)
		return fail(err, HINGE_EDEVICE, "the source is silent for %d s", SILENT_MS / 1000);
	return (int)got;
}

int device_read(struct source *source, double seconds,
		void (*take)(void *ctx, const int32_t *counts, size_t frames), void *ctx,
		struct error *err)
{
	const struct recording_info *info = source_info(source);
	int32_t *counts = malloc(READ_FRAMES * info->channels * sizeof(*counts));
	int64_t wanted = (int64_t)llrint(seconds * info->rate_hz), done = 0;
	int ret = 0;

	if (!counts)
		return fail(err, HINGE_ENOMEM, "no memory to read the source");
	while (done < wanted) {
		struct source_block block;
		int64_t left = wanted - done;
		size_t room = left < READ_FRAMES ? (size_t)left : READ_FRAMES;
		int64_t got = source_read(source, counts, room, &block, SILENT_MS, err);

		if (got <= 0) {
			ret = fail_read(got, (double)done / info->rate_hz, seconds, err);
			break;
		}
		take(ctx, counts, (size_t)got);
		done += got;
	}
	free(counts);
	return ret;
}
