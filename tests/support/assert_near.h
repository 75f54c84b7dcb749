/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmocka and what it lacks: comparisons of doubles. */
#ifndef TESTS_SUPPORT_ASSERT_NEAR_H
#define TESTS_SUPPORT_ASSERT_NEAR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

/* cmocka's fail() would hide the project's (formats/error.h) */
#undef fail
#undef fail_msg
#define fail_msg(...)                               \
	do {                                        \
		print_error("ERROR: " __VA_ARGS__); \
		print_error("\n");                  \
		_fail(__FILE__, __LINE__);          \
	} while (0)

#define assert_near(got, want, tolerance)                                                 \
	do {                                                                              \
		double got_ = (got), want_ = (want), tol_ = (tolerance);                  \
		if (!(fabs(got_ - want_) <= tol_))                                        \
			fail_msg("%s:%d: %s = %.17g, expected %.17g within %g", __FILE__, \
				 __LINE__, #got, got_, want_, tol_);                      \
	} while (0)

/* relative to the expected value */
#define assert_close(got, want, relative) assert_near(got, want, (relative)*fabs(want))

#define assert_nan(got)                                                                       \
	do {                                                                                  \
		double nan_ = (got);                                                          \
		if (!isnan(nan_))                                                             \
			fail_msg("%s:%d: %s = %.17g, expected NaN", __FILE__, __LINE__, #got, \
				 nan_);                                                       \
	} while (0)

#endif
