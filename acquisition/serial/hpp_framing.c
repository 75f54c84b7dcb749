/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plate that speaks HPP/1 on a serial port. */
#include "acquisition/serial/framing.h"
#include "acquisition/serial/hpp_link.h"

enum { PROBE_MS = 500 };

struct hpp_plate {
	struct hpp_link link;
	struct hpp_host host;
};

/* STOP, as the host must say anyway before anything else. */
static int probe(struct serial_port *port, struct error *err)
{
	const struct hpp_setup stop = {.type = HPP_TYPE_OUT, .request = HPP_STOP};
	struct hpp_link link;
	int ret;

	hpp_link_init(&link, port);
	ret = hpp_link_transport.control(&link, &stop, NULL, PROBE_MS, err);
	if (ret == HINGE_EDEVICE)
		return ret;
	/* one that refuses speaks it too, and open will say what is wrong */
	return ret != HINGE_EAGAIN;
}

/* What a serial line carries is known beforehand; more would be lost all the time. */
static int check_speed(const struct hpp_host *host, const struct serial_port *port,
		       double bytes_per_s, struct error *err)
{
	if (!(port->bytes_per_s > 0) || bytes_per_s <= port->bytes_per_s)
		return 0;
	return fail(err, HINGE_EUSAGE,
		    "plate %s: %u channels at %g Hz are %.0f bytes a second, and %u baud carry "
		    "%.0f (baud=N as the plate is set, or a lower rate=)",
		    port->name, host->info.channels, host->rate_hz, bytes_per_s, port->baud,
		    port->bytes_per_s);
}

static int open_hpp(void *own, struct serial_port *port, const struct serial_options *wanted,
		    struct recording_info *info, struct error *err)
{
	struct hpp_plate *state = own;
	const struct hpp_host_options options = {.name = port->name,
						 .rate_hz = wanted->rate_hz,
						 .ramp = wanted->ramp,
						 .raw = wanted->raw};
	double bytes_per_s;
	int ret;

	hpp_link_init(&state->link, port);
	ret = hpp_host_open(&state->host, &hpp_link_transport, &state->link, &options, info, err);
	if (ret)
		return ret;
	bytes_per_s = state->host.rate_hz / state->host.config.block_frames * HPP_BLOCK_BYTES;
	ret = check_speed(&state->host, port, bytes_per_s, err);
	return ret ? ret : hpp_link_keep(&state->link, bytes_per_s, err);
}

static int64_t read_hpp(void *own, int32_t *counts, size_t max_frames, struct source_block *block,
			int timeout_ms, struct error *err)
{
	return hpp_host_read(&((struct hpp_plate *)own)->host, counts, max_frames, block,
			     timeout_ms, err);
}

static int32_t ramp_hpp(const void *own, int64_t frame, size_t channel)
{
	return hpp_host_ramp(&((const struct hpp_plate *)own)->host, frame, channel);
}

static const char *trouble_hpp(const void *own)
{
	return hpp_host_trouble(&((const struct hpp_plate *)own)->host);
}

static int health_hpp(void *own, struct source_health *health, struct error *err)
{
	return hpp_host_health(&((struct hpp_plate *)own)->host, health, err);
}

static int identify_hpp(void *own, double seconds, struct error *err)
{
	return hpp_host_identify(&((struct hpp_plate *)own)->host, seconds, err);
}

static void close_hpp(void *own)
{
	struct hpp_plate *state = own;

	hpp_host_close(&state->host);
	hpp_link_reset(&state->link);
}

const struct serial_framing hpp_framing = {
	.name = "hpp",
	.what = "HPP/1",
	.state_size = sizeof(struct hpp_plate),
	.probe = probe,
	.open = open_hpp,
	.read = read_hpp,
	.ramp = ramp_hpp,
	.trouble = trouble_hpp,
	.health = health_hpp,
	.identify = identify_hpp,
	.close = close_hpp,
};
