/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/gadget/functionfs.h"

#include "tools/gadget/endpoints.h"
#include "tools/gadget/now.h"

#include <errno.h>
#include <limits.h>
#include <linux/usb/functionfs.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* dummy_hcd ends a write once in 4 ms, whatever its size: small ones would not keep up */
enum { WRITE_BYTES = 64 * HPP_BLOCK_BYTES, EVENTS = 4, RETRY_MS = 10, WAIT_MS = 500 };

struct functionfs {
	int control, bulk; /* ep0, ep1 */
	struct hpp_model *model;
	pthread_mutex_t lock; /* of the model and what follows */
	pthread_cond_t changed;
	bool ends;
	pthread_t sender;
	uint8_t blocks[WRITE_BYTES];
};

/* --- blocks --- */

static void wait_until(struct functionfs *ffs, int64_t ns)
{
	struct timespec t = {.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};

	pthread_cond_timedwait(&ffs->changed, &ffs->lock, &t);
}

/* While the device is on no bus a write fails: what it held is lost with the session. */
static void send_blocks(struct functionfs *ffs, size_t size)
{
	ssize_t put;

	pthread_mutex_unlock(&ffs->lock);
	put = write(ffs->bulk, ffs->blocks, size);
	pthread_mutex_lock(&ffs->lock);
	if (put < 0 && !ffs->ends)
		wait_until(ffs, monotonic_ns() + RETRY_MS * INT64_C(1000000));
}

static void *sender_run(void *arg)
{
	struct functionfs *ffs = arg;

	pthread_mutex_lock(&ffs->lock);
	while (!ffs->ends) {
		int64_t now = monotonic_ns(), latest = now + WAIT_MS * INT64_C(1000000);
		int64_t got = hpp_model_bulk(ffs->model, ffs->blocks, sizeof(ffs->blocks), now);
		int64_t ready = hpp_model_ready_ns(ffs->model, now);

		if (got > 0)
			send_blocks(ffs, (size_t)got);
		else
			wait_until(ffs, ready < latest ? ready : latest);
	}
	pthread_mutex_unlock(&ffs->lock);
	return NULL;
}

/* --- requests --- */

/* A transfer against the direction that was asked for stalls the endpoint. */
static void stall(const struct functionfs *ffs, bool in)
{
	uint8_t none;

	if ((in ? read(ffs->control, &none, 0) : write(ffs->control, &none, 0)) < 0)
		return;
}

static void answer(const struct functionfs *ffs, const struct hpp_setup *setup, uint8_t *data,
		   int size)
{
	bool in = setup->type & USB_DIR_IN;
	/* data that came were acknowledged when they were read: too late to refuse them, a host
	 * reads back what it has set */
	bool acknowledged = !in && setup->length;
	ssize_t done = 0;

	if (size < 0 && !acknowledged)
		stall(ffs, in);
	else if (in)
		done = write(ffs->control, data, (size_t)size);
	else if (!acknowledged)
		done = read(ffs->control, data, 0);
	/* a host that gave up asks again */
	(void)done;
}

static void on_setup(struct functionfs *ffs, const struct usb_ctrlrequest *request)
{
	struct hpp_setup setup;
	uint8_t data[HPP_ANSWER_MAX];
	int64_t answer_ns;
	int size;

	_Static_assert(sizeof(*request) == HPP_SETUP_BYTES, "the same eight bytes");
	hpp_setup_decode(&setup, (const uint8_t *)request);
	if (!(setup.type & USB_DIR_IN) && setup.length) {
		if (setup.length > sizeof(data)) {
			stall(ffs, false);
			return;
		}
		if (read(ffs->control, data, setup.length) != setup.length)
			return;
	}
	pthread_mutex_lock(&ffs->lock);
	size = hpp_model_control(ffs->model, &setup, data, monotonic_ns(), &answer_ns);
	pthread_cond_signal(&ffs->changed);
	pthread_mutex_unlock(&ffs->lock);
	answer(ffs, &setup, data, size);
}

static void set_power(struct functionfs *ffs, bool on)
{
	pthread_mutex_lock(&ffs->lock);
	if (on)
		hpp_model_plug(ffs->model, monotonic_ns());
	else
		hpp_model_unplug(ffs->model);
	pthread_cond_signal(&ffs->changed);
	pthread_mutex_unlock(&ffs->lock);
}

int functionfs_serve(struct functionfs *ffs, struct error *err)
{
	struct usb_functionfs_event events[EVENTS];
	ssize_t got = read(ffs->control, events, sizeof(events));

	if (got < 0)
		return errno == EINTR || errno == EAGAIN ? 0
							 : fail_errno(err, HINGE_EDEVICE, "ep0");
	for (size_t i = 0; i < (size_t)got / sizeof(events[0]); i++) {
		if (events[i].type == FUNCTIONFS_SETUP)
			on_setup(ffs, &events[i].u.setup);
		else if (events[i].type == FUNCTIONFS_ENABLE)
			set_power(ffs, true);
		else if (events[i].type == FUNCTIONFS_DISABLE ||
			 events[i].type == FUNCTIONFS_UNBIND)
			set_power(ffs, false);
	}
	return 0;
}

int functionfs_fd(const struct functionfs *ffs)
{
	return ffs->control;
}

static int start_sender(struct functionfs *ffs, struct error *err)
{
	pthread_condattr_t attributes;
	int code;

	pthread_mutex_init(&ffs->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&ffs->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	code = pthread_create(&ffs->sender, NULL, sender_run, ffs);
	return code ? fail(err, HINGE_EAGAIN, "no thread: %s", strerror(code)) : 0;
}

int functionfs_open(struct functionfs **out, const char *mount, struct hpp_model *model,
		    struct error *err)
{
	struct functionfs *ffs = calloc(1, sizeof(*ffs));
	int ret;

	if (!ffs)
		return fail(err, HINGE_ENOMEM, "no memory for the endpoints");
	ffs->model = model;
	ret = endpoints_open(&ffs->control, &ffs->bulk, mount, err);
	if (ret)
		goto out;
	ret = start_sender(ffs, err);
	if (ret) {
		close(ffs->bulk);
		close(ffs->control);
		goto out;
	}
	*out = ffs;
	return 0;
out:
	free(ffs);
	return ret;
}

void functionfs_close(struct functionfs *ffs)
{
	if (!ffs)
		return;
	pthread_mutex_lock(&ffs->lock);
	ffs->ends = true;
	pthread_cond_signal(&ffs->changed);
	pthread_mutex_unlock(&ffs->lock);
	pthread_join(ffs->sender, NULL);
	pthread_cond_destroy(&ffs->changed);
	pthread_mutex_destroy(&ffs->lock);
	close(ffs->bulk);
	close(ffs->control);
	free(ffs);
}
