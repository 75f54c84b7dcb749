/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/words/words.h"

#include <string.h>

struct pair {
	const char *en, *de;
};

static const struct pair pairs[WORDS] = {
	[W_QUALITY] = {"quality {status}", "Qualität {status}"},
	[W_STATUS_OK] = {"OK ●", "OK ●"},
	[W_STATUS_WARN] = {"LOOK ▲", "PRÜFEN ▲"},
	[W_STATUS_REJECT] = {"REDO ■", "WIEDERHOLEN ■"},
	[W_ABOUT] = {"about ", "etwa "},
	[W_SESSION] = {"session {session}", "Sitzung {session}"},
	[W_RUN] = {"run {run}", "Lauf {run}"},
	[W_BODY_MASS] = {"body mass {mass} kg", "Körpermasse {mass} kg"},
	[W_DURATION] = {"{rate} Hz, {seconds} s", "{rate} Hz, {seconds} s"},
	[W_PERSON_TITLE] = {"{subject} · {count} sessions", "{subject} · {count} Sitzungen"},

	[W_SHARES] = {"The {side} leg carried {share} % of the load while lifting, the {other} "
		      "{rest} %.",
		      "Beim Heben trug das {side} Bein {share} % der Last, das {other} {rest} %."},
	[W_SHARES_AGAIN] = {"The {side} leg carried {share} % of the load while lifting, the "
			    "{other} {rest} %, as in earlier sessions.",
			    "Beim Heben trug das {side} Bein {share} % der Last, das {other} "
			    "{rest} %, wie schon in früheren Sitzungen."},
	[W_ALIKE] = {"Left and right carried the load alike (within {delta} %).",
		     "Links und rechts trugen die Last gleich (innerhalb von {delta} %)."},
	[W_NO_EVIDENCE] = {"No clear difference between the legs ({value}).",
			   "Kein klarer Unterschied zwischen den Beinen ({value})."},
	[W_BORDERLINE] = {"The {side} leg seemed to carry more ({value}), but two tests of it "
			  "disagree: measure again.",
			  "Das {side} Bein schien mehr zu tragen ({value}), doch zwei Tests "
			  "widersprechen sich: noch einmal messen."},
	[W_TOO_FEW] = {"Not enough repetitions to tell which leg carries more.",
		       "Zu wenige Wiederholungen, um zu sagen, welches Bein mehr trägt."},
	[W_NOT_COMPARABLE] = {"Left and right cannot be compared in this recording.",
			      "Links und rechts lassen sich in dieser Aufnahme nicht "
			      "vergleichen."},
	[W_NOT_COMPARABLE_WHY] = {"Left and right cannot be compared: {reason}.",
				  "Links und rechts lassen sich nicht vergleichen: {reason}."},
	[W_NO_REPS_FOUND] = {"No repetition was found: {reason}.",
			     "Keine Wiederholung gefunden: {reason}."},
	[W_ONE_PLATE] = {"both feet stood on one plate", "beide Füße standen auf einer Platte"},
	[W_NO_SIDES] = {"nothing says which foot stood on which plate",
			"nichts sagt, welcher Fuß auf welcher Platte stand"},
	[W_NO_LIFT] = {"no lift in the force", "kein Heben in der Kraft"},

	[W_HOW_SURE] = {"How sure:", "Wie sicher:"},
	[W_DIFFERENCE] = {"A difference of {value} % of the total (95 % interval {interval}), more "
			  "than the {delta} % that counts as even; mean of {n} repetitions.",
			  "Ein Unterschied von {value} % der Gesamtlast (95-%-Intervall "
			  "{interval}), mehr als die {delta} %, die als gleich gelten; Mittel aus "
			  "{n} Wiederholungen."},
	[W_INTERVAL] = {" (95 % interval {interval})", " (95-%-Intervall {interval})"},
	[W_MEAN_OF] = {"{reason}The mean of {n} repetitions is {value}{interval}.",
		       "{reason}Das Mittel aus {n} Wiederholungen ist {value}{interval}."},
	[W_ONE_REP] = {"{reason}The one repetition is {value}.",
		       "{reason}Die eine Wiederholung ist {value}."},

	[W_WHAT_CHANGED] = {"What changed:", "Was sich geändert hat:"},
	[W_LOOK_AT] = {"Look at:", "Zu prüfen:"},
	[W_NO_EARLIER] = {"There is no earlier session to compare with.",
			  "Es gibt keine frühere Sitzung zum Vergleich."},
	[W_FROM_TO] = {"Since the last session ({date}: {before}) the difference moved by {change} "
		       "points to the {side}, ",
		       "Seit der letzten Sitzung ({date}: {before}) ging der Unterschied um "
		       "{change} Punkte nach {side}, "},
	[W_LESS_THAN_MDC] = {"less than this test can tell ({mdc} points).",
			     "weniger, als dieser Test erkennen kann ({mdc} Punkte)."},
	[W_MORE_THAN_MDC] = {"more than the smallest change this test can tell ({mdc} points).",
			     "mehr als die kleinste Änderung, die dieser Test erkennt ({mdc} "
			     "Punkte)."},
	[W_MOVED] =
		{" From the first {first} sessions (mean {mean}) load moved by {points} points to "
		 "the {side}.",
		 " Gegenüber den ersten {first} Sitzungen (Mittel {mean}) ging die Last um "
		 "{points} "
		 "Punkte nach {side}."},
	[W_UNMOVED] = {" Against the first {first} sessions (mean {mean}) no change is shown.",
		       " Gegenüber den ersten {first} Sitzungen (Mittel {mean}) zeigt sich keine "
		       "Änderung."},
	[W_CALL_NEEDS] = {" It takes {missing} more before a change can be called.",
			  " Es braucht noch {missing}, bevor sich eine Änderung feststellen "
			  "lässt."},
	[W_NOT_LIKE_BEFORE] = {"No earlier session can be compared with this one.",
			       "Keine frühere Sitzung lässt sich mit dieser vergleichen."},

	[W_LEFT] = {"left", "links"},
	[W_RIGHT] = {"right", "rechts"},
	[W_EVEN] = {"even", "gleich"},
	[W_SIDE] = {"{value} % {side}", "{value} % {side}"},
	[W_SIDE_AND_VALUE] = {"{low} to {high}", "{low} bis {high}"},
	[W_MISSING] = {"-", "-"},

	[W_WHERE] = {"Where: mostly {most} ({value}), least {least} ({little}).",
		     "Wo: am meisten {most} ({value}), am wenigsten {least} ({little})."},
	[W_WHERE_ALIKE] = {"Where: much the same through the whole lift ({low} to {high}).",
			   "Wo: über das ganze Heben fast gleich ({low} bis {high})."},
	[W_IN_SLACK] = {"as the slack is taken", "beim Anziehen"},
	[W_IN_LIFT1] = {"as the bar leaves the floor", "wenn die Hantel den Boden verlässt"},
	[W_IN_LIFT2] = {"on the way to lockout", "auf dem Weg nach oben"},
	[W_IN_LIFT] = {"over the whole lift", "über das ganze Heben"},
	[W_IN_HOLD] = {"at lockout", "beim Halten oben"},
	[W_IN_LOWER] = {"while lowering", "beim Senken"},
	[W_PHASES] = {"By phase", "Nach Phasen"},
	[W_PHASE] = {"phase", "Phase"},
	[W_SLACK] = {"taking the slack", "Anziehen"},
	[W_LIFT1] = {"off the floor", "vom Boden"},
	[W_LIFT2] = {"to lockout", "nach oben"},
	[W_LIFT] = {"whole lift", "ganzes Heben"},
	[W_HOLD] = {"holding", "Halten"},
	[W_LOWER] = {"lowering", "Senken"},
	[W_LEFT_N] = {"left N", "links N"},
	[W_RIGHT_N] = {"right N", "rechts N"},
	[W_DIFFERENCE_HEAD] = {"difference", "Unterschied"},
	[W_PHASES_NOTE] = {"Means over the valid repetitions; the difference as a part of the "
			   "total.",
			   "Mittel über die gültigen Wiederholungen; der Unterschied als Teil der "
			   "Gesamtlast."},
	[W_REPS] = {"Repetitions", "Wiederholungen"},
	[W_OUTCOME_LIMIT] = {"{outcome} (limit {limit} %)", "{outcome} (Grenze {limit} %)"},
	[W_NO_HISTORY] =
		{" The findings were computed without the earlier sessions (hinge analyze "
		 "--history takes them in); the other pages know them.",
		 " Die Befunde wurden ohne die früheren Sitzungen gerechnet (hinge analyze "
		 "--history nimmt sie hinzu); die anderen Seiten kennen sie."},
	[W_WINDOW] = {"Chosen window", "Gewähltes Fenster"},
	[W_STRETCH] = {"from, to", "von, bis"},
	[W_BOTH_N] = {"both N", "beide N"},
	[W_WINDOW_NOTE] =
		{"Means of the vertical force from the first time to the second, unfiltered; "
		 "the difference as a part of the total.",
		 "Mittel der senkrechten Kraft von der ersten Zeit bis zur zweiten, ungefiltert; "
		 "der Unterschied als Teil der Gesamtlast."},
	[W_REP_NUMBER] = {"no.", "Nr."},
	[W_KIND] = {"kind", "Art"},
	[W_UP_S] = {"up s", "auf s"},
	[W_PEAK_N] = {"peak N", "Spitze N"},
	[W_RISE_M] = {"rise m", "Hub m"},
	[W_PEAK_SPEED] = {"peak m/s", "Spitze m/s"},
	[W_DEAD_STOP] = {"dead stop", "abgesetzt"},
	[W_TOUCH_AND_GO] = {"touch and go", "ohne Absetzen"},
	[W_ROMANIAN] = {"Romanian", "rumänisch"},
	[W_PARTIAL] = {"partial", "unvollständig"},
	[W_FAILED] = {"failed", "nicht geschafft"},
	[W_NOT_COUNTED] = {"{kind} (not counted)", "{kind} (nicht gezählt)"},

	[W_FINDINGS_SHORT] = {"Findings", "Befunde"},
	[W_LIMITS] = {"What this cannot say", "Was dies nicht sagen kann"},
	[W_SET] = {"Set {set}.", "Satz {set}."},
	[W_SET_OF] = {"Set {set} of {sets}. ", "Satz {set} von {sets}. "},
	[W_SETS] = {"Set by set", "Satz für Satz"},
	[W_SET_HEAD] = {"set", "Satz"},
	[W_REPS_HEAD] = {"reps", "Wdh."},
	[W_DIFFERENCE_INTERVAL] = {"difference (95 % interval)", "Unterschied (95-%-Intervall)"},
	[W_ANSWER_HEAD] = {"Does one leg carry more?", "Trägt ein Bein mehr?"},
	[W_P] = {"p", "p"},
	[W_N] = {"n", "n"},

	[W_SESSIONS] = {"Sessions", "Sitzungen"},
	[W_SESSIONS_INTRO] = {"Sessions of {subject} with {load} kg ({range} % either way).",
			      "Sitzungen von {subject} mit {load} kg ({range} % mehr oder "
			      "weniger)."},
	[W_NO_SESSIONS] = {"No earlier sessions of this person are known here: nothing can be said "
			   "about change.",
			   "Hier sind keine früheren Sitzungen dieser Person bekannt: über "
			   "Änderung lässt sich nichts sagen."},
	[W_BAND_NEEDS] = {"Not enough sessions for this person's own range: {have} of {need}, "
			  "{missing} more needed.",
			  "Zu wenige Sitzungen für den eigenen Bereich dieser Person: {have} von "
			  "{need}, noch {missing} nötig."},
	[W_SESSION_HEAD] = {"session", "Sitzung"},
	[W_DATE] = {"date", "Datum"},
	[W_LOAD_KG] = {"heaviest kg", "schwerste kg"},
	[W_SHIFT] = {"smallest change %", "kleinste Änderung %"},
	[W_SHIFT_ASSUMED] = {"* assumed, until there are {need} sessions.",
			     "* angenommen, bis es {need} Sitzungen gibt."},
	[W_PAIN] = {"pain 0-10", "Schmerz 0-10"},
	[W_STAGE] = {"stage", "Stufe"},
	[W_STAGE_RELIEVE] = {"relieve", "lindern"},
	[W_STAGE_FIX] = {"fix", "beheben"},
	[W_STAGE_PLAN] = {"plan", "planen"},
	[W_CALL] = {"change", "Änderung"},
	[W_CALL_UNKNOWN] = {"not comparable", "nicht vergleichbar"},
	[W_CALL_TOO_FEW] = {"not enough data", "zu wenige Daten"},
	[W_CALL_NO_CHANGE] = {"no change", "keine Änderung"},
	[W_CALL_LEFT] = {"to the left ▲", "nach links ▲"},
	[W_CALL_RIGHT] = {"to the right ▲", "nach rechts ▲"},
	[W_TOLERATED] = {"inside own range kg", "im eigenen Bereich kg"},
	[W_TOLERATED_NOTE] = {"A load that is shared more evenly than in the own range counts as "
			      "inside it.",
			      "Eine Last, die gleichmäßiger als im eigenen Bereich verteilt ist, "
			      "gilt als darin."},
	[W_HIDDEN] = {"{count} earlier sessions are left out of the page, not of the numbers.",
		      "{count} frühere Sitzungen fehlen auf der Seite, nicht in den Zahlen."},
	[W_LISTED] =
		{"The newest {listed} of {total} sessions are listed; the charts show all.",
		 "Die neuesten {listed} von {total} Sitzungen sind aufgeführt; die Bilder zeigen "
		 "alle."},
	[W_METHOD] = {"Method", "Methode"},
	[W_HOW_MEASURED] = {"How it was measured", "Wie gemessen wurde"},
	[W_HOW_COMPUTED] = {"How it was computed", "Wie gerechnet wurde"},
	[W_CHECKS] = {"Quality of the recording", "Qualität der Aufnahme"},
	[W_NO_CHECKS] = {"Every check was passed.", "Alle Prüfungen wurden bestanden."},
	[W_DEVICE] = {"Device", "Gerät"},
	[W_RATE] = {"Rate", "Abtastrate"},
	[W_CALIBRATION] = {"Calibration", "Kalibrierung"},
	[W_CALIBRATION_AGE] = {"{date}, {days} days before the recording",
			       "{date}, {days} Tage vor der Aufnahme"},
	[W_UNKNOWN] = {"not stated", "nicht angegeben"},
	[W_LOST] = {"Samples lost", "Verlorene Werte"},
	[W_LOST_NONE] = {"none", "keine"},
	[W_LOST_FRAMES] = {"{frames} frames in {gaps} gaps", "{frames} Werte in {gaps} Lücken"},
	[W_FORMULA] = {"Formula", "Formel"},
	[W_FORMULA_TEXT] =
		{"asymmetry {formula} of the mean vertical force{window}, positive where "
		 "the right carries more; share of the right = 50 + AI/2",
		 "Asymmetrie {formula} der mittleren senkrechten Kraft{window}, positiv, "
		 "wo rechts mehr trägt; Anteil rechts = 50 + AI/2"},
	[W_FORMULA_LIFT] = {" from lift-off to lockout; the set is the mean over its valid "
			    "repetitions with a 95 % t interval",
			    " vom Abheben bis zum Halten oben; der Satz ist das Mittel über seine "
			    "gültigen Wiederholungen mit einem 95-%-t-Intervall"},
	[W_VERSION] = {"Software", "Software"},
	[W_CHECKSUMS] = {"Checksums", "Prüfsummen"},
	[W_FILE] = {"Recording", "Aufnahme"},
	[W_SIDECAR] = {"Its description", "Ihre Beschreibung"},
	[W_REFERENCES] = {"References", "Literatur"},

	[W_TASK_DEADLIFT] = {"deadlift", "Kreuzheben"},
	[W_TASK_ISOMETRIC] = {"isometric pull", "isometrischer Zug"},
	[W_TASK_STANDING] = {"quiet standing", "ruhiges Stehen"},
	[W_STYLE_CONVENTIONAL] = {"conventional", "konventionell"},
	[W_STYLE_SUMO] = {"sumo", "Sumo"},
	[W_STYLE_ROMANIAN] = {"Romanian", "rumänisch"},
	[W_PULL_ONE] = {"The pull reached {peak} N, {net} N above body weight.",
			"Der Zug erreichte {peak} N, {net} N über dem Körpergewicht."},
	[W_PULL_STRONGEST] = {"The strongest pull reached {peak} N, {net} N above body weight.",
			      "Der stärkste Zug erreichte {peak} N, {net} N über dem "
			      "Körpergewicht."},
	[W_PULL_DETAIL] = {"Asymmetry over the pull: {value}, of one pull and without an interval.",
			   "Asymmetrie über den Zug: {value}, aus einem Zug und ohne Intervall."},
	[W_STANDING_SHARES] = {"Standing still, the {side} leg carried {share} % of body weight, "
			       "the {other} {rest} %.",
			       "Im ruhigen Stehen trug das {side} Bein {share} % des "
			       "Körpergewichts, das {other} {rest} %."},
	[W_STANDING] = {"Quiet standing of {seconds} s.", "Ruhiges Stehen über {seconds} s."},
	[W_STANDING_DETAIL] = {"Asymmetry {value} over {seconds} s, of one trial and without an "
			       "interval.",
			       "Asymmetrie {value} über {seconds} s, aus einer Aufnahme und ohne "
			       "Intervall."},
	[W_PULLS] = {"Pulls", "Züge"},
	[W_ONSET_S] = {"onset s", "Beginn s"},
	[W_ABOVE_WEIGHT_N] = {"above weight N", "über Gewicht N"},
	[W_AFTER_100_N] = {"after 100 ms N", "nach 100 ms N"},
	[W_AFTER_200_N] = {"after 200 ms N", "nach 200 ms N"},
	[W_LENGTH_S] = {"length s", "Länge s"},
	[W_STANDING_HEAD] = {"Standing", "Stehen"},
	[W_FOOT] = {"foot", "Fuß"},
	[W_BOTH] = {"both", "beide"},
	[W_MEAN_N] = {"mean N", "Mittel N"},
	[W_PATH_MM] = {"sway path mm", "Schwankweg mm"},
	[W_SPEED_MM_S] = {"mm/s", "mm/s"},
	[W_TO_TOES_MM] = {"to the toes mm", "zu den Zehen mm"},
	[W_ACROSS_MM] = {"across mm", "quer mm"},
	[W_ELLIPSE_CM2] = {"ellipse cm²", "Ellipse cm²"},
};

const char *words(const struct language *language, enum words id)
{
	return language == &language_german ? pairs[id].de : pairs[id].en;
}

static const char *value_of(const struct word_value *fills, const char *name, size_t length)
{
	for (const struct word_value *fill = fills; fill->name; fill++)
		if (strlen(fill->name) == length && !strncmp(fill->name, name, length))
			return fill->text;
	return NULL;
}

/* As much as fits, never half a character of UTF-8. */
static size_t append(char *out, size_t size, size_t used, const char *text, size_t length)
{
	if (length > size - used - 1) {
		length = size - used - 1;
		while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
			length--;
	}
	memcpy(out + used, text, length);
	out[used + length] = '\0';
	return used + length;
}

const char *words_fill(char *out, size_t size, const char *text, const struct word_value *fills)
{
	size_t used = 0;

	*out = '\0';
	while (*text) {
		size_t plain = strcspn(text, "{"), name = strcspn(text + plain, "}");
		const char *value = NULL;

		used = append(out, size, used, text, plain);
		text += plain;
		if (*text)
			value = value_of(fills, text + 1, name - 1);
		if (value) {
			used = append(out, size, used, value, strlen(value));
			text += name + 1;
		} else if (*text) {
			used = append(out, size, used, text++, 1);
		}
	}
	return out;
}
