/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as text, and drawn at random. */
#include "acquisition/simulator/scene/faults.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct fault_kind *kind_named(const char *name)
{
	for (const struct fault_kind *kind = fault_kinds; kind->name; kind++)
		if (!strcmp(kind->name, name))
			return kind;
	return NULL;
}

/* The field behind the next colon, cut out of *at; NULL = none. */
static const char *next_field(char **at)
{
	return *at ? strsep(at, ":") : NULL;
}

static bool parse_side(const char *text, int *side)
{
	*side = text && !strcmp(text, "right") ? SIDE_RIGHT : SIDE_LEFT;
	return text && (*side == SIDE_RIGHT || !strcmp(text, "left"));
}

static bool parse_cell(const char *text, int *cell)
{
	if (!text || text[0] < '1' || text[0] > '0' + CELLS_A_SIDE || text[1])
		return false;
	*cell = text[0] - '1';
	return true;
}

static bool parse_number(const char *text, double *number)
{
	char *end;

	if (!text || !*text)
		return false;
	*number = strtod(text, &end);
	return !*end && *number >= 0 && *number <= 1e6;
}

static bool parse_fields(struct fault *fault, char *text)
{
	const struct fault_kind *kind = fault->kind;

	return (!kind->has_side || parse_side(next_field(&text), &fault->side)) &&
	       (!kind->has_cell || parse_cell(next_field(&text), &fault->cell)) &&
	       (!kind->has_at || parse_number(next_field(&text), &fault->at_s)) &&
	       (!kind->has_value || parse_number(next_field(&text), &fault->value)) && !text;
}

static int parse_one(struct fault *fault, char *text, struct error *err)
{
	char whole[sizeof(((struct simulator_options *)NULL)->fault)];
	char *fields = text;
	const char *name;

	snprintf(whole, sizeof(whole), "%s", text);
	name = next_field(&fields);
	fault->kind = kind_named(name);
	if (!fault->kind)
		return fail(err, HINGE_EUSAGE,
			    "fault=%s: no such fault (hinge-simulate(1) lists them)", whole);
	if (!parse_fields(fault, fields))
		return fail(err, HINGE_EUSAGE,
			    "fault=%s: expected %s:%s (SIDE left or right, CELL 1 to %d, "
			    "AT and FOR in seconds)",
			    whole, fault->kind->name, fault->kind->form, CELLS_A_SIDE);
	return 0;
}

int faults_parse(struct faults *faults, const char *text, struct error *err)
{
	char copy[sizeof(((struct simulator_options *)NULL)->fault)];
	char *rest = copy;

	faults->count = 0;
	snprintf(copy, sizeof(copy), "%s", text);
	while (rest && *rest) {
		char *one = strsep(&rest, "+");
		int ret = parse_one(&faults->fault[faults->count++], one, err);

		if (ret)
			return ret;
	}
	return 0;
}

static void append(char *list, size_t size, const char *one)
{
	size_t used = strlen(list);

	if (used + strlen(one) + 2 <= size)
		snprintf(list + used, size - used, "%s%s", used ? "+" : "", one);
}

/* As faults_parse() reads it; NULL fields have no text. */
static void format_fault(const struct fault *fault, char *out, size_t size)
{
	const struct fault_kind *kind = fault->kind;
	char side[8] = "", cell[16] = "", at[24] = "", value[24] = "";

	if (kind->has_side)
		snprintf(side, sizeof(side), ":%s", fault->side == SIDE_LEFT ? "left" : "right");
	if (kind->has_cell)
		snprintf(cell, sizeof(cell), ":%d", fault->cell + 1);
	if (kind->has_at)
		snprintf(at, sizeof(at), ":%.2f", fault->at_s);
	if (kind->has_value)
		snprintf(value, sizeof(value), ":%.3f", fault->value);
	snprintf(out, size, "%s%s%s%s%s", kind->name, side, cell, at, value);
}

void faults_draw(struct simulator_options *options, double end_s)
{
	double probability = tier_named(options->tier)->fault_probability;
	struct random random;

	if (options->fault[0] || !(probability > 0))
		return;
	random_stream(&random, options->seed, STREAM_FAULTS);
	for (const struct fault_kind *kind = fault_kinds; kind->name; kind++) {
		bool happens = random_uniform(&random) < probability;
		struct fault fault = {
			.kind = kind,
			.side = (int)random_below(&random, SIDES),
			.cell = (int)random_below(&random, CELLS_A_SIDE),
			.at_s = random_range(&random, 0.1 * end_s, 0.9 * end_s),
			.value = random_range(&random, kind->drawn.lo, kind->drawn.hi),
		};
		char one[64];

		if (!happens || kind->never_drawn)
			continue;
		format_fault(&fault, one, sizeof(one));
		append(options->fault, sizeof(options->fault), one);
	}
}
