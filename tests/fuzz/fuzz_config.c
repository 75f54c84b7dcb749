/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = calloc(1, size + 1);
	struct config config;
	struct error err;

	if (!text)
		return 0;
	memcpy(text, data, size);
	config_init(&config);
	config_parse(&config, text, "fuzz", NULL, ORIGIN_USER, &err);
	free(text);
	return 0;
}
