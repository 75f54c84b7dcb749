/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a form in any order: a byte says how long each is and whether it goes on; then what a
 * page makes of the fields. */
#include "tools/serve/http/form.h"
#include "tools/serve/pages/page.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char *const names[] = {"q",    "from", "rep",  "a",    "session", "date",
				    "pain", "note", "unit", "lang", "token",   ""};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct form form;
	struct request request = {.language = "de-DE,de;q=0.9"};
	struct page_call call;

	form_init(&form);
	while (size >= 3) {
		size_t length = bytes[0] * 8u < size - 3 ? bytes[0] * 8u : size - 3;

		form_put(&form, names[bytes[1] % NAMES], (const char *)bytes + 3, bytes[2] & 1,
			 length);
		bytes += 3 + length;
		size -= 3 + length;
	}
	for (size_t i = 0; i < form.fields.count; i++)
		if (strlen(form.fields.field[i].value) > form.used)
			abort();
	request.form = form.fields;
	page_call_make(&call, &request);
	return strlen(call.words.note) >= sizeof(call.words.note) ? -1 : 0;
}
