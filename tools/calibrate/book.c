/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/calibrate/book.h"

#include "formats/plates/certificate.h"
#include "tools/calibrate/calibrate.h"
#include "tools/client/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int call(struct control *control, const char *method, struct js *params, struct js **answer,
		struct error *err)
{
	char *text = js_dump(params, 17, 0), *said;
	int ret;

	js_free(params);
	if (!text)
		return fail(err, HINGE_EUSAGE, "a plate's name is not UTF-8");
	ret = control_call(control, method, text, &said, err);
	free(text);
	if (ret)
		return ret;
	ret = answer_parse(answer, said, err);
	free(said);
	return ret;
}

int book_may_keep(struct control *control, struct error *err)
{
	struct js *hello;
	const struct js *methods;
	bool may = false;
	int ret = call(control, "hello", js_object(), &hello, err);

	if (ret)
		return ret;
	methods = js_get(hello, "methods");
	for (size_t i = 0; i < js_count(methods); i++)
		may |= js_text(js_at(methods, i)) &&
		       !strcmp(js_text(js_at(methods, i)), "plates.keep");
	js_free(hello);
	return may ? 0
		   : fail(err, HINGE_EREFUSED,
			  "to keep a certificate you must be root or the daemon's own user (or try "
			  "it with --dry-run)");
}

/* Who calls itself left, where the book does not know better; the plate may also be unplugged. */
static void find_id(struct control *control, const char *source, const char *plate,
		    char id[PLATE_ID_MAX])
{
	struct bench bench = {0};
	struct certificate certificate;
	struct error err;

	snprintf(id, PLATE_ID_MAX, "%s", plate);
	certificate_init(&certificate);
	if (!bench_open(&bench, control, source ? source : "", plate, &certificate, &err))
		plate_id_text(&certificate.id, id);
}

static void show(const struct js *plate)
{
	const struct js *certificates = js_get(plate, "certificates");
	int64_t in_force = 0;

	js_int(js_get(plate, "in_force"), &in_force);
	printf("plate %s (%s): %zu certificate%s\n", answer_text(plate, "plate"),
	       answer_text(plate, "foot"), js_count(certificates),
	       js_count(certificates) == 1 ? "" : "s");
	for (size_t i = 0; i < js_count(certificates); i++) {
		const struct js *one = js_at(certificates, i);
		int number = (int)answer_number(one, "number");
		const char *mark = number == in_force ? "  in force" : "";

		if (js_get(one, "error"))
			printf("%6d  %s%s\n", number, answer_text(one, "error"), mark);
		else
			printf("%6d  %s  RMS %.3g N  %s%s\n", number, answer_text(one, "date"),
			       answer_number(one, "rms_n"), answer_text(one, "operator"), mark);
	}
}

static int ask_use(struct control *control, const char *id, int number, struct js **plate,
		   struct error *err)
{
	struct js *params = js_object();

	if (js_set(params, "plate", js_string(id)) ||
	    js_set(params, "number", js_integer(number))) {
		js_free(params);
		return fail(err, HINGE_EUSAGE, "--plate is not UTF-8");
	}
	return call(control, "plates.use", params, plate, err);
}

/* A copy of that plate's entry in the list. */
static int ask_entry(struct control *control, const char *id, struct js **plate, struct error *err)
{
	struct js *list;
	const struct js *plates;
	int ret = call(control, "plates.list", js_object(), &list, err);

	if (ret)
		return ret;
	plates = js_get(list, "plates");
	*plate = NULL;
	for (size_t i = 0; i < js_count(plates); i++)
		if (!strcmp(answer_text(js_at(plates, i), "plate"), id) ||
		    !strcmp(answer_text(js_at(plates, i), "foot"), id))
			*plate = js_copy(js_at(plates, i));
	js_free(list);
	return *plate ? 0
		      : fail(err, HINGE_EREFUSED, "plate %s has no certificate and no role yet",
			     id);
}

int book_command(struct control *control, const char *source, const char *plate, int use, bool json,
		 struct error *err)
{
	char id[PLATE_ID_MAX], *text;
	struct js *entry;
	int ret;

	find_id(control, source, plate, id);
	ret = use >= 0 ? ask_use(control, id, use, &entry, err)
		       : ask_entry(control, id, &entry, err);
	if (ret)
		return ret;
	text = json ? js_dump(entry, 17, 0) : NULL;
	if (text)
		puts(text);
	else
		show(entry);
	free(text);
	js_free(entry);
	return 0;
}
