/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the report says, word for word, English and German side by side. Nothing is made up freely.
 * {name} in a text stands for a value. */
#ifndef TOOLS_REPORT_WORDS_WORDS_H
#define TOOLS_REPORT_WORDS_WORDS_H

#include "analysis/findings/texts/texts.h"
#include "formats/report.h"

#include <stddef.h>

enum words {
	/* header */
	W_QUALITY,
	W_STATUS_OK,
	W_STATUS_WARN,
	W_STATUS_REJECT,
	W_ABOUT,
	W_SESSION,
	W_RUN,
	W_BODY_MASS,
	W_DURATION,
	W_PERSON_TITLE,
	/* the sentence */
	W_SHARES,
	W_SHARES_AGAIN,
	W_ALIKE,
	W_NO_EVIDENCE,
	W_BORDERLINE,
	W_TOO_FEW,
	W_NOT_COMPARABLE,
	W_NOT_COMPARABLE_WHY,
	W_NO_REPS_FOUND,
	W_ONE_PLATE,
	W_NO_SIDES,
	W_NO_LIFT,
	/* how sure */
	W_HOW_SURE,
	W_DIFFERENCE,
	W_INTERVAL,
	W_MEAN_OF,
	W_ONE_REP,
	/* what changed */
	W_WHAT_CHANGED,
	W_LOOK_AT,
	W_NO_EARLIER,
	W_FROM_TO,
	W_LESS_THAN_MDC,
	W_MORE_THAN_MDC,
	W_MOVED,
	W_UNMOVED,
	W_CALL_NEEDS,
	W_NOT_LIKE_BEFORE,
	/* words */
	W_LEFT,
	W_RIGHT,
	W_EVEN,
	W_SIDE,
	W_SIDE_AND_VALUE,
	W_MISSING,
	/* phases and repetitions */
	W_WHERE,
	W_WHERE_ALIKE,
	W_IN_SLACK,
	W_IN_LIFT1,
	W_IN_LIFT2,
	W_IN_LIFT,
	W_IN_HOLD,
	W_IN_LOWER,
	W_PHASES,
	W_PHASE,
	W_SLACK,
	W_LIFT1,
	W_LIFT2,
	W_LIFT,
	W_HOLD,
	W_LOWER,
	W_LEFT_N,
	W_RIGHT_N,
	W_DIFFERENCE_HEAD,
	W_PHASES_NOTE,
	W_REPS,
	W_REP_NUMBER,
	W_KIND,
	W_UP_S,
	W_PEAK_N,
	W_RISE_M,
	W_PEAK_SPEED,
	W_DEAD_STOP,
	W_TOUCH_AND_GO,
	W_ROMANIAN,
	W_PARTIAL,
	W_FAILED,
	W_NOT_COUNTED,
	/* findings */
	W_FINDINGS_SHORT,
	W_LIMITS,
	W_SET,
	W_P,
	W_N,
	/* pages */
	W_SESSIONS,
	W_SESSIONS_INTRO,
	W_NO_SESSIONS,
	W_BAND_NEEDS,
	W_SESSION_HEAD,
	W_DATE,
	W_LOAD_KG,
	W_SHIFT,
	W_PAIN,
	W_STAGE,
	W_STAGE_RELIEVE,
	W_STAGE_FIX,
	W_STAGE_PLAN,
	W_CALL,
	W_CALL_UNKNOWN,
	W_CALL_TOO_FEW,
	W_CALL_NO_CHANGE,
	W_CALL_LEFT,
	W_CALL_RIGHT,
	W_TOLERATED,
	W_HIDDEN,
	W_LISTED,
	W_METHOD,
	W_HOW_MEASURED,
	W_HOW_COMPUTED,
	W_CHECKS,
	W_NO_CHECKS,
	W_DEVICE,
	W_RATE,
	W_CALIBRATION,
	W_CALIBRATION_AGE,
	W_UNKNOWN,
	W_LOST,
	W_LOST_NONE,
	W_LOST_FRAMES,
	W_FORMULA,
	W_FORMULA_TEXT,
	W_FORMULA_LIFT,
	W_VERSION,
	W_CHECKSUMS,
	W_FILE,
	W_SIDECAR,
	W_REFERENCES,
	/* other tasks */
	W_TASK_DEADLIFT,
	W_TASK_ISOMETRIC,
	W_TASK_STANDING,
	W_STYLE_CONVENTIONAL,
	W_STYLE_SUMO,
	W_STYLE_ROMANIAN,
	W_PULL_ONE,
	W_PULL_STRONGEST,
	W_PULL_DETAIL,
	W_STANDING_SHARES,
	W_STANDING,
	W_STANDING_DETAIL,
	W_PULLS,
	W_ONSET_S,
	W_ABOVE_WEIGHT_N,
	W_AFTER_100_N,
	W_AFTER_200_N,
	W_LENGTH_S,
	W_STANDING_HEAD,
	W_FOOT,
	W_BOTH,
	W_MEAN_N,
	W_PATH_MM,
	W_SPEED_MM_S,
	W_TO_TOES_MM,
	W_ACROSS_MM,
	W_ELLIPSE_CM2,
	WORDS
};

const char *words(const struct language *, enum words);

/* A value for {name}. */
struct word_value {
	const char *name, *text;
};

/* The text with every {name} replaced; the last value has no name. Returns out. */
const char *words_fill(char *out, size_t size, const char *text, const struct word_value *fills);
#define WORDS_SAY(out, language, id, ...)                 \
	words_fill(out, sizeof(out), words(language, id), \
		   (const struct word_value[]){__VA_ARGS__, {NULL, NULL}})

#endif
