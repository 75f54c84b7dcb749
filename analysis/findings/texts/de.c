/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/findings/texts/texts.h"

#define SAME(text)         \
	{                  \
		text, text \
	}
#define AGAIN                                                                                  \
	", in zwei der letzten drei Sitzungen und um mehr, als Sitzungen ohnehin voneinander " \
	"abweichen."
#define BEFORE " als in früheren Sitzungen"
/* against earlier sessions; lower and higher are sentences without their end */
#define OWN(name_, label_, question_, lower, higher)                                        \
	{                                                                                   \
		.name = name_, .label = label_, .question = question_,                      \
		.say = {                                                                    \
			[OUTCOME_NO_EVIDENCE] = SAME("Diese Sitzung zeigt keine Änderung " \
						     "gegenüber früheren."),                \
			[OUTCOME_INDICATED] = {lower BEFORE ".", higher BEFORE "."},        \
			[OUTCOME_CONSISTENT] = {lower BEFORE AGAIN, higher BEFORE AGAIN},   \
		},                                                                          \
	}
#define DESCRIBED(name_, label_, question_, lower, higher)                \
	{                                                                 \
		.name = name_, .label = label_, .question = question_,    \
		.say = {[OUTCOME_DESCRIPTIVE] = {lower ".", higher "."}}, \
	}

static const struct sentences sentences[] = {
	{.name = "load_transfer",
	 .label = "Lastverteilung",
	 .question = "Trägt ein Bein beim Heben mehr?",
	 .say = {[OUTCOME_EQUIVALENT] =
			 SAME("Links und rechts tragen innerhalb der Grenze gleich viel."),
		 [OUTCOME_NO_EVIDENCE] =
			 SAME("Diese Wiederholungen zeigen weder, dass eine Seite mehr trägt, als "
			      "die Grenze erlaubt, noch dass beide gleich viel tragen."),
		 [OUTCOME_INDICATED] = {"Links trägt beim Heben mehr, als die Grenze erlaubt.",
					"Rechts trägt beim Heben mehr, als die Grenze erlaubt."},
		 [OUTCOME_CONSISTENT] =
			 {"Links trägt beim Heben mehr, als die Grenze erlaubt" AGAIN,
			  "Rechts trägt beim Heben mehr, als die Grenze erlaubt" AGAIN},
		 [OUTCOME_BORDERLINE] = {"Links trägt beim Heben vielleicht mehr, als die Grenze "
					 "erlaubt: zwei Tests widersprechen sich.",
					 "Rechts trägt beim Heben vielleicht mehr, als die Grenze "
					 "erlaubt: zwei Tests widersprechen sich."}}},
	{.name = "phase_shift",
	 .label = "Verlagerung",
	 .question = "Verlagert sich die Last während des Hebens?",
	 .say = {[OUTCOME_EQUIVALENT] =
			 SAME("Die erste und die zweite Hälfte des Hebens sind gleich verteilt."),
		 [OUTCOME_NO_EVIDENCE] =
			 SAME("Diese Wiederholungen zeigen weder, dass sich die Last während des "
			      "Hebens verlagert, noch dass sie es nicht tut."),
		 [OUTCOME_INDICATED] = {"Die Last geht von der ersten zur zweiten Hälfte des "
					"Hebens von links nach rechts.",
					"Die Last geht von der ersten zur zweiten Hälfte des "
					"Hebens von rechts nach links."},
		 [OUTCOME_CONSISTENT] = {"Die Last geht während des Hebens von links nach "
					 "rechts" AGAIN,
					 "Die Last geht während des Hebens von rechts nach "
					 "links" AGAIN},
		 [OUTCOME_BORDERLINE] = {"Die Last geht während des Hebens vielleicht von links "
					 "nach rechts: zwei Tests widersprechen sich.",
					 "Die Last geht während des Hebens vielleicht von rechts "
					 "nach links: zwei Tests widersprechen sich."}}},
	{.name = "drift",
	 .label = "Drift",
	 .question = "Ändert sich der Unterschied im Lauf des Satzes?",
	 .say = {[OUTCOME_NO_EVIDENCE] = SAME("Diese Wiederholungen zeigen nicht, dass die Last "
					      "im Lauf des Satzes auf eine Seite geht."),
		 [OUTCOME_INDICATED] = {"Die Last geht von Wiederholung zu Wiederholung nach "
					"links.",
					"Die Last geht von Wiederholung zu Wiederholung nach "
					"rechts."},
		 [OUTCOME_CONSISTENT] = {"Die Last geht von Wiederholung zu Wiederholung nach "
					 "links" AGAIN,
					 "Die Last geht von Wiederholung zu Wiederholung nach "
					 "rechts" AGAIN}}},

	OWN("offloading_dips", "Entlastungen", "Gibt ein Fuß für einen Augenblick Last ab?",
	    "Ein Fuß gibt seltener für einen Augenblick Last ab",
	    "Ein Fuß gibt öfter für einen Augenblick Last ab"),
	OWN("slow_onset", "Anziehen", "Dauert es länger bis zum Abheben?",
	    "Vom ersten Zug bis zum Abheben vergeht weniger Zeit",
	    "Vom ersten Zug bis zum Abheben vergeht mehr Zeit"),
	OWN("coherence", "Kohärenz", "Gehen beide Füße mehr im Takt als sonst?",
	    "Die Kräfte links und rechts gehen weniger im Takt",
	    "Die Kräfte links und rechts gehen mehr im Takt"),
	OWN("cop_spread_left", "Druck links, Streuung",
	    "Bewegt sich der Druck unter dem linken Fuß wie sonst?",
	    "Der Druck unter dem linken Fuß wandert weniger vor und zurück",
	    "Der Druck unter dem linken Fuß wandert mehr vor und zurück"),
	OWN("cop_spread_right", "Druck rechts, Streuung",
	    "Bewegt sich der Druck unter dem rechten Fuß wie sonst?",
	    "Der Druck unter dem rechten Fuß wandert weniger vor und zurück",
	    "Der Druck unter dem rechten Fuß wandert mehr vor und zurück"),
	OWN("cop_place_left", "Druck links, Ort", "Wo liegt der Druck unter dem linken Fuß?",
	    "Der Druck unter dem linken Fuß liegt näher an der Ferse",
	    "Der Druck unter dem linken Fuß liegt näher an den Zehen"),
	OWN("cop_place_right", "Druck rechts, Ort", "Wo liegt der Druck unter dem rechten Fuß?",
	    "Der Druck unter dem rechten Fuß liegt näher an der Ferse",
	    "Der Druck unter dem rechten Fuß liegt näher an den Zehen"),
	OWN("tremor", "Zittern", "Zittert die Last zwischen den Füßen?",
	    "Die Last zittert weniger zwischen den Füßen (3 bis 12 Hz)",
	    "Die Last zittert mehr zwischen den Füßen (3 bis 12 Hz)"),
	OWN("smoothness", "Glätte", "Ist das Heben so flüssig wie sonst?",
	    "Das Heben ist weniger flüssig", "Das Heben ist flüssiger"),
	OWN("height_spread", "Höhe, Streuung", "Reichen alle Wiederholungen gleich hoch?",
	    "Die Höhe der Wiederholungen schwankt weniger",
	    "Die Höhe der Wiederholungen schwankt mehr"),
	OWN("hold_spread", "Halten, Streuung", "Ist das Halten oben ruhig?",
	    "Die Verteilung auf links und rechts schwankt beim Halten weniger",
	    "Die Verteilung auf links und rechts schwankt beim Halten mehr"),
	{.name = "load_trend",
	 .label = "Lasttrend",
	 .question = "Ändert sich der Unterschied mit der Last?",
	 .say = {[OUTCOME_NO_EVIDENCE] = SAME("Diese Sätze zeigen nicht, dass die Last ändert, "
					      "wie links und rechts sie teilen."),
		 [OUTCOME_INDICATED] = {"Je schwerer die Hantel, desto mehr trägt links.",
					"Je schwerer die Hantel, desto mehr trägt rechts."},
		 [OUTCOME_DESCRIPTIVE] = {"In diesen wenigen Sätzen trägt links von den schweren "
					  "Lasten mehr.",
					  "In diesen wenigen Sätzen trägt rechts von den "
					  "schweren Lasten mehr."}}},
	OWN("velocity_loss", "Tempoverlust", "Wird der Satz langsamer?",
	    "Von der ersten zur letzten Wiederholung geht weniger Tempo verloren",
	    "Von der ersten zur letzten Wiederholung geht mehr Tempo verloren"),
	{.name = "baseline",
	 .label = "Verlauf",
	 .question = "Hat sich der Unterschied über die Sitzungen geändert?",
	 .say = {[OUTCOME_NO_EVIDENCE] =
			 SAME("Die letzten Sitzungen bleiben in dem, was frühere schwankten."),
		 [OUTCOME_INDICATED] = {"Über die letzten Sitzungen ging die Last nach links, über "
					"das hinaus, was frühere schwankten.",
					"Über die letzten Sitzungen ging die Last nach rechts, "
					"über das hinaus, was frühere schwankten."},
		 [OUTCOME_CONSISTENT] =
			 {"Über die letzten Sitzungen ging die Last nach links" AGAIN,
			  "Über die letzten Sitzungen ging die Last nach "
			  "rechts" AGAIN}}},

	DESCRIBED("lower_shift", "Senken", "Ist das Senken anders verteilt als das Heben?",
		  "Beim Senken trägt links mehr als beim Heben",
		  "Beim Senken trägt rechts mehr als beim Heben"),
	DESCRIBED("cop_shift_left", "Druck links beim Abheben",
		  "Wohin geht der Druck des linken Fußes beim Abheben?",
		  "Nach dem Abheben liegt der Druck unter dem linken Fuß näher an der Ferse als im "
		  "Stand",
		  "Nach dem Abheben liegt der Druck unter dem linken Fuß näher an den Zehen als im "
		  "Stand"),
	DESCRIBED("cop_shift_right", "Druck rechts beim Abheben",
		  "Wohin geht der Druck des rechten Fußes beim Abheben?",
		  "Nach dem Abheben liegt der Druck unter dem rechten Fuß näher an der Ferse als "
		  "im Stand",
		  "Nach dem Abheben liegt der Druck unter dem rechten Fuß näher an den Zehen als "
		  "im Stand"),
	DESCRIBED("half_ratio", "Hälften des Hebens", "Wie teilt sich die Zeit des Hebens?",
		  "Zeit der ersten Hälfte des Hebens durch die der zweiten",
		  "Zeit der ersten Hälfte des Hebens durch die der zweiten"),
	DESCRIBED("impulse", "Kraftstoß", "Wie viel wurde geleistet?",
		  "Kraftstoß aller gezählten Wiederholungen",
		  "Kraftstoß aller gezählten Wiederholungen"),
	DESCRIBED("tonnage", "Tonnage", "Wie viel wurde gehoben?",
		  "Last mal gezählte Wiederholungen", "Last mal gezählte Wiederholungen"),
	{.name = NULL},
};

static const struct reason reasons[] = {
	{"FEW_REPS", "{n} gültige Wiederholungen im Satz, nötig sind {needed}."},
	{"NO_SPREAD", "Alle Wiederholungen sind bis auf die letzte Stelle gleich, ein Fehler lässt "
		      "sich nicht angeben."},
	{"SETS_APART", "Kein Satz hat {needed} gültige Wiederholungen, und Sätze lassen sich "
		       "hierfür nicht verbinden."},
	{"WARM_UP", "Ein Aufwärmsatz wird nicht nach einer Drift gefragt."},
	{"FEW_SESSIONS", "{n} frühere Sitzungen wie diese, nötig sind {needed}."},
	{"NO_SPREAD_BEFORE", "Alle früheren Sitzungen haben denselben Wert, ein Fehler lässt sich "
			     "nicht angeben."},
	{"FEW_LOADS", "{n} verschiedene Lasten, nötig sind {needed}."},
	{"NOT_MEASURED", "Diese Wiederholungen ergeben diesen Wert nicht."},
	{.code = NULL},
};

static const struct reason faults[] = {
	{"CELL_DEAD", "eine Zelle gibt nichts"},
	{"CELL_REVERSED", "eine Zelle zieht, wo sie drücken müsste"},
	{"REPS_IDENTICAL", "die Wiederholungen sind Kopien voneinander"},
	{"SIDES_UNKNOWN", "die Seiten sind unbekannt, --sides angeben"},
	{"ONE_PLATE", "nur eine Platte"},
	{"BAR_ON_PLATE", "die Hantel steht auf den Kraftmessplatten"},
	{"BODY_MASS_MISMATCH", "die gemessene Körpermasse ist nicht die angegebene"},
	{"LOAD_MISMATCH", "die angegebene Last ist nicht die gehobene"},
	{"LOAD_TOO_SMALL", "die Last ist zu klein, um das Abheben zu sehen"},
	{"NO_BODY_WEIGHT", "das Körpergewicht ist unbekannt"},
	{"TARE_DRIFT", "der Nullpunkt der Platten ist gewandert"},
	{"PLATES_SWAPPED", "die Platten scheinen vertauscht"},
	{"CHANNEL_ROTATION", "die Zellen scheinen anders angeschlossen"},
	{.code = NULL},
};

static const char *const limits[] = {
	"Welcher Muskel oder welches Gelenk arbeitet und in welchem Winkel; wie die Seiten der "
	"Wirbelsäule belastet sind; warum sich die Seiten unterscheiden; Schmerz oder das Risiko "
	"einer Verletzung.",
	"Hüfte und Knie lassen sich nicht trennen.",
	"Stand, Griff, eine außermittig gehaltene Hantel, Beinlänge, Schuhe und der Platz der "
	"Platten geben dasselbe Signal.",
	"Platten, die senkrechte Kraft messen, wissen nichts von Kräften entlang des Bodens.",
	NULL,
};

const struct language language_german = {
	.code = "de",
	.outcome = {[OUTCOME_EQUIVALENT] = "gleich",
		    [OUTCOME_NO_EVIDENCE] = "kein klarer Hinweis",
		    [OUTCOME_INDICATED] = "Hinweis",
		    [OUTCOME_CONSISTENT] = "wiederholter Hinweis",
		    [OUTCOME_BORDERLINE] = "Grenzfall: noch einmal messen",
		    [OUTCOME_INSUFFICIENT_DATA] = "zu wenige Daten",
		    [OUTCOME_NOT_MEASURABLE] = "nicht messbar",
		    [OUTCOME_DESCRIPTIVE] = "nur beschrieben"},
	.sentences = sentences,
	.reasons = reasons,
	.faults = faults,
	.no_answer = "Kein Test ist möglich.",
	.pooled = "(Die Wiederholungen aller Sätze zusammen.)",
	.assumed = "(Wie sehr Sitzungen voneinander abweichen, ist angenommen.)",
	.findings = "Befunde",
	.column = {"Frage", "Antwort", "Wert (95-%-Intervall)"},
	.to = "bis",
	.set = "Satz",
	.table_note = "Unterschiede: positiv, wo rechts mehr trägt; p ist für die Zahl der Fragen "
		      "berichtigt.",
	.no_diagnosis = "Keine Diagnose.",
	.few_sessions = "zu wenige frühere Sitzungen",
	.no_change = "keine Änderung gegenüber früheren Sitzungen gezeigt",
	.limits = limits,
};
