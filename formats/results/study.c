/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/study.h"

#include "formats/files.h"
#include "formats/results/reader.h"
#include "formats/results/writer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COPY(to, from) snprintf(to, sizeof(to), "%s", from)

struct trial_key {
	char trial_id[64], raw_sha256[65];
};

struct study {
	size_t rows, room;
	struct study_entry *row;
	size_t trials, trials_room;
	struct trial_key *trial;
	/* of the first; not config_sha256, which holds earlier results and windows as well */
	size_t configs;
	struct config_row *config;
	char software_version[32];
	bool mixed;
};

int study_new(struct study **out, struct error *err)
{
	struct study *study = calloc(1, sizeof(*study));

	if (!study)
		return fail(err, HINGE_ENOMEM, "out of memory");
	*out = study;
	return 0;
}

void study_free(struct study *study)
{
	if (!study)
		return;
	free(study->row);
	free(study->trial);
	free(study->config);
	free(study);
}

size_t study_rows(const struct study *study)
{
	return study->rows;
}

bool study_is_mixed(const struct study *study)
{
	return study->mixed;
}

/* --- adding --- */

static int reserve(void **rows, size_t *room, size_t count, size_t size, struct error *err)
{
	size_t wanted = *room ? *room : 64;
	void *grown;

	if (count <= *room)
		return 0;
	while (wanted < count)
		wanted *= 2;
	grown = reallocarray(*rows, wanted, size);
	if (!grown)
		return fail(err, HINGE_ENOMEM, "no memory for %zu rows", count);
	*rows = grown;
	*room = wanted;
	return 0;
}

static bool is_same_config(const struct study *study, const struct content *content)
{
	for (size_t i = 0; i < study->configs && i < content->configs; i++)
		if (strcmp(study->config[i].key, content->config[i].key) != 0 ||
		    strcmp(study->config[i].value, content->config[i].value) != 0)
			return false;
	return study->configs == content->configs;
}

/* What the others are held against. */
static int keep_config(struct study *study, const struct content *content, struct error *err)
{
	size_t room = 0;
	int ret = reserve((void **)&study->config, &room, content->configs, sizeof(*study->config),
			  err);

	if (ret)
		return ret;
	for (size_t i = 0; i < content->configs; i++)
		study->config[i] = content->config[i];
	study->configs = content->configs;
	COPY(study->software_version, content->software_version);
	return 0;
}

/* Two results of one recording would count its repetitions twice. */
static int add_trial(struct study *study, const char *path, const struct content *content,
		     struct error *err)
{
	const struct trial_report *report = &content->report;
	struct trial_key *key;
	int ret;

	for (size_t i = 0; report->raw_sha256[0] && i < study->trials; i++)
		if (!strcmp(study->trial[i].trial_id, report->trial_id) &&
		    !strcmp(study->trial[i].raw_sha256, report->raw_sha256))
			return fail(err, HINGE_EREFUSED,
				    "%s: a result of the same recording (%s) is in the study", path,
				    report->trial_id);
	ret = reserve((void **)&study->trial, &study->trials_room, study->trials + 1,
		      sizeof(*study->trial), err);
	if (ret)
		return ret;
	if (!study->trials)
		ret = keep_config(study, content, err);
	if (ret)
		return ret;
	study->mixed |= !is_same_config(study, content) ||
			strcmp(study->software_version, content->software_version) != 0;
	key = &study->trial[study->trials++];
	COPY(key->trial_id, report->trial_id);
	COPY(key->raw_sha256, report->raw_sha256);
	return 0;
}

static void fill_row(struct study_entry *entry, const struct trial_report *report, size_t number)
{
	struct study_row *row = &entry->row;

	memset(entry, 0, sizeof(*entry));
	COPY(entry->raw_sha256, report->raw_sha256);
	entry->number = number;
	COPY(row->subject, report->info.subject);
	COPY(row->session, report->info.session);
	COPY(row->task, report->task);
	row->run = report->info.run;
	row->load_kg = report->load_kg;
	COPY(row->load_source, report->load_source);
	row->body_mass_kg = report->body_mass_kg;
	COPY(row->body_mass_source, report->body_mass_source);
	COPY(row->status, report_status_name(report->status));
	row->metric = report->metric[number];
}

static int add_content(struct study *study, const char *path, const struct content *content,
		       struct error *err)
{
	const struct trial_report *report = &content->report;
	int ret = reserve((void **)&study->row, &study->room, study->rows + report->metrics,
			  sizeof(*study->row), err);

	if (!ret)
		ret = add_trial(study, path, content, err);
	for (size_t i = 0; !ret && i < report->metrics; i++)
		fill_row(&study->row[study->rows++], report, i);
	return ret;
}

int study_add(struct study *study, const char *path, struct error *err)
{
	static const char *const only[] = {"/", "/results/metrics", "/provenance/config", NULL};
	struct content *content;
	int ret = content_new(&content, err);

	if (ret)
		return ret;
	ret = schema_read(path, &schema_results, only, content, err);
	if (!ret)
		ret = add_content(study, path, content, err);
	content_free(content);
	return ret;
}

/* --- order --- */

static int compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

/* The order of adding plays no part: rows that agree in all of this are of one file. */
static int compare(const void *one, const void *two)
{
	const struct study_entry *a = one, *b = two;
	const struct study_row *x = &a->row, *y = &b->row;
	const int steps[] = {
		strcmp(x->subject, y->subject),
		strcmp(x->session, y->session),
		compare_numbers(x->run, y->run),
		strcmp(x->metric.trial, y->metric.trial),
		strcmp(a->raw_sha256, b->raw_sha256),
		compare_numbers(x->metric.set, y->metric.set),
		compare_numbers(x->metric.rep, y->metric.rep),
		compare_numbers((double)a->number, (double)b->number),
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i])
			return steps[i];
	return 0;
}

static void sort(struct study *study)
{
	if (study->rows)
		qsort(study->row, study->rows, sizeof(*study->row), compare);
}

/* --- writing --- */

int study_write_h5(struct study *study, const char *path, struct error *err)
{
	struct content *content;
	int ret = content_new(&content, err);

	if (ret)
		return ret;
	sort(study);
	COPY(content->software_version, HINGE_VERSION);
	content->study_rows = study->rows;
	content->study_row = study->row;
	ret = schema_write(path, &schema_study, content, &(struct results_options){.replace = true},
			   err);
	content->study_row = NULL; /* it was lent */
	content_free(content);
	return ret;
}

/* RFC 4180: quoted where it must be, with quotes doubled. */
static void put_text(FILE *out, const char *text)
{
	if (!text[strcspn(text, ",\"\r\n")]) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

/* As few digits as give the same number back; a missing one is an empty cell. */
static void put_number(FILE *out, double value)
{
	char text[32];

	if (isnan(value))
		return;
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	fputs(text, out);
}

static void put_value(FILE *out, const struct field *column, const struct study_entry *entry)
{
	const void *memory = (const char *)entry + column->offset;

	if (column->value == VALUE_F64)
		put_number(out, *(const double *)memory);
	else if (column->value == VALUE_I32)
		fprintf(out, "%d", *(const int *)memory);
	else
		put_text(out, memory);
}

static void put_table(FILE *out, const struct study *study, const struct table *table)
{
	for (size_t i = 0; i < table->columns; i++)
		fprintf(out, "%s%s", i ? "," : "", table->column[i].name);
	fputs("\r\n", out);
	for (size_t row = 0; row < study->rows; row++) {
		for (size_t i = 0; i < table->columns; i++) {
			if (i)
				fputc(',', out);
			put_value(out, &table->column[i], &study->row[row]);
		}
		fputs("\r\n", out);
	}
}

int study_write_csv(struct study *study, const char *path, struct error *err)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	bool broken;
	int ret;

	if (!out)
		return fail(err, HINGE_ENOMEM, "out of memory");
	sort(study);
	put_table(out, study, object_find(&schema_study, "/metrics")->table);
	broken = ferror(out);
	if (fclose(out) || broken)
		ret = fail(err, HINGE_ENOMEM, "%s: no memory for %zu rows", path, study->rows);
	else
		ret = file_write_atomic(path, text, size, true, err);
	free(text);
	return ret;
}
