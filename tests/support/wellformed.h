/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict look at a page: what a browser would mend is a fault here. */
#ifndef TESTS_SUPPORT_WELLFORMED_H
#define TESTS_SUPPORT_WELLFORMED_H

#include <stddef.h>

/* NULL where every element is closed in order, every attribute is quoted and comes once, every & is
 * one of our five entities or &nbsp;, no < or > stands in text, and all is UTF-8 without control
 * characters; else what is wrong, in a static buffer, with the place. */
const char *wellformed(const char *page, size_t size);

#endif
