/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "mcc:SERIAL[,rate=HZ][,range=V][,newton_per_volt=X][,ramp=1]": plates with analogue outputs on a
 * USB-1608FS-Plus, without SERIAL the only one there. Inputs 1 to 4 are the left plate's cells, 5
 * to 8 the right one's. range: 1, 2, 5 or 10 V to either side; ramp: the device's own counter. */
#include "acquisition/devices/option.h"
#include "acquisition/mcc/session.h"
#include "acquisition/source_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct mcc_state {
	struct usb_filter filter;
	char serial[64], name[96];
	double rate_hz, range_v, newton_per_volt;
	bool ramp;
	struct mcc_correction correction;
	struct mcc_session session;
};

static const struct usb_filter any_box = {
	.vendor = MCC_VENDOR,
	.product = MCC_USB_1608FS_PLUS,
	.what = "USB-1608FS-Plus",
};

/* --- address --- */

static int parse_option(struct mcc_state *mcc, const char *text, struct error *err)
{
	if (option_number(text, "rate=", &mcc->rate_hz) ||
	    option_number(text, "range=", &mcc->range_v) ||
	    option_number(text, "newton_per_volt=", &mcc->newton_per_volt) ||
	    option_switch(text, "ramp=", &mcc->ramp))
		return 0;
	return fail(err, HINGE_EUSAGE,
		    "mcc: '%.64s' is none of its options "
		    "(mcc:SERIAL,rate=1000,range=10,newton_per_volt=500,ramp=1)",
		    text);
}

static int check_options(const struct mcc_state *mcc, struct error *err)
{
	if (!(mcc->rate_hz >= RATE_MIN_HZ && mcc->rate_hz <= MCC_RATE_MAX_HZ))
		return fail(err, HINGE_EUSAGE, "mcc: rate=%g is outside what it can, %d to %d Hz",
			    mcc->rate_hz, RATE_MIN_HZ, MCC_RATE_MAX_HZ);
	if (mcc_range_code(mcc->range_v) < 0)
		return fail(err, HINGE_EUSAGE, "mcc: range=%g: it has 1, 2, 5 and 10 (volt)",
			    mcc->range_v);
	if (mcc->newton_per_volt == 0)
		return fail(err, HINGE_EUSAGE, "mcc: newton_per_volt=0 makes no force");
	return 0;
}

static int parse_address(struct mcc_state *mcc, const char *address, struct error *err)
{
	char text[160], *rest = text, *word;
	int ret = 0;

	if (snprintf(text, sizeof(text), "%s", address) >= (int)sizeof(text))
		return fail(err, HINGE_EUSAGE, "mcc: an address has at most %zu characters",
			    sizeof(text) - 1);
	word = strsep(&rest, ",");
	if (strlen(word) >= sizeof(mcc->serial))
		return fail(err, HINGE_EUSAGE, "mcc: a serial number has at most %zu characters",
			    sizeof(mcc->serial) - 1);
	snprintf(mcc->serial, sizeof(mcc->serial), "%s", word);
	while (!ret && (word = strsep(&rest, ",")))
		ret = parse_option(mcc, word, err);
	return ret ? ret : check_options(mcc, err);
}

/* --- open --- */

static void describe_plate(const struct mcc_state *mcc, struct plate *plate, int first_input)
{
	bool known = isfinite(mcc->newton_per_volt);
	double unit = known ? mcc->newton_per_volt * mcc->range_v / MCC_ZERO_CODE : 1;

	plate->foot = first_input ? FOOT_RIGHT : FOOT_LEFT;
	snprintf(plate->name, sizeof(plate->name), "%s", foot_name(plate->foot));
	plate->cells = MCC_CHANNELS / 2;
	for (int i = 0; i < (int)plate->cells; i++) {
		int input = first_input + i;
		double slope = mcc->correction.slope[input];

		/* force = unit * (code * slope + intercept - 32768), code = count + 32768 */
		plate->cell[i].column = input;
		plate->cell[i].newton_per_unit = unit * slope;
		plate->cell[i].zero =
			-(MCC_ZERO_CODE * (slope - 1) + mcc->correction.intercept[input]) / slope;
	}
}

static void describe(const struct mcc_state *mcc, struct recording_info *info)
{
	info->rate_hz = mcc->session.scan.rate_hz;
	info->unit = UNIT_COUNT;
	info->channels = MCC_CHANNELS;
	info->plates = 2;
	for (int i = 0; i < 2; i++)
		describe_plate(mcc, &info->plate[i], i * MCC_CHANNELS / 2);
	snprintf(info->source, sizeof(info->source), "%s", "mcc");
	snprintf(info->serial, sizeof(info->serial), "%s", mcc->serial);
}

static int read_correction(struct mcc_state *mcc, struct error *err)
{
	uint8_t memory[MCC_CALIBRATION_BYTES];
	struct error why;
	int ret = 0;

	/* as many bytes as one answer takes */
	for (uint16_t at = 0; at < sizeof(memory) && ret >= 0; at = (uint16_t)(at + 64))
		ret = mcc_ask(&mcc->session, MCC_CALIBRATION, at, memory + at, 64, &why);
	if (ret >= 0)
		ret = mcc_get_correction(&mcc->correction, memory, mcc_range_code(mcc->range_v),
					 &why);
	return ret < 0 ? fail(err, ret, "%s: %s", mcc->name, why.text) : 0;
}

static int open_box(struct mcc_state *mcc, struct error *err)
{
	struct mcc_scan scan = {.range_code = mcc_range_code(mcc->range_v), .ramp = mcc->ramp};
	const struct usb_found *found;
	int ret = usb_open(&mcc->session.device, &mcc->filter, err);

	if (ret)
		return ret;
	found = usb_describe(mcc->session.device);
	snprintf(mcc->serial, sizeof(mcc->serial), "%s", found->serial);
	snprintf(mcc->name, sizeof(mcc->name), "%s %s", any_box.what,
		 *found->serial ? found->serial : found->path);
	ret = usb_wait_new(&mcc->session.wait, &mcc->filter, err);
	if (!ret)
		ret = read_correction(mcc, err);
	scan.pacer = mcc_pacer(mcc->rate_hz, &scan.rate_hz);
	return ret ? ret : mcc_session_open(&mcc->session, mcc->name, &scan, err);
}

static void source_close_mcc(void *state)
{
	mcc_session_close(&((struct mcc_state *)state)->session);
}

static int source_open_mcc(void *state, const char *address, struct recording_info *info,
			   struct error *err)
{
	struct mcc_state *mcc = state;
	int ret;

	mcc->rate_hz = 1000;
	mcc->range_v = 10;
	mcc->newton_per_volt = NAN;
	ret = parse_address(mcc, address, err);
	if (ret)
		return ret;
	mcc->filter = any_box;
	mcc->filter.serial = mcc->serial;
	ret = open_box(mcc, err);
	if (ret)
		source_close_mcc(mcc);
	else
		describe(mcc, info);
	return ret;
}

/* --- the rest --- */

static int64_t source_read_mcc(void *state, int32_t *counts, size_t max_frames,
			       struct source_block *block, int timeout_ms, struct error *err)
{
	return mcc_session_read(&((struct mcc_state *)state)->session, counts, max_frames, block,
				timeout_ms, err);
}

static int32_t source_ramp_mcc(const void *state, int64_t frame, size_t channel)
{
	return mcc_ramp(frame - ((const struct mcc_state *)state)->session.base, channel);
}

static const char *source_trouble_mcc(const void *state)
{
	return atomic_load(&((const struct mcc_state *)state)->session.trouble);
}

static int source_health_mcc(void *state, struct source_health *health, struct error *err)
{
	const struct mcc_state *mcc = state;

	if (!mcc->session.device)
		return fail(err, HINGE_EDEVICE, "%s is unplugged", mcc->name);
	health->link_mbit = usb_describe(mcc->session.device)->link_mbit;
	health->fifo_frames = MCC_FIFO_FRAMES;
	health->lost_frames = mcc->session.lost_frames;
	return 0;
}

static int source_identify_mcc(void *state, double seconds, struct error *err)
{
	struct mcc_state *mcc = state;
	/* it blinks about once a second */
	uint8_t times = (uint8_t)fmin(fmax(ceil(seconds), 1), 255);
	struct error why;
	int ret = mcc_ask(&mcc->session, MCC_BLINK, 0, &times, 1, &why);

	return ret < 0 ? fail(err, ret, "%s: %s", mcc->name, why.text) : 0;
}

struct list_call {
	void (*visit)(void *ctx, const struct source_listing *);
	void *ctx;
};

static void list_one(void *ctx, const struct usb_found *found)
{
	const struct list_call *call = ctx;
	struct source_listing listing = {0};

	snprintf(listing.address, sizeof(listing.address), "mcc:%s", found->serial);
	snprintf(listing.name, sizeof(listing.name), "%s", any_box.what);
	snprintf(listing.serial, sizeof(listing.serial), "%s", found->serial);
	snprintf(listing.detail, sizeof(listing.detail), "%s",
		 found->access == USB_FORBIDDEN
			 ? "no permission: install the udev rule 70-hinge.rules"
			 : "8 inputs, 16 bit, to 100000 Hz");
	call->visit(call->ctx, &listing);
}

static int source_list_mcc(void (*visit)(void *ctx, const struct source_listing *), void *ctx,
			   struct error *err)
{
	struct list_call call = {visit, ctx};

	return usb_list(&any_box, list_one, &call, err);
}

const struct source_ops mcc_source = {
	.scheme = "mcc",
	.summary = "plates on a Measurement Computing USB-1608FS-Plus",
	.state_size = sizeof(struct mcc_state),
	.open = source_open_mcc,
	.read = source_read_mcc,
	.ramp = source_ramp_mcc,
	.trouble = source_trouble_mcc,
	.health = source_health_mcc,
	.identify = source_identify_mcc,
	.close = source_close_mcc,
	.list = source_list_mcc,
};
