/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in and beside charts, in every language; {1} {2} ... are filled in by say(). */
#ifndef TOOLS_DRAW_CHARTS_FRAME_WORDS_H
#define TOOLS_DRAW_CHARTS_FRAME_WORDS_H

#include <stddef.h>

/* clang-format off */
#define WORDS(X)                                                                                  \
	X(WORD_LEFT, "Left", "Links")                                                             \
	X(WORD_RIGHT, "Right", "Rechts")                                                          \
	X(WORD_PLATE_1, "Plate 1", "Platte 1")                                                    \
	X(WORD_PLATE_2, "Plate 2", "Platte 2")                                                    \
	X(WORD_LIFT_OFF, "lift-off", "Abheben")                                                   \
	X(WORD_LOCKOUT, "lockout", "Streckung")                                                   \
	X(WORD_MORE_RIGHT, "right carries more", "rechts trägt mehr")                             \
	X(WORD_MORE_LEFT, "left carries more", "links trägt mehr")                                \
	X(WORD_BAND, "95 % band", "95-%-Band")                                                    \
	X(WORD_SET_TITLE, "Force of each foot over the set", "Kraft je Fuß über den Satz")        \
	X(WORD_SET_SAY,                                                                           \
	  "Vertical force over {1} s, {2}. Highest: {3} {4} N, {5} {6} N.",                       \
	  "Senkrechte Kraft über {1} s, {2}. Höchste: {3} {4} N, {5} {6} N.")                     \
	X(WORD_ONE_PLATE_SAY,                                                                     \
	  "Vertical force over {1} s, {2}. Highest: {3} N.",                                      \
	  "Senkrechte Kraft über {1} s, {2}. Höchste: {3} N.")                                    \
	X(WORD_SHARE_TITLE,                                                                       \
	  "Share of the right leg over the lift",                                                 \
	  "Anteil des rechten Beins über den Hub")                                                \
	X(WORD_SHARE_SAY,                                                                         \
	  "Share of the load on the right leg, mean of {1}: {2} % at lift-off, {3} % "            \
	  "half-way, {4} % at lockout.",                                                          \
	  "Anteil der Last auf dem rechten Bein, Mittel aus {1}: {2} % beim Abheben, "            \
	  "{3} % in der Mitte, {4} % bei der Streckung.")                                         \
	X(WORD_SHARE_BAND,                                                                        \
	  " The 95 % band half-way: {1} to {2} %.",                                               \
	  " Das 95-%-Band in der Mitte: {1} bis {2} %.")                                          \
	X(WORD_SHARE_FEW,                                                                         \
	  " Too few repetitions for a band.",                                                     \
	  " Zu wenige Wiederholungen für ein Band.")                                              \
	X(WORD_FORCES_TITLE,                                                                      \
	  "Force of each foot over the lift",                                                     \
	  "Kraft je Fuß über den Hub")                                                            \
	X(WORD_FORCES_SAY,                                                                        \
	  "Force of each foot from lift-off to lockout, mean of {1} with one standard "           \
	  "deviation: {2} N left and {3} N right at lift-off, {4} N and {5} N at "                \
	  "lockout.",                                                                             \
	  "Kraft je Fuß vom Abheben bis zur Streckung, Mittel aus {1} mit einer "                 \
	  "Standardabweichung: {2} N links und {3} N rechts beim Abheben, {4} N und "             \
	  "{5} N bei der Streckung.")                                                             \
	X(WORD_FORCES_ONE_SAY,                                                                    \
	  "Force of each foot from lift-off to lockout in one repetition: {2} N left "            \
	  "and {3} N right at lift-off, {4} N and {5} N at lockout.",                             \
	  "Kraft je Fuß vom Abheben bis zur Streckung in einer Wiederholung: {2} N "              \
	  "links und {3} N rechts beim Abheben, {4} N und {5} N bei der Streckung.")              \
	X(WORD_MEAN_SD, "mean of {1}, band ± 1 SD", "Mittel aus {1}, Band ± 1 SD")                \
	X(WORD_ONE_REP, "one repetition", "eine Wiederholung")                                    \
	X(WORD_REPETITION, "{1} repetition", "{1} Wiederholung")                                  \
	X(WORD_REPETITIONS, "{1} repetitions", "{1} Wiederholungen")                              \
	X(WORD_TENSION, "tension", "Zug")                                                         \
	X(WORD_LIFT, "lift", "Heben")                                                             \
	X(WORD_HOLD, "hold", "Halten")                                                            \
	X(WORD_LOWER, "lower", "Senken")                                                          \
	X(WORD_REP_TITLE,                                                                         \
	  "Force of each foot in one repetition",                                                 \
	  "Kraft je Fuß in einer Wiederholung")                                                   \
	X(WORD_REP_SAY,                                                                           \
	  "Repetition {1}, lifted in {2} s. Mean force while lifting: {3} {4}, {5} {6}.",         \
	  "Wiederholung {1}, gehoben in {2} s. Mittlere Kraft beim Heben: {3} {4}, {5} {6}.")      \
	X(WORD_REP_UNFINISHED_SAY,                                                                \
	  "Repetition {1}, without a whole lift.",                                                \
	  "Wiederholung {1}, ohne einen ganzen Hub.")                                             \
	X(WORD_REP, "rep", "Wdh.")                                                                \
	X(WORD_DIFFERENCE, "difference", "Unterschied")                                           \
	X(WORD_NOT_COUNTED, "not counted", "nicht gezählt")                                       \
	X(WORD_LEFT_SMALL, "left", "links")                                                       \
	X(WORD_RIGHT_SMALL, "right", "rechts")                                                    \
	X(WORD_BUTTERFLY_TITLE,                                                                   \
	  "Mean force while lifting, each repetition",                                            \
	  "Mittlere Kraft beim Heben je Wiederholung")                                            \
	X(WORD_BUTTERFLY_SAY,                                                                     \
	  "Mean force of each foot while lifting, {1}; in {2} of them the right leg "             \
	  "carried more. Share of the right leg: {3} to {4} %.",                                  \
	  "Mittlere Kraft je Fuß beim Heben, {1}; in {2} davon trug das rechte Bein "             \
	  "mehr. Anteil des rechten Beins: {3} bis {4} %.")                                       \
	X(WORD_CHANCE, "chance, 95 %", "Zufall, 95 %")                                            \
	X(WORD_COHERENCE_TITLE,                                                                   \
	  "How far the feet push together",                                                       \
	  "Wie weit beide Füße gemeinsam drücken")                                                \
	X(WORD_COHERENCE_SAY,                                                                     \
	  "Coherence of the forces of both feet by frequency. It is above chance ({1}) "          \
	  "up to {2} Hz.",                                                                        \
	  "Kohärenz der Kräfte beider Füße nach Frequenz. Sie liegt bis {2} Hz über "             \
	  "dem Zufall ({1}).")                                                                    \
	X(WORD_TOES, "↑ toes", "↑ Zehen")                                                         \
	X(WORD_COP_TITLE,                                                                         \
	  "Where each foot presses, lift-off (open) to lockout (full)",                           \
	  "Druckpunkt je Fuß, Abheben (offen) bis Streckung (voll)")                              \
	X(WORD_COP_SAY,                                                                           \
	  "Path of the centre of pressure under each foot from lift-off to lockout, "             \
	  "seen from above. Towards the toes: {1} cm left, {2} cm right.",                        \
	  "Weg des Druckpunkts unter jedem Fuß vom Abheben bis zur Streckung, von oben "          \
	  "gesehen. Zu den Zehen hin: {1} cm links, {2} cm rechts.")                              \
	X(WORD_JANUARY, "Jan", "Jan.")                                                            \
	X(WORD_FEBRUARY, "Feb", "Feb.")                                                           \
	X(WORD_MARCH, "Mar", "März")                                                              \
	X(WORD_APRIL, "Apr", "Apr.")                                                              \
	X(WORD_MAY, "May", "Mai")                                                                 \
	X(WORD_JUNE, "Jun", "Juni")                                                               \
	X(WORD_JULY, "Jul", "Juli")                                                               \
	X(WORD_AUGUST, "Aug", "Aug.")                                                             \
	X(WORD_SEPTEMBER, "Sep", "Sep.")                                                          \
	X(WORD_OCTOBER, "Oct", "Okt.")                                                            \
	X(WORD_NOVEMBER, "Nov", "Nov.")                                                           \
	X(WORD_DECEMBER, "Dec", "Dez.")                                                           \
	X(WORD_DATE, "{1} {2} {3}", "{1}. {2} {3}")                                               \
	X(WORD_DAY_MONTH, "{1} {2}", "{1}. {2}")                                                  \
	X(WORD_OWN, "own range", "eigener Bereich")                                               \
	X(WORD_MDC,                                                                               \
	  "{1} %: smallest change this test can tell",                                            \
	  "{1} %: kleinste Änderung, die dieser Test erkennt")                                    \
	X(WORD_BALANCE_TITLE,                                                                     \
	  "Share of the load while lifting",                                                      \
	  "Anteil der Last beim Heben")                                                           \
	X(WORD_BALANCE_SAY,                                                                       \
	  "Left {1} %, right {2} % of the load while lifting.",                                   \
	  "Links {1} %, rechts {2} % der Last beim Heben.")                                       \
	X(WORD_BALANCE_CI_SAY,                                                                    \
	  " Right, 95 % interval: {1} to {2} %.",                                                 \
	  " Rechts, 95-%-Intervall: {1} bis {2} %.")                                              \
	X(WORD_BALANCE_OWN_SAY,                                                                   \
	  " Own range of the right: {1} to {2} %.",                                               \
	  " Eigener Bereich rechts: {1} bis {2} %.")                                              \
	X(WORD_BALANCE_MDC_SAY,                                                                   \
	  " Smallest difference between two sessions that this test can tell: {1} % of "          \
	  "the total.",                                                                           \
	  " Kleinster Unterschied zwischen zwei Sitzungen, den dieser Test erkennt: "             \
	  "{1} % der Gesamtlast.")                                                                \
	X(WORD_TREND_TITLE,                                                                       \
	  "Difference between the legs over the sessions",                                        \
	  "Unterschied der Beine über die Sitzungen")                                             \
	X(WORD_TREND_SAY,                                                                         \
	  "Difference between the legs in {1}, {2} to {3}; the last: {4} %.",                     \
	  "Unterschied der Beine in {1}, {2} bis {3}; zuletzt: {4} %.")                           \
	X(WORD_TREND_OWN_SAY,                                                                     \
	  " Own range: {1} to {2} % (positive: right).",                                          \
	  " Eigener Bereich: {1} bis {2} % (positiv: rechts).")                                   \
	X(WORD_TREND_CALLS_SAY,                                                                   \
	  " Sessions with a change: {1}.",                                                        \
	  " Sitzungen mit einer Änderung: {1}.")                                                  \
	X(WORD_NEED_ONE,                                                                          \
	  "own range: 1 more session needed",                                                     \
	  "eigener Bereich: noch 1 Sitzung nötig")                                                \
	X(WORD_NEED_MORE,                                                                         \
	  "own range: {1} more sessions needed",                                                  \
	  "eigener Bereich: noch {1} Sitzungen nötig")                                            \
	X(WORD_SESSION, "{1} session", "{1} Sitzung")                                             \
	X(WORD_SESSIONS, "{1} sessions", "{1} Sitzungen")                                         \
	X(WORD_CHANGE, "change", "Änderung")                                                      \
	X(WORD_SMALLEST_CHANGE, "smallest change", "kleinste Änderung")                           \
	X(WORD_LIFTED, "lifted", "gehoben")                                                       \
	X(WORD_INSIDE, "in own range", "im eig. Bereich")                                         \
	X(WORD_PAIN, "pain 0-10", "Schmerz 0-10")                                                 \
	X(WORD_STAGE, "stage", "Stufe")                                                           \
	X(WORD_RELIEVE, "relieve", "lindern")                                                     \
	X(WORD_FIX, "fix", "beheben")                                                             \
	X(WORD_PLAN, "plan", "planen")                                                            \
	X(WORD_LOAD_TITLE,                                                                        \
	  "Difference between the legs by load",                                                  \
	  "Unterschied der Beine nach Last")                                                      \
	X(WORD_LOAD_SAY,                                                                          \
	  "Difference between the legs in {1} sets, {2} to {3} kg.",                              \
	  "Unterschied der Beine in {1} Sätzen, {2} bis {3} kg.")                                 \
	X(WORD_LOAD_TOLERATED_SAY,                                                                \
	  " Heaviest load inside the own range in the last session: {1} kg.",                     \
	  " Schwerste Last im eigenen Bereich in der letzten Sitzung: {1} kg.")                   \
	X(WORD_TOLERATED,                                                                         \
	  "heaviest in own range: {1} kg",                                                        \
	  "schwerste im eigenen Bereich: {1} kg")                                                 \
	X(WORD_LAST, "last session", "letzte Sitzung")                                            \
	X(WORD_EARLIER, "earlier", "früher")                                                      \
	X(WORD_SPARK_TITLE,                                                                       \
	  "Difference over the sessions",                                                         \
	  "Unterschied über die Sitzungen")
/* clang-format on */

enum word {
#define WORD_ENUM(name, english, german) name,
	WORDS(WORD_ENUM)
#undef WORD_ENUM
};

struct number {
	char text[24];
};

/* language: "de", else English */
const char *word(enum word, const char *language);
/* With the language's decimal mark and a minus sign; "-" for NaN. */
struct number number(double value, int decimals, const char *language);
struct count {
	char text[48];
};
/* "1 repetition", "8 repetitions" */
struct count count_reps(size_t n, const char *language);
struct count count_sessions(size_t n, const char *language);
/* Appends the word to out, its {1} ... filled with up to nine texts, NULL at their end. */
void say(char *out, size_t size, enum word, const char *language, const char *const texts[]);

#endif
