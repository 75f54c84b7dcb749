/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any delimited text, described by a profile (hinge-profile(5)). */
#include "formats/files.h"
#include "formats/import/formats.h"
#include "formats/import/text/rate.h"
#include "formats/import/text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The columns of the file that are read, in the order they become channels. */
struct selection {
	size_t count;
	int column[CHANNELS_MAX + 1]; /* + 1: the time */
};

static int probe(const char *head, size_t size, const struct import_options *options)
{
	return options->profile && looks_like_text(head, size) ? 99 : 0;
}

_Static_assert(PLATES_MAX *PLATE_CELLS_MAX <= CHANNELS_MAX, "every cell has a channel");

/* Takes a column in, which the check of the profile has found to be used once. */
static void select_column(struct selection *s, int *column)
{
	if (*column < 0)
		return;
	s->column[s->count] = *column;
	*column = (int)s->count++;
}

static void select_plate(struct selection *s, struct plate *plate)
{
	for (size_t i = 0; i < plate->cells; i++)
		select_column(s, &plate->cell[i].column);
	for (size_t i = 0; i < 2; i++)
		select_column(s, &plate->cop_column[i]);
	for (size_t i = 0; i < WRENCH_INPUTS_MAX; i++)
		select_column(s, &plate->wrench_column[i]);
}

/* A tare stands at the number of its column and follows it. */
static void renumber_tare(const struct selection *s, double tare[CHANNELS_MAX])
{
	double moved[CHANNELS_MAX] = {0};

	for (size_t i = 0; i < s->count; i++)
		if (s->column[i] < CHANNELS_MAX)
			moved[i] = tare[s->column[i]];
	memcpy(tare, moved, sizeof(moved));
}

/* Only columns that mean something are kept: channel numbers replace the file's column numbers. */
static void select_columns(struct selection *s, struct recording_info *info)
{
	s->count = 0;
	for (size_t p = 0; p < info->plates; p++)
		select_plate(s, &info->plate[p]);
	renumber_tare(s, info->tare_before);
	renumber_tare(s, info->tare_after);
	info->channels = s->count;
}

/* Skips the header; names is the row that names the columns, without fields where there is none. */
static int read_header(struct text *text, const struct text_layout *layout, struct text_row *names,
		       struct error *err)
{
	int rc = 1;

	names->count = 0;
	for (int i = 0; i < layout->header_lines && rc > 0; i++)
		rc = text_next(text, names, err);
	if (rc < 0)
		return rc;
	if (!rc)
		return fail(err, HINGE_EFORMAT, "%s: %lld lines, the profile says %d of header",
			    text->name, (long long)text->line, layout->header_lines);
	text_row_trim(names);
	return 0;
}

static int find_time(const struct text *text, const struct text_layout *layout,
		     const struct text_row *header, int *column, struct error *err)
{
	*column = layout->time_column;
	if (!layout->time_name[0])
		return 0;
	return text_column(text, header, layout->time_name, column, err);
}

/* What the profile says, bound to the file at hand. */
struct binding {
	struct recording_info info;
	struct selection selection;
	bool by_name; /* the header counts: else only the first row of numbers does */
	int time;     /* column, -1 = none */
	struct text_row header;
};

static int bind(struct binding *b, struct text *text, const struct text_layout *layout,
		const struct column_names *names, struct error *err)
{
	int rc = read_header(text, layout, &b->header, err);

	b->by_name = names->count || layout->time_name[0];
	if (!rc)
		rc = sidecar_bind_columns(&b->info, names, (const char *const *)b->header.field,
					  b->header.count, text->name, err);
	if (!rc)
		rc = find_time(text, layout, &b->header, &b->time, err);
	/* a name and a number may turn out to be one column */
	if (!rc)
		rc = sidecar_check(&b->info, text->name, err);
	if (!rc)
		select_columns(&b->selection, &b->info);
	return rc;
}

static int read_trial(struct binding *b, struct text *text, const struct import_options *options,
		      struct trial **out, struct error *err)
{
	struct selection *s = &b->selection;
	struct rate_claims claims = {
		.typed_hz = options->rate_hz,
		.stated_hz = b->info.rate_hz,
		.first_line = text->line + 1,
	};
	struct text_table table;
	int rc;

	if (b->time >= 0)
		s->column[s->count] = b->time;
	rc = text_numbers(text, b->by_name ? &b->header : NULL, s->column,
			  s->count + (b->time >= 0), &table, err);
	if (rc)
		return rc;
	claims.rows = table.rows;
	claims.stride = table.columns;
	claims.time_s = b->time >= 0 ? table.value + s->count : NULL;
	rc = rate_settle(&claims, text->name, &b->info.rate_hz, err);
	if (!rc)
		rc = trial_from_table(out, &table, 0, s->count, err);
	free(table.value);
	return rc;
}

int text_profile_parse(char *bytes, size_t size, const char *name,
		       const struct recording_info *info, const struct text_layout *layout,
		       const struct column_names *names, const struct import_options *options,
		       struct trial **out, struct error *err)
{
	struct binding b = {0};
	struct text text;
	struct trial *trial = NULL;
	int rc;

	recording_info_init(&b.info);
	text_init(&text, name, bytes, size, layout->delimiter, layout->decimal);
	rc = recording_info_copy(&b.info, info, err);
	if (!rc)
		rc = bind(&b, &text, layout, names, err);
	if (!rc)
		rc = read_trial(&b, &text, options, &trial, err);
	if (!rc) {
		b.info.frames = (int64_t)trial->frames;
		rc = recording_info_copy(&trial->info, &b.info, err);
	}
	recording_info_reset(&b.info);
	if (rc) {
		trial_free(trial);
		return rc;
	}
	*out = trial;
	return 0;
}

static int parse(char *bytes, size_t size, const char *name, const struct import_options *options,
		 struct trial **out, struct error *err)
{
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	int rc = profile_read(options->profile, &info, &layout, &names, err);

	if (rc)
		return rc;
	rc = text_profile_parse(bytes, size, name, &info, &layout, &names, options, out, err);
	recording_info_reset(&info);
	return rc;
}

const struct import_ops import_text_profile = {
	.name = "text",
	.summary = "any delimited text, described by --profile FILE",
	.probe = probe,
	.parse = parse,
};
