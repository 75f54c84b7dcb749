/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/worker/maker.h"

#include "formats/files.h"
#include "tools/confine/confine.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* What comes first; size bytes follow. */
struct head {
	struct error error; /* code 0 = none */
	int status;
	char type[sizeof(((struct page *)NULL)->type)];
	char location[sizeof(((struct page *)NULL)->location)];
	uint64_t size;
};

/* A page that would be larger is not one of ours. */
static const uint64_t page_max = (uint64_t)64 << 20;

/* --- in the process --- */

static void limit(void)
{
	const struct rlimit cpu = {KEEPER_PAGE_S, KEEPER_PAGE_S};

	setrlimit(RLIMIT_CPU, &cpu);
	/* also where it waits instead */
	alarm(KEEPER_PAGE_S);
}

void maker_run(const struct keeper_task *task, const struct page_call *call, int fd)
{
	struct page page = {.status = 200, .type = "text/html; charset=utf-8"};
	const char *writable[] = {task->writes(task->ctx, call) ? task->study : NULL, NULL};
	struct head head = {0};
	struct error err = {0};

	limit();
	confine_self(writable);
	if (task->make(task->ctx, call, &page, &err))
		head.error = err;
	else if (page.body.failed)
		fail(&head.error, HINGE_ENOMEM, "no memory for the page");
	else
		head.size = page.body.used;
	head.status = page.status;
	memcpy(head.type, page.type, sizeof(head.type));
	memcpy(head.location, page.location, sizeof(head.location));
	if (!write_all(fd, &head, sizeof(head), "page", NULL))
		write_all(fd, page.body.text, head.size, "page", NULL);
}

/* --- here --- */

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int fail_ended(struct error *err)
{
	return fail(err, HINGE_EINTERRUPTED,
		    "the process that made it ended: the file is damaged, or too large");
}

static int read_all(int fd, void *bytes, size_t size, int64_t until_ms, struct error *err)
{
	char *at = bytes;

	while (size) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		int64_t left_ms = until_ms - now_ms();
		ssize_t got;

		if (left_ms <= 0)
			return fail(err, HINGE_EAGAIN, "it takes longer than %d s", KEEPER_PAGE_S);
		if (poll(&wait, 1, (int)left_ms) <= 0)
			continue;
		got = read(fd, at, size);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return fail_ended(err);
		at += got;
		size -= (size_t)got;
	}
	return 0;
}

int maker_read(int fd, struct page *page, struct error *err)
{
	int64_t until_ms = now_ms() + KEEPER_PAGE_S * 1000 + 1000;
	struct head head;
	char *text;
	int ret = read_all(fd, &head, sizeof(head), until_ms, err);

	if (ret)
		return ret;
	head.error.text[sizeof(head.error.text) - 1] = '\0';
	head.type[sizeof(head.type) - 1] = head.location[sizeof(head.location) - 1] = '\0';
	if (head.error.code)
		return fail(err, head.error.code, "%s", head.error.text);
	if (head.size > page_max)
		return fail_ended(err);
	text = malloc(head.size + 1);
	if (!text)
		return fail(err, HINGE_ENOMEM, "no memory for the page");
	ret = read_all(fd, text, head.size, until_ms, err);
	if (ret) {
		free(text);
		return ret;
	}
	text[head.size] = '\0';
	page->status = head.status;
	memcpy(page->type, head.type, sizeof(page->type));
	memcpy(page->location, head.location, sizeof(page->location));
	page->body = (struct html){.text = text, .used = head.size, .room = head.size + 1};
	return 0;
}
