// SPDX-License-Identifier: GPL-3.0-or-later
// The technician records a set on /live with the keyboard, and reads the card.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { until } from "../lib/lab.mjs";

export default async function ({ lab, open, shot }) {
	await lab.daemon("sim:seed=5,reps=3,style=dead_stop,load=100,pace=real,ai=6");
	const page = await open();
	await page.goto(`${await lab.serve()}live`);
	const text = (id) => page.locator(`#${id}`).textContent();
	const says = (id, pattern) => until(`#${id} says ${pattern}`, async () => pattern.test(await text(id)));

	await says("sign", /^READY$/);
	await shot("ready", page);
	await page.keyboard.press("z");
	await says("done", /zeroed/);
	// the answer may come before the status that says so
	await until("a set can be started", () => page.locator("#start").isEnabled());
	await page.keyboard.press("PageDown");
	assert.equal(await page.locator("#subject:focus, input[name=subject]:focus").count(), 1,
		"without a subject the field is asked for");
	await page.fill("input[name=subject]", "S012");
	await page.fill("input[name=load_kg]", "100");
	await page.locator("h1").click();
	await page.keyboard.press("PageDown");
	await says("sign", /READY: step on|RECORDING/);
	await says("sign", /^RECORDING$/);
	await says("set", /^S012 · deadlift · 100 kg · run 1$/);
	await page.keyboard.press("n");
	await page.fill("#note-ask textarea", "shoes <off> & \"chalk\"");
	await page.click("#note-ask button[value=yes]");
	await says("done", /note is kept/);
	await says("rep-count", /^[23]$/);
	assert.match(await text("rep-last"), /^\d+\.\d % (right|left)$/);
	assert.match(await text("left"), /^\d+ %$/);
	await shot("recording", page);
	await says("verdict", /./);
	await until("the card is shown", () => page.locator("#card").isVisible());
	await shot("card", page);
	const file = await page.locator("#card dd").last().textContent();
	assert.equal(file, "sub-S012_ses-01_task-deadlift_run-01_force.w64");
	const folder = join(lab.study, "sub-S012", "ses-01");
	assert.ok(existsSync(join(folder, file)), "the file is there");
	const report = JSON.parse(lab.hinge("analyze", "--json", join(folder, file)));
	const [counted, seen] = (await page.locator("#card dd").first().textContent()).split(" / ");
	assert.equal(Number(counted), report.reps.filter((rep) => rep.valid).length, "reps of the card and of the file");
	assert.equal(Number(seen), report.reps.length);
	const lost = await page.evaluate(async () => {
		const { Card } = await import("/assets/card.js");
		const set = { moved_left_n: null, gap_frames: 7, right: { gap_frames: 3 } };
		return new Card(null, { lost_samples: "lost" }).rows(set).find(([name]) => name === "lost")[1];
	});
	assert.equal(lost, "7", "of two devices the set's number holds both losses");
	return `${counted} reps, as in the file`;
}
