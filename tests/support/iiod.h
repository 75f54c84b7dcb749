/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ADC behind iiod, the server of Linux's IIO: its text protocol on a loopback port, one thread
 * for each connection. The ADC samples all the time, frame n at n / rate of CLOCK_MONOTONIC,
 * whoever reads it, so that of each value it is known when it was; what is not read waits. It can
 * be made to lie. */
#ifndef TESTS_SUPPORT_IIOD_H
#define TESTS_SUPPORT_IIOD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IIOD_CHANNELS_MAX = 16, IIOD_CONNECTIONS_MAX = 8 };

enum iiod_lie {
	IIOD_HONEST,
	IIOD_TOO_LONG,      /* more bytes than were asked for, and says so */
	IIOD_TOO_SHORT,     /* half a scan */
	IIOD_OTHER_MASK,    /* says that one channel fewer comes */
	IIOD_NEGATIVE,      /* an error in place of samples: -EPIPE */
	IIOD_VANISHES,      /* in the middle of the samples: closes the connection */
	IIOD_MUTE,          /* does not answer a request for samples */
	IIOD_EMPTY,         /* nought bytes */
	IIOD_NOISE,         /* no number where one belongs */
	IIOD_FAST_CLOCK,    /* times that run away */
	IIOD_NO_XML,        /* a description that is none */
	IIOD_HUGE_XML,      /* says that it has 2 GB */
	IIOD_ABSURD_FORMAT, /* samples of 3 bits in 7, shifted by 99 */
	IIOD_REFUSES_OPEN,  /* -EBUSY */
	IIOD_LIES           /* how many there are */
};

struct iiod_options {
	const char *name;   /* NULL = "emulated" */
	int channels;       /* 0 = 8 */
	const char *format; /* NULL = "le:s24/32>>0" */
	bool has_time;
	bool times_of_channels; /* the rate is an attribute of the channels */
	bool has_no_rate, refuses_rate;
	double rate_hz;    /* 0 = 1000; it takes 100 to 200000 */
	double scale_step; /* channel c has the scale 0.001 * (1 + c * scale_step) */
	int offset;
	int fifo_frames; /* what is not read beyond so many is lost; 0 = nothing is */
	int port;        /* 0 = any that is free */
};

/* A format's parts. */
struct iiod_layout {
	unsigned bytes, bits, shift;
	bool is_signed, is_big_endian;
};

struct iiod_connection {
	struct iiod *iiod;
	pthread_t thread;
	int fd;
	_Atomic bool in_use, ended;
};

struct iiod {
	struct iiod_options options;
	struct iiod_layout layout;
	int fd, port;
	pthread_t thread;
	_Atomic bool stop;
	_Atomic int lie;      /* enum iiod_lie */
	_Atomic int reads;    /* requests for samples that were answered */
	_Atomic int64_t skip; /* frames to be lost at the next request for samples, after 5 of it */
	_Atomic int rate_mhz;
	struct iiod_connection connection[IIOD_CONNECTIONS_MAX];
};

/* The value of a channel in frame n: counts up over all that its bits can hold. */
int64_t iiod_value(const struct iiod_layout *, int64_t frame, int channel, int channels);
struct iiod_layout iiod_parse_format(const char *format);
/* 0, or -errno. */
int iiod_start(struct iiod *, const struct iiod_options *);
/* Cuts every connection; those that follow are served. */
void iiod_cut(struct iiod *);
void iiod_stop(struct iiod *);

#endif
