// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard. A browser gives no sound before somebody has touched the page.

let context = null;
let on = localStorage.getItem("sound") !== "off";

function ready() {
	if (!on)
		return null;
	context ??= new AudioContext();
	if (context.state === "suspended")
		context.resume();
	return context;
}

export function soundIsOn() {
	return on;
}

export function setSound(wanted) {
	on = wanted;
	localStorage.setItem("sound", on ? "on" : "off");
	if (!on)
		hum(null);
}

// Tones one after the other, so many Hz for so many ms.
function play(...tones) {
	const audio = ready();
	if (!audio)
		return;
	let at = audio.currentTime;
	for (const [hz, ms] of tones) {
		const voice = audio.createOscillator(), level = audio.createGain();
		voice.frequency.value = hz;
		level.gain.setValueAtTime(0, at);
		level.gain.linearRampToValueAtTime(0.2, at + 0.01);
		level.gain.setValueAtTime(0.2, at + ms / 1000 - 0.02);
		level.gain.linearRampToValueAtTime(0, at + ms / 1000);
		voice.connect(level).connect(audio.destination);
		voice.start(at);
		voice.stop(at + ms / 1000);
		at += ms / 1000;
	}
}

export const cue = {
	begin: () => play([880, 150]),
	rep: () => play([660, 90]),
	badRep: () => play([330, 200]),
	end: () => play([660, 150], [440, 250]),
	lost: () => play([220, 200], [0, 80], [220, 200], [0, 80], [220, 400]),
};

let humming = null;

// A tone that lasts: low where the left carries too much, high where the right does; null ends it.
export function hum(side) {
	if (humming?.side === (side ?? undefined))
		return;
	if (humming) {
		humming.level.gain.setTargetAtTime(0, context.currentTime, 0.03);
		humming.voice.stop(context.currentTime + 0.3);
		humming = null;
	}
	const audio = side && ready();
	if (!audio)
		return;
	const voice = audio.createOscillator(), level = audio.createGain();
	voice.frequency.value = side === "left" ? 262 : 523;
	level.gain.setValueAtTime(0, audio.currentTime);
	level.gain.setTargetAtTime(0.12, audio.currentTime, 0.03);
	voice.connect(level).connect(audio.destination);
	voice.start();
	humming = { side, voice, level };
}
