// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a set seconds after it: good, or the one reason to do it again.

import { errorText } from "./text.js";

function base(path) {
	return path ? path.split("/").pop() : "–";
}

export class Card {
	constructor(place, words) {
		this.place = place;
		this.words = words;
		this.shown = null;
	}

	rows(card) {
		const { words } = this;
		const moved = card.moved_left_n === null || card.moved_right_n === null ? "–"
			: `${Math.max(Math.abs(card.moved_left_n), Math.abs(card.moved_right_n)).toFixed(1)} N`;
		return [
			[words.reps, card.reps === null ? "–" : `${card.valid_reps} / ${card.reps}`],
			[words.lost_samples, String(card.gap_frames)],
			[words.clipped, card.clipped_cell ?? words.none],
			[words.drift, moved],
			[words.file, base(card.w64)],
		];
	}

	show(status) {
		const card = status.recording ? null : status.last;
		if (card?.number === this.shown?.number && !!card === !!this.shown)
			return;
		this.shown = card;
		this.place.hidden = !card;
		if (!card)
			return;
		const failure = card.error ?? (card.redo ? null : card.warning);
		const reason = card.discarded ? this.words.discarded
			: failure ? errorText(failure, this.words) : card.redo;
		const verdict = this.place.querySelector("#verdict");
		verdict.textContent = reason ?? this.words.good;
		verdict.dataset.kind = reason ? "redo" : "good";
		this.place.querySelector("dl").replaceChildren(...this.rows(card).flatMap(([name, value]) => {
			const dt = document.createElement("dt"), dd = document.createElement("dd");
			dt.textContent = name;
			dd.textContent = value;
			return [dt, dd];
		}));
	}
}
