/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of naming.c, a line each. */
#ifndef TOOLS_ANALYZE_NAMING_TABLES_H
#define TOOLS_ANALYZE_NAMING_TABLES_H

#include "tools/analyze/naming/naming.h"

extern const struct naming naming_forcedecks;

#endif
