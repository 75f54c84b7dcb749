/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* In the unit of the collections. */
static struct gate gate_of(const struct quantity *q, size_t gate_class)
{
	switch (q->kind) {
	case GATE_AT_LEAST:
		return (struct gate){q->bound[gate_class] / q->scale, NAN};
	case GATE_AT_MOST:
		return (struct gate){NAN, q->bound[gate_class] / q->scale};
	case GATE_WITHIN:
		return (struct gate){q->bound[0] / q->scale, q->bound[1] / q->scale};
	default:
		return (struct gate){NAN, NAN};
	}
}

/* Bounds of the classes that the table has, once where they are the same. */
static void print_gate(FILE *out, const struct quantity *q, size_t classes)
{
	static const char *const sign[] = {"", "&ge; ", "&le; ", ""};

	fprintf(out, " %s", sign[q->kind]);
	if (q->kind == GATE_WITHIN)
		fprintf(out, "%g to %g", q->bound[0], q->bound[1]);
	for (size_t i = 0; i < classes && q->kind && q->kind != GATE_WITHIN; i++)
		if (i == 0 || q->bound[i] != q->bound[0])
			fprintf(out, "%s%g", i ? " / " : "", q->bound[i]);
	fprintf(out, "%s%s |", q->kind && *q->unit ? " " : "", q->kind ? q->unit : "");
}

static void print_cell(FILE *out, const struct quantity *q, const struct column *column,
		       struct tally *tally)
{
	struct figure figure = figure_of(q->statistic, &column->measure[q->measure]);
	struct gate none = {NAN, NAN};
	struct gate gate = column->is_ungated ? none : gate_of(q, column->gate_class);
	enum verdict verdict = verdict_of(&gate, &figure);
	const char *bold = verdict == VERDICT_MISSED ? "**" : "";
	static const char *const word[] = {"", " held", " MISSED"};

	tally->held += verdict == VERDICT_HELD;
	tally->missed += verdict == VERDICT_MISSED;
	if (!figure.n)
		fprintf(out, " - |");
	else
		fprintf(out, " %s%.*f (%zu)%s%s |", bold, q->decimals, q->scale * figure.value,
			figure.n, word[verdict], bold);
}

static bool has_data(const struct collection *c)
{
	return c->n || c->count || c->hits || c->invented || c->missed;
}

static bool any_data(const struct quantity *q, const struct column *columns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (has_data(&columns[i].measure[q->measure]))
			return true;
	return false;
}

static bool is_complete(const struct quantity *quantities, size_t count,
			const struct column *columns, size_t column_count)
{
	for (size_t i = 0; i < count * column_count; i++)
		if (columns[i / count].measure[quantities[i % count].measure].failed)
			return false;
	return true;
}

bool table_print(FILE *out, const struct quantity *quantities, size_t count,
		 const struct column *columns, size_t column_count, struct tally *tally)
{
	size_t classes = 1;

	if (!is_complete(quantities, count, columns, column_count))
		return false;
	fprintf(out, "### %s\n\n| quantity | gate |", tally->title);
	for (size_t i = 0; i < column_count; i++) {
		fprintf(out, " %s |", columns[i].name);
		classes = columns[i].gate_class >= classes ? columns[i].gate_class + 1 : classes;
	}
	fprintf(out, "\n|---|---|");
	for (size_t i = 0; i < column_count; i++)
		fprintf(out, "---|");
	fprintf(out, "\n");
	for (const struct quantity *q = quantities; q < quantities + count; q++) {
		if (!any_data(q, columns, column_count))
			continue;
		fprintf(out, "| %s%s%s |", q->name, *q->unit ? ", " : "", q->unit);
		print_gate(out, q, classes);
		for (size_t i = 0; i < column_count; i++)
			print_cell(out, q, &columns[i], tally);
		fprintf(out, "\n");
	}
	fprintf(out, "\n");
	return true;
}
