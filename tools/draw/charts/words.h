/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in and beside charts, in every language; {1} {2} ... are filled in by say(). */
#ifndef TOOLS_DRAW_CHARTS_WORDS_H
#define TOOLS_DRAW_CHARTS_WORDS_H

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
	  "Vertical force over {1} s, {2} repetitions. Highest: {3} {4} N, {5} {6} N.",           \
	  "Senkrechte Kraft über {1} s, {2} Wiederholungen. Höchste: {3} {4} N, {5} {6} N.")      \
	X(WORD_ONE_PLATE_SAY, "Vertical force over {1} s, {2} repetitions. Highest: {3} N.",      \
	  "Senkrechte Kraft über {1} s, {2} Wiederholungen. Höchste: {3} N.")                     \
	X(WORD_SHARE_TITLE, "Share of the right leg over the lift",                               \
	  "Anteil des rechten Beins über den Hub")                                                \
	X(WORD_SHARE_SAY,                                                                         \
	  "Share of the load on the right leg, mean of {1} repetitions: {2} % at lift-off, "      \
	  "{3} % half-way, {4} % at lockout.",                                                    \
	  "Anteil der Last auf dem rechten Bein, Mittel aus {1} Wiederholungen: {2} % beim "      \
	  "Abheben, {3} % in der Mitte, {4} % bei der Streckung.")                                \
	X(WORD_SHARE_BAND, " The 95 % band half-way: {1} to {2} %.",                              \
	  " Das 95-%-Band in der Mitte: {1} bis {2} %.")                                          \
	X(WORD_SHARE_FEW, " Too few repetitions for a band.",                                     \
	  " Zu wenige Wiederholungen für ein Band.")
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
/* Appends the word to out, its {1} ... filled with up to nine texts, NULL at their end. */
void say(char *out, size_t size, enum word, const char *language, const char *const texts[]);

#endif
