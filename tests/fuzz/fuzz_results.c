/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader and the validator of results. A result that is right is changed byte by byte as the
 * input says (three bytes of place, one of value), since HDF5 turns down nearly all that is not
 * almost right. HDF5 itself is not instrumented: this looks for faults of ours. */
#include "formats/results/results.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* HDF5 believes lengths in a damaged file: it asks for more memory than there is, and loses some.
 * Asking must fail as it does without the sanitizer; what we lose ourselves is still told. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libhdf5";
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char limit[] = "-malloc_limit_mb=100000000";
	char **longer = calloc((size_t)*argc + 2, sizeof(*longer));

	if (!longer)
		abort();
	memcpy(longer, *argv, (size_t)*argc * sizeof(*longer));
	longer[(*argc)++] = limit;
	*argv = longer;
	return 0;
}

struct image {
	uint8_t *bytes;
	size_t size;
};

static void need(int failed)
{
	if (failed)
		abort();
}

static void add_rows(struct trial_report *report)
{
	struct rep rep = {.set = 1, .rep = 1, .valid = true};
	struct phase phase = {.set = 1, .rep = 1};
	struct metric metric = {.set = 1, .metric = "m", .unit = "1"}; /* rep 0: of the set */
	struct finding finding = {.set = 1, .id = "C1"};
	struct report_curve curve = {.set = 1, .rep = 1};

	need(report_add_rep(report, &rep, NULL));
	need(report_add_phase(report, &phase, NULL));
	need(report_add_metric(report, &metric, NULL));
	need(report_add_finding(report, &finding, NULL));
	need(report_add_curve(report, &curve, NULL));
	need(report_add_check(report, "C", STATUS_WARN, 1, "N", NULL, "text"));
	need(report_add_step(report, "s", NULL, "text"));
}

static struct image make_image(void)
{
	char folder[] = "/tmp/hinge-fuzz-XXXXXX", path[64];
	struct image image = {malloc(1 << 22), 0};
	struct trial_report *report;
	struct config config;
	FILE *file;

	config_init(&config);
	need(!image.bytes || !mkdtemp(folder));
	need(report_new(&report, 20, NULL));
	report->rate_hz = 1000;
	add_rows(report);
	snprintf(path, sizeof(path), "%s/a.h5", folder);
	need(results_write(path, report, &config, &(struct results_options){0}, NULL));
	report_free(report);
	file = fopen(path, "rb");
	need(!file);
	image.size = fread(image.bytes, 1, 1 << 22, file);
	fclose(file);
	unlink(path);
	rmdir(folder);
	return image;
}

static void ignore(void *ctx, const char *object, const char *text)
{
	(void)ctx;
	(void)object;
	(void)text;
}

static void read_file(const char *path)
{
	struct results_identity identity;
	struct earlier earlier;
	struct trial_report *report;
	struct error err;

	results_validate(path, ignore, NULL, &err);
	results_identity(path, &identity, &err);
	if (!results_read_earlier(path, &earlier, &err))
		earlier_reset(&earlier);
	if (!results_read(path, &report, &err))
		report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct image image;
	char path[64];
	int fd = memfd_create("result", MFD_CLOEXEC);

	if (!image.bytes)
		image = make_image();
	need(fd < 0 || pwrite(fd, image.bytes, image.size, 0) != (ssize_t)image.size);
	for (size_t i = 0; i + 4 <= size; i += 4) {
		size_t at = ((size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2]) %
			    image.size;

		need(pwrite(fd, data + i + 3, 1, (off_t)at) != 1);
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	read_file(path);
	close(fd);
	return 0;
}
