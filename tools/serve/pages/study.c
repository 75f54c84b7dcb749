/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/pages/study.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_id(const char *kind, const char *name, char id[ID_SIZE])
{
	char text[1024], sha256[65];
	int length = snprintf(text, sizeof(text), "%s:%s", kind, name);

	sha256_hex(text, (size_t)length < sizeof(text) ? (size_t)length : sizeof(text) - 1, sha256);
	memcpy(id, sha256, ID_SIZE - 1);
	id[ID_SIZE - 1] = '\0';
}

void subject_id(const char *code, char id[ID_SIZE])
{
	make_id("subject", code, id);
}

void trial_id(const char *path, char id[ID_SIZE])
{
	make_id("trial", path, id);
}

int study_find_subject(struct registry *registry, const char *id, struct registry_subject *found,
		       struct error *err)
{
	struct registry_subject *all;
	size_t count;
	int ret = registry_subjects(registry, &all, &count, err);
	bool is_there = false;

	if (ret)
		return ret;
	for (size_t i = 0; i < count && !is_there; i++) {
		char own[ID_SIZE];

		subject_id(all[i].code, own);
		is_there = !strcmp(own, id);
		if (is_there)
			*found = all[i];
	}
	free(all);
	return is_there ? 0 : fail(err, HINGE_EREFUSED, "There is no such person in this study.");
}

int study_find_trial(struct registry *registry, const char *id, struct registry_trial *found,
		     struct error *err)
{
	struct registry_trial *all;
	size_t count;
	int ret = registry_trials(registry, NULL, &all, &count, err);
	bool is_there = false;

	if (ret)
		return ret;
	for (size_t i = 0; i < count && !is_there; i++) {
		char own[ID_SIZE];

		trial_id(all[i].path, own);
		is_there = !strcmp(own, id);
		if (is_there)
			*found = all[i];
	}
	free(all);
	return is_there
		       ? 0
		       : fail(err, HINGE_EREFUSED,
			      "There is no such result in this study; it may have been made anew.");
}

int study_read_trial(struct trial_report **out, struct registry_trial *trial,
		     struct registry *registry, const char *id, struct error *err)
{
	char path[PATH_MAX];
	int ret = study_find_trial(registry, id, trial, err);

	if (ret)
		return ret;
	if (snprintf(path, sizeof(path), "%s/%s", registry_study(registry), trial->path) >=
	    PATH_MAX)
		return fail(err, HINGE_EREAD, "%s: too long a path", trial->path);
	return results_read(path, out, err);
}
