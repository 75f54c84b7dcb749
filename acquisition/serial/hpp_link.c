/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/serial/hpp_link.h"

#include "acquisition/now.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ASK_AGAIN_MS = 500, WRITE_MS = 500, QUIET_MS = 200, SPARE_BLOCKS = 16 };

void hpp_link_init(struct hpp_link *link, struct serial_port *port)
{
	*link = (struct hpp_link){.port = port};
	hpp_resync_init(&link->in);
}

int hpp_link_keep(struct hpp_link *link, double bytes_per_s, struct error *err)
{
	size_t blocks = (size_t)ceil(bytes_per_s / HPP_BLOCK_BYTES) + SPARE_BLOCKS;

	link->kept = calloc(blocks, HPP_BLOCK_BYTES);
	if (!link->kept)
		return fail(err, HINGE_ENOMEM, "no memory for the blocks of plate %s",
			    link->port->name);
	link->room = blocks;
	return 0;
}

void hpp_link_reset(struct hpp_link *link)
{
	free(link->kept);
	link->kept = NULL;
}

/* --- blocks that come before an answer --- */

/* One too many is lost; the next one's sequence tells. */
static void keep(struct hpp_link *link, const uint8_t *bytes)
{
	if (!link->streams || link->count == link->room)
		return;
	memcpy(link->kept + (link->first + link->count) % link->room * HPP_BLOCK_BYTES, bytes,
	       HPP_BLOCK_BYTES);
	link->count++;
}

static const uint8_t *take_kept(struct hpp_link *link)
{
	const uint8_t *bytes = link->kept + link->first * HPP_BLOCK_BYTES;

	link->first = (link->first + 1) % link->room;
	link->count--;
	return bytes;
}

/* --- bytes --- */

/* > 0 = some came, 0 = none in time. */
static int fill(struct hpp_link *link, int timeout_ms, struct error *err)
{
	size_t room;
	uint8_t *at = hpp_resync_room(&link->in, &room);
	int got = tty_read(&link->port->tty, at, room, timeout_ms, err);

	if (got > 0) {
		hpp_resync_added(&link->in, (size_t)got);
		link->heard_ns = now_ns();
	}
	return got;
}

/* --- requests --- */

static bool answers(const struct hpp_frame *answer, const struct hpp_frame *asked)
{
	return answer->mark == HPP_ANSWERS && answer->request == asked->request &&
	       answer->in == asked->in && answer->value == asked->value;
}

/* Whether the answer is among what came; blocks before it are kept. */
static bool find_answer(struct hpp_link *link, const struct hpp_frame *asked,
			struct hpp_frame *answer, bool give_up)
{
	const uint8_t *bytes;
	struct hpp_block block;
	enum hpp_item item = give_up ? hpp_resync_give_up(&link->in, &block, &bytes, answer)
				     : hpp_resync_next(&link->in, &block, &bytes, answer);

	for (; item; item = hpp_resync_next(&link->in, &block, &bytes, answer))
		if (item == HPP_ITEM_BLOCK)
			keep(link, bytes);
		else if (answers(answer, asked))
			return true;
	return false;
}

/* 1 = there it is, 0 = not until then. */
static int await(struct hpp_link *link, const struct hpp_frame *asked, struct hpp_frame *answer,
		 int64_t end_ns, struct error *err)
{
	do {
		int got;

		if (find_answer(link, asked, answer, false))
			return 1;
		got = fill(link, ms_until(end_ns), err);
		if (got < 0)
			return got;
	} while (now_ns() < end_ns);
	/* what waits for its end while nothing comes was cut off */
	return find_answer(link, asked, answer, false) ||
	       (now_ns() - link->heard_ns > QUIET_MS * (int64_t)NS_PER_MS &&
		find_answer(link, asked, answer, true));
}

static int send(struct hpp_link *link, const struct hpp_frame *asked, struct error *err)
{
	uint8_t bytes[HPP_FRAME_MAX];
	size_t size = hpp_frame_encode(bytes, asked);

	return tty_write(&link->port->tty, bytes, size, WRITE_MS, err);
}

/* As often as it takes; 1 = answered. */
static int ask(struct hpp_link *link, const struct hpp_frame *asked, struct hpp_frame *answer,
	       int timeout_ms, struct error *err)
{
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;
	int ret;

	do {
		int64_t again_ns = now_ns() + (int64_t)ASK_AGAIN_MS * NS_PER_MS;

		ret = send(link, asked, err);
		if (!ret)
			ret = await(link, asked, answer, again_ns < end_ns ? again_ns : end_ns,
				    err);
	} while (!ret && now_ns() < end_ns);
	return ret ? ret : fail(err, HINGE_EAGAIN, "no answer");
}

static int link_control(void *ctx, const struct hpp_setup *setup, void *data, int timeout_ms,
			struct error *err)
{
	struct hpp_link *link = ctx;
	struct hpp_frame answer = {0}, asked = {.mark = HPP_ASKS,
						.request = setup->request,
						.in = setup->type == HPP_TYPE_IN,
						.value = setup->value,
						.length = setup->length};
	int ret;

	if (asked.request == HPP_TIME)
		asked.value = ++link->times;
	if (!asked.in && setup->length)
		memcpy(asked.data, data, setup->length);
	ret = ask(link, &asked, &answer, timeout_ms, err);
	if (ret < 0)
		return ret;
	if (answer.refused)
		return fail(err, HINGE_EREFUSED, "it refused the request");
	if (!asked.in)
		return setup->length;
	ret = answer.length < setup->length ? answer.length : setup->length;
	memcpy(data, answer.data, (size_t)ret);
	return ret;
}

/* --- stream --- */

static void forget(struct hpp_link *link)
{
	link->first = link->count = 0;
}

static int link_start(void *ctx, double bytes_per_s, struct error *err)
{
	struct hpp_link *link = ctx;

	(void)bytes_per_s;
	(void)err;
	forget(link);
	link->streams = true;
	return 0;
}

static void link_stop(void *ctx)
{
	struct hpp_link *link = ctx;

	forget(link);
	link->streams = false;
}

/* The next block that has come whole. */
static const uint8_t *next_block(struct hpp_link *link)
{
	struct hpp_block block;
	struct hpp_frame late;
	const uint8_t *bytes;
	enum hpp_item item;

	if (link->count)
		return take_kept(link);
	while ((item = hpp_resync_next(&link->in, &block, &bytes, &late)))
		if (item == HPP_ITEM_BLOCK)
			return bytes;
	return NULL;
}

static int link_read(void *ctx, struct hpp_chunk *chunk, int timeout_ms, struct error *err)
{
	struct hpp_link *link = ctx;
	int64_t end_ns = now_ns() + (int64_t)timeout_ms * NS_PER_MS;
	const uint8_t *bytes;

	while (!(bytes = next_block(link))) {
		int got = fill(link, ms_until(end_ns), err);

		if (got < 0)
			*chunk = (struct hpp_chunk){.cause = "unplugged"};
		if (got <= 0)
			return got;
	}
	*chunk = (struct hpp_chunk){.data = bytes, .size = HPP_BLOCK_BYTES};
	return HPP_BLOCK_BYTES;
}

static int link_reopen(void *ctx, int timeout_ms, struct error *err)
{
	struct hpp_link *link = ctx;
	int ret = serial_port_reopen(link->port, timeout_ms, err);

	if (ret)
		return ret;
	tty_drop_input(&link->port->tty);
	hpp_resync_init(&link->in);
	return 0;
}

static int64_t link_now_ns(void *ctx)
{
	(void)ctx;
	return now_ns();
}

const struct hpp_transport hpp_link_transport = {
	.control = link_control,
	.start = link_start,
	.read = link_read,
	.stop = link_stop,
	.reopen = link_reopen,
	.now_ns = link_now_ns,
	.always_crc = true,
};
