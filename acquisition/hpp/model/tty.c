/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/model/tty.h"

#include <string.h>

void hpp_tty_init(struct hpp_tty_plate *plate, struct hpp_model *model)
{
	memset(plate, 0, sizeof(*plate));
	plate->model = model;
}

static void answer(struct hpp_tty_plate *plate, const struct hpp_frame *asked, int64_t now_ns)
{
	struct hpp_frame reply = {.mark = HPP_ANSWERS,
				  .request = asked->request,
				  .in = asked->in,
				  .value = asked->value};
	const struct hpp_setup setup = {.type = asked->in ? HPP_TYPE_IN : HPP_TYPE_OUT,
					.request = asked->request,
					.value = asked->value,
					.length = asked->length};
	uint8_t data[HPP_ANSWER_MAX];
	int got;

	memcpy(data, asked->data, HPP_CONTROL_MAX);
	got = hpp_model_control(plate->model, &setup, data, now_ns, &plate->answer_ns);
	if (got == HPP_VANISHED)
		return;
	reply.refused = got < 0;
	reply.length = (uint16_t)(got > 0 ? got : 0);
	memcpy(reply.data, data, reply.length);
	plate->answer_bytes = hpp_frame_encode(plate->answer, &reply);
}

void hpp_tty_take(struct hpp_tty_plate *plate, const uint8_t *bytes, size_t size, int64_t now_ns)
{
	while (size) {
		const uint8_t *unused;
		struct hpp_block block;
		struct hpp_frame frame;
		enum hpp_item item;
		size_t room;
		uint8_t *at = hpp_resync_room(&plate->in, &room);
		size_t part = size < room ? size : room;

		memcpy(at, bytes, part);
		hpp_resync_added(&plate->in, part);
		bytes += part;
		size -= part;
		while ((item = hpp_resync_next(&plate->in, &block, &unused, &frame)))
			if (item == HPP_ITEM_FRAME && frame.mark == HPP_ASKS)
				answer(plate, &frame, now_ns);
	}
}

/* The next answer or block; false = there is none yet. */
static bool next_item(struct hpp_tty_plate *plate, int64_t now_ns)
{
	int64_t bytes;

	plate->sent = plate->out_bytes = 0;
	if (plate->answer_bytes && plate->answer_ns <= now_ns) {
		memcpy(plate->out, plate->answer, plate->answer_bytes);
		plate->out_bytes = plate->answer_bytes;
		plate->answer_bytes = 0;
		return true;
	}
	bytes = hpp_model_bulk(plate->model, plate->out, sizeof(plate->out), now_ns);
	if (bytes > 0)
		plate->out_bytes = (size_t)bytes;
	return bytes > 0;
}

size_t hpp_tty_give(struct hpp_tty_plate *plate, uint8_t *out, size_t room, int64_t now_ns)
{
	size_t used = 0;

	while (used < room) {
		size_t part;

		if (plate->sent == plate->out_bytes && !next_item(plate, now_ns))
			break;
		part = plate->out_bytes - plate->sent;
		part = part < room - used ? part : room - used;
		memcpy(out + used, plate->out + plate->sent, part);
		plate->sent += part;
		used += part;
	}
	return used;
}
