/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C3D importer: the data are the file. */
#include "analysis/signal/force/force.h"
#include "formats/import/formats.h"
#include "formats/recording/sidecar.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What import_read() does next, and a use of all columns. */
static void use(struct trial *trial)
{
	struct forces *forces = NULL;
	struct config config;
	struct error err;

	if (sidecar_check(&trial->info, "f.c3d", &err))
		return;
	trial_mark_gaps(trial);
	config_init(&config);
	if (!forces_new(&forces, trial, &config, NULL, &err))
		forces_free(forces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	char *bytes = malloc(size); /* no more, so that a byte read behind them is seen */

	if (!bytes)
		return 0;
	memcpy(bytes, data, size);
	import_options_init(&options);
	options.rate_hz = size % 2 ? 1000 : (double)NAN;
	if (!import_c3d.parse(bytes, size, "f.c3d", &options, &trial, &err)) {
		if (!isnan(options.rate_hz))
			trial->info.rate_hz = options.rate_hz;
		use(trial);
	}
	trial_free(trial);
	free(bytes);
	return 0;
}
