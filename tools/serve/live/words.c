/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/live/words.h"

#include <stdbool.h>
#include <string.h>

static const struct word {
	const char *key, *english, *german;
} words[] = {
	{"title", "Live", "Live"},
	{"title_feedback", "Balance", "Balance"},
	{"left", "LEFT", "LINKS"},
	{"right", "RIGHT", "RECHTS"},
	{"left_small", "left", "links"},
	{"right_small", "right", "rechts"},
	{"even", "even", "gleich"},
	{"busy", "BUSY", "BESCHÄFTIGT"},
	{"lost", "LOST DATA", "DATEN VERLOREN"},
	{"samples", "samples", "Messwerte"},
	{"no_daemon", "NO RECORDER: start hinged", "KEIN REKORDER: hinged starten"},
	{"no_connection", "NO CONNECTION", "KEINE VERBINDUNG"},
	{"connecting", "CONNECTING", "VERBINDET"},
	{"no_set", "no set", "kein Satz"},
	{"run", "run", "Lauf"},
	{"reps", "reps", "Wiederholungen"},
	{"last", "last", "letzte"},
	{"not_counted", "does not count", "zählt nicht"},
	{"subject", "Subject", "Person"},
	{"subject_hint", "capital letters, digits and -", "Großbuchstaben, Ziffern und -"},
	{"session", "Session", "Sitzung"},
	{"load", "Load in kg", "Last in kg"},
	{"planned", "Planned reps", "Geplante Wiederholungen"},
	{"unit", "Show", "Anzeige"},
	{"unit_share", "share in %", "Anteil in %"},
	{"unit_bw", "% of body weight", "% des Körpergewichts"},
	{"zero_key", "Zero", "Nullen"},
	{"start", "Start", "Start"},
	{"stop", "Stop", "Stopp"},
	{"redo", "Redo the last", "Letzten wiederholen"},
	{"discard", "Discard", "Verwerfen"},
	{"note", "Note", "Notiz"},
	{"sound", "Sound", "Ton"},
	{"keys", "Keys: space or pedal starts and stops, Z zeroes, D discards, N notes.",
	 "Tasten: Leertaste oder Pedal startet und stoppt, Z nullt, D verwirft, N notiert."},
	{"discard_ask", "Discard this recording? It cannot be brought back.",
	 "Diese Aufnahme verwerfen? Sie ist dann verloren."},
	{"discard_yes", "Discard it", "Verwerfen"},
	{"cancel", "Cancel", "Abbrechen"},
	{"note_ask", "Note at this moment of the recording",
	 "Notiz zu diesem Zeitpunkt der Aufnahme"},
	{"note_yes", "Keep the note", "Notiz behalten"},
	{"zeroed", "The plates are zeroed.", "Die Platten sind genullt."},
	{"discarded", "Discarded.", "Verworfen."},
	{"noted", "The note is kept.", "Die Notiz ist gespeichert."},
	{"zero", "zero", "genullt"},
	{"never_zeroed", "not zeroed yet", "noch nicht genullt"},
	{"just_now", "just now", "gerade eben"},
	{"minutes_ago", "{n} min ago", "vor {n} min"},
	{"hours_ago", "{n} h ago", "vor {n} h"},
	{"drift", "drift", "Drift"},
	{"card", "The set", "Der Satz"},
	{"good", "good", "gut"},
	{"lost_samples", "samples lost", "verlorene Messwerte"},
	{"clipped", "clipped", "übersteuert"},
	{"none", "none", "keine"},
	{"file", "file", "Datei"},
	{"strip", "Force of both feet over the last ten seconds",
	 "Kraft beider Füße in den letzten zehn Sekunden"},
	{"feet", "Load of each foot", "Last jedes Fußes"},
	{"balance", "Share of the load, left and right", "Verteilung der Last, links und rechts"},
	{"balance_left", "too much on the left", "zu viel links"},
	{"balance_right", "too much on the right", "zu viel rechts"},
	{"balance_inside", "on target", "im Ziel"},
	{"balance_none", "nobody stands on the plates", "niemand steht auf den Platten"},
	{"goal", "Goal: share of the right in %", "Ziel: Anteil rechts in %"},
	{"goal_width", "Half width of the band in %", "Halbe Breite des Bandes in %"},
	{"inside", "on target", "im Ziel"},
	{"of", "of", "von"},
	{"settings", "Goal", "Ziel"},
	{"subjects", "Subjects", "Personen"},
	{"to_feedback", "Balance for the patient", "Balance für die Person"},
	{"to_live", "Back to the technician's page", "Zurück zur Technik"},
	/* error_N: the daemon's code -N, by what the technician can do */
	{"error_1", "What was entered is not right.", "Die Eingabe stimmt nicht."},
	{"error_2", "What was read is damaged, or of another kind.",
	 "Das Gelesene ist beschädigt oder von anderer Art."},
	{"error_3", "Something cannot be read.", "Etwas ist nicht lesbar."},
	{"error_4", "No plate, or no recorder: see to cable and hinged.",
	 "Keine Platte oder kein Rekorder: Kabel und hinged prüfen."},
	{"error_5", "The recorder refuses.", "Der Rekorder lehnt das ab."},
	{"error_6", "It cannot be written: is the disk full?",
	 "Nicht speicherbar: Ist die Platte des Rechners voll?"},
	{"error_7", "Not now: the recorder is busy, or the plate restless. Try again.",
	 "Jetzt nicht: Der Rekorder ist beschäftigt oder die Platte unruhig. Noch einmal "
	 "versuchen."},
	{"error_8", "The computer is out of memory.", "Der Rechner hat keinen Speicher mehr."},
	{"error_9", "It was ended before there was anything to keep.",
	 "Es wurde beendet, ehe es etwas zu behalten gab."},
	{"reason", "The recorder says", "Der Rekorder sagt"},
	/* state_NAME: what the daemon does */
	{"state_idle", "READY", "BEREIT"},
	{"state_zeroing", "ZEROING: keep off", "NULLT: nicht betreten"},
	{"state_examining", "EXAMINING: keep off", "PRÜFT: nicht betreten"},
	{"state_measuring", "MEASURING", "MISST"},
	{"state_identifying", "BLINKING", "BLINKT"},
	{"state_arming", "GETTING READY", "BEREITET VOR"},
	{"state_armed", "READY: step on", "BEREIT: aufsteigen"},
	{"state_recording", "RECORDING", "AUFNAHME"},
	{"state_finalising", "SAVING", "SPEICHERT"},
	{"state_waiting", "WAITING", "WARTET"},
	{"scripts", "This page needs scripts; all others work without.",
	 "Diese Seite braucht Skripte; alle anderen gehen ohne."},
};
enum { WORDS = sizeof(words) / sizeof(words[0]) };

static bool is_german(const char *language)
{
	return !strcmp(language, "de");
}

const char *live_word(const char *language, const char *key)
{
	for (int i = 0; i < WORDS; i++)
		if (!strcmp(words[i].key, key))
			return is_german(language) ? words[i].german : words[i].english;
	return NULL;
}

void live_words_put(struct html *html, const char *language)
{
	for (int i = 0; i < WORDS; i++) {
		html_markup(html, " data-%s=\"", words[i].key);
		html_text(html, "%s", live_word(language, words[i].key));
		html_markup(html, "\"");
	}
}
