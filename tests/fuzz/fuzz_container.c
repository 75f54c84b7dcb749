/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audio containers from memory: however the header lies, no more comes than the bytes can hold. */
#include "formats/recording/container.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static double samples[64 * CHANNELS_MAX];
	struct container *container;
	struct container_info info;
	struct error err;
	int64_t total = 0, got;

	if (container_open_memory(&container, data, size, &info, &err))
		return 0;
	if (info.channels < 1 || info.channels > CHANNELS_MAX || info.frames < 1)
		abort();
	if (info.format[0] != 'f' && (uint64_t)info.frames * info.channels > size)
		abort();
	while ((got = container_read(container, samples, 64, &err)) > 0)
		total += got;
	if (total > info.frames || (!got && total != info.frames))
		abort();
	container_close(container, NULL);
	return 0;
}
