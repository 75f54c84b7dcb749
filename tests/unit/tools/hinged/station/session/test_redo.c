/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/hinged/station/session/redo.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Five reps, nothing wrong. */
static struct record_card good(void)
{
	return (struct record_card){
		.request = {.task = "deadlift"},
		.finalised = true,
		.capture = {.rate_hz = 1000, .frames = 60000, .moved_n = {0.4, -0.3}},
		.view = {.live = {.time_s = 60, .total_reps = 5, .valid_reps = 5}},
	};
}

static void lost(struct record_card *card)
{
	card->capture.gap_frames = 37;
	card->capture.gaps = 2;
}
static void lost_what_is_bridged(struct record_card *card)
{
	card->capture.gap_frames = 5;
	card->capture.gaps = 1;
}
static void interrupted(struct record_card *card)
{
	lost(card);
	card->capture.interrupted = true;
}
static void gone_at_the_end(struct record_card *card)
{
	card->capture.interrupted = true;
}
static void saturated(struct record_card *card)
{
	card->capture.clipped_s = 0.3;
	snprintf(card->capture.clipped_cell, sizeof(card->capture.clipped_cell),
		 "cell 3 of the left plate");
}
static void without_reps(struct record_card *card)
{
	card->view.live.total_reps = 0;
}
static void standing(struct record_card *card)
{
	without_reps(card);
	snprintf(card->request.task, sizeof(card->request.task), "standing");
}
static void not_followed(struct record_card *card)
{
	card->view = (struct follower_state){0};
}
static void followed_in_part(struct record_card *card)
{
	without_reps(card);
	card->view.dropped_frames = 1;
}
static void drifted(struct record_card *card)
{
	card->capture.moved_n[0] = -3;
	card->capture.moved_n[1] = 9;
}
static void drifted_to_the_limit(struct record_card *card)
{
	card->capture.moved_n[0] = 2;
	card->capture.moved_n[1] = -3;
}
static void never_empty(struct record_card *card)
{
	card->capture.moved_n[0] = card->capture.moved_n[1] = NAN;
}
static void without_files(struct record_card *card)
{
	saturated(card);
	card->finalised = false;
}
static void all_at_once(struct record_card *card)
{
	interrupted(card);
	saturated(card);
	without_reps(card);
	drifted(card);
}
static void saturated_and_drifted(struct record_card *card)
{
	saturated(card);
	drifted(card);
}
static void nothing(struct record_card *card)
{
	(void)card;
}

static void one_reason_is_given_the_gravest(void **state)
{
	static const struct {
		void (*spoil)(struct record_card *);
		const char *reason;
	} cases[] = {
		{nothing, ""},
		{lost, "0.037 s lost in 2 gaps: redo (hinge doctor finds why)"},
		{lost_what_is_bridged, ""},
		{interrupted, "the device was gone, 0.04 s are lost: see to its cable, redo"},
		{gone_at_the_end, "the device was gone when it ended: see to its cable, redo"},
		{saturated, "saturated 0.3 s in cell 3 of the left plate: redo"},
		{without_reps, "no repetition was seen: redo, standing on both plates"},
		{standing, ""},
		{not_followed, ""},
		{followed_in_part, ""},
		{drifted, "12.0 N drift, most on the right plate: step off, zero, redo"},
		{drifted_to_the_limit, ""},
		{never_empty, ""},
		{without_files, ""},
		{all_at_once, "the device was gone, 0.04 s are lost: see to its cable, redo"},
		{saturated_and_drifted, "saturated 0.3 s in cell 3 of the left plate: redo"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct record_card card = good();
		char text[sizeof(card.redo)];

		cases[i].spoil(&card);
		redo_reason(&card, 5, text, sizeof(text));
		assert_string_equal(text, cases[i].reason);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_reason_is_given_the_gravest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
