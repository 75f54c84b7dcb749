// SPDX-License-Identifier: GPL-3.0-or-later
// The clinician logs in, finds a person, reads the report, compares two sessions, prints; every page
// is also held against axe-core, light and dark, and read without scripts.
import assert from "node:assert/strict";

const PASSWORD = "correct horse battery";

export default async function ({ lab, open, shot, accessible, complaints }) {
	lab.hinge("simulate", "-q", "--study", "40", "--sessions", "10", "--recover", "-o", lab.study);
	lab.hinge("batch", "-q", lab.study, "--jobs", "2");
	lab.hingeReads(`${PASSWORD}\n`, "serve", "--set-password");
	const url = await lab.serve();

	const page = await open({ javaScriptEnabled: false });
	await page.goto(url);
	assert.match(page.url(), /\/login/, "nothing is shown before the login");
	await shot("login", page);
	await page.fill("input[type=password]", "wrong");
	await page.click("main button");
	assert.equal(await page.locator("table").count(), 0, "a wrong password shows nothing");
	assert.match(complaints.pop(), /401/, "the browser sees it refused");
	await page.fill("input[type=password]", PASSWORD);
	await page.click("main button");

	const library = await page.locator("table.library tbody tr").allTextContents();
	assert.equal(library.length, 1);
	assert.match(library[0], /S001/);
	await shot("library", page);

	await page.click("table.library a");
	await page.locator("h1", { hasText: "S001" }).waitFor();
	await shot("subject", page);
	const subject = page.url();

	await page.selectOption("select[name=pain]", "4");
	await page.selectOption("select[name=stage]", { index: 1 });
	await page.fill("[name=note]", "<b>after</b> \"travel\" & 'rest'");
	await page.locator("form", { has: page.locator("select[name=pain]") }).locator("button").click();
	await page.goto(subject);
	assert.match(await page.locator("main").textContent(), /<b>after<\/b> "travel" & 'rest'/,
		"a note stands there as it was written");

	await page.getByRole("link", { name: "Report" }).first().click();
	const report = page.url();
	assert.match(await page.locator("main").textContent(), /not a diagnosis/i);
	assert.match(await page.locator("main").textContent(), /between the legs/);
	await shot("report", page);

	await page.goto(subject);
	await page.getByRole("link", { name: /Rep by rep/ }).first().click();
	const reps = page.url();
	await shot("reps", page);

	await page.goto(subject);
	// the heaviest set of the first session, and of the last, which is chosen already
	await page.getByRole("row", { name: /145\skg/ }).last().locator("input[name=a]").check();
	await page.locator("form[action^='/compare'] button").first().click();
	const comparison = page.url();
	assert.match(comparison, /\/compare/);
	assert.match(await page.locator("p.sentence").textContent(), /to the (left|right)/, "the recovery is told");
	await shot("comparison", page);

	const cookies = await page.context().cookies();
	assert.ok(cookies.length && cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === "Strict"));
	const storageState = await page.context().storageState();
	const printer = await open({ storageState });
	await printer.goto(report);
	const paper = await printer.pdf({ path: `${process.env.SHOTS}/clinician-report.pdf`, format: "A4" });
	assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
	const pdf = await printer.request.get(`${report.split("?")[0]}/pdf`);
	assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-", "the report as PDF");

	const phone = await open({ storageState, viewport: { width: 390, height: 844 } });
	for (const [name, address] of [["subject", subject], ["report", report], ["comparison", comparison]]) {
		await phone.goto(address);
		const wider = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		assert.ok(wider <= 0, `${name} is ${wider} px wider than a phone`);
		await shot(`phone-${name}`, phone);
	}
	await accessible([url, subject, report, reps, comparison, `${url}live`, `${url}live?feedback`], { storageState });
	await accessible([`${url}login`]);
	return "8 pages without a violation";
}
