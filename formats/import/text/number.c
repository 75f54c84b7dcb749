/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/text/text.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Powers of ten that are exact in a double. */
static const double power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
				      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
				      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

struct decimal {
	bool negative;
	uint64_t digits; /* the first 18 significant ones */
	int64_t exponent;
	bool cut; /* there were more, which neither digits nor exponent count */
	char *mark;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char *scan_digits(char *s, struct decimal *d, bool fraction, size_t *count)
{
	for (; is_digit(*s); s++, (*count)++) {
		if (d->digits < UINT64_C(100000000000000000)) {
			d->digits = d->digits * 10 + (uint64_t)(*s - '0');
			d->exponent -= fraction;
		} else {
			d->cut = true;
		}
	}
	return s;
}

static char *scan_exponent(char *s, struct decimal *d)
{
	int64_t exponent = 0;
	bool negative;

	if (*s != 'e' && *s != 'E')
		return s;
	s++;
	negative = *s == '-';
	s += *s == '-' || *s == '+';
	if (!is_digit(*s))
		return NULL;
	for (; is_digit(*s); s++)
		if (exponent < 100000)
			exponent = exponent * 10 + (*s - '0');
	d->exponent += negative ? -exponent : exponent;
	return s;
}

/* The grammar of a decimal number and nothing beside it: no hexadecimal, no words, no blanks. */
static bool scan(char *s, char mark, struct decimal *d)
{
	size_t digits = 0;

	memset(d, 0, sizeof(*d));
	d->negative = *s == '-';
	s += *s == '-' || *s == '+';
	s = scan_digits(s, d, false, &digits);
	if (*s == mark) {
		d->mark = s++;
		s = scan_digits(s, d, true, &digits);
	}
	if (!digits)
		return false;
	s = scan_exponent(s, d);
	return s && !*s;
}

/* One rounding of exact operands is the correctly rounded value (Clinger 1990). */
static bool convert_exactly(const struct decimal *d, double *out)
{
	double value;

	if (FLT_EVAL_METHOD != 0 || d->cut || d->digits > (UINT64_C(1) << 53) ||
	    d->exponent < -22 || d->exponent > 22)
		return false;
	value = (double)d->digits;
	value = d->exponent < 0 ? value / power_of_ten[-d->exponent]
				: value * power_of_ten[d->exponent];
	*out = d->negative ? -value : value;
	return true;
}

static int convert_slowly(char *field, const struct decimal *d, double *out, struct error *err)
{
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);

	if (c == (locale_t)0)
		return fail(err, HINGE_ENOMEM, "out of memory");
	if (d->mark)
		*d->mark = '.';
	*out = strtod_l(field, NULL, c);
	freelocale(c);
	return isfinite(*out) ? 0 : fail(err, HINGE_EFORMAT, "is out of range: %.40s", field);
}

static int say_what_it_is(const char *field, char decimal, struct error *err)
{
	static const char *const missing[] = {"nan", "inf", "infinity", "na", "n/a", "null"};
	const char *word = field + (*field == '-' || *field == '+');

	if (!*field)
		return fail(err, HINGE_EFORMAT, "is empty");
	for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
		if (!strcasecmp(word, missing[i]))
			return fail(err, HINGE_EFORMAT, "is %s, not a measured value", field);
	if (decimal == '.' && strchr(field, ','))
		return fail(err, HINGE_EFORMAT, "is not a number: \"%.40s\" (a decimal comma?)",
			    field);
	return fail(err, HINGE_EFORMAT, "is not a number: \"%.40s\"", field);
}

int text_number(char *field, char decimal, double *out, struct error *err)
{
	struct decimal d;

	if (!scan(field, decimal, &d))
		return say_what_it_is(field, decimal, err);
	return convert_exactly(&d, out) ? 0 : convert_slowly(field, &d, out, err);
}
