/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/iio/process.h"

#include "acquisition/iio/context.h"
#include "acquisition/now.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CONTROL_FD = 3,
	DATA_FD,
	STOP_FD, /* of the reader: its other end is closed when it is to stop */
	FIRST_FREE_FD,
	HIGH_FD = 64,
	TICK_MS = 50,
	STOP_MS = 250,        /* for the reader to switch the ADC off */
	READER_PRIORITY = 40, /* below the thread that records: 50 */
	SEND_BUFFER = 1 << 20,
};

/* --- the reader --- */

static bool send_message(const struct adc_message *message, size_t size)
{
	return send(DATA_FD, message, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static void send_end(enum adc_end end, const char *text)
{
	struct adc_message message = {.kind = ADC_END, .end.end = end};

	snprintf(message.end.text, sizeof(message.end.text), "%s", text);
	send_message(&message, sizeof(message.end) + offsetof(struct adc_message, end));
}

static bool is_stopped(void)
{
	return poll(&(struct pollfd){.fd = STOP_FD, .events = POLLIN}, 1, 0) != 0;
}

/* One refill, in messages. */
static bool send_frames(const struct adc_context *context, struct adc_message *message,
			size_t frames)
{
	size_t channels = adc_context_describe(context)->channels;

	message->data.heard_ns = now_ns();
	for (size_t first = 0; first < frames; first += message->data.frames) {
		size_t left = frames - first;
		size_t some = left < ADC_MESSAGE_FRAMES ? left : ADC_MESSAGE_FRAMES;

		message->data.frames = (uint32_t)some;
		message->data.more = (uint32_t)(left - some);
		adc_context_take(context, first, some, message->data.counts, message->data.time_ns);
		if (!send_message(message, offsetof(struct adc_message, data.counts) +
						   some * channels * sizeof(int32_t)))
			return false;
	}
	return true;
}

static void stream(struct adc_context *context)
{
	struct adc_message *message = calloc(1, sizeof(*message));
	struct sched_param param = {.sched_priority = READER_PRIORITY};
	struct error err = {.text = "no memory for it"};
	enum adc_end end = ADC_UNUSABLE;
	int64_t frames = -1;

	/* where the limits allow; not before all is parsed */
	(void)!sched_setscheduler(0, SCHED_FIFO, &param);
	if (message && !adc_context_start(context, &end, &err)) {
		message->kind = ADC_FRAMES;
		do
			frames = adc_context_refill(context, &end, &err);
		while (frames > 0 && !is_stopped() &&
		       send_frames(context, message, (size_t)frames));
	}
	if (frames < 0)
		send_end(end, err.text);
	free(message);
}

static void read_adc(const struct adc_target *target, enum adc_order order)
{
	struct adc_message hello = {.kind = ADC_HELLO};
	struct adc_context *context;
	struct error err;
	enum adc_end end;

	if (adc_context_open(&context, target, &end, &err)) {
		send_end(end, err.text);
		return;
	}
	hello.hello = *adc_context_describe(context);
	send_message(&hello, sizeof(hello.hello) + offsetof(struct adc_message, hello));
	if (order == ADC_STREAM)
		stream(context);
	/* a server that lied may have spoilt what would be freed: closed only where all went well
	 */
	if (is_stopped())
		adc_context_close(context);
}

/* --- the watch --- */

struct watch {
	const struct adc_target *target;
	pid_t reader; /* 0 = none */
	int stop;     /* its pipe */
};

static bool has_ended(struct watch *watch, int flags, int *status)
{
	pid_t found;

	do
		found = waitpid(watch->reader, status, flags);
	while (found < 0 && errno == EINTR);
	if (!found)
		return false;
	close(watch->stop);
	watch->reader = 0;
	return true;
}

static void stop_reader(struct watch *watch)
{
	int64_t end_ns = now_ns() + (int64_t)STOP_MS * NS_PER_MS;
	int status;

	if (!watch->reader)
		return;
	close(watch->stop);
	watch->stop = -1;
	while (!has_ended(watch, WNOHANG, &status)) {
		if (now_ns() >= end_ns)
			kill(watch->reader, SIGKILL);
		poll(NULL, 0, 1);
	}
}

static void start_reader(struct watch *watch, enum adc_order order)
{
	pid_t self = getpid();
	int ends[2];

	if (pipe(ends))
		return;
	watch->reader = fork();
	if (!watch->reader) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(ends[0], STOP_FD);
		close_range(FIRST_FREE_FD, ~0U, 0);
		if (getppid() == self)
			read_adc(watch->target, order);
		/* of this process only: not of the program that the library is part of */
		_Exit(0);
	}
	close(ends[0]);
	watch->stop = ends[1];
	if (watch->reader < 0) {
		close(watch->stop);
		watch->reader = 0;
		send_end(ADC_GONE, "no process can be started for it");
	}
}

/* Where it was killed it has told nobody. */
static void look_after(struct watch *watch)
{
	int status;

	if (watch->reader && has_ended(watch, WNOHANG, &status) &&
	    (!WIFEXITED(status) || WEXITSTATUS(status)))
		send_end(ADC_WRONG, "libiio fails over what it gets");
}

static void keep_watch(const struct adc_target *target)
{
	struct watch watch = {.target = target};
	struct pollfd control = {.fd = CONTROL_FD, .events = POLLIN};
	char order;

	for (;;) {
		if (poll(&control, 1, watch.reader ? TICK_MS : -1) > 0) {
			ssize_t got = recv(CONTROL_FD, &order, 1, 0);

			if (got <= 0)
				break;
			stop_reader(&watch);
			start_reader(&watch, (enum adc_order)order);
		}
		look_after(&watch);
	}
	stop_reader(&watch);
}

/* What the program has open, catches and says is not for this process. */
static void leave_program(int control, int data)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	prctl(PR_SET_NAME, "hinge-iio");
	for (int fd = 0; fd <= 2; fd++)
		dup2(nothing, fd);
	control = fcntl(control, F_DUPFD, HIGH_FD);
	data = fcntl(data, F_DUPFD, HIGH_FD);
	dup2(control, CONTROL_FD);
	dup2(data, DATA_FD);
	close_range(STOP_FD, ~0U, 0);
}

/* --- in the program --- */

static int fork_watch(const struct adc_target *target, int control, int data)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	leave_program(control, data);
	keep_watch(target);
	_Exit(0);
}

int adc_process_start(struct adc_process *process, const struct adc_target *target,
		      struct error *err)
{
	int control[2], data[2], buffer = SEND_BUFFER;
	const int type = SOCK_SEQPACKET | SOCK_CLOEXEC;

	if (socketpair(AF_UNIX, type, 0, control))
		return fail_errno(err, HINGE_ENOMEM, "no socket for the process that reads it");
	if (socketpair(AF_UNIX, type, 0, data)) {
		fail_errno(err, HINGE_ENOMEM, "no socket for the process that reads it");
		close(control[0]);
		close(control[1]);
		return HINGE_ENOMEM;
	}
	/* as much as the system allows */
	setsockopt(data[1], SOL_SOCKET, SO_SNDBUF, &buffer, sizeof(buffer));
	process->pid = fork_watch(target, control[1], data[1]);
	process->control = control[0];
	process->data = data[0];
	close(control[1]);
	close(data[1]);
	if (process->pid > 0)
		return 0;
	fail_errno(err, HINGE_ENOMEM, "no process to read it can be started");
	process->pid = 0;
	close(control[0]);
	close(data[0]);
	return HINGE_ENOMEM;
}

bool adc_process_order(const struct adc_process *process, enum adc_order order)
{
	char byte = (char)order;

	return send(process->control, &byte, 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1;
}

void adc_process_stop(struct adc_process *process)
{
	if (!process->pid)
		return;
	close(process->control);
	close(process->data);
	while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
		;
	process->pid = 0;
}
