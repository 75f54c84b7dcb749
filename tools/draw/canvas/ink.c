/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/draw/canvas/surface.h"

static const struct {
	const char *name;
	unsigned light, dark;
} inks[] = {
#define INK_ROW(name, variable, light, dark) {variable, 0x##light, 0x##dark},
	INKS(INK_ROW)
#undef INK_ROW
};

/* luminance of a colour as a copier sees it: Rec. 709 weights on the encoded values */
static unsigned grey_of(unsigned rgb)
{
	double y = 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);

	return (unsigned)(y + 0.5) * 0x10101;
}

unsigned ink_colour(enum ink ink, enum canvas_theme theme)
{
	switch (theme) {
	case THEME_DARK:
		return inks[ink].dark;
	case THEME_GREY:
		return grey_of(inks[ink].light);
	case THEME_LIGHT:
		break;
	}
	return inks[ink].light;
}

const char *ink_name(enum ink ink)
{
	return inks[ink].name;
}

enum { CODE_MARK = 0x5aa5 };

unsigned ink_code(enum ink ink)
{
	return (unsigned)(ink + 1) << 16 | CODE_MARK;
}

enum ink ink_of_code(unsigned code)
{
	unsigned ink = (code >> 16) - 1;

	return (code & 0xffff) == CODE_MARK && ink < INKS_END ? (enum ink)ink : INKS_END;
}

void canvas_use(struct canvas *canvas, enum ink ink, double opacity)
{
	unsigned rgb = canvas->options.kind == CANVAS_SVG ? ink_code(ink)
							  : ink_colour(ink, canvas->options.theme);

	cairo_set_source_rgba(canvas->cairo, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
			      (rgb & 255) / 255.0, opacity);
}

#define LIGHT_CSS(name, variable, light, dark) "--" variable ":#" #light ";"
#define DARK_CSS(name, variable, light, dark)  "--" variable ":#" #dark ";"

const char *canvas_theme_css(enum canvas_theme theme)
{
	return theme == THEME_DARK ? INKS(DARK_CSS) : INKS(LIGHT_CSS);
}
