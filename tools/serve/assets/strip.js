// SPDX-License-Identifier: GPL-3.0-or-later
// The last ten seconds of both feet.

const SECONDS = 10;

function colour(name) {
	return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(more) {
	return {
		stroke: () => colour("--muted"),
		grid: { stroke: () => colour("--line"), width: 1 },
		ticks: { show: false },
		font: "14px system-ui",
		...more,
	};
}

export class Strip {
	constructor(place, words) {
		this.place = place;
		this.from = null;
		this.data = [[], [], []];
		this.dirty = false;
		const options = {
			width: place.clientWidth,
			height: place.clientHeight,
			cursor: { show: false },
			legend: { show: false },
			scales: {
				x: { time: false, range: () => [-SECONDS, 0] },
				y: { range: (_, low, high) => [Math.min(0, low), Math.max(1000, high * 1.05)] },
			},
			axes: [
				axis({ incrs: [1, 2, 5], values: (_, ticks) => ticks.map((s) => `${s} s`) }),
				axis({ size: 72, values: (_, ticks) => ticks.map((n) => `${n} N`) }),
			],
			series: [
				{},
				{ label: words.left, stroke: () => colour("--left"), width: 3, points: { show: false } },
				{ label: words.right, stroke: () => colour("--right"), width: 3, dash: [9, 5], points: { show: false } },
			],
		};
		this.plot = new uPlot(options, this.data, place);
		new ResizeObserver(() => this.plot.setSize({
			width: place.clientWidth, height: place.clientHeight,
		})).observe(place);
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plot.redraw());
	}

	// Forces in N at a time of the page, in s; null where nothing is known.
	add(time, left, right) {
		const [times, lefts, rights] = this.data;
		times.push(time);
		lefts.push(left);
		rights.push(right);
		let old = 0;
		while (times[old] < time - SECONDS - 1)
			old++;
		if (old > SECONDS * 60)
			this.data.forEach((values) => values.splice(0, old));
		this.dirty = true;
	}

	draw(now) {
		if (!this.dirty)
			return;
		this.dirty = false;
		const [times, lefts, rights] = this.data;
		this.plot.setData([times.map((time) => time - now), lefts, rights]);
	}
}
