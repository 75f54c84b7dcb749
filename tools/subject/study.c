/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/subject/study.h"

#include "formats/files.h"
#include "formats/results/results.h"
#include "tools/cli/log.h"

#include <stdio.h>
#include <stdlib.h>

/* --- which study --- */

static bool is_study(void)
{
	static const char *const signs[] = {"registry.sqlite", "participants.tsv",
					    "derivatives/hinge", NULL};

	for (size_t i = 0; signs[i]; i++)
		if (file_exists(signs[i]))
			return true;
	return false;
}

int study_folder(const char *given, char out[PATH_MAX], struct error *err)
{
	const char *folder = given ? given : getenv("HINGE_STUDY");

	if (!folder || !*folder)
		folder = is_study() ? "." : NULL;
	if (!folder)
		return fail(err, HINGE_EUSAGE,
			    "no study here (pass --study DIR, or set HINGE_STUDY)");
	if (snprintf(out, PATH_MAX, "%s", folder) >= PATH_MAX)
		return fail(err, HINGE_EUSAGE, "%.40s...: the name is too long", folder);
	return 0;
}

static void name_bad(void *ctx, const char *path, const char *why)
{
	(void)ctx;
	log_write(LOG_WARN, "%s: %s", path, why);
}

int study_open(struct registry **out, const char *folder, size_t *bad, struct error *err)
{
	struct registry_changes changes = {0};
	struct registry *registry;
	struct error why;
	int ret = registry_open(&registry, folder, true, err);

	if (ret == HINGE_EWRITE && !registry_open(&registry, folder, false, &why))
		ret = 0;
	if (ret)
		return ret;
	ret = registry_sync(registry, &changes, name_bad, NULL, &why);
	if (ret == HINGE_EWRITE || ret == HINGE_EAGAIN) {
		log_write(LOG_WARN, "%s: what is new is not shown", why.text);
		ret = 0;
	}
	if (ret) {
		registry_close(registry);
		*err = why;
		return ret;
	}
	*bad = changes.bad;
	*out = registry;
	return 0;
}

/* --- one person --- */

/* A result that went bad or away costs itself only. */
static int read_trial(struct dossier *dossier, const char *study,
		      const struct registry_trial *trial, struct error *err)
{
	struct earlier earlier = {0};
	char path[PATH_MAX + sizeof(trial->path)];
	int ret;

	snprintf(path, sizeof(path), "%s/%s", study, trial->path);
	ret = results_read_earlier(path, &earlier, err);
	if (!ret)
		return history_add(&dossier->history, &earlier, err);
	if (ret == HINGE_ENOMEM)
		return ret;
	log_write(LOG_WARN, "%s", err->text);
	dossier->unread++;
	return 0;
}

static int read_registry(struct dossier *dossier, struct registry *registry, const char *code,
			 struct error *err)
{
	int ret = registry_find_subject(registry, code, &dossier->subject, err);

	if (!ret)
		ret = registry_sessions(registry, code, &dossier->note, &dossier->notes, err);
	return ret ? ret : registry_trials(registry, code, &dossier->trial, &dossier->trials, err);
}

int dossier_open(struct dossier *out, struct registry *registry, const char *code,
		 const struct config *config, struct error *err)
{
	struct dossier dossier = {0};
	int ret = read_registry(&dossier, registry, code, err);

	for (size_t i = 0; i < dossier.trials && !ret; i++)
		ret = read_trial(&dossier, registry_study(registry), &dossier.trial[i], err);
	if (!ret)
		ret = timeline_new(&dossier.timeline, &dossier.history, config, dossier.note,
				   dossier.notes, err);
	if (ret) {
		dossier_close(&dossier);
		return ret;
	}
	/* who has no session yet is known all the same */
	snprintf(dossier.timeline->subject, sizeof(dossier.timeline->subject), "%s", code);
	*out = dossier;
	return 0;
}

void dossier_close(struct dossier *dossier)
{
	free(dossier->note);
	free(dossier->trial);
	history_reset(&dossier->history);
	timeline_free(dossier->timeline);
	*dossier = (struct dossier){0};
}
