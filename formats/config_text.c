/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration as one text, and its checksum: what a result says it was made with. */
#include "formats/config.h"

#include "formats/files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_keys(FILE *to, const struct config *config)
{
	char value[CONFIG_VALUE_MAX];

	for (size_t i = 0; i < config_key_count; i++)
		if (config_keys[i].in_results)
			fprintf(to, "%s = %s\n", config_keys[i].name,
				config_value(config, &config_keys[i], value, sizeof(value)));
	if (!isnan(config->window_start_s))
		fprintf(to, "window_start_s = %.17g\n", config->window_start_s);
	if (!isnan(config->window_end_s))
		fprintf(to, "window_end_s = %.17g\n", config->window_end_s);
}

int config_text(const struct config *config, char **text, struct error *err)
{
	char *bytes = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&bytes, &size);

	if (!to)
		return fail(err, HINGE_ENOMEM, "out of memory");
	print_keys(to, config);
	if (fclose(to)) {
		free(bytes);
		return fail(err, HINGE_ENOMEM, "out of memory");
	}
	*text = bytes;
	return 0;
}

int config_sha256(const struct config *config, char out[65], struct error *err)
{
	char *text;
	int ret = config_text(config, &text, err);

	if (ret)
		return ret;
	sha256_hex(text, strlen(text), out);
	free(text);
	return 0;
}
