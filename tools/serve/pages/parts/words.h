/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages around a report say, in every language. */
#ifndef TOOLS_SERVE_PAGES_PARTS_WORDS_H
#define TOOLS_SERVE_PAGES_PARTS_WORDS_H

/* name, English, German */
#define WORDS(X)                                                                                   \
	X(SUBJECTS, "Subjects", "Personen")                                                        \
	X(LIVE, "Live", "Live")                                                                    \
	X(LOG_OUT, "Log out", "Abmelden")                                                          \
	X(SEARCH, "Search by code", "Nach Code suchen")                                            \
	X(FIND, "Find", "Suchen")                                                                  \
	X(SUBJECT, "Subject", "Person")                                                            \
	X(LAST_SESSION, "Last session", "Letzte Sitzung")                                          \
	X(SESSIONS, "Sessions", "Sitzungen")                                                       \
	X(SESSION, "Session", "Sitzung")                                                           \
	X(ASYMMETRY, "Difference", "Unterschied")                                                  \
	X(COURSE, "Over the sessions", "Verlauf")                                                  \
	X(CHANGE, "Last change", "Letzte Veränderung")                                             \
	X(NOBODY, "Nobody has this code.", "Niemand hat diesen Code.")                             \
	X(EMPTY, "No results yet: hinge batch makes them of recordings.",                          \
	  "Noch keine Ergebnisse: hinge batch macht sie aus Aufnahmen.")                           \
	X(EARLIER, "Previous", "Zurück")                                                           \
	X(LATER, "Next", "Weiter")                                                                 \
	X(MORE_LEFT, "▲ more on the left than before", "▲ mehr links als zuvor")                   \
	X(MORE_RIGHT, "▲ more on the right than before", "▲ mehr rechts als zuvor")                \
	X(NO_CHANGE, "none beyond this test's error", "keine über dem Messfehler")                 \
	X(TOO_FEW, "not enough sessions", "zu wenige Sitzungen")                                   \
	X(DATE, "Date", "Datum")                                                                   \
	X(LOAD, "Load", "Last")                                                                    \
	X(PAIN, "Pain 0–10", "Schmerz 0–10")                                                       \
	X(STAGE, "Stage", "Stufe")                                                                 \
	X(NOTE, "Note", "Notiz")                                                                   \
	X(RELIEVE, "relieve", "lindern")                                                           \
	X(FIX, "fix", "beheben")                                                                   \
	X(PLAN, "plan", "planen")                                                                  \
	X(UNKNOWN, "not said", "keine Angabe")                                                     \
	X(RECORDINGS, "Recordings", "Aufnahmen")                                                   \
	X(REPORT, "Report", "Bericht")                                                             \
	X(REPS, "Rep by rep", "Wiederholungen")                                                    \
	X(COMPARE, "Compare", "Vergleichen")                                                       \
	X(SAVE, "Save", "Speichern")                                                               \
	X(ABOUT_SESSION, "What was said in a session", "Angaben zu einer Sitzung")                 \
	X(REP, "Rep", "Wdh.")                                                                      \
	X(LEFT, "Left", "Links")                                                                   \
	X(RIGHT, "Right", "Rechts")                                                                \
	X(COUNTS, "Counts", "Zählt")                                                               \
	X(YES, "yes", "ja")                                                                        \
	X(NO, "no", "nein")                                                                        \
	X(DURATION, "Lift-off to lockout", "Abheben bis Streckung")                                \
	X(NO_REPS, "This recording has no repetitions.",                                           \
	  "Diese Aufnahme hat keine "                                                              \
	  "Wiederholungen.")                                                                       \
	X(SHIFT, "Second less first", "Zweite minus erste")                                        \
	X(DETECTABLE, "Smallest change that can be told, %", "Kleinste erkennbare Veränderung, %") \
	X(RUN, "run", "Lauf")                                                                      \
	X(TASK, "Task", "Aufgabe")                                                                 \
	X(PHASE, "Phase", "Phase")                                                                 \
	X(FORCE_UNIT, "Forces in", "Kräfte in")                                                    \
	X(BODY_WEIGHT, "% body weight", "% Körpergewicht")                                         \
	X(NO_BODY_MASS, "the body mass is unknown", "die Körpermasse ist unbekannt")               \
	X(FIRST, "First", "Erste")                                                                 \
	X(SECOND, "Second", "Zweite")                                                              \
	X(PRINTABLE, "PDF to print", "PDF zum Drucken")                                            \
	X(UNREADABLE, "These files could not be read:", "Diese Dateien waren nicht lesbar:")       \
	X(CHOOSE_TWO, "Choose two recordings of one person on the person's page.",                 \
	  "Zwei Aufnahmen einer Person auf deren Seite wählen.")                                   \
	X(LOG_IN, "Log in", "Anmelden")                                                            \
	X(PASSWORD, "Password", "Passwort")                                                        \
	X(WRONG_PASSWORD, "The password is wrong.", "Das Passwort ist falsch.")                    \
	X(LOCKED, "Too many wrong passwords. Minutes until the next try:",                         \
	  "Zu viele falsche Passwörter. Minuten bis zum nächsten Versuch:")                        \
	X(PROBLEM_HOST,                                                                            \
	  "The address in the browser is not one this server answers to: use the "                 \
	  "one that hinge serve printed.",                                                         \
	  "Auf diese Adresse antwortet der Server nicht: die nehmen, die hinge serve nannte.")     \
	X(PROBLEM_SIZE, "What was sent is too large, or no form.",                                 \
	  "Das Gesendete ist zu groß oder kein Formular.")                                         \
	X(PROBLEM_ORIGIN, "This was not sent by a page of hinge.",                                 \
	  "Das kam nicht von einer Seite von hinge.")                                              \
	X(PROBLEM_TOKEN, "The page is out of date: load it again, then repeat what you did.",      \
	  "Die Seite ist veraltet: neu laden, dann wiederholen.")                                  \
	X(PROBLEM_LOGIN, "The session has ended: log in again.",                                   \
	  "Die Anmeldung ist abgelaufen: neu anmelden.")                                           \
	X(PROBLEM_PAGE, "There is no page of this address.",                                       \
	  "Unter dieser Adresse gibt es keine Seite.")                                             \
	X(PROBLEM_METHOD, "This page is not asked for in this way.",                               \
	  "Diese Seite wird anders aufgerufen.")                                                   \
	X(PROBLEM_AUDIT,                                                                           \
	  "The audit log cannot be written, so nothing is shown: is the disk "                     \
	  "full?",                                                                                 \
	  "Das Protokoll ist nicht beschreibbar, darum wird nichts gezeigt: Ist die Platte "       \
	  "voll?")                                                                                 \
	X(PROBLEM_STUDY,                                                                           \
	  "hinge serve was started without a study: only the live page is there "                  \
	  "(--study DIR).",                                                                        \
	  "hinge serve läuft ohne Studie: Es gibt nur die Live-Seite (--study DIR).")              \
	X(PROBLEM_GONE,                                                                            \
	  "There is no such person or result in this study; it may have been made "                \
	  "anew.",                                                                                 \
	  "Diese Person oder dieses Ergebnis gibt es in der Studie nicht, oder nicht mehr so.")    \
	X(BAD_PAIN, "Pain is a number from 0 to 10.", "Schmerz ist eine Zahl von 0 bis 10.")       \
	X(BAD_STAGE, "The stage is relieve, fix or plan.",                                         \
	  "Die Stufe ist lindern, beheben oder planen.")                                           \
	X(BAD_SESSION, "The code of a session has A to Z, 0 to 9 and -.",                          \
	  "Der Code einer Sitzung hat A bis Z, 0 bis 9 und -.")                                    \
	X(PROBLEM_CRASH,                                                                           \
	  "The file breaks its reader; nothing else is harmed. hinge validate "                    \
	  "says more of it.",                                                                      \
	  "Die Datei bringt das Lesen zum Abbruch; sonst ist nichts betroffen. hinge validate "    \
	  "sagt mehr.")                                                                            \
	X(PROBLEM, "This did not work", "Das ging nicht")                                          \
	X(NOT_UP_TO_DATE, "What is new since then may be missing here.",                           \
	  "Was seither dazukam, fehlt hier vielleicht.")                                           \
	X(CODE, "English", "Deutsch")

enum word {
#define WORD_ENUM(name, english, german) WORD_##name,
	WORDS(WORD_ENUM)
#undef WORD_ENUM
};

/* language: "en" "de" */
const char *page_word(enum word, const char *language);

#endif
