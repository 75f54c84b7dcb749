// SPDX-License-Identifier: GPL-3.0-or-later
// The bar that shows how the load is shared, with the band a person aims for.
import { hum } from "./sound.js";

// The bar spans these shares of the right foot, in percent: beyond it stays at its end.
const LOW = 30, HIGH = 70;

// Loads below this are no standing person.
export const STANDING_N = 200;

function place(share) {
	return `${100 * (Math.min(HIGH, Math.max(LOW, share)) - LOW) / (HIGH - LOW)}%`;
}

function stored(key, low, high, otherwise) {
	const value = parseFloat(localStorage.getItem(key));
	return value >= low && value <= high ? value : otherwise;
}

export class Balance {
	constructor(root, words) {
		this.words = words;
		this.bar = root.querySelector("#bar");
		this.band = root.querySelector("#band");
		this.needle = root.querySelector("#needle");
		this.says = root.querySelector("#balance-says");
		this.goal = root.querySelector("#goal");
		this.width = root.querySelector("#goal-width");
		this.goal.value = stored("goal", 35, 65, 50);
		this.width.value = stored("goal-width", 0.5, 10, 2.5);
		for (const field of [this.goal, this.width])
			field.addEventListener("input", () => this.setBand());
		this.setBand();
		this.show(null, false);
	}

	setBand() {
		if (!this.goal.validity.valid || !this.width.validity.valid)
			return;
		localStorage.setItem("goal", this.goal.value);
		localStorage.setItem("goal-width", this.width.value);
		this.low = this.goal.valueAsNumber - this.width.valueAsNumber;
		this.high = this.goal.valueAsNumber + this.width.valueAsNumber;
		this.band.style.left = place(this.low);
		this.band.style.right = `calc(100% - ${place(this.high)})`;
		this.changed?.();
	}

	// Share of the right foot in percent, null = nobody stands there; a tone only while lifting.
	show(share, lifts) {
		const side = share === null ? null : share < this.low ? "left" : share > this.high ? "right" : "inside";
		this.needle.hidden = share === null;
		if (share !== null)
			this.needle.style.left = place(share);
		this.bar.dataset.side = side ?? "none";
		const text = side ? this.words[`balance_${side}`] : this.words.balance_none;
		if (this.says.textContent !== text)
			this.says.textContent = text;
		hum(lifts && side !== "inside" ? side : null);
	}

	holds(rep) {
		const share = 50 + rep.asymmetry_lift_pct / 2;
		return rep.valid && share >= this.low && share <= this.high;
	}
}
