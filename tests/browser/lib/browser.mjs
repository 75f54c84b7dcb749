// SPDX-License-Identifier: GPL-3.0-or-later
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.NODE_MODULES}/`);
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

// A page in a browser of its own; what its console complains of fails the case, unless the case takes
// it out of `complaints`.
export async function openBrowser(name) {
	const complaints = [];
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM,
		// root has no user namespace to sandbox in; the pages are our own
		chromiumSandbox: process.getuid() !== 0,
		args: ["--autoplay-policy=no-user-gesture-required"],
	});
	const contexts = [];

	// options as playwright's newContext; axe is injected, hence bypassCSP where it is asked for
	async function open(options = {}) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
		const page = await context.newPage();
		contexts.push(context);
		page.on("console", (message) => {
			if (message.type() === "error")
				complaints.push(`${message.text()} (${message.location().url})`);
		});
		page.on("pageerror", (error) => complaints.push(String(error)));
		return page;
	}

	let last = null;
	async function shot(what, page = last, options = {}) {
		if (!page)
			return;
		mkdirSync(process.env.SHOTS, { recursive: true });
		await page.screenshot({ path: `${process.env.SHOTS}/${name}-${what}.png`, fullPage: true, ...options });
	}

	// axe-core's violations on pages, light and dark; none is expected
	async function accessible(urls, options = {}) {
		const told = [];
		for (const colorScheme of ["light", "dark"]) {
			const page = await open({ colorScheme, bypassCSP: true, ...options });
			for (const url of urls) {
				await page.goto(url);
				await page.addScriptTag({ path: axe });
				const { violations } = await page.evaluate(() => window.axe.run());
				for (const { id, help, nodes } of violations)
					told.push(`${url} (${colorScheme}) ${id}: ${help}: ` +
						nodes.map((node) => node.html).join(" | ").slice(0, 400));
			}
			await page.close();
		}
		if (told.length)
			throw new Error(told.join("\n"));
	}

	return {
		complaints, accessible, shot,
		open: async (options) => (last = await open(options)),
		close: () => browser.close(),
	};
}
