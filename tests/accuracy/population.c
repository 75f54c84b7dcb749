/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/population.h"

#include "formats/random.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const struct population populations[POPULATIONS] = {
	[DEAD_STOPS] = {.style = "dead_stop"},
	[TOUCH_AND_GO] = {.style = "touch_and_go"},
	[SYMMETRIC] = {.style = "", .is_set_of_8 = true},
	[BOUNDARY] = {.style = "", .is_set_of_8 = true, .asymmetry_pct = 3},
	[TRANSFER_5] = {.style = "", .is_set_of_8 = true, .asymmetry_pct = 5},
	[TRANSFER_6] = {.style = "", .is_set_of_8 = true, .asymmetry_pct = 6},
	[TRANSFER_8] = {.style = "", .is_set_of_8 = true, .asymmetry_pct = 8},
	[SHIFT_5] = {.style = "", .is_set_of_8 = true, .shift_pct = 5},
	[DRIFT_1] = {.style = "", .is_set_of_8 = true, .trend_pct = 1},
	[ROMANIAN] = {.style = "romanian"},
};

size_t population_size(enum population_id id, size_t sets)
{
	return id == DEAD_STOPS || id == TOUCH_AND_GO ? sets : (2 * sets + 4) / 5;
}

bool population_is_made(enum population_id id, const struct corner *corner)
{
	return id != ROMANIAN || strcmp(corner->model, "segments");
}

/* Rounded, so that the option as text is the same number. */
static double draw(struct random *random, double lo, double hi, double step)
{
	return rint(random_range(random, lo, hi) / step) * step;
}

/* The ranges of a lifter that the simulator does not draw itself. */
static void draw_set(struct simulator_options *options)
{
	struct random random;

	random_init(&random, options->seed ^ 0xA0761D6478BD642Fu);
	bool is_long = random_uniform(&random) < 0.2;
	options->reps =
		is_long ? 9 + (int)random_below(&random, 4) : 1 + (int)random_below(&random, 8);
	bool drifts = random_uniform(&random) < 0.5;
	double trend_pct = draw(&random, -1.5, 1.5, 1.0 / 64);
	bool shifts = random_uniform(&random) < 0.5;
	double shift_pct = draw(&random, -8, 8, 1.0 / 16);
	bool dips = random_uniform(&random) < 0.3;
	int count = 1 + (int)random_below(&random, 3);
	double depth_pct = draw(&random, 3, 8, 1.0 / 16);

	options->trend_pct = drifts ? trend_pct : 0;
	options->phase_shift_pct = shifts ? shift_pct : 0;
	options->dips = dips ? count : 0;
	options->dip_pct = dips ? depth_pct : options->dip_pct;
}

void population_options(enum population_id id, const struct corner *corner, size_t index,
			struct simulator_options *options)
{
	const struct population *population = &populations[id];

	simulator_options_init(options);
	options->seed = corner->seed * 1000000000 + corner->tier_index * 100000000 +
			(uint64_t)id * 1000000 + index;
	snprintf(options->tier, sizeof(options->tier), "%s", corner->tier);
	snprintf(options->style, sizeof(options->style), "%s", population->style);
	snprintf(options->model, sizeof(options->model), "%s", corner->model);
	if (population->is_set_of_8) {
		double sign = index % 2 ? -1 : 1;

		options->asymmetry_pct = sign * population->asymmetry_pct;
		options->phase_shift_pct = sign * population->shift_pct;
		options->trend_pct = sign * population->trend_pct;
		options->fail_probability = options->drop_probability = 0;
	} else {
		draw_set(options);
	}
}

static bool print_field(const struct simulator_options *options, const struct simulator_key *key,
			char *out, size_t size)
{
	struct simulator_options plain;
	const void *field = (const char *)options + key->offset;

	simulator_options_init(&plain);
	if (!memcmp(field, (const char *)&plain + key->offset, key->size))
		return false;
	switch (key->type) {
	case SIMULATOR_NUMBER:
		snprintf(out, size, "%.12g", *(const double *)field);
		return !isnan(*(const double *)field);
	case SIMULATOR_INTEGER:
		snprintf(out, size, "%d", *(const int *)field);
		return true;
	case SIMULATOR_SEED:
		snprintf(out, size, "%llu", (unsigned long long)*(const uint64_t *)field);
		return true;
	case SIMULATOR_TEXT:
		snprintf(out, size, "%s", (const char *)field);
		return true;
	}
	return false;
}

void options_command(const struct simulator_options *options, char *out, size_t size)
{
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; i < simulator_key_count && used < size; i++) {
		char value[80], name[32];

		if (!print_field(options, &simulator_keys[i], value, sizeof(value)))
			continue;
		snprintf(name, sizeof(name), "%s", simulator_keys[i].name);
		for (char *c = name; *c; c++)
			if (*c == '_')
				*c = '-';
		used += (size_t)snprintf(out + used, size - used, "%s--%s %s", used ? " " : "",
					 name, value);
	}
}
