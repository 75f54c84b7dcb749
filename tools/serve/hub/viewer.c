/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/hub/viewer.h"

#include <string.h>

static const char comment[] = ":\n\n";

static ssize_t put_comment(char *buffer, size_t room)
{
	if (room < sizeof(comment) - 1)
		return 0;
	memcpy(buffer, comment, sizeof(comment) - 1);
	return sizeof(comment) - 1;
}

ssize_t viewer_read(struct viewer *viewer, char *buffer, size_t room)
{
	size_t left;

	if (!viewer->current) {
		viewer->current = board_next(viewer->board, viewer->seen, VIEWER_SILENCE_MS);
		viewer->sent = 0;
	}
	if (!viewer->current)
		return board_is_closed(viewer->board) ? -1 : put_comment(buffer, room);
	left = viewer->current->size - viewer->sent;
	if (left > room)
		left = room;
	memcpy(buffer, viewer->current->text + viewer->sent, left);
	viewer->sent += left;
	viewer->seen = viewer->current->number;
	if (viewer->sent == viewer->current->size)
		viewer_reset(viewer);
	return (ssize_t)left;
}

void viewer_reset(struct viewer *viewer)
{
	board_release(viewer->board, viewer->current);
	viewer->current = NULL;
}
