/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/book.h"

#include "formats/files.h"
#include "formats/plates/place.h"
#include "formats/plates/roles.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CERTIFICATE_BYTES_MAX = 1 << 20, FILE_NAME_MAX = 40 };

static void file_of(char name[FILE_NAME_MAX], int number)
{
	snprintf(name, FILE_NAME_MAX, "certificate-%d.json", number);
}

/* 0 = no certificate's name */
static int number_of(const char *name)
{
	char again[FILE_NAME_MAX];
	int number = 0;

	if (sscanf(name, "certificate-%6d", &number) != 1 || number < 1)
		return 0;
	file_of(again, number);
	return strcmp(again, name) ? 0 : number;
}

static int by_number(const void *a, const void *b)
{
	int left = *(const int *)a, right = *(const int *)b;

	return (left > right) - (left < right);
}

static int add_number(int **numbers, size_t *count, int number, struct error *err)
{
	int *grown = realloc(*numbers, (*count + 1) * sizeof(*grown));

	if (!grown)
		return fail(err, HINGE_ENOMEM, "no memory for a plate's certificates");
	grown[(*count)++] = number;
	*numbers = grown;
	return 0;
}

static int scan_folder(DIR *folder, int **numbers, size_t *count, struct error *err)
{
	const struct dirent *entry;
	int ret = 0;

	while (!ret && (entry = readdir(folder))) {
		int number = number_of(entry->d_name);

		if (number)
			ret = add_number(numbers, count, number, err);
	}
	return ret;
}

int book_numbers(const char *folder, const struct plate_id *id, int **numbers, size_t *count,
		 struct error *err)
{
	char path[PATH_MAX];
	int *found = NULL;
	size_t known = 0;
	DIR *entries;
	int ret = place_of_plate(path, folder, id, err);

	if (ret)
		return ret;
	entries = opendir(path);
	if (!entries && errno != ENOENT)
		return fail_errno(err, HINGE_EREAD, "%s", path);
	if (entries) {
		ret = scan_folder(entries, &found, &known, err);
		closedir(entries);
	}
	if (ret) {
		free(found);
		return ret;
	}
	if (known)
		qsort(found, known, sizeof(*found), by_number);
	*numbers = found;
	*count = known;
	return 0;
}

static int newest(const char *folder, const struct plate_id *id, int *number, struct error *err)
{
	int *numbers;
	size_t count;
	int ret = book_numbers(folder, id, &numbers, &count, err);

	if (ret)
		return ret;
	*number = count ? numbers[count - 1] : 0;
	free(numbers);
	return 0;
}

static bool has_number(const char *folder, const struct plate_id *id, int number)
{
	char path[PATH_MAX], name[FILE_NAME_MAX];

	file_of(name, number);
	return !place_of_file(path, folder, id, name, NULL) && file_exists(path);
}

/* --- keeping --- */

static int write_certificate(const char *path, const struct certificate *certificate,
			     struct error *err)
{
	struct js *object = certificate_js(certificate);
	char *text = js_dump_exactly(object, 2);
	int ret = text ? file_write_atomic(path, text, strlen(text), false, err)
		       : fail(err, HINGE_ENOMEM, "out of memory, or a text is not UTF-8");

	/* its name was free: one that may not outlast a loss of power is not to be in force */
	if (ret == HINGE_EWRITE)
		unlink(path);
	js_free(object);
	free(text);
	return ret;
}

static int put_in_force(const char *folder, const struct certificate *kept, struct error *err)
{
	char id[PLATE_ID_MAX];
	int ret = book_use(folder, &kept->id, 0, err);

	return ret && err ? fail_context(err,
					 "certificate %d is kept, but an older one may still hold "
					 "(hinge calibrate --plate %s --use 0)",
					 kept->number, plate_id_text(&kept->id, id))
			  : ret;
}

int book_keep(const char *folder, struct certificate *certificate, struct error *err)
{
	char path[PATH_MAX], name[FILE_NAME_MAX];
	struct certificate kept = *certificate;
	struct plate_role role;
	int ret = book_role(folder, &kept.id, &role, err);

	if (!ret)
		ret = newest(folder, &kept.id, &kept.number, err);
	if (!ret && kept.number == CERTIFICATE_NUMBER_MAX)
		ret = fail(err, HINGE_EREFUSED, "a plate has at most %d certificates",
			   CERTIFICATE_NUMBER_MAX);
	kept.number++;
	file_of(name, kept.number);
	/* makes the folder; an older one that was chosen holds until the new one stands */
	if (!ret)
		ret = role_write(folder, &role, err);
	if (!ret)
		ret = place_of_file(path, folder, &kept.id, name, err);
	if (!ret)
		ret = write_certificate(path, &kept, err);
	if (ret)
		return ret;
	certificate->number = kept.number;
	return role.certificate ? put_in_force(folder, &kept, err) : 0;
}

int book_use(const char *folder, const struct plate_id *id, int number, struct error *err)
{
	char text[PLATE_ID_MAX];
	struct plate_role role;
	int ret = book_role(folder, id, &role, err);

	if (ret)
		return ret;
	if (number && !has_number(folder, id, number))
		return fail(err, HINGE_EREFUSED, "plate %s has no certificate %d",
			    plate_id_text(id, text), number);
	role.certificate = number;
	return role_write(folder, &role, err);
}

/* --- reading --- */

static int read_certificate(const char *path, struct certificate *certificate, struct error *err)
{
	char *text;
	size_t size;
	int ret = file_read(path, CERTIFICATE_BYTES_MAX, &text, &size, err);

	if (ret)
		return ret;
	ret = certificate_parse(certificate, text, size, path, err);
	free(text);
	return ret;
}

/* One that was copied here from another plate must not give that one's forces. */
static int check_owner(const struct certificate *certificate, const struct plate_id *id, int number,
		       const char *path, struct error *err)
{
	if (certificate->number == number && certificate->id.plate == id->plate &&
	    !strcmp(certificate->id.serial, id->serial))
		return 0;
	return fail(err, HINGE_EFORMAT, "%s: is certificate %d of plate %d of %s", path,
		    certificate->number, certificate->id.plate, certificate->id.serial);
}

static int chosen_number(const char *folder, const struct plate_id *id, int *number,
			 struct error *err)
{
	struct plate_role role;
	int ret = book_role(folder, id, &role, err);

	if (ret)
		return ret;
	*number = role.certificate;
	return *number ? 0 : newest(folder, id, number, err);
}

int book_certificate(const char *folder, const struct plate_id *id, int number,
		     struct certificate *certificate, struct error *err)
{
	char path[PATH_MAX], name[FILE_NAME_MAX], text[PLATE_ID_MAX];
	int ret = number ? 0 : chosen_number(folder, id, &number, err);

	if (ret || !number)
		return ret;
	file_of(name, number);
	ret = place_of_file(path, folder, id, name, err);
	if (!ret)
		ret = read_certificate(path, certificate, err);
	if (!ret)
		ret = check_owner(certificate, id, number, path, err);
	if (!ret)
		return 1;
	if (ret == HINGE_ENOMEM || !err)
		return ret;
	return fail_context(err,
			    "plate %s: certificate %d cannot be used (another one: hinge calibrate "
			    "--plate %s --use NUMBER)",
			    plate_id_text(id, text), number, text);
}
