/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/model/state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum fault_moment { AT_FRAME, AT_REQUEST, AT_ONCE };

static const struct {
	const char *name;
	enum fault_moment moment;
	int64_t min, max, usual; /* of the amount */
} kinds[HPP_FAULT_KINDS] = {
	[HPP_FAULT_SHORT_BLOCK] = {"short-block", AT_FRAME, 1, HPP_BLOCK_BYTES - 1, 64},
	[HPP_FAULT_BAD_CRC] = {"bad-crc", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_BAD_MAGIC] = {"bad-magic", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_BAD_SHAPE] = {"bad-shape", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_CHANNELS] = {"channels", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_STALE] = {"stale", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_REPEAT] = {"repeat", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_DROP] = {"drop", AT_FRAME, 1, 1000000, 1},
	[HPP_FAULT_SEQUENCE] = {"sequence", AT_FRAME, INT32_MIN, INT32_MAX, 1},
	[HPP_FAULT_INDEX] = {"index", AT_FRAME, INT32_MIN, INT32_MAX, 1},
	[HPP_FAULT_OVERFLOW] = {"overflow", AT_FRAME, 1, 1000000, 100},
	[HPP_FAULT_SILENCE] = {"silence", AT_FRAME, 1, 3600000, 1000},
	[HPP_FAULT_BABBLE] = {"babble", AT_FRAME, 1, 1, 1},
	[HPP_FAULT_STALL] = {"stall", AT_FRAME, 1, 1, 1},
	[HPP_FAULT_UNPLUG] = {"unplug", AT_FRAME, 1, 1, 1},
	[HPP_FAULT_REFUSE] = {"refuse", AT_REQUEST, 1, 1000000, 1},
	[HPP_FAULT_DELAY] = {"delay", AT_REQUEST, 1, 60000, 100},
	[HPP_FAULT_SHORT_REPLY] = {"short-reply", AT_REQUEST, 1, HPP_CONTROL_MAX, 1},
	[HPP_FAULT_VANISH] = {"vanish", AT_REQUEST, 1, 1, 1},
	[HPP_FAULT_RATE] = {"rate", AT_ONCE, -900, 10000, 20},
	[HPP_FAULT_DESCRIPTOR] = {"descriptor", AT_ONCE, 0, 255, 0},
};

static bool has_come(const struct hpp_fault *fault, enum hpp_fault_kind kind, uint64_t reach)
{
	if (fault->kind != kind)
		return false;
	switch (kinds[kind].moment) {
	case AT_FRAME:
		return fault->at < reach;
	case AT_REQUEST:
		return !fault->at || fault->at == reach;
	default:
		return true;
	}
}

static size_t find(const struct hpp_model *model, enum hpp_fault_kind kind, uint64_t reach)
{
	size_t i = 0;

	while (i < model->faults && !has_come(&model->fault[i], kind, reach))
		i++;
	return i;
}

static void drop(struct hpp_model *model, size_t i)
{
	model->faults--;
	memmove(&model->fault[i], &model->fault[i + 1],
		(model->faults - i) * sizeof(model->fault[0]));
}

bool fault_take(struct hpp_model *model, enum hpp_fault_kind kind, uint64_t reach, int64_t *amount)
{
	size_t i = find(model, kind, reach);

	if (i == model->faults)
		return false;
	*amount = model->fault[i].amount;
	drop(model, i);
	return true;
}

bool fault_count(struct hpp_model *model, enum hpp_fault_kind kind, uint64_t reach)
{
	size_t i = find(model, kind, reach);

	if (i == model->faults)
		return false;
	if (!--model->fault[i].amount)
		drop(model, i);
	return true;
}

bool fault_waits(const struct hpp_model *model, enum hpp_fault_kind kind, int64_t *amount)
{
	size_t i = find(model, kind, UINT64_MAX);

	if (i < model->faults)
		*amount = model->fault[i].amount;
	return i < model->faults;
}

int hpp_model_fault(struct hpp_model *model, const struct hpp_fault *fault, struct error *err)
{
	if (fault->kind < 0 || fault->kind >= HPP_FAULT_KINDS ||
	    fault->amount < kinds[fault->kind].min || fault->amount > kinds[fault->kind].max)
		return fail(err, HINGE_EUSAGE, "a fault that there is not, or by too much");
	if (model->faults == MODEL_FAULTS_MAX)
		return fail(err, HINGE_EREFUSED, "%d faults wait already", MODEL_FAULTS_MAX);
	model->fault[model->faults++] = *fault;
	return 0;
}

/* --- as text --- */

static int find_kind(enum hpp_fault_kind *kind, const char *name, size_t length, struct error *err)
{
	for (int i = 0; i < HPP_FAULT_KINDS; i++)
		if (strlen(kinds[i].name) == length && !strncmp(kinds[i].name, name, length)) {
			*kind = (enum hpp_fault_kind)i;
			return 0;
		}
	return fail(err, HINGE_EUSAGE, "fault %.*s: no such kind (docs/usb-protocol.md lists them)",
		    (int)length, name);
}

/* A whole number after the mark, if text begins with it. */
static int read_number(const char **text, char mark, int64_t *number, struct error *err)
{
	char *end;

	if (**text != mark)
		return 0;
	errno = 0;
	*number = strtoll(*text + 1, &end, 0);
	if (errno || end == *text + 1)
		return fail(err, HINGE_EUSAGE, "fault: a whole number belongs after '%c': %s", mark,
			    *text);
	*text = end;
	return 0;
}

int hpp_fault_parse(struct hpp_fault *out, const char *text, struct error *err)
{
	struct hpp_fault fault = {0};
	const char *at = text + strcspn(text, ":@");
	int64_t moment = 0;
	int ret = find_kind(&fault.kind, text, (size_t)(at - text), err);

	if (ret)
		return ret;
	fault.amount = kinds[fault.kind].usual;
	ret = read_number(&at, ':', &fault.amount, err);
	if (!ret)
		ret = read_number(&at, '@', &moment, err);
	if (ret)
		return ret;
	if (*at || moment < 0)
		return fail(err, HINGE_EUSAGE, "fault %s: expected KIND[:AMOUNT][@AT]", text);
	if (fault.amount < kinds[fault.kind].min || fault.amount > kinds[fault.kind].max)
		return fail(err, HINGE_EUSAGE, "fault %s: the amount goes from %lld to %lld", text,
			    (long long)kinds[fault.kind].min, (long long)kinds[fault.kind].max);
	fault.at = (uint64_t)moment;
	*out = fault;
	return 0;
}
