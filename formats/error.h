/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One error type for the whole program: a code, and a sentence that says what, where and what
 * to do. Libraries fill it and return its code; only tools print it. */
#ifndef FORMATS_ERROR_H
#define FORMATS_ERROR_H

/* name, code, exit status of a program that ends with it, short name */
#define ERROR_CODES(X)                                 \
	X(HINGE_EUSAGE, -1, 2, "usage")                \
	X(HINGE_EFORMAT, -2, 3, "bad input")           \
	X(HINGE_EREAD, -3, 3, "cannot read")           \
	X(HINGE_EDEVICE, -4, 4, "no device or daemon") \
	X(HINGE_EREFUSED, -5, 5, "refused")            \
	X(HINGE_EWRITE, -6, 74, "cannot write")        \
	X(HINGE_EAGAIN, -7, 75, "try again")           \
	X(HINGE_ENOMEM, -8, 75, "out of memory")       \
	X(HINGE_EINTERRUPTED, -9, 130, "interrupted")

enum error_code {
#define ERROR_ENUM(name, code, status, text) name = code,
	ERROR_CODES(ERROR_ENUM)
#undef ERROR_ENUM
};

enum { ERROR_TEXT_MAX = 512 };

struct error {
	int code; /* 0 or one of error_code */
	char text[ERROR_TEXT_MAX];
};

/* Fill err (may be NULL) and return code: `return fail(err, HINGE_EFORMAT, ...)`. */
int fail(struct error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* the analyser cannot see through the call that the code comes back */
#ifdef __clang_analyzer__
#define fail(err, code, ...) ((fail)(err, code, __VA_ARGS__), (code))
#endif

/* As fail(), with ": " and the text of errno at the end. */
int fail_errno(struct error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#ifdef __clang_analyzer__
#define fail_errno(err, code, ...) ((fail_errno)(err, code, __VA_ARGS__), (code))
#endif

/* Put "context: " before the text that is there; returns the code of err (which is not NULL). */
int fail_context(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Short name of a code ("bad input"); "ok" for 0. */
const char *error_name(int code);

/* Exit status documented for a code; 0 for 0. */
int error_exit_status(int code);

#endif
