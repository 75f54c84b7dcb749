/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/assets.h"

#include <string.h>

/* name of the symbols, file, type: what the linker made of each file */
#define ASSETS(X)                                                     \
	X(app_css, "app.css", "text/css; charset=utf-8")              \
	X(balance_js, "balance.js", "text/javascript; charset=utf-8") \
	X(card_js, "card.js", "text/javascript; charset=utf-8")       \
	X(icon_svg, "icon.svg", "image/svg+xml")                      \
	X(keys_js, "keys.js", "text/javascript; charset=utf-8")       \
	X(live_css, "live.css", "text/css; charset=utf-8")            \
	X(live_js, "live.js", "text/javascript; charset=utf-8")       \
	X(reps_js, "reps.js", "text/javascript; charset=utf-8")       \
	X(sound_js, "sound.js", "text/javascript; charset=utf-8")     \
	X(strip_js, "strip.js", "text/javascript; charset=utf-8")     \
	X(text_js, "text.js", "text/javascript; charset=utf-8")       \
	X(uplot_css, "uplot.css", "text/css; charset=utf-8")          \
	X(uplot_js, "uplot.js", "text/javascript; charset=utf-8")

#define ASSET_DECLARE(symbol, file, type)                                        \
	extern const char symbol##_start[] __asm__("_binary_" #symbol "_start"); \
	extern const char symbol##_end[] __asm__("_binary_" #symbol "_end");
ASSETS(ASSET_DECLARE)
#undef ASSET_DECLARE

static const struct embedded {
	const char *name, *type, *start, *end;
} table[] = {
#define ASSET_ROW(symbol, file, type) {file, type, symbol##_start, symbol##_end},
	ASSETS(ASSET_ROW)
#undef ASSET_ROW
};

const struct asset *asset_find(struct asset *asset, const char *name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct embedded *row = &table[i];

		if (strcmp(row->name, name) != 0)
			continue;
		*asset = (struct asset){row->name, row->type, row->start,
					(size_t)(row->end - row->start)};
		return asset;
	}
	return NULL;
}
