/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/report/words/phrases.h"

/* In the order of the analysis; a pattern that holds another stands before it. */
const struct phrase phrases_german[] = {
	/* checks: samples */
	{"* frames are missing; reps that touch them are not valid",
	 "{1} Werte fehlen; Wiederholungen, die sie berühren, sind nicht gültig"},
	{"* frames in gaps of 5 ms or less were drawn as a line",
	 "{1} Werte in Lücken bis 5 ms wurden als Gerade ergänzt"},
	{"a cell stood at the converter's rail in * frames; 50 ms around them are not used (lower "
	 "the gain)",
	 "eine Zelle stand in {1} Werten am Anschlag des Wandlers; 50 ms um sie werden nicht "
	 "verwendet (Verstärkung senken)"},
	{"* Hz of * N on the * plate, * dB above its neighbours: the mains. The 20 Hz low-pass "
	 "keeps it out of phases and asymmetry, not out of the onset; move cables and power "
	 "supplies away, earth the plates",
	 "{1} Hz mit {2} N auf der Platte ({3}), {4} dB über der Umgebung: das Stromnetz. Der "
	 "Tiefpass von 20 Hz hält es von Phasen und Asymmetrie fern, nicht vom Beginn; Kabel und "
	 "Netzteile entfernen, Platten erden"},
	{"samples came at * Hz, not at * Hz: times and speeds are off by * % (check the device's "
	 "rate, and for frames lost unseen)",
	 "die Werte kamen mit {1} Hz, nicht mit {2} Hz: Zeiten und Geschwindigkeiten sind um {3} % "
	 "falsch (Abtastrate des Geräts prüfen, und ob unbemerkt Werte fehlen)"},
	{"the plates were never empty in this recording and no tare came with it, so the zero of "
	 "the cells is taken on trust (record 2 s before stepping on)",
	 "die Platten waren in dieser Aufnahme nie leer und kein Nullpunkt kam mit ihr, er wird "
	 "auf "
	 "Treu und Glauben genommen (2 s vor dem Betreten aufnehmen)"},
	{"the zero of the plates moved by * N (limit * N); a straight line was removed (let the "
	 "plates warm up, zero them again)",
	 "der Nullpunkt der Platten wanderte um {1} N (Grenze {2} N); eine Gerade wurde abgezogen "
	 "(Platten warm werden lassen, neu nullen)"},
	/* checks: plates and cells */
	{"one plate carries both feet: left and right cannot be told apart",
	 "eine Platte trägt beide Füße: links und rechts lassen sich nicht trennen"},
	{"nothing says which plate is under which foot: pass --sides left,right in the order of "
	 "the plates",
	 "nichts sagt, welche Platte unter welchem Fuß liegt: --sides left,right in der "
	 "Reihenfolge "
	 "der Platten angeben"},
	{"the plate named * is said to be under the * foot: check which foot stood on it, and "
	 "--sides",
	 "die Platte namens {1} soll unter dem Fuß „{2}“ liegen: prüfen, welcher Fuß auf ihr "
	 "stand, "
	 "und --sides"},
	{"cell * of plate * (channel *) * while the plate is loaded: check its cable; the forces "
	 "of "
	 "the plate are wrong",
	 "Zelle {1} der Platte {2} (Kanal {3}) {4}, während die Platte belastet ist: Kabel prüfen; "
	 "die Kräfte der Platte sind falsch"},
	{"plate * twists as its centre of pressure should move: two of its cells look exchanged; "
	 "forces are right, centres of pressure are not",
	 "Platte {1} verwindet sich, wie ihr Druckpunkt wandern müsste: zwei ihrer Zellen scheinen "
	 "vertauscht; die Kräfte stimmen, die Druckpunkte nicht"},
	{"the channels are not in the order that the plates state: *; left and right are not what "
	 "they are called (check the cables and the order of the columns)",
	 "die Kanäle stehen nicht in der Reihenfolge der Platten: {1}; links und rechts sind "
	 "nicht, "
	 "was sie heißen (Kabel und Reihenfolge der Spalten prüfen)"},
	{"they look moved on by * or * places", "sie scheinen um {1} oder {2} Plätze verschoben"},
	{"by their zeros the plates changed places",
	 "nach ihren Nullpunkten tauschten die Platten den Platz"},
	{"by their zeros they are moved on by * places",
	 "nach ihren Nullpunkten sind sie um {1} Plätze verschoben"},
	/* checks: who stands there, with what */
	{"body weight unknown: *; pass --mass-kg, or stand still for 2 s before the first lift",
	 "Körpergewicht unbekannt: {1}; --mass-kg angeben oder vor dem ersten Heben 2 s still "
	 "stehen"},
	{"*: body mass * kg is taken from the *, not measured",
	 "{1}: die Körpermasse von {2} kg stammt aus anderer Quelle ({3}), sie ist nicht gemessen"},
	{"still at * kg and at * kg: the lighter is taken, which is wrong where a foot stood half "
	 "beside its plate or a hand held on to something; pass --mass-kg",
	 "still bei {1} kg und bei {2} kg: das leichtere gilt, was falsch ist, wo ein Fuß halb "
	 "neben "
	 "der Platte stand oder eine Hand sich festhielt; --mass-kg angeben"},
	{"the plates carry * kg at rest, which is the bar, or body and bar: it must not stand on "
	 "the force plates",
	 "die Platten tragen in Ruhe {1} kg, die Hantel oder Körper und Hantel: sie darf nicht auf "
	 "den Kraftmessplatten stehen"},
	{"measured * kg, given * kg: check the tare, the calibration and who lifted",
	 "gemessen {1} kg, angegeben {2} kg: Nullpunkt, Kalibrierung und Person prüfen"},
	{"entered * kg, the force says * kg: check the load on the bar and --load-kg",
	 "angegeben {1} kg, die Kraft sagt {2} kg: Last auf der Hantel und --load-kg prüfen"},
	{"no quiet standing of * s with both feet on the plates",
	 "kein ruhiges Stehen von {1} s mit beiden Füßen auf den Platten"},
	{"no quiet standing: the lightest still stretch, * N at * s, is a hold or a pull, for "
	 "between them it is * N",
	 "kein ruhiges Stehen: die leichteste stille Strecke, {1} N bei {2} s, ist ein Halten oder "
	 "ein Zug, denn dazwischen sind es {3} N"},
	{"the recording is shorter than * s", "die Aufnahme ist kürzer als {1} s"},
	/* checks: repetitions */
	{"load too small: * kg is below * of body mass, where the movement of the body hides "
	 "lift-off",
	 "Last zu klein: {1} kg sind weniger als das {2}-Fache der Körpermasse, die Bewegung des "
	 "Körpers verdeckt das Abheben"},
	{"both feet leave the plates * time: jumping, not lifting a bar from the floor",
	 "beide Füße verlassen die Platten {1}-mal: ein Sprung, kein Heben vom Boden"},
	{"both feet leave the plates * times: jumping, not lifting a bar from the floor",
	 "beide Füße verlassen die Platten {1}-mal: Sprünge, kein Heben vom Boden"},
	{"the force never rises * % above body weight: no bar was lifted; pass --task standing if "
	 "that is what it was",
	 "die Kraft steigt nie {1} % über das Körpergewicht: keine Hantel wurde gehoben; --task "
	 "standing angeben, falls es Stehen war"},
	{"the force never lifts * kg from the floor and sets it down",
	 "die Kraft hebt nie {1} kg vom Boden und setzt sie ab"},
	{"a pull that lifts nothing: pass --task isometric if that is what it was, or --load-kg if "
	 "a bar was lifted",
	 "ein Zug, der nichts hebt: --task isometric angeben, falls es einer war, oder --load-kg, "
	 "falls eine Hantel gehoben wurde"},
	{"no pull looks like a bar lifted from the floor and set down; pass --load-kg if one was",
	 "kein Zug sieht aus wie eine Hantel, die gehoben und abgesetzt wird; --load-kg angeben, "
	 "falls doch"},
	{"rep * and others: *; * reps are not valid for it",
	 "Wiederholung {1} und andere: {2}; {3} Wiederholungen sind deshalb nicht gültig"},
	{"rep *: *; * rep is not valid for it",
	 "Wiederholung {1}: {2}; {3} Wiederholung ist deshalb nicht gültig"},
	{"one plate carries * % of the lift: a foot is off it",
	 "eine Platte trägt {1} % des Hebens: ein Fuß steht nicht auf ihr"},
	{"a centre of pressure lies at the edge of its plate: a foot stands half beside it",
	 "ein Druckpunkt liegt am Rand seiner Platte: ein Fuß steht halb daneben"},
	{"* repetitions are the same to * points of asymmetry, as no lifter repeats himself: "
	 "copied "
	 "or made-up data have no error bar",
	 "{1} Wiederholungen gleichen sich bis auf {2} Punkte Asymmetrie, wie niemand sich "
	 "wiederholt: kopierte oder erfundene Daten haben keinen Fehlerbalken"},
	/* checks: isometric pulls, quiet standing */
	{"no pull: force never stays * % above body weight for * s, and body weight is not known",
	 "kein Zug: die Kraft bleibt nie {1} % über dem Körpergewicht für {2} s, und das "
	 "Körpergewicht ist nicht bekannt"},
	{"no pull: force never stays * % above body weight for * s",
	 "kein Zug: die Kraft bleibt nie {1} % über dem Körpergewicht für {2} s"},
	{"the recording starts inside pull *: its onset is unknown, and so is every figure counted "
	 "from it (record 2 s of standing first)",
	 "die Aufnahme beginnt mitten in Zug {1}: sein Beginn ist unbekannt und jede Zahl, die von "
	 "ihm an zählt (zuerst 2 s Stehen aufnehmen)"},
	{"pull *: no quiet standing before it, the onset rests on body weight from elsewhere "
	 "(stand "
	 "still for 1 s)",
	 "Zug {1}: kein ruhiges Stehen davor, der Beginn beruht auf dem Körpergewicht von anderswo "
	 "(1 s still stehen)"},
	{"pull * starts from * N above body weight, more than * N: repeat it from slack",
	 "Zug {1} beginnt {2} N über dem Körpergewicht, mehr als {3} N: ohne Vorspannung "
	 "wiederholen"},
	{"pull *: force falls to * N before it, below * N (* SD): repeat it without dipping",
	 "Zug {1}: die Kraft fällt davor auf {2} N, unter {3} N ({4} SD): ohne Ausholen "
	 "wiederholen"},
	{"a sample every * ms: onset and what is counted from it are coarse (1000 Hz is usual)",
	 "ein Wert alle {1} ms: der Beginn und was von ihm an zählt sind grob (üblich sind 1000 "
	 "Hz)"},
	{"the peaks of the pulls are * N apart, more than * N: repeat the weak ones",
	 "die Spitzen der Züge liegen {1} N auseinander, mehr als {2} N: die schwachen "
	 "wiederholen"},
	{"no quiet standing: force never stays within * % (SD) for * s with the feet on the plates",
	 "kein ruhiges Stehen: die Kraft bleibt nie innerhalb von {1} % (SD) für {2} s mit den "
	 "Füßen "
	 "auf den Platten"},
	{"* s of quiet standing: sway and the share of each foot settle after * s and more",
	 "{1} s ruhiges Stehen: Schwanken und Anteil jedes Fußes festigen sich erst nach {2} s und "
	 "mehr"},

	/* steps */
	{"*: * channels in *, plates under: *; * frames at * Hz = * s; force = (sample - zero - "
	 "tare) x newton per unit, summed by foot",
	 "{1}: {2} Kanäle in {3}, Platten unter: {4}; {5} Werte mit {6} Hz = {7} s; Kraft = (Wert "
	 "- "
	 "Null - Tara) x Newton je Einheit, je Fuß summiert"},
	{"median of each cell over * s, unloaded: SD below * N for * s; *",
	 "Median jeder Zelle über {1} s, unbelastet: SD unter {2} N für {3} s; {4}"},
	{"given with the recording; *", "mit der Aufnahme gegeben; {1}"},
	{"drift of * N removed linearly (said above * N or * % of body weight)",
	 "Drift von {1} N linear abgezogen (gemeldet ab {2} N oder {3} % des Körpergewichts)"},
	{"drift unknown", "Drift unbekannt"},
	{"none: no unloaded stretch, none with the recording; the zeros of the cells as they are",
	 "keine: keine unbelastete Strecke, keine mit der Aufnahme; die Nullpunkte der Zellen, wie "
	 "sie sind"},
	{"*: Butterworth 2nd order forward and backward, -3 dB at * Hz; ends turned over for 3 "
	 "fs/fc = * frames",
	 "{1}: Butterworth 2. Ordnung vorwärts und rückwärts, -3 dB bei {2} Hz; Enden gespiegelt "
	 "über 3 fs/fc = {3} Werte"},
	{"*: no low-pass, as asked", "{1}: kein Tiefpass, wie verlangt"},
	{"*: no low-pass, * Hz is above 0.4 of the rate, * Hz",
	 "{1}: kein Tiefpass, {2} Hz liegt über dem 0,4-Fachen der Abtastrate, {3} Hz"},
	{"* N / * m/s2 = * kg, SD * N: median of the quiet window * s, where the SD of * s is "
	 "below "
	 "* %; the earliest within 5 % of a given mass, or else 10 % of the lightest",
	 "{1} N / {2} m/s2 = {3} kg, SD {4} N: Median des ruhigen Fensters {5} s, wo die SD über "
	 "{6} "
	 "s unter {7} % liegt; das früheste innerhalb von 5 % einer gegebenen Masse, sonst 10 % "
	 "der "
	 "leichtesten"},
	{"not checked: body mass is not known apart from this recording",
	 "nicht geprüft: die Körpermasse ist außerhalb dieser Aufnahme nicht bekannt"},
	{"estimated from force alone: * kg with the bar, the weight with which the lifts close; "
	 "system * N",
	 "allein aus der Kraft geschätzt: {1} kg mit Hantel, das Gewicht, mit dem das Heben "
	 "aufgeht; System {2} N"},
	{"entered: * kg with the bar; motion is integrated with * kg, which closes it (mismatch "
	 "above * kg or * %); system * N",
	 "angegeben: {1} kg mit Hantel; die Bewegung ist mit {2} kg integriert, womit sie aufgeht "
	 "(Abweichung ab {3} kg oder {4} %); System {5} N"},
	{"lift-off where force passes the system weight * N and velocity gains * m/s; lockout at * "
	 "of the rise; onset above * SD or * N",
	 "Abheben, wo die Kraft das Systemgewicht {1} N übersteigt und die Geschwindigkeit {2} m/s "
	 "gewinnt; oben beim {3}-Fachen des Hubs; Beginn über {4} SD oder {5} N"},
	{"romanian (*): system weight * N is the mean force from the first rest with the bar to "
	 "the "
	 "last; integrated from rest to rest; reps fall and rise by * to * m",
	 "rumänisch ({1}): das Systemgewicht {2} N ist die mittlere Kraft von der ersten Ruhe mit "
	 "Hantel bis zur letzten; von Ruhe zu Ruhe integriert; Wiederholungen sinken und steigen "
	 "um "
	 "{3} bis {4} m"},
	{"found in the force: *", "in der Kraft gefunden: {1}"},
	{"not found: treated as *", "nicht gefunden: behandelt als {1}"},
	{"*, as recorded", "{1}, wie aufgenommen"},
	{"*, as given", "{1}, wie angegeben"},
	{"SLACK onset to lift-off, LIFT1 to half of the rise, LIFT2 to * of it, HOLD to the "
	 "descent "
	 "below that, LOWER to touchdown; forces: mean of the * Hz copy, end not included; AI "
	 "where "
	 "L + R is above * of body weight",
	 "SLACK vom Beginn bis zum Abheben, LIFT1 bis zum halben Hub, LIFT2 bis zum {1}-Fachen, "
	 "HOLD "
	 "bis zum Sinken darunter, LOWER bis zum Aufsetzen; Kräfte: Mittel der Kopie mit {2} Hz, "
	 "ohne das Ende; AI, wo L + R über dem {3}-Fachen des Körpergewichts liegt"},
	{"* points of LIFT, linear; * reps, fewer than *: a mean and no band",
	 "{1} Punkte von LIFT, linear; {2} Wiederholungen, weniger als {3}: ein Mittel und kein "
	 "Band"},
	{"* points of LIFT, linear; simultaneous 95 % band of * reps: mean +- * SE, the largest "
	 "|t| "
	 "that 95 % of the sign-flips do not exceed; p *",
	 "{1} Punkte von LIFT, linear; simultanes 95-%-Band aus {2} Wiederholungen: Mittel +- {3} "
	 "SE, das größte |t|, das 95 % der Vorzeichenwechsel nicht überschreiten; p {4}"},
	{"set *: one valid rep, AI * %: no interval",
	 "Satz {1}: eine gültige Wiederholung, AI {2} %: kein Intervall"},
	{"set *: mean AI of * valid reps * %: no interval, for a check says that left and right "
	 "cannot be compared",
	 "Satz {1}: mittlere AI aus {2} gültigen Wiederholungen {3} %: kein Intervall, denn eine "
	 "Prüfung sagt, dass sich links und rechts nicht vergleichen lassen"},
	{"set *: mean AI of * valid reps * %, SD *; SE = SD/sqrt(n) = *, t(0.975; *) = *: * %; BCa "
	 "of *",
	 "Satz {1}: mittlere AI aus {2} gültigen Wiederholungen {3} %, SD {4}; SE = SD/sqrt(n) = "
	 "{5}, t(0,975; {6}) = {7}: {8} %; BCa aus {9}"},
	{"* resamples, seeded with the recording's checksum: * to *",
	 "{1} Stichproben, mit der Prüfsumme der Aufnahme begonnen: {2} bis {3}"},
	{"for comparison, backward from lift-off: 20, 40, 50 and 75 N, 3 and 5 SD, 2.5, 5 and 10 % "
	 "of body weight above the baseline",
	 "zum Vergleich, rückwärts vom Abheben: 20, 40, 50 und 75 N, 3 und 5 SD, 2,5, 5 und 10 % "
	 "des "
	 "Körpergewichts über der Grundlinie"},
	{"for comparison, backward from the rise, unfiltered: 20, 40, 50 and 75 N, 3 and 5 SD, "
	 "2.5, "
	 "5 and 10 % of body weight above the baseline",
	 "zum Vergleich, rückwärts vom Anstieg, ungefiltert: 20, 40, 50 und 75 N, 3 und 5 SD, 2,5, "
	 "5 "
	 "und 10 % des Körpergewichts über der Grundlinie"},
	{"Welch, periodic Hann, * s, 50 % overlap, * segments from lift-off to touchdown; "
	 "coherence "
	 "above * is no chance (95 %)",
	 "Welch, periodisches Hann-Fenster, {1} s, 50 % Überlappung, {2} Abschnitte vom Abheben "
	 "bis "
	 "zum Aufsetzen; Kohärenz über {3} ist kein Zufall (95 %)"},
	{"none: * whole segments of * s from lift-off to touchdown, * are needed",
	 "keine: {1} ganze Abschnitte von {2} s vom Abheben bis zum Aufsetzen, nötig sind {3}"},
	{"set *: * segments of * s from lift-off to touchdown, * are needed: no coherence, no "
	 "tremor",
	 "Satz {1}: {2} Abschnitte von {3} s vom Abheben bis zum Aufsetzen, nötig sind {4}: keine "
	 "Kohärenz, kein Zittern"},
	{"set *: * segments of * s from onset to the middle of the lift, * are needed: no lag",
	 "Satz {1}: {2} Abschnitte von {3} s vom Beginn bis zur Mitte des Hebens, nötig sind {4}: "
	 "kein Zeitversatz"},
	{"set *: coherence * at * Hz is not above the * of chance: no lag",
	 "Satz {1}: die Kohärenz {2} bei {3} Hz liegt nicht über den {4} des Zufalls: kein "
	 "Zeitversatz"},
	{"* earlier results, together SHA-256 *", "{1} frühere Ergebnisse, zusammen SHA-256 {2}"},
	{"*, SHA-256 *", "{1}, SHA-256 {2}"},
	{"not scanned: which plate is left is unknown",
	 "nicht durchsucht: welche Platte links ist, ist unbekannt"},
	{"frames * to * (not included), * s, unfiltered",
	 "Werte {1} bis {2} (ausschließlich), {3} s, ungefiltert"},
	{"the quiet stretch of * s without a step on or off, where the left foot is more than * % "
	 "of body weight off its median: * s, unfiltered",
	 "die ruhige Strecke von {1} s ohne Auf- und Absteigen, wo der linke Fuß mehr als {2} % "
	 "des "
	 "Körpergewichts von seinem Median abweicht: {3} s, ungefiltert"},
	{"*: total above * of body weight for * s, and at least half as strong as the strongest",
	 "{1}: gesamt über dem {2}-Fachen des Körpergewichts für {3} s und mindestens halb so "
	 "stark "
	 "wie der stärkste"},
	{"pull *: onset *, the last sample at or below * N = * N of * + * x SD * N, unfiltered",
	 "Zug {1}: Beginn {2}, der letzte Wert bei oder unter {3} N = {4} N aus {5} + {6} x SD {7} "
	 "N, ungefiltert"},
	{"right plate onto the left plate's clock by * *: skew * s, drift * ppm, uncertainty * ms "
	 "(95 %); 6-point Lagrange; begins at frame * of the left recording",
	 "rechte Platte auf die Uhr der linken durch {1} {2}: Versatz {3} s, Drift {4} ppm, "
	 "Unsicherheit {5} ms (95 %); Lagrange mit 6 Punkten; beginnt bei Wert {6} der linken "
	 "Aufnahme"},
	{NULL, NULL},
};

const struct phrase parts_german[] = {
	{"gives nothing", "gibt nichts"},
	{"pulls", "zieht"},
	{"cells, before the centre of pressure", "Zellen, vor dem Druckpunkt"},
	{"events", "Ereignisse"},
	{"kinetics", "Kinetik"},
	{"states", "Zustände"},
	{"deadlift", "Kreuzheben"},
	{"isometric", "isometrischer Zug"},
	{"standing", "ruhiges Stehen"},
	{"left", "links"},
	{"right", "rechts"},
	{"left, right", "links, rechts"},
	{"right, left", "rechts, links"},
	{"both", "beide"},
	{"unknown", "unbekannt"},
	{"given", "angegeben"},
	{"found", "gefunden"},
	{"* to *", "{1} bis {2}"},
	{NULL, NULL},
};

const struct phrase step_names_german[] = {
	{"signal", "Signal"},
	{"tare", "Tara"},
	{"filter", "Filter"},
	{"body_weight", "Körpergewicht"},
	{"bar_on_plate", "Hantel auf der Platte"},
	{"load", "Last"},
	{"reps", "Wiederholungen"},
	{"task", "Aufgabe"},
	{"phases", "Phasen"},
	{"curves", "Kurven"},
	{"statistics", "Statistik"},
	{"onset rules", "Regeln für den Beginn"},
	{"onset", "Beginn"},
	{"spectra", "Spektren"},
	{"bands", "Bänder"},
	{"lag", "Zeitversatz"},
	{"history", "Verlauf"},
	{"residual", "Restsignal"},
	{"window", "Fenster"},
	{"pulls", "Züge"},
	{"standing", "ruhiges Stehen"},
	{"pair", "Plattenpaar"},
	{NULL, NULL},
};
