/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/config.h"
#include "formats/files.h"
#include "tools/cli/log.h"
#include "tools/cli/options.h"
#include "tools/client/control.h"
#include "tools/hinged/daemon.h"
#include "tools/hinged/leftovers.h"
#include "tools/hinged/notify.h"
#include "tools/hinged/plates.h"
#include "tools/hinged/socket/lock.h"
#include "tools/hinged/station/errands/zeros.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

static const int64_t min_free_bytes = INT64_C(512) << 20;

struct arguments {
	struct daemon_options daemon;
	const char *socket;
	const char *study;
	const char *plates;
};

enum { KEY_FOREGROUND = 0x2000, KEY_SOURCE, KEY_STUDY, KEY_SOCKET, KEY_PLATES };

static const struct argp_option options[] = {
	{"foreground", KEY_FOREGROUND, NULL, 0,
	 "stay in the foreground (it always does; systemd or a shell's & put it in the background)",
	 0},
	{"source", KEY_SOURCE, "ADDRESS", 0,
	 "a device to offer, usb:SERIAL, serial:PATH, mcc:SERIAL, iio:URI, sim:... or file:...; "
	 "may be "
	 "repeated, the first is the default",
	 0},
	{"study", KEY_STUDY, "DIR", 0, "the study recordings go to", 0},
	{"plates", KEY_PLATES, "DIR", 0,
	 "the book of plates: which is left or right, and their certificates (otherwise "
	 "/var/lib/hinge/plates under the service, else ~/.local/share/hinge/plates)",
	 0},
	{"socket", KEY_SOCKET, "PATH", 0, "the control socket (otherwise as hinge finds it)", 0},
	{"quiet", 'q', NULL, 0, "log errors only", 1},
	{"verbose", 'v', NULL, 0, "log what is being done", 1},
	{0},
};

static void add_source(struct arguments *arguments, const char *address, struct argp_state *state)
{
	struct daemon_options *daemon = &arguments->daemon;

	if (daemon->source_count == SOURCES_MAX)
		argp_error(state, "--source: at most %d", SOURCES_MAX);
	else if (strlen(address) >= ADDRESS_MAX)
		argp_error(state, "--source: longer than %d bytes", ADDRESS_MAX - 1);
	else
		daemon->sources[daemon->source_count++] = address;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case KEY_FOREGROUND:
		return 0;
	case KEY_SOURCE:
		add_source(arguments, arg, state);
		return 0;
	case KEY_STUDY:
		arguments->study = arg;
		return 0;
	case KEY_PLATES:
		arguments->plates = arg;
		return 0;
	case KEY_SOCKET:
		arguments->socket = arg;
		return 0;
	case 'q':
		log_set_level(LOG_ERROR);
		return 0;
	case 'v':
		log_set_level(LOG_DEBUG);
		return 0;
	case ARGP_KEY_ARG:
		argp_error(state, "unexpected argument '%s'", arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Makes the study where it is missing and finds its absolute name; clients know no other. */
static int open_study(const struct arguments *arguments, char path[PATH_MAX], struct error *err)
{
	int ret = folder_make(arguments->study, err);

	if (ret)
		return ret;
	if (!realpath(arguments->study, path))
		return fail_errno(err, HINGE_EWRITE, "%s", arguments->study);
	if (strlen(path) >= STUDY_MAX)
		return fail(err, HINGE_EUSAGE, "%s: the path is too long", path);
	if (access(path, W_OK | X_OK))
		return fail_errno(err, HINGE_EWRITE, "%s", path);
	return 0;
}

static int find_socket(const struct arguments *arguments, char *path, size_t size,
		       struct error *err)
{
	if (!arguments->socket)
		return control_socket_path(path, size, err);
	if ((size_t)snprintf(path, size, "%s", arguments->socket) >= size)
		return fail(err, HINGE_EUSAGE, "--socket: the path is too long");
	return 0;
}

/* Threads inherit the mask, so that every signal comes through the descriptor. */
static int take_signals(int *fd, struct error *err)
{
	sigset_t signals;

	/* a full disk and a lost client are errors of a call, not the end of a recording */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	*fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	return *fd < 0 ? fail_errno(err, HINGE_EAGAIN, "signalfd") : 0;
}

static int make_station(struct station **out, const struct daemon_options *daemon,
			struct error *err)
{
	struct station_options station = {
		/* a plate may be 10 N off its certificate before anyone stands on it */
		.zero = {.seconds = 1, .loaded_n = 12},
		.min_free_bytes = min_free_bytes,
		.plates = *daemon->plates ? daemon->plates : NULL,
		.zeros = *daemon->zeros ? daemon->zeros : NULL,
	};
	int ret;

	config_init(&station.config);
	ret = config_load_all(&station.config, NULL, err);
	if (ret)
		return ret;
	station.on_plate_n = station.config.on_plate_n;
	station.zero.sd_n = station.config.tare_sd_n;
	return station_new(out, &station, err);
}

/* The lock first: whoever has it owns the socket's path. */
static int listen_alone(struct daemon *daemon, const struct arguments *arguments, char *path,
			size_t size, struct error *err)
{
	int lock_fd; /* held until the process ends */
	int ret = find_socket(arguments, path, size, err);

	if (!ret)
		ret = socket_folder(path, err);
	if (!ret && !arguments->socket)
		ret = control_socket_path(path, size, err); /* checks the folder just made */
	if (!ret)
		ret = lock_take(&lock_fd, path, err);
	if (!ret)
		ret = socket_listen(&daemon->listen_fd, path, err);
	role_rules_load(&daemon->rules);
	return ret;
}

static int start(struct daemon *daemon, struct arguments *arguments, char *socket_path, size_t size,
		 char study[PATH_MAX], struct error *err)
{
	struct daemon_options *own = &arguments->daemon;
	int ret = take_signals(&daemon->signal_fd, err);

	if (!ret)
		ret = plates_folder(arguments->plates, own->plates, sizeof(own->plates), err);
	if (!ret)
		ret = zeros_path(own->zeros, sizeof(own->zeros), err);
	if (!ret && arguments->study)
		ret = open_study(arguments, study, err);
	if (!ret)
		ret = make_station(&daemon->station, &arguments->daemon, err);
	if (!ret)
		ret = listen_alone(daemon, arguments, socket_path, size, err);
	if (ret)
		return ret;
	if (arguments->study) {
		arguments->daemon.study = study;
		daemon->unrecovered = leftovers_tell(study);
	}
	return 0;
}

int main(int argc, char **argv)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Record force plates for `hinge record`: owns the device, keeps the "
		       "journal, "
		       "answers on a local socket.",
	};
	struct arguments arguments = {0};
	struct daemon daemon = {.options = &arguments.daemon, .listen_fd = -1, .signal_fd = -1};
	char socket_path[256], study[PATH_MAX];
	struct error err;

	argv[0] = program_invocation_short_name;
	options_parse(&argp, "  hinged --foreground --source sim: --study study\n", argc, argv,
		      &arguments);
	umask(0027);
	daemon.started_ms = daemon_now_ms();
	daemon.watchdog_ms = notify_watchdog_ms();
	if (start(&daemon, &arguments, socket_path, sizeof(socket_path), study, &err)) {
		station_free(daemon.station);
		return report_error(&err);
	}
	log_write(LOG_INFO, "listening on %s", socket_path);
	notify_manager("READY=1");
	if (!daemon_run(&daemon)) {
		/* the journal is whole; a half-written copy has no name yet */
		if (station_state(daemon.station) == STATION_FINALISING)
			log_write(LOG_WARN,
				  "stopped before the files were finished: hinge recover");
		unlink(socket_path);
		_exit(EXIT_SUCCESS);
	}
	unlink(socket_path);
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		client_free(daemon.clients[i]);
	station_free(daemon.station);
	return EXIT_SUCCESS;
}
