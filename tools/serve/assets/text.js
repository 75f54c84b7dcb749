// SPDX-License-Identifier: GPL-3.0-or-later
// Figures and states in words.

const KG = 9.80665;

// One foot's load: in N, kg, percent of body weight, or as its share of both.
export function forceText(force, [left, right], unit, bodyMass) {
	const total = left + right;
	switch (unit) {
	case "n":
		return `${force.toFixed(0)} N`;
	case "kg":
		return `${(force / KG).toFixed(1)} kg`;
	case "bw":
		return bodyMass ? `${(100 * force / (bodyMass * KG)).toFixed(0)} %` : "–";
	default:
		return total >= 50 ? `${(100 * force / total).toFixed(0)} %` : "–";
	}
}

export function asymmetryText(percent, words) {
	if (percent === null)
		return "–";
	const size = Math.abs(percent).toFixed(1);
	return `${size} % ${size === "0.0" ? words.even : percent > 0 ? words.right_small : words.left_small}`;
}

export function ageText(time, words) {
	const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(time)) / 60000));
	return minutes < 1 ? words.just_now : minutes < 120 ? words.minutes_ago.replace("{n}", minutes)
		: words.hours_ago.replace("{n}", Math.floor(minutes / 60));
}

export function titleOf(status, words) {
	const set = status.recording ?? (status.live ? status.last : null);
	if (!set)
		return words.no_set;
	return [set.subject, set.task, set.load_kg === null ? null : `${set.load_kg} kg`,
		`${words.run} ${set.run}`].filter(Boolean).join(" · ");
}

// What goes on, in words, and its kind for the shape before them.
export function signOf(status, words) {
	const { recording } = status;
	if (!status.version)
		return [status.state === "no daemon" ? words.no_daemon : words.no_connection, "lost"];
	if (recording && status.trouble)
		return [`${words.lost}: ${status.trouble}`, "lost"];
	if (recording && recording.gap_frames > 0)
		return [`${words.lost}: ${recording.gap_frames} ${words.samples}`, "lost"];
	const kind = { idle: "ready", armed: "ready", recording: "recording", waiting: "lost" }[status.state] ?? "busy";
	const sign = words[`state_${status.state}`] ?? words.busy;
	return [status.state === "waiting" && status.trouble ? `${sign}: ${status.trouble}` : sign, kind];
}

// What the daemon's error says: in English its own words; else ours for its code, then its own.
export function errorText({ code, text }, words) {
	const ours = words[`error_${-code}`];
	return document.documentElement.lang === "en" || !ours ? text : `${ours} (${words.reason}: ${text})`;
}
