/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration as one text, and its checksum: what a result says it was made with. */
#include "formats/config.h"

#include "formats/files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = CONFIG_NAME_MAX + CONFIG_VALUE_MAX + 8 };

static size_t print_window(char *to, const char *name, double seconds)
{
	return isnan(seconds) ? 0
			      : (size_t)snprintf(to, LINE_MAX_BYTES, "%s = %.17g\n", name, seconds);
}

int config_text(const struct config *config, char **text, struct error *err)
{
	char *to = malloc((config_key_count + 3) * LINE_MAX_BYTES), value[CONFIG_VALUE_MAX];
	size_t used = 0;

	if (!to)
		return fail(err, HINGE_ENOMEM, "out of memory");
	*to = '\0';
	for (size_t i = 0; i < config_key_count; i++) {
		const struct config_key *key = &config_keys[i];

		if (key->in_results)
			used += (size_t)snprintf(to + used, LINE_MAX_BYTES, "%s = %s\n", key->name,
						 config_value(config, key, value, sizeof(value)));
	}
	used += print_window(to + used, "window_start_s", config->window_start_s);
	used += print_window(to + used, "window_end_s", config->window_end_s);
	if (*config->history_sha256)
		snprintf(to + used, LINE_MAX_BYTES, "history_sha256 = %s\n",
			 config->history_sha256);
	*text = to;
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
