/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo 1.16 cannot say in a PDF: the language, that the window shows the title, and what a
 * figure shows. Said in an incremental update (ISO 32000-1, 7.5.6): changed objects after the end,
 * then a table of where they are that leads on to the one before. */
#include "tools/draw/canvas/surface.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OBJECTS_MAX = 256 };

struct update {
	struct sink *pdf;
	size_t whole; /* bytes before the update */
	long number[OBJECTS_MAX];
	size_t at[OBJECTS_MAX], count;
};

static const size_t nowhere = (size_t)-1;

static size_t find(const struct update *update, const char *text, size_t from)
{
	const char *hit = from < update->whole ? memmem(update->pdf->data + from,
							update->whole - from, text, strlen(text))
					       : NULL;

	return hit ? (size_t)(hit - update->pdf->data) : nowhere;
}

static size_t find_last(const struct update *update, const char *text)
{
	size_t last = nowhere;

	for (size_t at = find(update, text, 0); at != nowhere; at = find(update, text, at + 1))
		last = at;
	return last;
}

/* The number after the last occurrence of a word; -1: there is none. */
static long number_after(const struct update *update, const char *word)
{
	size_t at = find_last(update, word);

	return at == nowhere ? -1 : strtol(update->pdf->data + at + strlen(word), NULL, 10);
}

static void put(struct update *update, const char *text)
{
	sink_append(update->pdf, text, strlen(text));
}

/* The object around `inside` once more, with entries added before its end. */
static void change(struct update *update, size_t inside, const char *entries)
{
	size_t start = inside, end = find(update, "\n>>\nendobj", inside);
	char *object;

	while (start > 0 && memcmp(update->pdf->data + start, " 0 obj\n", 7) != 0)
		start--;
	while (start > 0 && update->pdf->data[start - 1] != '\n')
		start--;
	if (end == nowhere || update->count == OBJECTS_MAX)
		return;
	object = strndup(update->pdf->data + start, end - start);
	if (!object) {
		update->pdf->failed = true;
		return;
	}
	update->number[update->count] = strtol(object, NULL, 10);
	update->at[update->count++] = update->pdf->used;
	put(update, object);
	put(update, entries);
	put(update, "\n>>\nendobj\n");
	free(object);
}

/* Text as UTF-16 in hexadecimal digits. */
static void change_figure(struct update *update, size_t inside, const char *description)
{
	gunichar2 *units = g_utf8_to_utf16(description, -1, NULL, NULL, NULL);
	struct sink entry = {0};

	sink_append(&entry, "\n   /Alt <FEFF", 14);
	for (size_t i = 0; units && units[i]; i++) {
		char digits[8];

		snprintf(digits, sizeof(digits), "%04X", units[i]);
		sink_append(&entry, digits, 4);
	}
	sink_append(&entry, ">", 1);
	if (entry.failed)
		update->pdf->failed = true;
	else
		change(update, inside, entry.data);
	free(entry.data);
	g_free(units);
}

static void change_figures(struct update *update, const struct canvas *canvas)
{
	static const char head[] = "<< /Type /StructElem\n   /S /Figure\n";
	size_t at = find(update, head, 0);

	for (size_t i = 0; i < canvas->figures && at != nowhere; i++) {
		if (canvas->figure[i])
			change_figure(update, at, canvas->figure[i]);
		at = find(update, head, at + 1);
	}
}

static void change_catalog(struct update *update, const char *language)
{
	char entries[160] = "\n   /ViewerPreferences << /DisplayDocTitle true >>";
	size_t at = find_last(update, "<< /Type /Catalog\n"), used = strlen(entries);

	if (language)
		used += (size_t)snprintf(entries + used, sizeof(entries) - used, "\n   /Lang (%s)",
					 language);
	if (find(update, "/MarkInfo", at) == nowhere)
		snprintf(entries + used, sizeof(entries) - used,
			 "\n   /MarkInfo << /Marked true >>");
	change(update, at, entries);
}

static void put_table(struct update *update, long size, long root, long info, long before)
{
	size_t table = update->pdf->used;
	char text[128];

	put(update, "xref\n");
	for (size_t i = 0; i < update->count; i++) {
		snprintf(text, sizeof(text), "%ld 1\n%010zu 00000 n \n", update->number[i],
			 update->at[i]);
		put(update, text);
	}
	snprintf(text, sizeof(text),
		 "trailer\n<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n   /Prev %ld\n>>\n",
		 size, root, info, before);
	put(update, text);
	snprintf(text, sizeof(text), "startxref\n%zu\n%%%%EOF\n", table);
	put(update, text);
}

void pdf_update(struct canvas *canvas)
{
	struct update update = {.pdf = &canvas->sink, .whole = canvas->sink.used};
	long size = number_after(&update, "<< /Size "), root = number_after(&update, "/Root ");
	long info = number_after(&update, "/Info "), before = number_after(&update, "startxref\n");

	/* another cairo may pack its objects, and says these things itself */
	if (size < 0 || root < 0 || info < 0 || before < 0 ||
	    find_last(&update, "<< /Type /Catalog\n") == nowhere)
		return;
	change_figures(&update, canvas);
	change_catalog(&update, canvas->options.language);
	put_table(&update, size, root, info, before);
}
