/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void notify_manager(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t size = path ? strlen(path) : 0;
	int fd;

	if (size == 0 || size >= sizeof(address.sun_path) || (path[0] != '/' && path[0] != '@'))
		return;
	memcpy(address.sun_path, path, size);
	if (path[0] == '@') /* the abstract namespace */
		address.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	/* nobody to tell is no failure */
	(void)sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address,
		     (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size));
	close(fd);
}

int64_t notify_watchdog_ms(void)
{
	const char *pid = getenv("WATCHDOG_PID"), *period_us = getenv("WATCHDOG_USEC");
	long long ms;

	if (!period_us || (pid && atoll(pid) != getpid()))
		return 0;
	ms = atoll(period_us) / 2000;
	return ms > 0 ? ms : 0;
}
