/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/analyze/text/findings.h"

#include <math.h>
#include <string.h>

static struct finding recalled(const struct finding *finding)
{
	struct finding known = *finding;

	finding_recall(&known);
	return known;
}

enum finding_group finding_group(const struct finding *finding)
{
	if (finding->family[0] == 'A')
		return GROUP_ANSWERS;
	if (finding->outcome == OUTCOME_NOT_MEASURABLE)
		return GROUP_NOT_MEASURABLE;
	/* held against the mean of earlier sessions */
	if (finding->outcome == OUTCOME_NO_EVIDENCE && isfinite(finding->threshold + finding->p))
		return GROUP_NO_CHANGE;
	if (finding->outcome != OUTCOME_INSUFFICIENT_DATA)
		return GROUP_ANSWERS;
	return strcmp(recalled(finding).reason, "FEW_SESSIONS") ? GROUP_FEW_DATA
								: GROUP_FEW_SESSIONS;
}

static const struct finding *first_of(const struct trial_report *report, enum finding_group group)
{
	for (size_t i = 0; i < report->findings; i++)
		if (finding_group(&report->finding[i]) == group)
			return &report->finding[i];
	return NULL;
}

const char *group_title(const struct trial_report *report, enum finding_group group,
			const struct language *language, char *out, size_t size)
{
	const struct finding *first = first_of(report, group);

	if (group == GROUP_FEW_SESSIONS && first)
		snprintf(out, size, "%s (%d / %d)", language->few_sessions, first->n,
			 recalled(first).needed);
	else if (group == GROUP_NO_CHANGE)
		snprintf(out, size, "%s", language->no_change);
	else
		snprintf(out, size, "%s",
			 language->outcome[group == GROUP_NOT_MEASURABLE
						   ? OUTCOME_NOT_MEASURABLE
						   : OUTCOME_INSUFFICIENT_DATA]);
	return out;
}

static bool is_unit_shown(const char *unit)
{
	return *unit && strcmp(unit, "1") != 0;
}

static const char *label_of(const struct finding *finding, const struct language *language)
{
	const struct sentences *sentences = sentences_find(language, finding->name);

	return sentences ? sentences->label : finding->name;
}

const char *group_list(const struct trial_report *report, enum finding_group group,
		       const struct language *language, char *out, size_t size)
{
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; i < report->findings && used < size; i++) {
		const struct finding *finding = &report->finding[i];
		bool with_unit = is_unit_shown(finding->unit);

		if (finding_group(finding) != group)
			continue;
		used += (size_t)snprintf(out + used, size - used, "%s%s %s", used ? "; " : "",
					 finding->id, label_of(finding, language));
		if (isfinite(finding->value) && used < size)
			used += (size_t)snprintf(out + used, size - used, " %.3g%s%s",
						 finding->value, with_unit ? " " : "",
						 with_unit ? finding->unit : "");
	}
	return out;
}

const char *finding_text(const struct finding *finding, const struct language *language, char *out,
			 size_t size)
{
	struct finding known;

	if (language == &language_english) {
		snprintf(out, size, "%s", finding->text);
		return out;
	}
	known = recalled(finding);
	return finding_say(language, &known, out, size);
}

static void print_answer(FILE *out, const struct finding *finding, const struct language *language)
{
	char text[sizeof(finding->text)];

	fprintf(out, "  %-3s %s: %s. %s", finding->id, label_of(finding, language),
		language->outcome[finding->outcome],
		finding_text(finding, language, text, sizeof(text)));
	if (finding->outcome == OUTCOME_DESCRIPTIVE)
		fprintf(out, " %.3g%s%s", finding->value, is_unit_shown(finding->unit) ? " " : "",
			is_unit_shown(finding->unit) ? finding->unit : "");
	fputc('\n', out);
}

void findings_print(FILE *out, const struct trial_report *report, const struct language *language)
{
	char title[128], list[FINDING_LIST_MAX];

	if (report->findings)
		fprintf(out, "\n%s\n", language->findings);
	for (size_t i = 0; i < report->findings; i++)
		if (finding_group(&report->finding[i]) == GROUP_ANSWERS)
			print_answer(out, &report->finding[i], language);
	for (enum finding_group group = GROUP_NO_CHANGE; group < FINDING_GROUPS; group++)
		if (*group_list(report, group, language, list, sizeof(list)))
			fprintf(out, "  %s: %s\n",
				group_title(report, group, language, title, sizeof(title)), list);
}
