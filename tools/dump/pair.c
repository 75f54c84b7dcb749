/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/import/pair.h"
#include "tools/dump/dump.h"

static struct js *section_row(const struct align_section *section)
{
	struct js *row = js_object();

	if (!js_set(row, "first", js_integer(section->first)) &&
	    !js_set(row, "end", js_integer(section->end)) &&
	    !js_set(row, "right_frame_of_0", js_number(section->offset)) &&
	    !js_set(row, "right_frames_a_frame", js_number(section->slope)) &&
	    !js_set(row, "uncertainty_s", js_number(section->uncertainty_s)))
		return row;
	js_free(row);
	return NULL;
}

static int set_alignment(struct js *pair, const struct alignment *alignment)
{
	struct js *sections = js_array();
	int failed = js_set(pair, "method", js_string(align_method_name(alignment->method)));

	for (size_t s = 0; s < alignment->sections; s++)
		failed |= js_append(sections, section_row(&alignment->section[s]));
	failed |= js_set(pair, "observations", js_integer((int64_t)alignment->observations));
	failed |= js_set(pair, "skew_s", js_number(alignment->skew_s));
	failed |= js_set(pair, "drift_ppm", js_number(alignment->drift_ppm));
	failed |= js_set(pair, "uncertainty_s", js_number(alignment->uncertainty_s));
	failed |= js_set(pair, "sections", sections);
	return failed;
}

int dump_pair(struct js *object, const char *path)
{
	struct alignment alignment;
	struct twin twin;
	struct error err;
	struct js *pair;
	int failed;

	if (!twin_find(path, &twin))
		return 0;
	pair = js_object();
	failed = js_set(pair, "left", js_path(twin.left));
	failed |= js_set(pair, "right", js_path(twin.right));
	if (pair_align(&twin, &alignment, &err))
		failed |= js_set(pair, "refused", js_path(err.text));
	else
		failed |= set_alignment(pair, &alignment);
	return js_set(object, "pair", pair) || failed;
}
