/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two dozen findings as a person reads them: the answers, and one line each for those that have to
 * wait. */
#ifndef TOOLS_ANALYZE_TEXT_FINDINGS_H
#define TOOLS_ANALYZE_TEXT_FINDINGS_H

#include "analysis/findings/texts/texts.h"
#include "formats/report.h"

#include <stdio.h>

enum finding_group {
	GROUP_ANSWERS, /* a row each; the primary questions always */
	GROUP_NO_CHANGE,
	GROUP_FEW_SESSIONS,
	GROUP_FEW_DATA,
	GROUP_NOT_MEASURABLE,
	FINDING_GROUPS
};
enum { FINDING_LIST_MAX = 2048 };

enum finding_group finding_group(const struct finding *);
/* "not enough earlier sessions (2 / 6)" */
const char *group_title(const struct trial_report *, enum finding_group, const struct language *,
			char *out, size_t size);
/* "C3 dips 0.25, C4 onset 0.84 s": with the value where there is one; "" = the group is empty. */
const char *group_list(const struct trial_report *, enum finding_group, const struct language *,
		       char *out, size_t size);
/* The sentence: as it stands in the report, or in another language; returns out. */
const char *finding_text(const struct finding *, const struct language *, char *out, size_t size);

/* What `hinge analyze` prints of them. */
void findings_print(FILE *, const struct trial_report *, const struct language *);

#endif
