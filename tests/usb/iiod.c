/* SPDX-License-Identifier: GPL-3.0-or-later */
/* iiod PORT [times [FRAMES]]: the emulated ADC of tests/support/iiod.h behind a server on the
 * loopback, until it is killed. times: each frame with its own. */
#include "tests/support/iiod.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	struct iiod_options options = {.has_time = argc > 2 && !strcmp(argv[2], "times")};
	static struct iiod iiod;
	int ret;

	if (argc < 2) {
		fputs("usage: iiod PORT [times [FRAMES]]\n", stderr);
		return 2;
	}
	options.port = atoi(argv[1]);
	if (argc > 3)
		options.fifo_frames = atoi(argv[3]);
	ret = iiod_start(&iiod, &options);
	if (ret) {
		fprintf(stderr, "iiod: port %d: %s\n", options.port, strerror(-ret));
		return 1;
	}
	printf("%d\n", iiod.port);
	fflush(stdout);
	for (;;)
		pause();
}
