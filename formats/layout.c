/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/layout.h"

#include "formats/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void plate_init(struct plate *plate)
{
	plate->cop_column[0] = plate->cop_column[1] = -1;
	plate->cop_metre_per_unit = 1.0;
	for (size_t i = 0; i < PLATE_CELLS_MAX; i++) {
		plate->cell[i].column = -1;
		plate->cell[i].newton_per_unit = 1.0;
	}
	plate->wrench_inputs = WRENCH_SIZE;
	for (size_t i = 0; i < WRENCH_INPUTS_MAX; i++) {
		plate->wrench_column[i] = -1;
		plate->wrench_scale[i] = 1.0;
	}
}

void recording_info_init(struct recording_info *info)
{
	memset(info, 0, sizeof(*info));
	info->rate_hz = NAN;
	info->load_kg = NAN;
	info->mass_kg = NAN;
	for (size_t i = 0; i < PLATES_MAX; i++)
		plate_init(&info->plate[i]);
}

void recording_info_reset(struct recording_info *info)
{
	if (!info)
		return;
	free(info->gap);
	free(info->extra_json);
	recording_info_init(info);
}

int recording_info_copy(struct recording_info *info, const struct recording_info *from,
			struct error *err)
{
	struct gap *gap = NULL;
	char *extra = NULL;

	if (from->gaps) {
		gap = malloc(from->gaps * sizeof(*gap));
		if (!gap)
			goto out;
		memcpy(gap, from->gap, from->gaps * sizeof(*gap));
	}
	if (from->extra_json) {
		extra = strdup(from->extra_json);
		if (!extra)
			goto out;
	}
	recording_info_reset(info);
	*info = *from;
	info->gap = gap;
	info->extra_json = extra;
	return 0;
out:
	free(gap);
	return fail(err, HINGE_ENOMEM, "out of memory");
}

int recording_info_add_gap(struct recording_info *info, struct gap gap, struct error *err)
{
	struct gap *grown = realloc(info->gap, (info->gaps + 1) * sizeof(*grown));

	if (!grown)
		return fail(err, HINGE_ENOMEM, "out of memory");
	gap.cause[sizeof(gap.cause) - 1] = '\0';
	grown[info->gaps++] = gap;
	info->gap = grown;
	return 0;
}

bool gap_interrupts(const struct gap *gap, double rate_hz)
{
	return !strcmp(gap->cause, "unplugged") && (double)gap->frames > GAP_BRIDGED_S * rate_hz;
}

static const char *const foot_names[] = {
	[FOOT_UNKNOWN] = "unknown",
	[FOOT_LEFT] = "left",
	[FOOT_RIGHT] = "right",
	[FOOT_BOTH] = "both",
};

static const char *const unit_names[] = {
	[UNIT_COUNT] = "count",
	[UNIT_NEWTON] = "N",
	[UNIT_NORMALISED] = "normalised",
};

static bool word_find(const char *const *words, size_t count, const char *word, size_t *index)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], word)) {
			*index = i;
			return true;
		}
	return false;
}

const char *foot_name(enum foot foot)
{
	return foot_names[foot];
}

bool foot_parse(const char *word, enum foot *foot)
{
	size_t i;

	if (!word_find(foot_names, sizeof(foot_names) / sizeof(foot_names[0]), word, &i))
		return false;
	*foot = (enum foot)i;
	return true;
}

const char *sample_unit_name(enum sample_unit unit)
{
	return unit_names[unit];
}

bool sample_unit_parse(const char *word, enum sample_unit *unit)
{
	size_t i;

	if (!word_find(unit_names, sizeof(unit_names) / sizeof(unit_names[0]), word, &i))
		return false;
	*unit = (enum sample_unit)i;
	return true;
}

bool code_is_valid(const char *code)
{
	size_t length = strlen(code);

	return length >= 1 && length <= 32 &&
	       strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == length;
}
