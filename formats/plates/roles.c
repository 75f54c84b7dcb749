/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/roles.h"
#include "formats/files.h"
#include "formats/plates/book.h"
#include "formats/plates/place.h"
#include "formats/recording/sidecar/fields.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ROLE_BYTES_MAX = 65536 };

static const char format_name[] = "hinge-plate";

static int read_fields(struct plate_role *role, const struct js *document, const char *path,
		       struct error *err)
{
	struct fields top = {.file = path, .object = document, .err = err};
	char format[32] = "", foot[16] = "unknown";
	int64_t certificate = 0;
	int ret = field_text(&top, "Format", FIELD_REQUIRED, format, sizeof(format));

	if (!ret && strcmp(format, format_name))
		ret = field_fail(&top, "Format", "must be %s", format_name);
	if (!ret)
		ret = field_text(&top, "Foot", FIELD_OPTIONAL, foot, sizeof(foot));
	if (!ret && (!foot_parse(foot, &role->foot) || role->foot == FOOT_BOTH))
		ret = field_fail(&top, "Foot", "must be left, right or unknown");
	if (!ret)
		ret = field_integer(&top, "Certificate", FIELD_OPTIONAL, 1, CERTIFICATE_NUMBER_MAX,
				    &certificate);
	role->certificate = (int)certificate;
	return ret;
}

int role_parse(struct plate_role *role, const char *text, size_t size, const char *name,
	       struct error *err)
{
	struct js *document;
	int ret = js_parse(&document, text, size, name, err);

	if (ret)
		return ret;
	ret = read_fields(role, document, name, err);
	js_free(document);
	return ret;
}

static int read_role(struct plate_role *role, const char *path, struct error *err)
{
	char *text;
	size_t size;
	int ret = file_read(path, ROLE_BYTES_MAX, &text, &size, err);

	if (ret)
		return ret;
	ret = role_parse(role, text, size, path, err);
	free(text);
	return ret;
}

int book_role(const char *folder, const struct plate_id *id, struct plate_role *role,
	      struct error *err)
{
	char path[PATH_MAX], text[PLATE_ID_MAX];
	int ret = place_of_file(path, folder, id, "role.json", err);

	*role = (struct plate_role){.id = *id};
	if (ret || !file_exists(path))
		return ret;
	ret = read_role(role, path, err);
	return ret && err ? fail_context(err,
					 "plate %s: its role cannot be read, bind it again "
					 "(hinge devices --bind left=%s)",
					 plate_id_text(id, text), text)
			  : ret;
}

int role_write(const char *folder, const struct plate_role *role, struct error *err)
{
	struct js *object = js_object();
	char path[PATH_MAX], *text;
	int ret = place_of_plate(path, folder, &role->id, err);
	int failed = js_set(object, "Format", js_string(format_name)) ||
		     js_set(object, "FormatVersion", js_string("1.0")) ||
		     js_set(object, "Serial", js_string(role->id.serial)) ||
		     js_set(object, "Plate", js_integer(role->id.plate)) ||
		     js_set(object, "Foot", js_string(foot_name(role->foot))) ||
		     js_set(object, "Certificate",
			    role->certificate ? js_integer(role->certificate) : js_null());

	text = failed ? NULL : js_dump_exactly(object, 2);
	js_free(object);
	if (!ret && !text)
		ret = fail(err, HINGE_ENOMEM, "out of memory, or a serial number is not UTF-8");
	if (!ret)
		ret = folder_make(path, err);
	if (!ret)
		ret = place_of_file(path, folder, &role->id, "role.json", err);
	if (!ret)
		ret = file_write_atomic(path, text, strlen(text), true, err);
	free(text);
	return ret;
}

/* --- all plates --- */

static int is_plate(const struct dirent *entry)
{
	struct plate_id id;

	return place_parse(&id, entry->d_name);
}

/* By name alone: what stands in their files is not looked at. */
static int each_place(const char *folder,
		      int (*visit)(void *ctx, const struct plate_id *, struct error *), void *ctx,
		      struct error *err)
{
	struct dirent **entry;
	int count = scandir(folder, &entry, is_plate, alphasort), ret = 0;

	if (count < 0)
		return errno == ENOENT ? 0 : fail_errno(err, HINGE_EREAD, "%s", folder);
	for (int i = 0; i < count; i++) {
		struct plate_id id;

		if (!ret && place_parse(&id, entry[i]->d_name))
			ret = visit(ctx, &id, err);
		free(entry[i]);
	}
	free(entry);
	return ret;
}

struct each {
	const char *folder;
	int (*visit)(void *ctx, const struct plate_role *, struct error *);
	void *ctx;
};

static int visit_role(void *ctx, const struct plate_id *id, struct error *err)
{
	const struct each *each = ctx;
	struct plate_role role;
	int ret = book_role(each->folder, id, &role, err);

	return ret ? ret : each->visit(each->ctx, &role, err);
}

int book_each(const char *folder,
	      int (*visit)(void *ctx, const struct plate_role *, struct error *), void *ctx,
	      struct error *err)
{
	struct each each = {folder, visit, ctx};

	return each_place(folder, visit_role, &each, err);
}

struct search {
	const char *folder;
	enum foot foot;
	size_t count;
	struct plate_id found;
};

static int match(void *ctx, const struct plate_role *role, struct error *err)
{
	struct search *search = ctx;
	char one[PLATE_ID_MAX], other[PLATE_ID_MAX];

	if (role->foot != search->foot)
		return 0;
	if (search->count++)
		return fail(err, HINGE_EREFUSED,
			    "plates %s and %s are both %s: bind one again (hinge devices --bind "
			    "%s=SERIAL)",
			    plate_id_text(&search->found, one), plate_id_text(&role->id, other),
			    foot_name(role->foot), foot_name(role->foot));
	search->found = role->id;
	return 0;
}

int book_find(const char *folder, enum foot foot, struct plate_id *id, struct error *err)
{
	struct search search = {.folder = folder, .foot = foot};
	int ret = book_each(folder, match, &search, err);

	if (ret)
		return ret;
	*id = search.found;
	return search.count > 0;
}

static bool is_same(const struct plate_id *a, const struct plate_id *b)
{
	return a->plate == b->plate && !strcmp(a->serial, b->serial);
}

struct release {
	const char *folder;
	const struct plate_id *keeper;
	enum foot foot;
};

static int let_go(void *ctx, const struct plate_id *id, struct error *err)
{
	const struct release *release = ctx;
	struct plate_role role;
	int ret;

	if (is_same(id, release->keeper))
		return 0;
	ret = book_role(release->folder, id, &role, err);
	if (ret || role.foot != release->foot)
		return ret;
	role.foot = FOOT_UNKNOWN;
	return role_write(release->folder, &role, err);
}

int book_bind(const char *folder, const struct plate_id *id, enum foot foot, struct error *err)
{
	struct release release = {folder, id, foot};
	struct plate_role role;
	int ret = 0;

	/* first the other one: a foot without a plate is noticed, one with two is a swap */
	if (foot != FOOT_UNKNOWN)
		ret = each_place(folder, let_go, &release, err);
	/* a role that cannot be read is written anew */
	if (!ret && book_role(folder, id, &role, NULL))
		role = (struct plate_role){.id = *id};
	role.foot = foot;
	return ret ? ret : role_write(folder, &role, err);
}
