/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind "sim:": pace, options, faults. */
#include "acquisition/replay.h"
#include "acquisition/simulator/scene/faults.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = calloc(1, size + 1), rest[512];
	struct simulator_options options;
	struct faults faults;
	struct error err;
	bool real;

	if (!text)
		return 0;
	memcpy(text, data, size);
	simulator_options_init(&options);
	if (!replay_parse(text, rest, sizeof(rest), &real, &err) &&
	    !simulator_options_parse(&options, rest, &err))
		faults_parse(&faults, options.fault, &err);
	free(text);
	return 0;
}
