// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons, keys and the foot pedal, which is a keyboard that sends a space or page down.
import { errorText } from "./text.js";
import { setSound, soundIsOn } from "./sound.js";

const KEPT = ["subject", "session", "load_kg", "reps"];

export class Keys {
	constructor(root, words) {
		this.words = words;
		this.token = root.dataset.token;
		this.find = (id) => document.getElementById(id);
		this.form = this.find("set-form");
		this.state = "";
		this.find("zero").addEventListener("click", () => this.call("zero", {}, words.zeroed));
		this.find("start").addEventListener("click", () => this.startOrStop());
		this.find("redo").addEventListener("click", () => this.start({ redo: 1 }));
		this.find("discard").addEventListener("click", () => this.find("discard-ask").showModal());
		this.find("note").addEventListener("click", () => this.find("note-ask").showModal());
		this.find("sound").addEventListener("click", () => this.turnSound());
		this.find("discard-ask").addEventListener("close", (event) => {
			if (event.target.returnValue === "yes")
				this.call("discard", {}, words.discarded);
			event.target.returnValue = "";
		});
		this.find("note-ask").addEventListener("close", (event) => this.note(event.target));
		this.form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.startOrStop();
		});
		for (const name of KEPT)
			this.form.elements[name].value = sessionStorage.getItem(name) ?? this.form.elements[name].value;
		document.addEventListener("keydown", (event) => this.press(event));
		this.showSound();
	}

	press(event) {
		if (event.repeat || event.ctrlKey || event.altKey || event.metaKey ||
		    document.querySelector("dialog[open]") || event.target.closest("input, select, textarea"))
			return;
		const name = { " ": "start", PageDown: "start", z: "zero", d: "discard", n: "note" }[event.key];
		// a button that has the focus is pressed by the space bar itself
		if (!name || (event.key === " " && event.target.closest("button, a, summary")))
			return;
		event.preventDefault();
		const button = this.find(name);
		if (!button.disabled)
			button.click();
	}

	isRecording() {
		return ["arming", "armed", "recording"].includes(this.state);
	}

	startOrStop() {
		if (this.isRecording())
			this.call("stop", {}, "");
		else
			this.start({});
	}

	start(more) {
		if (!this.form.reportValidity())
			return;
		const given = {};
		for (const name of KEPT) {
			given[name] = this.form.elements[name].value.trim();
			sessionStorage.setItem(name, given[name]);
		}
		this.call("start", { ...given, ...more }, "");
	}

	note(dialog) {
		const field = dialog.querySelector("textarea");
		if (dialog.returnValue === "yes" && field.value.trim())
			this.call("note", { kind: "note", text: field.value.trim().replace(/\s+/g, " ") }, this.words.noted);
		dialog.returnValue = "";
		field.value = "";
	}

	turnSound() {
		setSound(!soundIsOn());
		this.showSound();
	}

	showSound() {
		this.find("sound").setAttribute("aria-pressed", String(soundIsOn()));
	}

	say(text, failed) {
		const place = this.find(failed ? "problem" : "done");
		this.find("problem").textContent = "";
		this.find("done").textContent = "";
		place.textContent = text;
	}

	async call(action, fields, done) {
		this.say("", false);
		let text = done, failed = false;
		try {
			const answer = await fetch(`/api/${action}`, {
				method: "POST",
				headers: { "X-Hinge-Token": this.token },
				body: new URLSearchParams(fields),
			});
			if (answer.status === 401) {
				location.assign("/login");
				return;
			}
			const says = await answer.json();
			if (!answer.ok)
				[text, failed] = [errorText(says.error, this.words), true];
		} catch {
			[text, failed] = [this.words.no_connection, true];
		}
		this.say(text, failed);
		this.find("start").focus();
	}

	show(status) {
		this.state = status.state;
		const up = !!status.version, recording = up && this.isRecording(), idle = up && status.state === "idle";
		this.find("start").textContent = recording ? this.words.stop : this.words.start;
		this.find("start").disabled = !recording && !idle;
		this.find("zero").disabled = !idle;
		this.find("redo").disabled = !idle || !status.last || status.last.discarded;
		this.find("discard").disabled = !recording;
		this.find("note").disabled = !recording;
		for (const name of KEPT)
			this.form.elements[name].disabled = recording;
	}
}
