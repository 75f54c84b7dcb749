/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/plates/book.h"

#include <stdio.h>
#include <string.h>

static int apply_role(const struct plate_role *role, struct plate *plate)
{
	if (role->foot == FOOT_UNKNOWN)
		return 0;
	plate->foot = role->foot;
	snprintf(plate->name, sizeof(plate->name), "%s", foot_name(role->foot));
	return 1;
}

struct applied {
	bool by_book[PLATES_MAX]; /* of those */
	int number[PLATES_MAX];   /* of the certificate; 0 = the device's own */
	char date[32];            /* the oldest */
};

static int apply_plate(const char *folder, struct recording_info *info, size_t p,
		       struct applied *applied, struct error *err)
{
	struct plate_id id = {.plate = (int)p + 1};
	struct certificate certificate;
	struct plate_role role;
	int ret;

	snprintf(id.serial, sizeof(id.serial), "%s", info->serial);
	ret = book_role(folder, &id, &role, err);
	if (ret)
		return ret;
	applied->by_book[p] = apply_role(&role, &info->plate[p]);
	ret = book_certificate(folder, &id, 0, &certificate, err);
	if (ret <= 0)
		return ret;
	applied->number[p] = certificate.number;
	if (!applied->date[0] || strcmp(certificate.date, applied->date) < 0)
		snprintf(applied->date, sizeof(applied->date), "%s", certificate.date);
	return certificate_apply(&certificate, &info->plate[p], err);
}

/* What the device calls its other plate may be what the book calls this one. */
static int check_feet(const struct recording_info *info, const struct applied *applied,
		      struct error *err)
{
	for (size_t a = 0; a < info->plates; a++)
		for (size_t b = 0; b < info->plates; b++)
			if (a != b && applied->by_book[a] &&
			    info->plate[a].foot == info->plate[b].foot)
				return fail(err, HINGE_EREFUSED,
					    "plates %zu and %zu of %s are both %s: bind the other "
					    "one too (hinge devices --bind %s=%s/%zu)",
					    a + 1, b + 1, info->serial,
					    foot_name(info->plate[a].foot),
					    info->plate[a].foot == FOOT_LEFT ? "right" : "left",
					    info->serial, b + 1);
	return 0;
}

static void name_certificates(struct recording_info *info, const struct applied *applied)
{
	char *text = info->certificate;
	size_t size = sizeof(info->certificate), used;
	bool any = false;

	for (size_t p = 0; p < info->plates; p++)
		any |= applied->number[p] > 0;
	if (!any)
		return;
	used = (size_t)snprintf(text, size, "%s ", info->serial);
	for (size_t p = 0; p < info->plates && used < size; p++)
		used += (size_t)(applied->number[p]
					 ? snprintf(text + used, size - used, "%s#%d", p ? "," : "",
						    applied->number[p])
					 : snprintf(text + used, size - used, "%s-", p ? "," : ""));
	snprintf(info->calibration_date, sizeof(info->calibration_date), "%s", applied->date);
}

int book_apply(const char *folder, struct recording_info *info, struct error *err)
{
	struct applied applied = {0};
	int ret = 0;

	if (!folder || !info->serial[0])
		return 0;
	for (size_t p = 0; !ret && p < info->plates; p++)
		ret = apply_plate(folder, info, p, &applied, err);
	if (!ret)
		ret = check_feet(info, &applied, err);
	if (!ret)
		name_certificates(info, &applied);
	return ret;
}
