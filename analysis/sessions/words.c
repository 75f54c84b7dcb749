/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a comparison comes to, word for word. */
#include "analysis/sessions/compare.h"

#include <string.h>

static const struct {
	const char *name, *english, *german;
} words[] = {
	[CHANGE_NOT_SHOWN] = {"not_shown", "The change is smaller than this test can tell.",
			      "Die Veränderung ist kleiner, als dieser Test erkennen kann."},
	[CHANGE_TO_LEFT] = {"to_left",
			    "Load moved to the left, by more than sessions differ anyway.",
			    "Last ist nach links gewandert, um mehr, als sich Sitzungen ohnehin "
			    "unterscheiden."},
	[CHANGE_TO_RIGHT] = {"to_right",
			     "Load moved to the right, by more than sessions differ anyway.",
			     "Last ist nach rechts gewandert, um mehr, als sich Sitzungen ohnehin "
			     "unterscheiden."},
	[CHANGE_NO_VALUE] = {"no_value", "Not enough data to call a change.",
			     "Nicht genug Daten, um eine Veränderung festzustellen."},
	[CHANGE_OTHER_TASK] = {"other_task", "Two different tasks are not compared.",
			       "Zwei verschiedene Aufgaben werden nicht verglichen."},
	[CHANGE_OTHER_STYLE] = {"other_style", "Two different styles are not compared.",
				"Zwei verschiedene Ausführungen werden nicht verglichen."},
	[CHANGE_OTHER_LOAD] = {"other_load", "The loads are too far apart to be compared.",
			       "Die Lasten liegen zu weit auseinander, um verglichen zu werden."},
	[CHANGE_NOT_MEASURABLE] = {"not_measurable",
				   "One of the two cannot be read, so they are not compared.",
				   "Eine der beiden ist nicht auswertbar, deshalb werden sie nicht "
				   "verglichen."},
};

const char *change_name(enum change change)
{
	return words[change].name;
}

const char *change_say(enum change change, const char *language)
{
	return strcmp(language, "de") ? words[change].english : words[change].german;
}
