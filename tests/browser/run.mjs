// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the cases one after the other, each in a browser profile of its own.
import { readdirSync } from "node:fs";
import { openBrowser } from "./lib/browser.mjs";
import { Lab } from "./lib/lab.mjs";

const CASE_MS = 300_000; // a computer at its limit

const folder = new URL("cases/", import.meta.url);
const wanted = (process.env.CASES || "").split(",").filter(Boolean);
const names = readdirSync(folder)
	.filter((file) => file.endsWith(".mjs"))
	.map((file) => file.slice(0, -4))
	.filter((name) => !wanted.length || wanted.includes(name))
	.sort();

function within(ms, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not done after ${ms / 1000} s`)), ms);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function run(name) {
	const { default: body } = await import(new URL(`${name}.mjs`, folder));
	const lab = new Lab();
	const browser = await openBrowser(name);
	try {
		const says = await within(CASE_MS, body({ lab, ...browser }));
		browser.complaints.forEach((text) => { throw new Error(`the browser complains: ${text}`); });
		console.log(`ok    ${name}${says ? `  ${says}` : ""}`);
		return true;
	} catch (error) {
		await browser.shot("failed").catch(() => {});
		console.log(`FAIL  ${name}\n${String(error.stack).replace(/^/gm, "  ")}`);
		browser.complaints.forEach((text) => console.log(`  browser: ${text}`));
		console.log(lab.log().replace(/^/gm, "  log: "));
		return false;
	} finally {
		await browser.close();
		await lab.close();
	}
}

const results = [];
for (const name of names)
	results.push(await run(name));
const failed = results.filter((ok) => !ok).length;
if (!names.length)
	console.log(`FAIL  no case is named ${process.env.CASES}`);
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exit(failed || !names.length ? 1 : 0);
