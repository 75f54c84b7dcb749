// SPDX-License-Identifier: GPL-3.0-or-later
// The live page: what the daemon tells comes in, is drawn with the next picture, and keys go out.
import { Balance, STANDING_N } from "./balance.js";
import { Card } from "./card.js";
import { Keys } from "./keys.js";
import { cue, hum } from "./sound.js";
import { Strip } from "./strip.js";
import { ageText, asymmetryText, forceText, signOf, titleOf } from "./text.js";

const root = document.getElementById("live");
const words = document.getElementById("words").dataset;
const find = (id) => document.getElementById(id);
const isFeedback = "feedback" in root.dataset;

const balance = new Balance(root, words);
const strip = isFeedback ? null : new Strip(find("strip"), words);
const card = isFeedback ? null : new Card(find("card"), words);
const keys = isFeedback ? null : new Keys(root, words);

let status = null, before = null, waiting = false;

const now = () => performance.now() / 1000;

function say(id, text) {
	const element = find(id);
	if (element && element.textContent !== text)
		element.textContent = text;
}

// Forces to show now, in N; null where nobody measures.
function forces() {
	const { recording, live } = status;
	if (!recording)
		return null;
	const view = live?.number === recording.number && live.left_n !== null ? live : recording;
	return view.left_n === null || view.right_n === null ? null : [view.left_n, view.right_n];
}

function showFeet(feet) {
	const unit = find("unit")?.value ?? "share";
	const mass = status.live?.body_mass_kg;
	say("left", feet ? forceText(feet[0], feet, unit, mass) : "–");
	say("right", feet ? forceText(feet[1], feet, unit, mass) : "–");
}

function showBalance(feet) {
	const total = feet ? feet[0] + feet[1] : 0;
	const stands = total >= STANDING_N;
	const lifts = ["pulling", "lifting", "holding", "lowering"].includes(status.live?.phase);
	balance.show(stands ? 100 * feet[1] / total : null, isFeedback && !!status.recording && lifts);
}

// Of the recording that goes on, or else of the last.
function reps() {
	return status.live?.reps ?? [];
}

function showReps() {
	const { live } = status;
	const list = reps();
	const last = list[list.length - 1];
	say("rep-count", String(live?.valid_reps ?? 0));
	say("rep-last", !last ? "–" : last.valid ? asymmetryText(last.asymmetry_lift_pct, words)
		: `${words.not_counted}: ${last.reason ?? ""}`);
	say("rep-inside", `${list.filter((rep) => balance.holds(rep)).length}`);
	say("rep-of", `${list.filter((rep) => rep.valid).length}`);
}

function showPlates() {
	const { zero, recording, last } = status;
	const facts = [
		recording?.source ?? zero?.source,
		zero ? `${words.zero} ${ageText(zero.time, words)}` : words.never_zeroed,
		last && last.moved_left_n !== null && last.moved_right_n !== null
			? `${words.drift} ${Math.max(Math.abs(last.moved_left_n), Math.abs(last.moved_right_n)).toFixed(1)} N`
			: null,
		status.warning,
	];
	say("plates", facts.filter(Boolean).join(" · "));
}

function show() {
	waiting = false;
	const [sign, kind] = signOf(status, words);
	const element = find("sign");
	say("sign", sign);
	element.dataset.kind = kind;
	say("clock", status.recording && status.state === "recording"
		? new Date(1000 * status.recording.elapsed_s).toISOString().slice(14, 19) : "");
	if (!status.version)
		return showBalanceOfNobody();
	say("set", titleOf(status, words));
	const feet = forces();
	showFeet(feet);
	showBalance(feet);
	showReps();
	strip?.draw(now());
	if (isFeedback)
		return;
	showPlates();
	keys.show(status);
	card.show(status);
}

function showBalanceOfNobody() {
	showFeet(null);
	balance.show(null, false);
	keys?.show(status);
}

// What is heard, once each.
function hear() {
	const was = before, is = status;
	before = is;
	if (!was?.version || !is.version)
		return;
	if (was.state !== "recording" && is.state === "recording")
		cue.begin();
	if (was.recording && !is.recording)
		cue.end();
	if (is.recording && ((is.recording.gap_frames > (was.recording?.gap_frames ?? 0)) ||
			(is.trouble && !was.trouble)))
		cue.lost();
	if (is.live && was.live?.number === is.live.number && is.live.total_reps > was.live.total_reps) {
		const last = reps()[reps().length - 1];
		(last && balance.holds(last) ? cue.rep : cue.badRep)();
	}
}

function take(snapshot) {
	status = snapshot;
	hear();
	const { recording } = status;
	if (recording && recording.left_n !== null && recording.right_n !== null)
		strip?.add(now(), recording.left_n, recording.right_n);
	if (!waiting) {
		waiting = true;
		requestAnimationFrame(show);
	}
}

balance.changed = () => status && show();
if (!isFeedback) {
	const unit = find("unit"), kept = localStorage.getItem("unit");
	if ([...unit.options].some(({ value }) => value === kept))
		unit.value = kept;
	unit.addEventListener("change", () => {
		localStorage.setItem("unit", unit.value);
		if (status)
			show();
	});
}

const events = new EventSource("/events");
events.addEventListener("status", (event) => take(JSON.parse(event.data)));
events.addEventListener("error", () => {
	hum(null);
	take({ state: "no connection" });
});
