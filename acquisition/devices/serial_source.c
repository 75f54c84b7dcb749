/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "serial:PATH[,framing=hpp|chronojump][,rate=HZ][,baud=N][,ramp=1][,raw=1]": a plate on a serial
 * port. What it speaks is found out by asking it; a port that was only listed is never asked. */
#include "acquisition/now.h"
#include "acquisition/serial/framing.h"
#include "acquisition/source_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Boards that opening resets need some seconds until they answer. */
#define PATIENCE_NS INT64_C(6000000000)

static const struct serial_framing *const framings[] = {&hpp_framing, &chronojump_framing, NULL};

struct serial_state {
	struct serial_port port;
	const struct serial_framing *framing;
	void *own; /* the framing's */
};

/* --- address --- */

struct address {
	char path[NODE_PATH_MAX];
	unsigned baud;
	const struct serial_framing *framing; /* NULL = ask */
	struct serial_options options;
};

static int parse_framing(struct address *address, const char *name, struct error *err)
{
	for (size_t i = 0; framings[i]; i++)
		if (!strcmp(framings[i]->name, name)) {
			address->framing = framings[i];
			return 0;
		}
	return fail(err, HINGE_EUSAGE, "serial: framing=%.64s is none (hpp or chronojump)", name);
}

static int parse_number(double *out, const char *key, const char *text, struct error *err)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end || !(value > 0 && value <= 1e9))
		return fail(err, HINGE_EUSAGE, "serial: %s=%.64s: expected a number above 0", key,
			    text);
	*out = value;
	return 0;
}

static int parse_switch(bool *out, const char *key, const char *text, struct error *err)
{
	if ((*text != '0' && *text != '1') || text[1])
		return fail(err, HINGE_EUSAGE, "serial: %s=%.64s: expected 0 or 1", key, text);
	*out = *text == '1';
	return 0;
}

static int parse_option(struct address *address, char *text, struct error *err)
{
	char *value = strchr(text, '=');
	double baud;
	int ret;

	if (value) {
		*value++ = '\0';
		if (!strcmp(text, "framing"))
			return parse_framing(address, value, err);
		if (!strcmp(text, "rate"))
			return parse_number(&address->options.rate_hz, text, value, err);
		if (!strcmp(text, "ramp"))
			return parse_switch(&address->options.ramp, text, value, err);
		if (!strcmp(text, "raw"))
			return parse_switch(&address->options.raw, text, value, err);
		if (!strcmp(text, "baud")) {
			ret = parse_number(&baud, text, value, err);
			if (!ret)
				address->baud = (unsigned)baud;
			return ret;
		}
	}
	return fail(err, HINGE_EUSAGE,
		    "serial: '%.64s' is none of its options (serial:/dev/ttyACM0,framing=hpp,"
		    "rate=1000,baud=115200,ramp=1,raw=1)",
		    text);
}

static int parse_address(struct address *address, const char *text, struct error *err)
{
	char copy[2 * NODE_PATH_MAX], *rest = copy, *word;
	int ret = 0;

	if (snprintf(copy, sizeof(copy), "%s", text) >= (int)sizeof(copy))
		return fail(err, HINGE_EUSAGE, "serial: an address has at most %zu characters",
			    sizeof(copy) - 1);
	word = strsep(&rest, ",");
	if (!*word || strlen(word) >= sizeof(address->path))
		return fail(err, HINGE_EUSAGE,
			    "serial: expected the path of a serial port (serial:/dev/ttyACM0; "
			    "`hinge devices` lists those there are)");
	*address = (struct address){.baud = TTY_BAUD_DEFAULT};
	snprintf(address->path, sizeof(address->path), "%s", word);
	while (!ret && (word = strsep(&rest, ",")))
		ret = parse_option(address, word, err);
	return ret;
}

/* --- what it speaks --- */

/* Each framing once: 1 = known, 0 = none answers. */
static int ask_each(struct serial_state *serial, const struct address *address, struct error *err)
{
	for (size_t i = 0; framings[i]; i++) {
		int ret;

		if (address->framing && address->framing != framings[i])
			continue;
		ret = framings[i]->probe(&serial->port, err);
		if (ret > 0)
			serial->framing = framings[i];
		if (ret)
			return ret;
	}
	return 0;
}

static int find_framing(struct serial_state *serial, const struct address *address,
			struct error *err)
{
	int64_t end_ns = now_ns() + PATIENCE_NS;
	struct error why;
	int ret;

	do
		ret = ask_each(serial, address, &why);
	while (!ret && now_ns() < end_ns);
	if (ret > 0)
		return 0;
	if (ret < 0)
		return fail(err, ret, "%s: %s", serial->port.path, why.text);
	return fail(err, HINGE_EDEVICE,
		    "%s: nothing there answers as a plate at %u baud (%s; is it another device, or "
		    "set to another speed: baud=N?)",
		    serial->port.path, address->baud,
		    address->framing ? address->framing->what
				     : "neither HPP/1 nor Chronojump's force platform");
}

/* --- source --- */

static int open_framing(struct serial_state *serial, const struct address *address,
			struct recording_info *info, struct error *err)
{
	int ret = find_framing(serial, address, err);

	if (ret)
		return ret;
	serial->own = calloc(1, serial->framing->state_size);
	if (!serial->own)
		return fail(err, HINGE_ENOMEM, "no memory for %s", serial->port.path);
	ret = serial->framing->open(serial->own, &serial->port, &address->options, info, err);
	if (ret)
		free(serial->own);
	return ret;
}

static int serial_open(void *state, const char *text, struct recording_info *info,
		       struct error *err)
{
	struct serial_state *serial = state;
	struct address address;
	int ret = parse_address(&address, text, err);

	if (!ret)
		ret = serial_port_open(&serial->port, address.path, address.baud, err);
	if (ret)
		return ret;
	ret = open_framing(serial, &address, info, err);
	if (ret) {
		serial_port_close(&serial->port);
		return ret;
	}
	snprintf(info->source, sizeof(info->source), "serial");
	snprintf(info->serial, sizeof(info->serial), "%s", serial->port.name);
	return 0;
}

static int64_t serial_read(void *state, int32_t *counts, size_t max_frames,
			   struct source_block *block, int timeout_ms, struct error *err)
{
	struct serial_state *serial = state;

	return serial->framing->read(serial->own, counts, max_frames, block, timeout_ms, err);
}

static int32_t serial_ramp(const void *state, int64_t frame, size_t channel)
{
	const struct serial_state *serial = state;

	return serial->framing->ramp ? serial->framing->ramp(serial->own, frame, channel) : 0;
}

static const char *serial_trouble(const void *state)
{
	const struct serial_state *serial = state;

	return serial->framing->trouble(serial->own);
}

static int serial_health(void *state, struct source_health *health, struct error *err)
{
	struct serial_state *serial = state;

	return serial->framing->health(serial->own, health, err);
}

static int serial_identify(void *state, double seconds, struct error *err)
{
	struct serial_state *serial = state;

	if (!serial->framing->identify)
		return fail(err, HINGE_EUSAGE, "plate %s has no lamp to blink", serial->port.name);
	return serial->framing->identify(serial->own, seconds, err);
}

static void serial_close(void *state)
{
	struct serial_state *serial = state;

	serial->framing->close(serial->own);
	free(serial->own);
	serial_port_close(&serial->port);
}

/* --- list --- */

struct list_call {
	void (*visit)(void *ctx, const struct source_listing *);
	void *ctx;
};

/* By its name only: opening a port may reset what hangs there, or hang up a modem. */
static void list_one(void *ctx, const char *path)
{
	const struct list_call *call = ctx;
	struct source_listing listing = {.unasked = true, .name = "serial port"};

	snprintf(listing.address, sizeof(listing.address), "serial:%s", path);
	node_name(listing.serial, sizeof(listing.serial), path);
	snprintf(listing.detail, sizeof(listing.detail), "%s",
		 access(path, R_OK | W_OK) ? "no permission (group dialout?)"
					   : "perhaps a plate; not asked until it is recorded");
	call->visit(call->ctx, &listing);
}

static int serial_list(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
		       struct error *err)
{
	struct list_call call = {visit, ctx};

	return node_list(list_one, &call, err);
}

const struct source_ops serial_source = {
	.scheme = "serial",
	.summary = "a plate on a serial port (HPP/1, Chronojump)",
	.state_size = sizeof(struct serial_state),
	.open = serial_open,
	.read = serial_read,
	.ramp = serial_ramp,
	.trouble = serial_trouble,
	.health = serial_health,
	.identify = serial_identify,
	.close = serial_close,
	.list = serial_list,
};
