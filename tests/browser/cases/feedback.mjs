// SPDX-License-Identifier: GPL-3.0-or-later
// A person trains with the balance bar: the goal moves the band, reps inside are counted; a second
// browser that presses Start meanwhile is told why not.
import assert from "node:assert/strict";
import { until } from "../lib/lab.mjs";

export default async function ({ lab, open, shot, complaints }) {
	await lab.daemon("sim:seed=7,reps=3,style=dead_stop,load=100,pace=real,ai=6");
	const url = await lab.serve();
	const person = await open({ viewport: { width: 1280, height: 800 } });
	const technician = await open();
	const other = await open();

	await person.goto(`${url}live?feedback`);
	await technician.goto(`${url}live`);
	await other.goto(`${url}live`);
	for (const page of [technician, other])
		await page.fill("input[name=subject]", "S012");
	await person.click("summary");
	await person.fill("#goal", "53");
	await person.fill("#goal-width", "1.5");
	await person.click("summary");

	await until("Start can be pressed", () => technician.locator("#start").isEnabled());
	await technician.click("#start");
	await until("it records", async () => /RECORDING/.test(await technician.locator("#sign").textContent()));
	assert.equal(await other.locator("#start").textContent(), "Stop", "both browsers show the one recording");
	const refused = await other.evaluate(async () => (await fetch("/api/start", {
		method: "POST", headers: { "X-Hinge-Token": document.getElementById("live").dataset.token },
		body: new URLSearchParams({ subject: "S012" }),
	})).status);
	assert.equal(refused, 409, "what is recorded already is not started again");
	assert.match(complaints.pop(), /409/);

	const count = async (id) => Number(await person.locator(`#${id}`).textContent());
	await until("two reps are counted", async () => await count("rep-of") >= 2);
	await shot("balance", person);
	assert.ok(await person.locator("#needle").isVisible(), "the needle is there");
	await until("the set is over", async () => /READY/.test(await technician.locator("#sign").textContent()));
	const { reps } = JSON.parse(lab.hinge("status", "--json")).live;
	const within = reps.filter((rep) => rep.valid && Math.abs(50 + rep.asymmetry_lift_pct / 2 - 53) <= 1.5);
	await until("what the recorder told is counted", async () => await count("rep-of") === reps.length);
	assert.equal(await count("rep-inside"), within.length);
	await person.click("summary");
	await person.fill("#goal-width", "10");
	await until("a wide band holds all", async () => await count("rep-inside") === reps.length);
	await person.fill("#goal", "35");
	await person.fill("#goal-width", "0.5");
	await until("one far off holds none", async () => await count("rep-inside") === 0);
	return `${await count("rep-of")} reps`;
}
