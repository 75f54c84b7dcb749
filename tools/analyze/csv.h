/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TOOLS_ANALYZE_CSV_H
#define TOOLS_ANALYZE_CSV_H

#include <stdio.h>

/* A cell of RFC 4180: in quotes where the text needs them. */
void csv_text(FILE *, const char *text);

#endif
