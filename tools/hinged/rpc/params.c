/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/params.h"

#include "formats/layout.h"

#include <stdio.h>
#include <string.h>

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return false;
	return true;
}

static bool is_word(const char *text)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	return *text && !text[strspn(text, allowed)];
}

static int read_text(const struct param *param, const struct js *value, char *out,
		     struct error *err)
{
	const char *text = js_text(value);

	if (!text)
		return fail(err, HINGE_EUSAGE, "%s must be a string", param->name);
	if (strlen(text) >= param->size)
		return fail(err, HINGE_EUSAGE, "%s is longer than %zu bytes", param->name,
			    param->size - 1);
	if (param->type == PARAM_CODE && !code_is_valid(text))
		return fail(err, HINGE_EUSAGE,
			    "%s '%s' is no code: 1 to 32 of A-Z, 0-9 and '-' (never a name)",
			    param->name, text);
	if (param->type == PARAM_WORD && !is_word(text))
		return fail(err, HINGE_EUSAGE, "%s '%s' must be letters and digits", param->name,
			    text);
	if (!is_printable(text))
		return fail(err, HINGE_EUSAGE, "%s has control characters", param->name);
	snprintf(out, param->size, "%s", text);
	return 0;
}

static int read_number(const struct param *param, const struct js *value, double *out,
		       struct error *err)
{
	double number;

	if (!js_real(value, &number))
		return fail(err, HINGE_EUSAGE, "%s must be a number", param->name);
	if (!(number >= param->min && number <= param->max))
		return fail(err, HINGE_EUSAGE, "%s is %g, allowed are %g to %g", param->name,
			    number, param->min, param->max);
	*out = number;
	return 0;
}

static int read_count(const struct param *param, const struct js *value, int *out,
		      struct error *err)
{
	int64_t number;

	if (!js_int(value, &number))
		return fail(err, HINGE_EUSAGE, "%s must be a whole number", param->name);
	if ((double)number < param->min || (double)number > param->max)
		return fail(err, HINGE_EUSAGE, "%s is %lld, allowed are %g to %g", param->name,
			    (long long)number, param->min, param->max);
	*out = (int)number;
	return 0;
}

static int read_texts(const struct param *param, const struct js *value, char *out,
		      struct error *err)
{
	size_t count = js_count(value);
	int ret = 0;

	if (!js_is_array(value) || (double)count < param->min || (double)count > param->max)
		return fail(err, HINGE_EUSAGE, "%s must be an array of %g to %g strings",
			    param->name, param->min, param->max);
	for (size_t i = 0; !ret && i < count; i++)
		ret = read_text(param, js_at(value, i), out + i * param->size, err);
	return ret;
}

static int read_one(const struct param *param, const struct js *value, void *out, struct error *err)
{
	void *field = (char *)out + param->offset;

	switch (param->type) {
	case PARAM_NUMBER:
		return read_number(param, value, field, err);
	case PARAM_COUNT:
		return read_count(param, value, field, err);
	case PARAM_BOOL:
		if (!js_boolean(value, field))
			return fail(err, HINGE_EUSAGE, "%s must be true or false", param->name);
		return 0;
	case PARAM_TEXTS:
		return read_texts(param, value, field, err);
	default:
		return read_text(param, value, field, err);
	}
}

struct known {
	const struct param *table;
	size_t count;
	struct error *err;
};

static int check_known(void *ctx, const char *key, const struct js *value)
{
	const struct known *known = ctx;

	(void)value;
	for (size_t i = 0; i < known->count; i++)
		if (!strcmp(known->table[i].name, key))
			return 0;
	return fail(known->err, HINGE_EUSAGE, "no parameter '%s'", key);
}

int params_read(const struct param *table, size_t count, const struct js *params, void *out,
		struct error *err)
{
	struct known known = {table, count, err};
	int ret = js_is_object(params) ? js_each(params, check_known, &known) : 0;

	for (size_t i = 0; !ret && i < count; i++) {
		const struct js *value = js_get(params, table[i].name);

		if (value && !js_is_null(value))
			ret = read_one(&table[i], value, out, err);
		else if (table[i].required)
			ret = fail(err, HINGE_EUSAGE, "%s is missing", table[i].name);
	}
	return ret;
}
