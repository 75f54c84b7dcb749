/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge subject forget: from the registry, and with --files the recordings and results too. */
#include "formats/files.h"
#include "formats/json.h"
#include "tools/cli/log.h"
#include "tools/subject/subject.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS = 2, DEPTH = 16 };

struct removal {
	const struct subject_call *call;
	struct registry_subject subject;
	size_t notes;
	char folder[FOLDERS][PATH_MAX + 64]; /* "" = there is none */
};

/* A link is not what it points to. */
static bool is_folder(const char *path)
{
	struct stat info;

	return !lstat(path, &info) && S_ISDIR(info.st_mode);
}

static int look(struct removal *removal, struct registry *registry, struct error *err)
{
	static const char *const where[FOLDERS] = {"", "derivatives/hinge/"};
	const char *code = removal->call->word[0];
	struct registry_session *session;
	int ret = registry_find_subject(registry, code, &removal->subject, err);

	if (!ret)
		ret = registry_sessions(registry, code, &session, &removal->notes, err);
	if (ret)
		return ret;
	free(session);
	for (size_t i = 0; i < FOLDERS; i++) {
		snprintf(removal->folder[i], sizeof(removal->folder[i]), "%s/%ssub-%s",
			 registry_study(registry), where[i], code);
		if (!is_folder(removal->folder[i]))
			removal->folder[i][0] = '\0';
	}
	return 0;
}

static void tell_plan(const struct removal *removal)
{
	const struct registry_subject *subject = &removal->subject;

	fprintf(stderr,
		"%s: mass, note, what was entered of %zu sessions, and %zu results go out "
		"of the registry.\n",
		subject->code, removal->notes, subject->trials);
	for (size_t i = 0; i < FOLDERS; i++)
		if (removal->folder[i][0])
			fprintf(stderr, "  %s %s\n", removal->folder[i],
				removal->call->files ? "is deleted with all that is in it"
						     : "stays (--files deletes it)");
	if (!removal->call->files && subject->trials)
		fprintf(stderr, "  As the results stay, the code comes back with the next list.\n");
}

/* Whoever types the code means this person. */
static int ask(const struct removal *removal, struct error *err)
{
	const char *code = removal->subject.code;
	char line[64];

	if (removal->call->yes)
		return 0;
	fprintf(stderr, "Type %s to go on: ", code);
	if (!fgets(line, sizeof(line), stdin))
		line[0] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	if (!strcmp(line, code))
		return 0;
	return fail(err, HINGE_EREFUSED, "%s: nothing was removed (type the code, or pass --yes)",
		    code);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int remove_folder(const char *folder, struct error *err)
{
	if (!*folder)
		return 0;
	if (nftw(folder, remove_entry, DEPTH, FTW_DEPTH | FTW_PHYS | FTW_MOUNT))
		return fail_errno(err, HINGE_EWRITE, "%s: not all of it could be deleted", folder);
	return folder_sync(folder, err);
}

static int tell_done(const struct removal *removal, struct error *err)
{
	struct js *object, *folders;
	int bad = 0;

	if (!removal->call->common.json) {
		printf("%s is forgotten\n", removal->subject.code);
		return 0;
	}
	object = js_object();
	folders = js_array();
	for (size_t i = 0; i < FOLDERS; i++)
		if (removal->call->files && removal->folder[i][0])
			bad |= js_append(folders, js_path(removal->folder[i]));
	bad |= js_set(object, "subject", js_string(removal->subject.code));
	bad |= js_set(object, "sessions", js_integer((int64_t)removal->notes));
	bad |= js_set(object, "results", js_integer((int64_t)removal->subject.trials));
	bad |= js_set(object, "deleted", folders);
	if (!bad)
		return print_json_line(object, err);
	js_free(object);
	return fail(err, HINGE_ENOMEM, "no memory for the answer");
}

/* The files first: a person whose files are still there must not look forgotten. */
static int forget(struct removal *removal, struct registry *registry, struct error *err)
{
	int ret = look(removal, registry, err);

	if (ret)
		return ret;
	tell_plan(removal);
	ret = ask(removal, err);
	for (size_t i = 0; i < FOLDERS && !ret && removal->call->files; i++)
		ret = remove_folder(removal->folder[i], err);
	if (!ret)
		ret = registry_forget(registry, removal->subject.code, err);
	return ret ? ret : tell_done(removal, err);
}

int subject_forget(const struct subject_call *call)
{
	struct removal *removal = calloc(1, sizeof(*removal));
	struct registry *registry = NULL;
	char folder[PATH_MAX];
	size_t bad = 0;
	struct error err;
	int ret;

	if (!removal)
		return report_error(&(struct error){HINGE_ENOMEM, "out of memory"});
	removal->call = call;
	ret = study_folder(call->study, folder, &err);
	if (!ret)
		ret = study_open(&registry, folder, &bad, &err);
	if (!ret)
		ret = forget(removal, registry, &err);
	registry_close(registry);
	free(removal);
	return ret ? report_error(&err) : EXIT_SUCCESS;
}
