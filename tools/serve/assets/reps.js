// SPDX-License-Identifier: GPL-3.0-or-later
// Arrow keys go to the repetition before or after.
"use strict";
document.addEventListener("keydown", (event) => {
	const relation = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
	const link = relation && document.querySelector(`a[rel="${relation}"]`);

	if (!link || event.altKey || event.ctrlKey || event.metaKey)
		return;
	event.preventDefault();
	link.click();
});
