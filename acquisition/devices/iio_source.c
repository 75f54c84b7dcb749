/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "iio:URI[,device=NAME][,rate=HZ][,newton_per_volt=X]": plates on an ADC behind Linux's IIO, of
 * this computer ("local:") or of one on the network ("ip:HOST[:PORT]", where iiod runs). Four
 * voltage inputs are one plate, of eight the first four are the left one; in the order of their
 * index. */
#include "acquisition/devices/option.h"
#include "acquisition/iio/context.h"
#include "acquisition/iio/session.h"
#include "acquisition/source_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PLATE_INPUTS = 4, ADDRESS_MAX = 256 };
#define VOLT_PER_MILLIVOLT 1e-3

struct iio_state {
	struct adc_target target;
	double newton_per_volt; /* NaN = a count is a newton */
	struct adc_session session;
};

/* --- address --- */

static int parse_option(struct iio_state *iio, const char *text, struct error *err)
{
	static const char device[] = "device=";
	const size_t size = sizeof(device) - 1;

	if (option_number(text, "rate=", &iio->target.rate_hz) ||
	    option_number(text, "newton_per_volt=", &iio->newton_per_volt))
		return 0;
	if (!strncmp(text, device, size) && text[size] &&
	    strlen(text + size) < sizeof(iio->target.device)) {
		snprintf(iio->target.device, sizeof(iio->target.device), "%s", text + size);
		return 0;
	}
	return fail(err, HINGE_EUSAGE,
		    "iio: '%.64s' is none of its options "
		    "(iio:ip:192.168.1.5,device=ad7768,rate=1000,newton_per_volt=500)",
		    text);
}

static int check_options(const struct iio_state *iio, struct error *err)
{
	double hz = iio->target.rate_hz;

	if (isfinite(hz) && !(hz >= RATE_MIN_HZ && hz <= RATE_MAX_HZ))
		return fail(err, HINGE_EUSAGE, "iio: rate=%g is outside %d to %d Hz", hz,
			    RATE_MIN_HZ, RATE_MAX_HZ);
	if (iio->newton_per_volt == 0)
		return fail(err, HINGE_EUSAGE, "iio: newton_per_volt=0 makes no force");
	return 0;
}

static int parse_address(struct iio_state *iio, const char *address, struct error *err)
{
	char text[ADDRESS_MAX], *rest = text, *word;
	int ret = 0;

	if (snprintf(text, sizeof(text), "%s", address) >= (int)sizeof(text))
		return fail(err, HINGE_EUSAGE, "iio: an address has at most %zu characters",
			    sizeof(text) - 1);
	word = strsep(&rest, ",");
	if (!strchr(word, ':') || strlen(word) >= sizeof(iio->target.uri))
		return fail(err, HINGE_EUSAGE,
			    "iio: expected where the ADC is: iio:local:, or iio:ip:HOST where iiod "
			    "runs on another computer");
	snprintf(iio->target.uri, sizeof(iio->target.uri), "%s", word);
	while (!ret && (word = strsep(&rest, ",")))
		ret = parse_option(iio, word, err);
	if (!ret)
		ret = check_options(iio, err);
	if (!isfinite(iio->target.rate_hz))
		iio->target.rate_hz = 0;
	return ret;
}

/* --- open --- */

static double newton_per_count(const struct iio_state *iio, size_t input)
{
	const struct adc_description *adc = &iio->session.description;

	if (isfinite(iio->newton_per_volt))
		return iio->newton_per_volt * VOLT_PER_MILLIVOLT * adc->scale[input];
	/* inputs of unlike gain stay comparable */
	return isfinite(adc->scale[0]) && isfinite(adc->scale[input])
		       ? adc->scale[input] / adc->scale[0]
		       : 1;
}

static void describe_plate(const struct iio_state *iio, struct plate *plate, size_t number,
			   size_t plates)
{
	plate->foot = plates == 1 ? FOOT_UNKNOWN : number ? FOOT_RIGHT : FOOT_LEFT;
	if (plates == 1)
		snprintf(plate->name, sizeof(plate->name), "plate-1");
	else
		snprintf(plate->name, sizeof(plate->name), "%s", foot_name(plate->foot));
	plate->cells = PLATE_INPUTS;
	for (size_t i = 0; i < PLATE_INPUTS; i++) {
		size_t input = number * PLATE_INPUTS + i;

		plate->cell[i].column = (int)input;
		plate->cell[i].newton_per_unit = newton_per_count(iio, input);
		plate->cell[i].zero = -iio->session.description.offset[input];
	}
}

/* One that tells no serial number is known by its place. */
static void describe_serial(const struct iio_state *iio, char *serial, size_t size)
{
	const struct adc_description *adc = &iio->session.description;

	if (*adc->serial)
		snprintf(serial, size, "%s", adc->serial);
	else
		snprintf(serial, size, "%s@%s", adc->name, iio->target.uri);
}

static void describe(const struct iio_state *iio, struct recording_info *info)
{
	const struct adc_description *adc = &iio->session.description;

	info->rate_hz = adc->rate_hz;
	info->unit = UNIT_COUNT;
	info->channels = adc->channels;
	info->plates = adc->channels / PLATE_INPUTS;
	for (size_t i = 0; i < info->plates; i++)
		describe_plate(iio, &info->plate[i], i, info->plates);
	snprintf(info->source, sizeof(info->source), "iio");
	snprintf(info->firmware, sizeof(info->firmware), "%s", adc->name);
	describe_serial(iio, info->serial, sizeof(info->serial));
}

static int check_scale(const struct iio_state *iio, struct error *err)
{
	const struct adc_description *adc = &iio->session.description;

	for (size_t i = 0; isfinite(iio->newton_per_volt) && i < adc->channels; i++)
		if (!isfinite(adc->scale[i]))
			return fail(err, HINGE_EDEVICE,
				    "iio:%s: %s does not tell the scale of input %zu, so that "
				    "newton_per_volt means nothing: leave it out and use `hinge "
				    "calibrate`",
				    iio->target.uri, adc->name, i + 1);
	return 0;
}

static void source_close_iio(void *state)
{
	adc_session_close(&((struct iio_state *)state)->session);
}

static int source_open_iio(void *state, const char *address, struct recording_info *info,
			   struct error *err)
{
	struct iio_state *iio = state;
	int ret;

	iio->target.rate_hz = NAN;
	iio->newton_per_volt = NAN;
	ret = parse_address(iio, address, err);
	if (!ret)
		ret = adc_session_open(&iio->session, &iio->target, err);
	if (ret)
		return ret;
	ret = check_scale(iio, err);
	if (ret)
		source_close_iio(iio);
	else
		describe(iio, info);
	return ret;
}

/* --- the rest --- */

static int64_t source_read_iio(void *state, int32_t *counts, size_t max_frames,
			       struct source_block *block, int timeout_ms, struct error *err)
{
	return adc_session_read(&((struct iio_state *)state)->session, counts, max_frames, block,
				timeout_ms, err);
}

static const char *source_trouble_iio(const void *state)
{
	return atomic_load(&((const struct iio_state *)state)->session.trouble);
}

static int source_health_iio(void *state, struct source_health *health, struct error *err)
{
	(void)err;
	health->lost_frames = ((const struct iio_state *)state)->session.lost_frames;
	return 0;
}

struct list_call {
	void (*visit)(void *ctx, const struct source_listing *);
	void *ctx;
};

static void list_one(void *ctx, const struct adc_target *target, const struct adc_description *adc)
{
	const struct list_call *call = ctx;
	struct source_listing listing = {.unasked = true};

	snprintf(listing.address, sizeof(listing.address), "iio:%s,device=%s", target->uri,
		 target->device);
	snprintf(listing.name, sizeof(listing.name), "%s", adc->name);
	snprintf(listing.serial, sizeof(listing.serial), "%s", adc->serial);
	snprintf(listing.detail, sizeof(listing.detail), "%u inputs, %u bit%s", adc->channels,
		 adc->bits, adc->has_time ? ", timestamps" : "");
	call->visit(call->ctx, &listing);
}

static int source_list_iio(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
			   struct error *err)
{
	struct list_call call = {visit, ctx};

	(void)err;
	adc_context_list(list_one, &call);
	return 0;
}

const struct source_ops iio_source = {
	.scheme = "iio",
	.summary = "plates on an ADC behind Linux's IIO, here or on the network",
	.state_size = sizeof(struct iio_state),
	.open = source_open_iio,
	.read = source_read_iio,
	.trouble = source_trouble_iio,
	.health = source_health_iio,
	.close = source_close_iio,
	.list = source_list_iio,
};
