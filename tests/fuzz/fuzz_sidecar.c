/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sidecars and profiles. What is accepted must be written as a sidecar that says the same; what it
 * tells of clocks must place frames within it. */
#include "formats/recording/pair/align.h"
#include "formats/recording/sidecar.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *format(const struct recording_info *info)
{
	struct error err;
	char *text;

	if (sidecar_format(info, &text, &err))
		abort();
	return text;
}

static void check_round_trip(const struct recording_info *info)
{
	struct recording_info again;
	struct error err;
	char *first = format(info), *second;

	if (sidecar_parse(first, strlen(first), "again", &again, &err))
		abort();
	second = format(&again);
	if (strcmp(first, second))
		abort();
	recording_info_reset(&again);
	free(first);
	free(second);
}

/* Of itself a recording is the twin, if of anybody. */
static void check_alignment(const struct recording_info *info)
{
	struct timeline timeline;
	struct alignment alignment;
	struct error err;
	int64_t after = 0;

	if (!timeline_read(&timeline, info, "t.json", &err) &&
	    !align(&alignment, &timeline, &timeline, "t", &err))
		for (size_t s = 0; s < alignment.sections; s++) {
			const struct align_section *section = &alignment.section[s];

			if (section->first < after || section->end <= section->first ||
			    section->end > info->frames)
				abort();
			after = section->end;
		}
	timeline_reset(&timeline);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const header[] = {"t", "a", "b", "c"};
	struct recording_info info;
	struct text_layout layout;
	struct column_names names;
	struct error err;

	if (!sidecar_parse((const char *)data, size, "s.json", &info, &err)) {
		check_round_trip(&info);
		check_alignment(&info);
		recording_info_reset(&info);
	}
	if (!profile_parse((const char *)data, size, "p.json", &info, &layout, &names, &err)) {
		if (!sidecar_bind_columns(&info, &names, header, 4, "a.csv", &err))
			sidecar_check(&info, "p.json", &err);
		recording_info_reset(&info);
	}
	return 0;
}
