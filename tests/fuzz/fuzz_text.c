/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text importers: the first byte chooses the format, the rest is the file. */
#include "formats/import/formats.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEAD "{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", \"Unit\": \"N\", "
#define PLATES(left, right)                                                           \
	"\"Plates\": [{\"Foot\": \"left\", \"Fz\": " left "}, {\"Foot\": \"right\", " \
	"\"Fz\": " right "}]}"

static const char *const profiles[] = {
	HEAD "\"Text\": {\"HeaderLines\": 1, \"TimeColumn\": \"t\"}, " PLATES("\"a\"", "\"b\""),
	HEAD
	"\"SamplingFrequency\": 500, \"Text\": {\"Delimiter\": \";\", \"Decimal\": \",\"}, " PLATES(
		"0", "2"),
	HEAD "\"Text\": {\"Delimiter\": \" \", \"TimeColumn\": 0}, " PLATES("1", "2"),
	HEAD "\"SamplingFrequency\": 1000, \"Text\": {\"Delimiter\": \"\\t\", \"HeaderLines\": "
	     "2}, " PLATES("1", "0"),
};

static int parse_profiled(const char *profile, char *bytes, size_t size,
			  const struct import_options *options, struct trial **out,
			  struct error *err)
{
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	int rc;

	if (profile_parse(profile, strlen(profile), "p.json", &info, &layout, &names, err))
		abort();
	rc = text_profile_parse(bytes, size, "t.txt", &info, &layout, &names, options, out, err);
	recording_info_reset(&info);
	return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import_options options;
	struct trial *trial = NULL;
	struct error err;
	char *bytes;

	if (!size || !(bytes = calloc(1, size)))
		return 0;
	memcpy(bytes, data + 1, size - 1);
	import_options_init(&options);
	options.rate_hz = data[0] & 8 ? 1000 : options.rate_hz;
	options.sides_count = data[0] & 16 ? 2 : 0;
	options.sides[0] = FOOT_RIGHT;
	options.sides[1] = FOOT_LEFT;
	switch (data[0] % 8) {
	case 0:
	case 1:
		import_forcedecks.parse(bytes, size - 1, "fd.csv", &options, &trial, &err);
		break;
	case 2:
	case 3:
		import_two_plate_csv.parse(bytes, size - 1, "o.csv", &options, &trial, &err);
		break;
	default:
		parse_profiled(profiles[data[0] % 4], bytes, size - 1, &options, &trial, &err);
	}
	trial_free(trial);
	free(bytes);
	return 0;
}
