/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a command and prints the most memory it held and the CPU time it took. */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(const struct timeval *t)
{
	return (double)t->tv_sec + 1e-6 * (double)t->tv_usec;
}

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;
	pid_t pid;

	if (argc < 3) {
		fprintf(stderr, "usage: bench_peak LABEL COMMAND [ARGUMENT...]\n");
		return 2;
	}
	pid = fork();
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execvp(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
		perror("bench_peak");
		return 1;
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status)) {
		fprintf(stderr, "bench_peak: %s failed\n", argv[2]);
		return 1;
	}
	printf("  %-20s peak memory %7.1f MB, process CPU %7.1f ms\n", argv[1],
	       (double)usage.ru_maxrss / 1024.0,
	       1e3 * (seconds(&usage.ru_utime) + seconds(&usage.ru_stime)));
	return 0;
}
