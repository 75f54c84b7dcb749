/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/record/keys.h"

#include "tools/cli/log.h"

#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CONFIRM_MS = 3000 };

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void record_keys_init(struct record_keys *keys)
{
	struct termios raw;

	memset(keys, 0, sizeof(*keys));
	/* in the background a terminal may not be changed */
	if (!isatty(STDIN_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp() ||
	    tcgetattr(STDIN_FILENO, &keys->before))
		return;
	raw = keys->before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	keys->terminal = !tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	if (keys->terminal)
		log_write(LOG_INFO, "keys: m mark, s stop, d twice discard");
}

static enum record_key confirm_discard(struct record_keys *keys)
{
	long long now = now_ms();

	if (keys->discard_ms && now - keys->discard_ms <= CONFIRM_MS)
		return RECORD_KEY_DISCARD;
	keys->discard_ms = now;
	log_write(LOG_WARN, "press d again to throw this recording away");
	return RECORD_KEY_NONE;
}

enum record_key record_keys_next(struct record_keys *keys)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	char key;

	while (keys->terminal && poll(&input, 1, 0) > 0) {
		enum record_key meant = RECORD_KEY_NONE;

		if (read(STDIN_FILENO, &key, 1) != 1) {
			record_keys_end(keys);
			return RECORD_KEY_NONE;
		}
		if (key == 'm')
			meant = RECORD_KEY_MARK;
		else if (key == 's')
			meant = RECORD_KEY_STOP;
		else if (key == 'd')
			meant = confirm_discard(keys);
		if (meant != RECORD_KEY_NONE)
			return meant;
	}
	return RECORD_KEY_NONE;
}

void record_keys_end(struct record_keys *keys)
{
	if (keys->terminal)
		tcsetattr(STDIN_FILENO, TCSANOW, &keys->before);
	keys->terminal = false;
}
