/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/record/follow.h"

#include "tools/cli/log.h"
#include "tools/client/answer.h"
#include "tools/record/keys.h"
#include "tools/record/view.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t interrupts;

static void count_interrupt(int number)
{
	(void)number;
	interrupts++;
}

void record_follow_prepare(void)
{
	struct sigaction action = {.sa_handler = count_interrupt};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

struct followed {
	int64_t number;
	bool awaited;
	struct record_view view;
};

/* 1 = the recording has ended and *card is its, 0 = it goes on. */
static int take_snapshot(const char *text, struct followed *followed, struct js **card,
			 struct error *err)
{
	int64_t number = followed->number;
	struct js *status;
	const struct js *last;
	int64_t ended;
	int ret = answer_parse(&status, text, err);

	if (ret)
		return ret;
	last = js_get(status, "last");
	ended = (int64_t)answer_number(last, "number");
	if (ended == number) {
		*card = js_copy(last);
		ret = *card ? 1 : fail(err, HINGE_ENOMEM, "no memory for the recording's card");
	} else if (ended > number) {
		ret = fail(err, HINGE_EAGAIN,
			   "a later recording has ended before this one's card was read; its files "
			   "are in the study");
	} else if (followed->awaited && js_is_null(js_get(last, "next"))) {
		*card = NULL;
		ret = 1;
	} else {
		record_view_update(&followed->view, status);
	}
	js_free(status);
	return ret;
}

/* The first Ctrl-C ends the recording, the second the waiting. */
static int heed_interrupts(struct control *control, bool *stopped, struct error *err)
{
	struct error ignored;

	if (interrupts > 1)
		return fail(err, HINGE_EINTERRUPTED,
			    "not waiting any longer; the daemon finishes the recording (see hinge "
			    "status)");
	if (interrupts == 0 || *stopped)
		return 0;
	*stopped = true;
	/* it may have ended by itself in this moment; its card tells */
	control_post(control, "record.stop", NULL, &ignored);
	return 0;
}

static void set_mark(struct control *control, struct record_keys *keys)
{
	char mark[64];
	struct error err;

	snprintf(mark, sizeof(mark), "{\"kind\": \"note\", \"text\": \"key %d\"}", keys->marks + 1);
	if (control_call(control, "record.mark", mark, NULL, &err))
		log_write(LOG_WARN, "no mark: %s", err.text);
	else
		log_write(LOG_INFO, "mark %d is set", ++keys->marks);
}

/* Stopped and discarded is told by the next snapshot, or by the card. */
static void heed_keys(struct control *control, struct record_keys *keys)
{
	struct error ignored;

	switch (record_keys_next(keys)) {
	case RECORD_KEY_NONE:
		return;
	case RECORD_KEY_MARK:
		set_mark(control, keys);
		return;
	case RECORD_KEY_STOP:
		control_post(control, "record.stop", NULL, &ignored);
		return;
	case RECORD_KEY_DISCARD:
		control_post(control, "record.discard", NULL, &ignored);
		return;
	}
}

int record_follow(struct control *control, int64_t number, bool awaited, struct js **card,
		  struct error *err)
{
	enum { SILENCE_MS = 30000, LOOK_MS = 200 };
	struct followed followed = {.number = number, .awaited = awaited};
	struct record_keys keys;
	bool stopped = false;
	int silent_ms = 0;
	int ret = 0;

	record_view_init(&followed.view);
	record_keys_init(&keys);
	while (ret == 0) {
		char *event;

		heed_keys(control, &keys);
		ret = heed_interrupts(control, &stopped, err);
		if (!ret)
			ret = control_next(control, &event, LOOK_MS, err);
		if (ret == 0)
			silent_ms += LOOK_MS;
		if (ret > 0) {
			silent_ms = 0;
			ret = take_snapshot(event, &followed, card, err);
			free(event);
		}
		if (silent_ms > SILENCE_MS)
			ret = fail(err, HINGE_EAGAIN, "the daemon has been silent for %d s",
				   SILENCE_MS / 1000);
	}
	record_keys_end(&keys);
	record_view_end();
	return ret < 0 ? ret : 0;
}
