// SPDX-License-Identifier: GPL-3.0-or-later
// A study in a folder of its own, a daemon with a simulated plate, and the viewer.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, openSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const WAIT_MS = 60_000;

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Tries until it holds.
export async function until(what, holds, ms = WAIT_MS) {
	for (const end = Date.now() + ms; Date.now() < end; await sleep(50))
		if (await holds())
			return;
	throw new Error(`not within ${ms / 1000} s: ${what}`);
}

export class Lab {
	constructor() {
		this.folder = mkdtempSync(join(tmpdir(), "hinge-browser-"));
		this.study = join(this.folder, "study");
		this.env = {
			...process.env,
			HINGE_SOCKET: join(this.folder, "control.sock"),
			XDG_CONFIG_HOME: join(this.folder, "config"),
			XDG_DATA_HOME: join(this.folder, "data"),
			XDG_STATE_HOME: join(this.folder, "state"),
		};
		this.children = [];
	}

	path(name) {
		return join(this.folder, name);
	}

	log() {
		return ["hinged", "serve"].map((name) => this.path(`${name}.log`)).filter(existsSync)
			.map((file) => readFileSync(file, "utf8")).join("");
	}

	// hinge COMMAND...: its standard output
	hinge(...words) {
		return this.hingeReads("", ...words);
	}

	// The same with something to read.
	hingeReads(input, ...words) {
		const { status, stdout, stderr } = spawnSync(`${process.env.HINGE_BIN}/hinge`, words,
			{ env: this.env, input, encoding: "utf8", maxBuffer: 1 << 28 });
		if (status !== 0)
			throw new Error(`hinge ${words.join(" ")} exits ${status}: ${stderr}`);
		return stdout;
	}

	start(name, program, words, stdout) {
		const log = openSync(this.path(`${name}.log`), "a");
		const child = spawn(`${process.env.HINGE_BIN}/${program}`, words,
			{ env: this.env, stdio: ["ignore", stdout, log] });
		child.ended = new Promise((resolve) => child.on("exit", resolve));
		this.children.push(child);
		return child;
	}

	async daemon(source, ...words) {
		this.daemonChild = this.start("hinged", "hinged",
			["--foreground", "--study", this.study, "--source", source, ...words], "ignore");
		await until("the daemon answers", () => existsSync(this.env.HINGE_SOCKET) &&
			spawnSync(`${process.env.HINGE_BIN}/hinge`, ["status"], { env: this.env }).status === 0);
	}

	// The address of the viewer, with a slash at its end.
	async serve(...words) {
		const child = this.start("serve", "hinge",
			["serve", "--study", this.study, "--listen", "127.0.0.1:0", ...words], "pipe");
		let said = "";
		child.stdout.on("data", (data) => { said += data; });
		await until("the viewer says where it is", () => /http:\S+/.test(said));
		this.url = said.match(/http:\S+/)[0].replace(/\/?$/, "/");
		return this.url;
	}

	async close() {
		for (const child of this.children.reverse()) {
			if (child.exitCode === null && child.signalCode === null)
				child.kill("SIGTERM");
			await Promise.race([child.ended, sleep(10_000)]);
			if (child.exitCode === null && child.signalCode === null)
				child.kill("SIGKILL");
		}
		rmSync(this.folder, { recursive: true, force: true });
	}
}
