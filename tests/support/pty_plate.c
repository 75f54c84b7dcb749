/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/pty_plate.h"

#include "tests/support/assert_near.h"

static void take(void *ctx, const uint8_t *bytes, size_t size, int64_t now_ns)
{
	hpp_tty_take(&((struct pty_plate *)ctx)->tty, bytes, size, now_ns);
}

static size_t give(void *ctx, uint8_t *bytes, size_t room, int64_t now_ns)
{
	return hpp_tty_give(&((struct pty_plate *)ctx)->tty, bytes, room, now_ns);
}

static void plugged(void *ctx, int64_t now_ns)
{
	struct pty_plate *plate = ctx;

	hpp_model_plug(plate->model, now_ns);
	hpp_tty_init(&plate->tty, plate->model);
}

static const struct pty_device_ops ops = {.take = take, .give = give, .plugged = plugged};

void pty_plate_init(struct pty_plate *plate, const char *path)
{
	struct hpp_model_options options;
	struct error err;

	hpp_model_options_init(&options);
	options.always_crc = true;
	/* a minute at 10 kHz: this program may be late */
	options.info.fifo_frames = 600000;
	if (hpp_model_new(&plate->model, &options, &err))
		fail_msg("%s", err.text);
	pty_device_init(&plate->device, &ops, plate, path);
}

void pty_plate_reset(struct pty_plate *plate)
{
	pty_device_reset(&plate->device);
	hpp_model_free(plate->model);
}

void pty_plate_fault(struct pty_plate *plate, const char *text)
{
	struct hpp_fault fault;
	struct error err;

	if (hpp_fault_parse(&fault, text, &err) || hpp_model_fault(plate->model, &fault, &err))
		fail_msg("%s", err.text);
}
