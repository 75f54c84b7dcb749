/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/checks/checks.h"
#include "analysis/findings/texts/texts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Whether text begins with the sentence of a reason; its {needed} is kept. */
static bool begins_with(const char *text, const char *reason, struct finding *finding)
{
	static const char n[] = "{n}", needed[] = "{needed}";

	while (*reason) {
		bool is_n = !strncmp(reason, n, sizeof(n) - 1);
		int value, length;

		if (!is_n && strncmp(reason, needed, sizeof(needed) - 1) != 0) {
			if (*reason++ != *text++)
				return false;
			continue;
		}
		if (!isdigit((unsigned char)*text) || sscanf(text, "%9d%n", &value, &length) != 1)
			return false;
		if (!is_n)
			finding->needed = value;
		reason += is_n ? sizeof(n) - 1 : sizeof(needed) - 1;
		text += length;
	}
	return true;
}

static const char *reason_in(struct finding *finding)
{
	for (const struct reason *reason = language_english.reasons; reason->code; reason++)
		if (begins_with(finding->text, reason->text, finding))
			return reason->code;
	return NULL;
}

/* A fault stands as a sentence of its own. */
static bool says_fault(const char *text, const char *fault)
{
	size_t length = strlen(fault);

	return toupper((unsigned char)*fault) == *text &&
	       !strncmp(text + 1, fault + 1, length - 1) && text[length] == '.';
}

static const char *fault_in(const struct finding *finding)
{
	for (const struct reason *fault = language_english.faults; fault->code; fault++)
		if (says_fault(finding->text, fault->text))
			return fault->code;
	for (const struct check_code *check = check_codes; check->code; check++)
		if (check->not_measurable && says_fault(finding->text, check->not_measurable))
			return check->code;
	return NULL;
}

void finding_recall(struct finding *finding)
{
	const char *reason;

	if (finding->reason[0] || finding->notes)
		return;
	reason = reason_in(finding);
	if (!reason && finding->outcome == OUTCOME_NOT_MEASURABLE)
		reason = fault_in(finding);
	if (reason)
		snprintf(finding->reason, sizeof(finding->reason), "%s", reason);
	if (strstr(finding->text, language_english.pooled))
		finding->notes |= NOTE_POOLED;
	if (strstr(finding->text, language_english.assumed))
		finding->notes |= NOTE_ASSUMED;
}
