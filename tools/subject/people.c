/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge subject add, import, list */
#include "formats/files.h"
#include "formats/json.h"
#include "formats/registry/participants.h"
#include "tools/cli/log.h"
#include "tools/confine/confine.h"
#include "tools/subject/subject.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 16 << 20 };

const char *mass_text(char out[32], double mass_kg)
{
	if (isnan(mass_kg))
		return "-";
	snprintf(out, 32, "%.4g kg", mass_kg);
	return out;
}

int subject_registry(struct registry **out, const struct subject_call *call, bool make,
		     struct error *err)
{
	char folder[PATH_MAX];
	int ret = study_folder(call->study, folder, err);

	if (!ret && make)
		ret = folder_make(folder, err);
	if (ret)
		return ret;
	confine_to_files((const char *const[CONFINE_FILES]){NULL}, folder);
	return registry_open(out, folder, true, err);
}

/* --- add --- */

static int add(const struct subject_call *call, struct error *err)
{
	struct registry_subject subject = {.mass_kg = call->mass_kg};
	struct registry *registry;
	char mass[32];
	int ret = subject_registry(&registry, call, true, err);

	if (ret)
		return ret;
	ret = registry_take_code(subject.code, call->word[0], err);
	if (!ret)
		ret = registry_take_note(subject.note, call->text ? call->text : "", err);
	if (!ret)
		ret = registry_add_subject(registry, &subject, err);
	if (!ret)
		ret = registry_find_subject(registry, subject.code, &subject, err);
	registry_close(registry);
	if (ret)
		return ret;
	if (call->common.json)
		return print_json_line(subject_json(&subject), err);
	printf("%s  %s\n", subject.code, mass_text(mass, subject.mass_kg));
	return 0;
}

int subject_add(const struct subject_call *call)
{
	struct error err;

	return add(call, &err) ? report_error(&err) : EXIT_SUCCESS;
}

/* --- import --- */

struct import {
	const char *file;
	size_t count, added, bad;
	struct registry_subject *subject;
	struct js *lines; /* that cannot be used */
};

static void name_bad(void *ctx, size_t line, const char *why)
{
	struct import *import = ctx;
	struct js *object = js_object();

	log_write(LOG_ERROR, "%s:%zu: %s", import->file, line, why);
	import->bad++;
	js_set(object, "line", js_integer((int64_t)line));
	js_set(object, "message", js_string(why));
	js_append(import->lines, object);
}

static int read_table(struct import *import, struct error *err)
{
	size_t size;
	char *text;
	int ret = file_read(import->file, TABLE_MAX, &text, &size, err);

	if (ret)
		return ret;
	ret = participants_parse(text, size, import->file, &import->subject, &import->count,
				 name_bad, import, err);
	free(text);
	return ret;
}

static int tell_import(const struct import *import, bool json, struct error *err)
{
	struct js *object;
	int bad = 0;

	if (!json) {
		printf("%zu added, %zu known before, %zu lines not used\n", import->added,
		       import->count - import->added, import->bad);
		return 0;
	}
	object = js_object();
	bad |= js_set(object, "added", js_integer((int64_t)import->added));
	bad |= js_set(object, "known", js_integer((int64_t)(import->count - import->added)));
	bad |= js_set(object, "failed", js_copy(import->lines));
	if (!bad)
		return print_json_line(object, err);
	js_free(object);
	return fail(err, HINGE_ENOMEM, "no memory for the answer");
}

static int import_table(struct import *import, const struct subject_call *call, struct error *err)
{
	struct registry *registry;
	int ret = subject_registry(&registry, call, true, err);

	if (ret)
		return ret;
	ret = read_table(import, err);
	if (!ret)
		ret = registry_put_subjects(registry, import->subject, import->count,
					    &import->added, err);
	registry_close(registry);
	return ret ? ret : tell_import(import, call->common.json, err);
}

int subject_import(const struct subject_call *call)
{
	struct import import = {.file = call->word[0], .lines = js_array()};
	struct error err;
	int ret = import_table(&import, call, &err);

	free(import.subject);
	js_free(import.lines);
	if (ret)
		return report_error(&err);
	return import.bad ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* --- list --- */

static int list_json(const struct registry_subject *subject, size_t count, struct error *err)
{
	struct js *array = js_array();
	int bad = 0;

	for (size_t i = 0; i < count; i++)
		bad |= js_append(array, subject_json(&subject[i]));
	if (!bad)
		return print_json_line(array, err);
	js_free(array);
	return fail(err, HINGE_ENOMEM, "no memory for the answer");
}

static int list_tsv(const struct registry_subject *subject, size_t count, struct error *err)
{
	char *text;
	int ret = participants_text(subject, count, &text, err);

	if (ret)
		return ret;
	fputs(text, stdout);
	free(text);
	return 0;
}

static void list_text(const struct registry_subject *subject, size_t count)
{
	if (count)
		printf("%-12s %-9s %8s %8s  %-10s  %s\n", "SUBJECT", "MASS", "SESSIONS", "RESULTS",
		       "LAST", "NOTE");
	for (size_t i = 0; i < count; i++) {
		char mass[32];

		printf("%-12s %-9s %8zu %8zu  %-10.10s  %s\n", subject[i].code,
		       mass_text(mass, subject[i].mass_kg), subject[i].sessions, subject[i].trials,
		       *subject[i].last_start_time ? subject[i].last_start_time : "-",
		       subject[i].note);
	}
}

static int list(const struct subject_call *call, size_t *bad, struct error *err)
{
	struct registry_subject *subject;
	struct registry *registry;
	char folder[PATH_MAX];
	size_t count;
	int ret = study_folder(call->study, folder, err);

	if (ret)
		return ret;
	confine_to_files((const char *const[CONFINE_FILES]){NULL}, folder);
	ret = study_open(&registry, folder, bad, err);
	if (ret)
		return ret;
	ret = registry_subjects(registry, &subject, &count, err);
	registry_close(registry);
	if (ret)
		return ret;
	if (call->common.json)
		ret = list_json(subject, count, err);
	else if (call->tsv)
		ret = list_tsv(subject, count, err);
	else
		list_text(subject, count);
	free(subject);
	return ret;
}

int subject_list(const struct subject_call *call)
{
	struct error err;
	size_t bad = 0;

	if (list(call, &bad, &err))
		return report_error(&err);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
