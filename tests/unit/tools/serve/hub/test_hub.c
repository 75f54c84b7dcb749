/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/scratch.h"

#include "tools/serve/hub/hub.h"
#include "tools/serve/hub/viewer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOW = 16, POSTS = 200 };

/* A whole event; its length. */
static size_t read_event(struct viewer *viewer, char *text, size_t size)
{
	size_t used = 0;

	for (;;) {
		ssize_t got = viewer_read(viewer, text + used, size - used - 1);

		assert_true(got > 0);
		used += (size_t)got;
		text[used] = '\0';
		if (used >= 2 && !strcmp(text + used - 2, "\n\n"))
			return used;
	}
}

static void a_snapshot_comes_as_one_event(void **state)
{
	struct board *board = board_new();
	struct viewer viewer = {.board = board};
	char text[128];

	(void)state;
	board_post(board, "{\"state\":\"idle\"}");
	read_event(&viewer, text, sizeof(text));
	assert_string_equal(text, "event: status\ndata: {\"state\":\"idle\"}\n\n");
	viewer_reset(&viewer);
	board_free(board);
}

/* Sixteen viewers that hang in the middle of an event hold one snapshot each, and whoever reads
 * gets every one. */
static void viewers_that_hang_delay_nobody_and_keep_little(void **state)
{
	struct board *board = board_new();
	struct viewer slow[SLOW], quick = {.board = board};
	char text[128], want[128], piece[4];

	(void)state;
	board_post(board, "{\"n\":0}");
	for (int i = 0; i < SLOW; i++) {
		slow[i] = (struct viewer){.board = board};
		assert_int_equal(viewer_read(&slow[i], piece, sizeof(piece)), sizeof(piece));
	}
	read_event(&quick, text, sizeof(text));
	for (int n = 1; n <= POSTS; n++) {
		snprintf(text, sizeof(text), "{\"n\":%d}", n);
		snprintf(want, sizeof(want), "event: status\ndata: %s\n\n", text);
		board_post(board, text);
		read_event(&quick, text, sizeof(text));
		assert_string_equal(text, want);
	}
	/* what they had begun ends as it began, and then they see the newest */
	for (int i = 0; i < SLOW; i++) {
		read_event(&slow[i], text, sizeof(text));
		assert_string_equal(text, "t: status\ndata: {\"n\":0}\n\n");
		read_event(&slow[i], text, sizeof(text));
		assert_string_equal(text, want);
	}
	board_free(board);
}

static void a_viewer_that_has_seen_all_is_sent_a_comment(void **state)
{
	struct board *board = board_new();
	struct viewer viewer = {.board = board};
	char text[16] = "";

	(void)state;
	assert_int_equal(viewer_read(&viewer, text, sizeof(text)), 3);
	assert_memory_equal(text, ":\n\n", 3);
	board_close(board);
	assert_int_equal(viewer_read(&viewer, text, sizeof(text)), -1);
	board_free(board);
}

static void what_was_taken_down_is_not_shown(void **state)
{
	struct board *board = board_new();

	(void)state;
	board_post(board, "{}");
	board_clear(board);
	assert_null(board_next(board, 0, 1));
	board_free(board);
}

static void without_a_daemon_that_is_what_is_told(void **state)
{
	struct hub *hub;
	struct stream stream;
	char text[1024];
	ssize_t got;

	setenv("HINGE_SOCKET", scratch_path(state, "none.sock"), 1);
	assert_int_equal(hub_start(&hub, NULL), 0);
	assert_int_equal(hub_view(hub, &stream, NULL, NULL), 0);
	do
		got = stream.read(stream.ctx, text, sizeof(text) - 1);
	while (got > 0 && text[0] == ':');
	assert_true(got > 0);
	text[got] = '\0';
	assert_non_null(strstr(text, "\"state\": \"no daemon\""));
	assert_non_null(strstr(text, "hinged --foreground"));
	hub_stop(hub);
	assert_int_equal(stream.read(stream.ctx, text, sizeof(text)), -1);
	stream.close(stream.ctx);
	hub_free(hub);
	unsetenv("HINGE_SOCKET");
}

static void there_are_places_for_so_many_viewers(void **state)
{
	struct stream stream[HUB_VIEWERS], more;
	struct error err;
	struct hub *hub;

	setenv("HINGE_SOCKET", scratch_path(state, "none.sock"), 1);
	assert_int_equal(hub_start(&hub, NULL), 0);
	for (int i = 0; i < HUB_VIEWERS; i++)
		assert_int_equal(hub_view(hub, &stream[i], NULL, NULL), 0);
	assert_int_equal(hub_view(hub, &more, NULL, &err), HINGE_EAGAIN);
	stream[0].close(stream[0].ctx);
	assert_int_equal(hub_view(hub, &stream[0], NULL, &err), 0);
	hub_stop(hub);
	for (int i = 0; i < HUB_VIEWERS; i++)
		stream[i].close(stream[i].ctx);
	hub_free(hub);
	unsetenv("HINGE_SOCKET");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
		cmocka_unit_test(a_snapshot_comes_as_one_event),
		cmocka_unit_test(viewers_that_hang_delay_nobody_and_keep_little),
		cmocka_unit_test(a_viewer_that_has_seen_all_is_sent_a_comment),
		cmocka_unit_test(what_was_taken_down_is_not_shown),
		IN_SCRATCH(without_a_daemon_that_is_what_is_told),
		IN_SCRATCH(there_are_places_for_so_many_viewers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
