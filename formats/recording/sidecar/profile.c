/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/files.h"
#include "formats/recording/sidecar/read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct profile {
	struct text_layout *layout;
	struct column_names *names;
};

static int read_delimiter(const struct fields *text, char *delimiter)
{
	const char *given = js_text(field_value(text, "Delimiter"));

	if (!field_value(text, "Delimiter"))
		return 0;
	if (!given || strlen(given) != 1 || !strchr(",;\t ", given[0]))
		return field_fail(text, "Delimiter", "must be comma, semicolon, tab or space");
	*delimiter = given[0];
	return 0;
}

static int read_decimal(const struct fields *text, char delimiter, char *decimal)
{
	char given[2] = {*decimal, '\0'};
	int ret = field_text(text, "Decimal", FIELD_OPTIONAL, given, sizeof(given));

	if (ret)
		return ret;
	if ((given[0] != '.' && given[0] != ',') || given[0] == delimiter)
		return field_fail(text, "Decimal", "must be . or , and not the delimiter");
	*decimal = given[0];
	return 0;
}

static int read_time_column(const struct fields *text, struct text_layout *layout)
{
	int64_t column = -1;
	int ret;

	if (js_text(field_value(text, "TimeColumn")))
		return field_text(text, "TimeColumn", FIELD_OPTIONAL, layout->time_name,
				  sizeof(layout->time_name));
	ret = field_integer(text, "TimeColumn", FIELD_OPTIONAL, 0, 9999, &column);
	layout->time_column = (int)column;
	return ret;
}

static int read_layout(const struct fields *top, struct text_layout *layout)
{
	int64_t lines = 0;
	struct fields text;
	int ret = field_object(top, "Text", FIELD_REQUIRED, &text);

	if (!ret)
		ret = read_delimiter(&text, &layout->delimiter);
	if (!ret)
		ret = read_decimal(&text, layout->delimiter, &layout->decimal);
	if (!ret)
		ret = field_integer(&text, "HeaderLines", FIELD_OPTIONAL, 0, 10000, &lines);
	layout->header_lines = (int)lines;
	return ret ? ret : read_time_column(&text, layout);
}

static int read_text(const struct fields *top, const struct recording_info *info, void *ctx)
{
	const struct profile *profile = ctx;
	struct text_layout *layout = profile->layout;
	int ret = read_layout(top, layout);

	if (ret)
		return ret;
	if (isnan(info->rate_hz) && layout->time_column < 0 && !layout->time_name[0])
		return field_fail(top, "SamplingFrequency",
				  "is required where Text has no TimeColumn");
	if (!layout->header_lines && (profile->names->count || layout->time_name[0]))
		return field_fail(top, "Text.HeaderLines",
				  "must be 1 or more where columns are named");
	return 0;
}

int profile_parse(const char *text, size_t size, const char *name, struct recording_info *info,
		  struct text_layout *layout, struct column_names *names, struct error *err)
{
	struct profile profile = {.layout = layout, .names = names};

	memset(names, 0, sizeof(*names));
	*layout = (struct text_layout){.delimiter = ',', .decimal = '.', .time_column = -1};
	return sidecar_parse_with(text, size, name, info, names, read_text, &profile, err);
}

int profile_read(const char *path, struct recording_info *info, struct text_layout *layout,
		 struct column_names *names, struct error *err)
{
	char *text;
	size_t size;
	int ret;

	recording_info_init(info);
	ret = file_read(path, SIDECAR_BYTES_MAX, &text, &size, err);
	if (ret)
		return ret;
	ret = profile_parse(text, size, path, info, layout, names, err);
	free(text);
	return ret;
}
