/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference plate: what docs/usb-protocol.md asks of a device, behind a USB device controller
 * or a serial port. A real plate puts its converter where the test data are. */
#include "acquisition/hpp/model/simulated.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/gadget/configfs.h"
#include "tools/gadget/functionfs.h"
#include "tools/gadget/tty.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct arguments {
	const char *serial, *controller, *tty, *lifter;
	unsigned channels;
};

enum { KEY_SERIAL = 0x2000, KEY_CONTROLLER, KEY_TTY, KEY_CHANNELS, KEY_LIFTER };

static const struct argp_option options[] = {
	{"serial", KEY_SERIAL, "SERIAL", 0, "the plate's serial number, which hosts know it by", 0},
	{"udc", KEY_CONTROLLER, "NAME", 0,
	 "the device controller (of /sys/class/udc; otherwise the first)", 0},
	{"tty", KEY_TTY, "PATH", 0, "be on this serial port, not on USB", 0},
	{"channels", KEY_CHANNELS, "N", 0, "8: two plates of four cells (default); 4: one", 0},
	{"sim", KEY_LIFTER, "KEY=VALUE,...", 0,
	 "give the counts of a simulated lifter (otherwise the test ramp)", 0},
	{0},
};

static void set_serial(struct arguments *arguments, const char *serial, struct argp_state *state)
{
	size_t length = strlen(serial);

	if (length < 1 || length > 32 ||
	    strspn(serial, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz"
			   "0123456789-") != length)
		argp_error(state, "--serial: 1 to 32 letters, digits and hyphens");
	arguments->serial = serial;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case KEY_SERIAL:
		set_serial(arguments, arg, state);
		return 0;
	case KEY_CONTROLLER:
		arguments->controller = arg;
		return 0;
	case KEY_TTY:
		arguments->tty = arg;
		return 0;
	case KEY_CHANNELS:
		arguments->channels = (unsigned)options_number(state, "--channels", arg, 4, 8);
		if (arguments->channels % 4)
			argp_error(state, "--channels: 4 or 8");
		return 0;
	case KEY_LIFTER:
		arguments->lifter = arg;
		return 0;
	case ARGP_KEY_END:
		if (!arguments->serial)
			argp_error(state, "--serial is missing");
		if (arguments->tty && arguments->controller)
			argp_error(state, "--udc and --tty exclude each other");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Signals end the loop, not the process: the gadget must be taken from the bus. */
static int take_signals(int *fd, struct error *err)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	*fd = signalfd(-1, &signals, SFD_CLOEXEC);
	return *fd < 0 ? fail_errno(err, HINGE_EAGAIN, "signalfd") : 0;
}

static int serve(struct functionfs *ffs, int signals, struct error *err)
{
	struct pollfd fds[2] = {{.fd = functionfs_fd(ffs), .events = POLLIN},
				{.fd = signals, .events = POLLIN}};
	int ret = 0;

	while (!ret && !fds[1].revents) {
		poll(fds, 2, -1);
		if (fds[0].revents)
			ret = functionfs_serve(ffs, err);
	}
	return ret;
}

static int run_usb(const struct arguments *arguments, const struct hpp_identity *identity,
		   struct hpp_model *model, int signals, struct error *err)
{
	struct functionfs *ffs = NULL;
	struct gadget gadget;
	int ret = gadget_make(&gadget, identity, err);

	if (ret)
		return ret;
	ret = functionfs_open(&ffs, gadget.mount, model, err);
	if (!ret)
		ret = gadget_bind(&gadget, arguments->controller, err);
	if (!ret)
		ret = serve(ffs, signals, err);
	gadget_unbind(&gadget);
	functionfs_close(ffs);
	gadget_remove(&gadget);
	return ret;
}

static int run(const struct arguments *arguments, const struct hpp_identity *identity,
	       struct hpp_model *model, struct error *err)
{
	int signals, ret;

	ret = take_signals(&signals, err);
	if (ret)
		return ret;
	ret = arguments->tty ? tty_serve(arguments->tty, model, signals, err)
			     : run_usb(arguments, identity, model, signals, err);
	close(signals);
	return ret;
}

static int make_plate(struct hpp_model **model, struct hpp_identity *identity,
		      const struct arguments *arguments, struct hpp_simulated *feed,
		      const struct simulation *lifter, struct error *err)
{
	uint8_t calibration[HPP_CAL_MAX];
	struct hpp_model_options plate;
	int ret;

	hpp_model_options_init(&plate);
	plate.info.channels = (uint8_t)arguments->channels;
	plate.always_crc = arguments->tty;
	snprintf(plate.identity.serial, sizeof(plate.identity.serial), "%s", arguments->serial);
	if (lifter) {
		ret = hpp_simulated_init(feed, &plate, calibration, lifter, 0,
					 arguments->channels / 4, err);
		if (ret)
			return ret;
	}
	*identity = plate.identity;
	return hpp_model_new(model, &plate, err);
}

static int simulate_lifter(struct simulation **lifter, const char *text, struct error *err)
{
	struct simulator_options set;
	int ret;

	if (!text)
		return 0;
	simulator_options_init(&set);
	ret = simulator_options_parse(&set, text, err);
	return ret ? ret : simulate(&set, lifter, err);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		options,
		parse,
		NULL,
		"Be a force plate on the USB or a serial port of another computer: the reference "
		"device of the open plate protocol",
		NULL,
		NULL,
		NULL};
	struct arguments arguments = {.channels = 8};
	struct simulation *lifter = NULL;
	struct hpp_simulated feed;
	struct hpp_identity identity;
	struct hpp_model *model = NULL;
	struct error err;
	int ret;

	options_parse(&argp, "  hinge-gadget --serial HP0001 --sim reps=5,ai=6\n", argc, argv,
		      &arguments);
	ret = simulate_lifter(&lifter, arguments.lifter, &err);
	if (!ret)
		ret = make_plate(&model, &identity, &arguments, &feed, lifter, &err);
	if (!ret)
		ret = run(&arguments, &identity, model, &err);
	hpp_model_free(model);
	simulation_free(lifter);
	return ret ? report_error(&err) : 0;
}
