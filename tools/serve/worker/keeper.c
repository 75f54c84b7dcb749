/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/worker/keeper.h"

#include "tools/serve/worker/maker.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct keeper {
	int fd; /* our end */
	pid_t pid;
	sem_t places;
};

/* --- a call and the pipe its page comes through, over the socket --- */

union control_bytes {
	char bytes[CMSG_SPACE(sizeof(int))];
	struct cmsghdr align;
};

static int send_call(int socket, const struct page_call *call, int pipe_fd, struct error *err)
{
	union control_bytes control = {0};
	struct iovec part = {(void *)(uintptr_t)call, sizeof(*call)};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	ssize_t sent;

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &pipe_fd, sizeof(int));
	do
		sent = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent != (ssize_t)sizeof(*call))
		return fail_errno(err, HINGE_EAGAIN, "no process for a page");
	return 0;
}

/* The pipe, or -1 when there is nobody left to ask. */
static int receive_call(int socket, struct page_call *call)
{
	union control_bytes control = {0};
	struct iovec part = {call, sizeof(*call)};
	struct msghdr message = {.msg_iov = &part,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof(control)};
	struct cmsghdr *head;
	ssize_t got;
	int fd;

	do
		got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	head = CMSG_FIRSTHDR(&message);
	if (got != (ssize_t)sizeof(*call) || !head || head->cmsg_type != SCM_RIGHTS)
		return -1;
	memcpy(&fd, CMSG_DATA(head), sizeof(int));
	return fd;
}

/* --- the keeper's process --- */

static void keep(int socket, const struct keeper_task *task)
{
	struct page_call call;
	int fd;

	/* nobody waits for them */
	signal(SIGCHLD, SIG_IGN);
	while ((fd = receive_call(socket, &call)) >= 0) {
		if (!fork()) {
			close(socket);
			maker_run(task, &call, fd);
			_exit(EXIT_SUCCESS);
		}
		close(fd);
	}
}

int keeper_start(struct keeper **out, const struct keeper_task *task, struct error *err)
{
	struct keeper *keeper = calloc(1, sizeof(*keeper));
	int ends[2];

	if (!keeper)
		return fail(err, HINGE_ENOMEM, "no memory for pages");
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends)) {
		free(keeper);
		return fail_errno(err, HINGE_EAGAIN, "no socket for pages");
	}
	keeper->fd = ends[0];
	keeper->pid = fork();
	if (!keeper->pid) {
		close(ends[0]);
		keep(ends[1], task);
		_exit(EXIT_SUCCESS);
	}
	close(ends[1]);
	if (keeper->pid < 0) {
		close(ends[0]);
		free(keeper);
		return fail_errno(err, HINGE_EAGAIN, "no process for pages");
	}
	sem_init(&keeper->places, 0, KEEPER_PAGES);
	*out = keeper;
	return 0;
}

void keeper_stop(struct keeper *keeper)
{
	if (!keeper)
		return;
	close(keeper->fd);
	while (waitpid(keeper->pid, NULL, 0) < 0 && errno == EINTR)
		;
	sem_destroy(&keeper->places);
	free(keeper);
}

/* --- asking --- */

static int ask(struct keeper *keeper, const struct page_call *call, struct page *page,
	       struct error *err)
{
	int ends[2], ret;

	if (pipe2(ends, O_CLOEXEC))
		return fail_errno(err, HINGE_EAGAIN, "no pipe for a page");
	ret = send_call(keeper->fd, call, ends[1], err);
	close(ends[1]);
	if (!ret)
		ret = maker_read(ends[0], page, err);
	close(ends[0]);
	return ret;
}

int keeper_ask(struct keeper *keeper, const struct page_call *call, struct page *page,
	       struct error *err)
{
	struct timespec end;
	int ret;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += KEEPER_PAGE_S;
	while (sem_timedwait(&keeper->places, &end))
		if (errno != EINTR)
			return fail(err, HINGE_EAGAIN,
				    "too many pages are being made: load it again");
	ret = ask(keeper, call, page, err);
	sem_post(&keeper->places);
	return ret;
}
