/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	int code;
	int status;
	const char *name;
} codes[] = {
#define ERROR_ROW(name, code, status, text) {code, status, text},
	ERROR_CODES(ERROR_ROW)
#undef ERROR_ROW
};

int(fail)(struct error *err, int code, const char *format, ...)
{
	va_list args;

	if (!err)
		return code;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return code;
}

int(fail_errno)(struct error *err, int code, const char *format, ...)
{
	int saved = errno;
	va_list args;
	size_t used;

	if (!err)
		return code;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s", strerror(saved));
	errno = saved;
	return code;
}

int fail_context(struct error *err, const char *format, ...)
{
	char before[ERROR_TEXT_MAX];
	size_t used;
	va_list args;

	memcpy(before, err->text, sizeof(before));
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s", before);
	return err->code;
}

const char *error_name(int code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == code)
			return codes[i].name;
	return code ? "unknown error" : "ok";
}

int error_exit_status(int code)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == code)
			return codes[i].status;
	return code ? 1 : 0;
}
