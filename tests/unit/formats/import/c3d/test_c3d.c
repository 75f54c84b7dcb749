/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What C3D files hold and what they get wrong, in files made here. */
#include "tests/support/assert_near.h"
#include "tests/support/c3d_builder.h"
#include "tests/support/starve.h"

#include "analysis/signal/wrench.h"
#include "formats/import/c3d/c3d.h"
#include "formats/import/formats.h"
#include "formats/plate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLATE = 1, POINTS = 2, ANALOG = 3, FRAMES = 20, SAMPLES = 2, SIX = 6 };
enum { ROWS = FRAMES * SAMPLES };
#define RATE_HZ 100.0

/* One plate; what is 0 or NULL here is not written. */
struct file {
	int order, type, plates;
	bool is_float;
	size_t channels, extra_words;
	int inputs; /* rows of CHANNEL; 0: as many as the type has */
	double scale, offset, gain;
	const char *format;
	const char *unit; /* of every channel, 4 characters each */
	const double *channel, *origin, *matrix, *polynomial, *zero;
	double used, analog_hz;
};

static const double one_to_eight[] = {1, 2, 3, 4, 5, 6, 7, 8};

static struct file type_2(void)
{
	static const double origin[3] = {1, -2, -40};

	return (struct file){
		.order = ORDER_INTEL,
		.type = 2,
		.plates = 1,
		.channels = SIX,
		.scale = -0.5,
		.offset = 2048,
		.gain = 2,
		.unit = "N   N   N   Nmm Nmm Nmm ",
		.channel = one_to_eight,
		.origin = origin,
		.used = SIX,
		.analog_hz = RATE_HZ * SAMPLES,
	};
}

static void put_plate(struct c3d_builder *b, const struct file *f)
{
	const double plates = f->plates, type[4] = {f->type, f->type, f->type, f->type};
	const double zeros[24] = {0};
	int n = f->plates, inputs = f->inputs ? f->inputs : f->type == 3 ? 8 : 6;

	c3d_group(b, PLATE, "FORCE_PLATFORM");
	c3d_integers(b, PLATE, "USED", NULL, &plates);
	c3d_integers(b, PLATE, "TYPE", (int[]){n, -1}, type);
	c3d_integers(b, PLATE, "CHANNEL", (int[]){inputs, n, -1}, f->channel ? f->channel : zeros);
	c3d_integers(b, PLATE, "ZERO", (int[]){2, -1}, f->zero ? f->zero : zeros);
	if (f->origin)
		c3d_reals(b, PLATE, "ORIGIN", (int[]){3, 1, -1}, f->origin);
	if (f->matrix)
		c3d_reals(b, PLATE, "CAL_MATRIX", (int[]){6, 6, 1, -1}, f->matrix);
	if (f->polynomial)
		c3d_reals(b, PLATE, "FPCOPPOLY", (int[]){6, 2, 1, -1}, f->polynomial);
}

static void put_analog(struct c3d_builder *b, const struct file *f)
{
	double scale[16], offset[16];
	int channels = (int)f->channels;

	for (int i = 0; i < channels; i++) {
		scale[i] = f->scale;
		offset[i] = f->offset;
	}
	c3d_group(b, ANALOG, "ANALOG");
	c3d_integers(b, ANALOG, "USED", NULL, &f->used);
	c3d_reals(b, ANALOG, "SCALE", (int[]){channels, -1}, scale);
	c3d_reals(b, ANALOG, "GEN_SCALE", NULL, &f->gain);
	c3d_integers(b, ANALOG, "OFFSET", (int[]){channels, -1}, offset);
	if (f->unit)
		c3d_texts(b, ANALOG, "UNITS", 4, channels, f->unit);
	if (f->format)
		c3d_texts(b, ANALOG, "FORMAT", (int)strlen(f->format), 1, f->format);
	if (f->analog_hz > 0)
		c3d_reals(b, ANALOG, "RATE", NULL, &f->analog_hz);
}

static void put_head(struct c3d_builder *b, const struct file *f)
{
	c3d_begin(b, f->order, f->is_float);
	put_plate(b, f);
	put_analog(b, f);
	c3d_group(b, POINTS, "POINT");
	c3d_texts(b, POINTS, "UNITS", 2, 1, "mm");
}

/* Row r of channel c. */
typedef double stored_fn(size_t row, size_t channel);

static double counting(size_t row, size_t channel)
{
	return 2048.0 + 100.0 * (double)channel - (double)row;
}

static void put_rows(struct c3d_builder *b, const struct file *f, stored_fn *stored)
{
	c3d_data(b, RATE_HZ, FRAMES, SAMPLES * f->channels + f->extra_words, SAMPLES);
	for (size_t row = 0; row < ROWS; row++) {
		for (size_t c = 0; c < f->channels; c++)
			c3d_put(b, stored(row, c));
		for (size_t w = 0; row % SAMPLES == SAMPLES - 1 && w < f->extra_words; w++)
			c3d_put(b, 9);
	}
}

static int parse(const struct c3d_builder *b, struct trial **trial, struct error *err)
{
	struct import_options options;

	import_options_init(&options);
	*trial = NULL;
	return import_c3d.parse((char *)b->bytes, b->size, "t.c3d", &options, trial, err);
}

static struct trial *parse_good(struct c3d_builder *b)
{
	struct trial *trial;
	struct error err;

	if (parse(b, &trial, &err))
		fail_msg("%s", err.text);
	c3d_free(b);
	return trial;
}

static struct trial *trial_of(const struct file *f, stored_fn *stored)
{
	struct c3d_builder b;

	put_head(&b, f);
	put_rows(&b, f, stored);
	return parse_good(&b);
}

static void expect_refusal(struct c3d_builder *b, const char *why)
{
	struct trial *trial;
	struct error err;

	assert_int_equal(parse(b, &trial, &err), HINGE_EFORMAT);
	assert_null(trial);
	if (!strstr(err.text, why))
		fail_msg("'%s' says nothing of '%s'", err.text, why);
	c3d_free(b);
}

static void expect_refused(const struct file *f, const char *why)
{
	struct c3d_builder b;

	put_head(&b, f);
	put_rows(&b, f, counting);
	expect_refusal(&b, why);
}

static void wrench_at(const struct trial *trial, size_t row, double wrench[WRENCH_SIZE])
{
	struct plate_map map;

	plate_map_init(&map, &trial->info.plate[0]);
	plate_map_apply(&map, trial->samples + row * trial->channels, wrench);
}

/* --- numbers --- */

static void reals_of_all_three_machines_are_read(void **state)
{
	static const unsigned char vax_one[] = {0x80, 0x40, 0, 0}, vax_minus[] = {0x80, 0xc0, 0, 0};
	static const unsigned char vax_pi[] = {0x49, 0x41, 0xdb, 0x0f}, zero[] = {0, 0, 0, 0};
	static const unsigned char vax_reserved[] = {0, 0x80, 0, 0},
				   vax_most[] = {0xff, 0x7f, 0xff, 0xff};
	static const unsigned char big_pi[] = {0x40, 0x49, 0x0f, 0xdb};
	static const unsigned char little_pi[] = {0xdb, 0x0f, 0x49, 0x40};

	(void)state;
	assert_near(c3d_real(vax_one, C3D_DEC), 1.0, 0);
	assert_near(c3d_real(vax_minus, C3D_DEC), -1.0, 0);
	assert_near(c3d_real(vax_pi, C3D_DEC), 3.14159274101257324, 0);
	assert_near(c3d_real(zero, C3D_DEC), 0.0, 0);
	assert_nan(c3d_real(vax_reserved, C3D_DEC));
	assert_close(c3d_real(vax_most, C3D_DEC), 1.70141173e38, 1e-8);
	assert_near(c3d_real(big_pi, C3D_SGI), 3.14159274101257324, 0);
	assert_near(c3d_real(little_pi, C3D_INTEL), 3.14159274101257324, 0);
	assert_int_equal(c3d_word(big_pi, C3D_SGI), 0x4049);
	assert_int_equal(c3d_word(big_pi, C3D_DEC), 0x4940);
}

static void units_are_known_by_how_they_are_written(void **state)
{
	(void)state;
	assert_near(c3d_moment_unit("Nmm"), 0.001, 0);
	assert_near(c3d_moment_unit("ntmm"), 0.001, 0);
	assert_near(c3d_moment_unit("N.m"), 1.0, 0);
	assert_near(c3d_moment_unit("N-cm "), 0.01, 1e-18);
	assert_near(c3d_moment_unit("Newtons"), 0.0, 0);
	assert_near(c3d_moment_unit("mm"), 0.0, 0);
	assert_near(c3d_force_unit("Newtons"), 1.0, 0);
	assert_near(c3d_force_unit("kN"), 1000.0, 0);
	assert_near(c3d_force_unit("d.u."), 0.0, 0);
	assert_near(c3d_length_unit("mete"), 1.0, 0);
	assert_near(c3d_length_unit(""), 0.0, 0);
	assert_true(c3d_is_voltage("Volts"));
	assert_false(c3d_is_voltage("N"));
}

/* --- samples --- */

static void every_encoding_gives_the_same_forces(void **state)
{
	(void)state;
	for (int k = 0; k < 6; k++) {
		struct file f = type_2();
		struct trial *trial;
		double wrench[WRENCH_SIZE];

		f.order = ORDER_INTEL + k / 2;
		f.is_float = k % 2;
		trial = trial_of(&f, counting);
		assert_int_equal(trial->frames, ROWS);
		assert_near(trial->info.rate_hz, RATE_HZ * SAMPLES, 0);
		assert_int_equal(trial->remarks, 0);
		/* -1 N or N mm a count from 2048 on */
		for (size_t row = 0; row < ROWS; row += 13) {
			wrench_at(trial, row, wrench);
			for (size_t c = 0; c < SIX; c++)
				assert_close(wrench[c],
					     (double)(-100 * (int)c + (int)row) *
						     (c < 3 ? 1.0 : 0.001),
					     1e-12);
		}
		assert_near(trial->info.plate[0].origin_m[0], 0.001, 1e-9);
		assert_near(trial->info.plate[0].origin_m[2], -0.040, 1e-9);
		trial_free(trial);
	}
}

static double unsigned_counts(size_t row, size_t channel)
{
	return 32768.0 + 1000.0 * (double)channel + (double)row;
}

static void an_unsigned_file_has_an_unsigned_zero(void **state)
{
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.format = "UNSIGNED";
	f.offset = -32768;
	f.scale = 1;
	f.gain = 1;
	trial = trial_of(&f, unsigned_counts);
	assert_near(trial->samples[7 * SIX + 2], 2007.0, 0);
	trial_free(trial);
	/* the same bits, signed */
	f.format = "SIGNED";
	trial = trial_of(&f, unsigned_counts);
	assert_near(trial->samples[7 * SIX + 2], -32768.0 + 2007.0 + 32768.0, 0);
	trial_free(trial);
}

static void channels_are_counted_from_1_in_any_order(void **state)
{
	static const double backwards[] = {8, 7, 6, 5, 4, 3};
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.channel = backwards;
	trial = trial_of(&f, counting);
	assert_int_equal(trial->channels, SIX);
	for (size_t c = 0; c < SIX; c++)
		assert_near(trial->samples[c], -100.0 * (double)(7 - c), 0);
	trial_free(trial);
}

static void words_that_no_channel_fills_are_passed_over(void **state)
{
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	/* 15 words for 2 samples: seven channels would fit, six are used */
	f.extra_words = 3;
	trial = trial_of(&f, counting);
	for (size_t row = 0; row < ROWS; row++)
		assert_near(trial->samples[row * SIX + 1], -100.0 + (double)row, 0);
	assert_int_equal(trial->remarks, 1);
	assert_non_null(strstr(trial->remark[0], "1 analog words of each frame"));
	trial_free(trial);
}

static double missing_in_part(size_t row, size_t channel)
{
	return row >= 10 && row < 25 ? 0.0 : counting(row, channel);
}

static double one_channel_at_0(size_t row, size_t channel)
{
	return channel == 2 ? 0.0 : counting(row, channel);
}

static void samples_stored_as_0_far_from_the_zero_are_missing(void **state)
{
	struct file f = type_2();
	struct trial *trial = trial_of(&f, missing_in_part);

	(void)state;
	assert_int_equal(trial->info.gaps, 1);
	assert_int_equal(trial->info.gap[0].frame, 10);
	assert_int_equal(trial->info.gap[0].frames, 15);
	trial_free(trial);
	/* a converter that stands at its end in one channel, or a zero at 0, is data */
	trial = trial_of(&f, one_channel_at_0);
	assert_int_equal(trial->info.gaps, 0);
	trial_free(trial);
	f.offset = 0;
	trial = trial_of(&f, missing_in_part);
	assert_int_equal(trial->info.gaps, 0);
	trial_free(trial);
}

static void samples_missing_here_and_there_are_refused(void **state)
{
	enum { RUNS = 10001 };
	struct file f = type_2();
	struct c3d_builder b;

	(void)state;
	put_head(&b, &f);
	c3d_data(&b, RATE_HZ, 2 * RUNS, SIX, 1);
	for (size_t i = 0; i < (size_t)2 * RUNS * SIX; i++)
		c3d_put(&b, i / SIX % 2 ? 2048 : 0);
	expect_refusal(&b, "samples are missing in more than 10000 places");
}

static double second_missing(size_t row, size_t channel)
{
	return channel < SIX ? counting(row, channel) : 0.0;
}

static double first_missing(size_t row, size_t channel)
{
	return channel >= SIX ? counting(row, channel) : 0.0;
}

static double none_stored(size_t row, size_t channel)
{
	return 0.0 * (double)(row + channel);
}

static struct file two_plates(void)
{
	static const double channels[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	struct file f = type_2();

	f.plates = 2;
	f.channels = 12;
	f.used = 12;
	f.channel = channels;
	f.unit = NULL;
	f.origin = NULL;
	return f;
}

static double first_missing_second_in_part(size_t row, size_t channel)
{
	return row < 5 ? 0.0 : first_missing(row, channel);
}

static void a_plate_that_was_never_recorded_is_left_out(void **state)
{
	struct file f = two_plates();
	struct trial *trial = trial_of(&f, second_missing);
	struct c3d_builder b;

	(void)state;
	assert_int_equal(trial->info.plates, 1);
	assert_int_equal(trial->channels, SIX);
	assert_string_equal(trial->info.plate[0].name, "FP1");
	assert_non_null(strstr(trial->remark[0], "1 of 2 force plates"));
	trial_free(trial);
	trial = trial_of(&f, first_missing);
	assert_string_equal(trial->info.plate[0].name, "FP2");
	assert_int_equal(trial->info.plate[0].wrench_column[0], 0);
	assert_near(trial->samples[1], -700.0, 0);
	trial_free(trial);
	trial = trial_of(&f, first_missing_second_in_part);
	assert_int_equal(trial->info.plates, 1);
	assert_int_equal(trial->info.gaps, 1);
	assert_int_equal(trial->info.gap[0].frames, 5);
	trial_free(trial);
	put_head(&b, &f);
	put_rows(&b, &f, none_stored);
	expect_refusal(&b, "hold no samples, only stored zeros");
}

static double not_a_number(size_t row, size_t channel)
{
	return row == 3 && channel == 1 ? (double)NAN : counting(row, channel);
}

static void a_sample_that_is_no_number_is_refused(void **state)
{
	struct file f = type_2();
	struct c3d_builder b;

	(void)state;
	f.is_float = true;
	put_head(&b, &f);
	put_rows(&b, &f, not_a_number);
	expect_refusal(&b, "t.c3d: sample 3 of analog channel 2 is NaN");
}

/* --- plates --- */

static double kistler_forces(size_t row, size_t channel)
{
	static const double n[8] = {22, 13, -25, -35, 310, 150, 120, 270};

	return n[channel] + 0.0 * (double)row;
}

static void a_plate_of_type_3_is_put_together_from_eight_forces(void **state)
{
	/* oracle O10 */
	static const double origin[3] = {120, 200, -48};
	struct file f = type_2();
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	struct trial *trial;

	(void)state;
	f.type = 3;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.scale = f.gain = 1;
	f.offset = 0;
	f.origin = origin;
	trial = trial_of(&f, kistler_forces);
	wrench_at(trial, 0, wrench);
	assert_near(wrench[FX], 35, 1e-12);
	assert_near(wrench[FY], -60, 1e-12);
	assert_near(wrench[FZ], 850, 1e-12);
	assert_near(wrench[MX], 14, 1e-9);
	assert_near(wrench[MY], -37.2, 1e-9);
	assert_near(wrench[MZ], -0.6, 1e-9);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_close(cop_m[0], 0.04178823529411764, 1e-9);
	assert_close(cop_m[1], 0.019858823529411762, 1e-9);
	assert_close(free_nm, 2.60235294117647, 1e-9);
	trial_free(trial);
}

static void a_polynomial_in_millimetres_is_taken_in_metres(void **state)
{
	static const double origin[3] = {120, 200, -48};
	/* x goes by 0.01 x + 1e-6 x^3 mm, y by 2e-6 x^2 y mm */
	static const double polynomial[12] = {0, 0, 1e-6, 0, 0, 0.01, 0, 0, 0, 0, 2e-6, 0};
	double cop_m[2] = {0.05, -0.1};
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.type = 3;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.offset = 0;
	f.origin = origin;
	f.polynomial = polynomial;
	trial = trial_of(&f, kistler_forces);
	assert_true(trial->info.plate[0].has_cop_polynomial);
	cop_correct(trial->info.plate[0].cop_polynomial, cop_m);
	/* 50 mm, -100 mm: 0.5 + 0.125 mm and 2e-6 * 2500 * -100 = -0.5 mm */
	assert_near(cop_m[0], 0.05 - 0.000625, 1e-9);
	assert_near(cop_m[1], -0.1 + 0.0005, 1e-9);
	trial_free(trial);
}

static double volts_of_o09(size_t row, size_t channel)
{
	static const double volts[6] = {23.14119064137708,   -40.0,
					144.10701896718876,  -122.54666666666665,
					-162.18320595320688, 1.1899999999999993};

	return volts[channel] + 0.0 * (double)row;
}

static void a_plate_of_type_4_takes_its_matrix_input_by_input(void **state)
{
	/* oracle O09 in N and N mm; what stands together here is what one input gives */
	static const double stored[36] = {1.5,   0, -0.01, 0, 3,   0, 0, 1.5, 0, -4,  0, 0,
					  0.002, 0, 5.9,   0, 0,   0, 0, 0,   0, 600, 0, 0,
					  0,     0, 0,     0, 600, 0, 0, 0,   0, 0,   0, 300};
	static const double origin[3] = {-0.7, 0.4, 41.3}; /* the wrong way round */
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.is_float = true;
	f.type = 4;
	f.unit = "V   V   V   Nmm Nmm Nmm ";
	f.scale = f.gain = 1;
	f.offset = 0;
	f.origin = origin;
	f.matrix = stored;
	trial = trial_of(&f, volts_of_o09);
	wrench_at(trial, 0, wrench);
	/* what a float holds of 850 N and 100 N m */
	assert_near(wrench[FX], 35, 1e-4);
	assert_near(wrench[FY], -60, 1e-4);
	assert_near(wrench[FZ], 850, 1e-4);
	assert_near(wrench[MX], -73.368, 1e-5);
	assert_near(wrench[MY], -97.2405, 1e-5);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_near(cop_m[0], 0.112, 1e-7);
	assert_near(cop_m[1], -0.083, 1e-7);
	assert_near(free_nm, 4.2, 1e-5);
	trial_free(trial);
}

static double place_given(size_t row, size_t channel)
{
	static const double value[6] = {10, -20, 800, 112, -83, 4200};

	return value[channel] + 0.0 * (double)row;
}

static void a_plate_of_type_1_keeps_the_place_that_it_gives(void **state)
{
	double wrench[WRENCH_SIZE], cop_m[2], free_nm;
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.type = 1;
	f.unit = NULL;
	f.scale = f.gain = 1;
	f.offset = 0;
	trial = trial_of(&f, place_given);
	wrench_at(trial, 5, wrench);
	assert_true(wrench_cop(wrench, trial->info.plate[0].origin_m, 20, cop_m, &free_nm));
	assert_near(cop_m[0], 0.112, 1e-12);
	assert_near(cop_m[1], -0.083, 1e-12);
	assert_near(free_nm, 4.2, 1e-12);
	trial_free(trial);
}

static void what_a_plate_does_not_say_is_said(void **state)
{
	static const double nowhere[3] = {0, 0, 0};
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.type = 3;
	f.channels = 8;
	f.used = 8;
	f.unit = NULL;
	f.origin = nowhere;
	trial = trial_of(&f, counting);
	assert_nan(trial->info.plate[0].origin_m[2]);
	assert_non_null(strstr(trial->remark[0], "ORIGIN of force plate FP1 is missing or 0"));
	trial_free(trial);
	f = type_2();
	f.origin = NULL;
	trial = trial_of(&f, counting);
	assert_nan(trial->info.plate[0].origin_m[0]);
	assert_non_null(strstr(trial->remark[0], "ORIGIN of force plate FP1 is missing or 0"));
	trial_free(trial);
	f.origin = nowhere;
	trial = trial_of(&f, counting);
	assert_near(trial->info.plate[0].origin_m[2], 0, 0);
	assert_non_null(strstr(trial->remark[0], "about the centre of its surface"));
	trial_free(trial);
}

static void plates_that_cannot_be_used_are_refused_with_the_reason(void **state)
{
	static const double twice[] = {1, 2, 3, 4, 5, 5}, from_0[] = {0, 1, 2, 3, 4, 5};
	static const double beyond[] = {2, 3, 4, 5, 6, 7};
	struct file f = type_2();

	(void)state;
	f.type = 5;
	expect_refused(&f, "force plate 1 is of type 5, which is not read (types 1 to 4 are)");
	f = type_2();
	f.type = 4;
	expect_refused(&f, "type 4 and has no CAL_MATRIX");
	f = type_2();
	f.unit = "V   V   V   V   V   V   ";
	expect_refused(&f, "analog channel 1 is in volts, not in newton");
	f = type_2();
	f.channel = twice;
	expect_refused(&f, "analog channel 5 belongs to two force plates or twice to one");
	f.channel = from_0;
	expect_refused(&f, "analog channel 0, the file has 6 (from 1)");
	f.channel = beyond;
	expect_refused(&f, "analog channel 7, the file has 6 (from 1)");
	f = type_2();
	f.scale = 0;
	expect_refused(&f, "analog channel 1 has no ANALOG:SCALE");
	f = type_2();
	f.type = 3;
	f.channel = NULL;
	expect_refused(&f, "analog channel 0");
	f = type_2();
	f.type = 3;
	f.inputs = SIX;
	expect_refused(&f, "force plate 1 has 6 analog channels, expected 8");
}

static void no_plate_or_too_many_is_refused(void **state)
{
	struct file f = type_2();
	struct c3d_builder b;
	double five = 5;

	(void)state;
	/* zero-length arrays, as some writers leave them */
	f.plates = 0;
	expect_refused(&f, "describes no force plate");
	f = type_2();
	c3d_begin(&b, ORDER_INTEL, false);
	put_analog(&b, &f);
	c3d_group(&b, PLATE, "FORCE_PLATFORM");
	c3d_integers(&b, PLATE, "USED", NULL, &five);
	put_rows(&b, &f, counting);
	expect_refusal(&b, "5 force plates, at most 4 are read");
}

/* --- claims --- */

static double unloaded_then_loaded(size_t row, size_t channel)
{
	return 2048.0 + (channel == 2 ? (row < 10 ? 20.0 : 800.0) : 5.0);
}

static double standing_still(size_t row, size_t channel)
{
	return 2048.0 + (channel == 2 ? 800.0 : 5.0) + 0.0 * (double)row;
}

static double stepping_on(size_t row, size_t channel)
{
	return 2048.0 + (channel != 2 ? 5.0 : row < 10 ? 5.0 * (double)row : 800.0);
}

static void expect_not_zero(const struct file *f, stored_fn *stored, const char *remark)
{
	struct trial *trial = trial_of(f, stored);

	assert_false(trial->info.has_tare_before);
	assert_int_equal(trial->remarks, 1);
	assert_non_null(strstr(trial->remark[0], remark));
	trial_free(trial);
}

static void frames_named_as_zero_are_taken_where_the_plate_is_empty(void **state)
{
	static const double first_five[] = {1, 5}, later[] = {4, 8}, half[] = {1, 0};
	struct file f = type_2();
	struct trial *trial;

	(void)state;
	f.zero = first_five;
	trial = trial_of(&f, unloaded_then_loaded);
	assert_true(trial->info.has_tare_before);
	assert_near(trial->info.tare_before[2], -20.0, 1e-12);
	assert_near(trial->info.tare_before[4], -5.0, 1e-12);
	assert_int_equal(trial->remarks, 0);
	trial_free(trial);
	f.zero = later;
	expect_not_zero(&f, unloaded_then_loaded,
			"names frames 4 to 8, in which a plate is loaded");
	/* loaded all along, and restless where it is empty */
	expect_not_zero(&f, standing_still, "in which a plate is loaded");
	f.zero = first_five;
	expect_not_zero(&f, stepping_on, "names frames 1 to 5, in which a plate is loaded");
	f.zero = half;
	trial = trial_of(&f, unloaded_then_loaded);
	assert_false(trial->info.has_tare_before);
	assert_int_equal(trial->remarks, 0);
	trial_free(trial);
}

static void rates_that_contradict_each_other_are_said(void **state)
{
	struct file f = type_2();
	struct import_options options;
	struct trial *trial;
	struct c3d_builder b;
	double points_hz = 50;

	(void)state;
	f.analog_hz = 1000;
	trial = trial_of(&f, counting);
	assert_near(trial->info.rate_hz, RATE_HZ * SAMPLES, 0);
	assert_non_null(strstr(trial->remark[0], "ANALOG:RATE says 1000 Hz"));
	trial_free(trial);
	/* the header against the parameter */
	f.analog_hz = 0;
	put_head(&b, &f);
	c3d_reals(&b, POINTS, "RATE", NULL, &points_hz);
	put_rows(&b, &f, counting);
	trial = parse_good(&b);
	assert_near(trial->info.rate_hz, 100, 0);
	assert_non_null(strstr(trial->remark[0], "the header says 100 frames a second"));
	trial_free(trial);
	/* nobody says it */
	put_head(&b, &f);
	put_rows(&b, &f, counting);
	c3d_set_real(&b, 20, 0);
	import_options_init(&options);
	options.rate_hz = 500;
	assert_int_equal(import_c3d.parse((char *)b.bytes, b.size, "t.c3d", &options, &trial, NULL),
			 0);
	trial_free(trial);
	expect_refusal(&b, "states no sampling rate (pass --rate HZ)");
}

static void long_files_say_their_length_in_a_parameter(void **state)
{
	enum { LONG = 65600 };
	struct file f = type_2();
	struct c3d_builder b;
	struct trial *trial;
	double frames = LONG, start[2] = {1, 0}, end[2] = {LONG - 65536, 1};

	(void)state;
	for (int k = 0; k < 2; k++) {
		put_head(&b, &f);
		if (k)
			c3d_reals(&b, POINTS, "LONG_FRAMES", NULL, &frames);
		c3d_group(&b, 4, "TRIAL");
		if (!k) {
			c3d_integers(&b, 4, "ACTUAL_START_FIELD", (int[]){2, -1}, start);
			c3d_integers(&b, 4, "ACTUAL_END_FIELD", (int[]){2, -1}, end);
		}
		c3d_data(&b, RATE_HZ, LONG, SIX, 1);
		for (size_t i = 0; i < (size_t)LONG * SIX; i++)
			c3d_put(&b, 2048 + (double)(i % SIX));
		trial = parse_good(&b);
		assert_int_equal(trial->frames, LONG);
		trial_free(trial);
	}
}

/* --- damage --- */

static void a_file_cut_short_is_refused(void **state)
{
	struct file f = type_2();
	struct c3d_builder b;

	(void)state;
	put_head(&b, &f);
	put_rows(&b, &f, counting);
	b.size -= 12;
	expect_refusal(&b, "t.c3d: 19 frames, its header says 20 (cut short? copy it again)");
}

static void a_header_that_cannot_be_is_refused(void **state)
{
	static const struct {
		size_t at;
		unsigned char byte;
		const char *why;
	} cases[] = {
		{0, 1, "parameters start at block 1"},  {0, 200, "parameters start at block 200"},
		{1, 0x51, "is not a C3D file"},         {515, 87, "byte order 87"},
		{17, 0xff, "data start at block"},      {4, 0, "holds no analog data"},
		{18, 0, "holds no analog data"},        {19, 1, "analog words for"},
		{8, 0, "says that it holds no frames"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct file f = type_2();
		struct c3d_builder b;

		put_head(&b, &f);
		put_rows(&b, &f, counting);
		b.bytes[cases[i].at] = cases[i].byte;
		expect_refusal(&b, cases[i].why);
	}
}

static void offsets_that_lead_nowhere_do_not_hide_what_follows(void **state)
{
	static const unsigned wrong[] = {0x7fff, 0xffff, 3};
	static const char filler[3000];
	struct file f = type_2();

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		struct c3d_builder b;
		struct trial *trial;
		size_t pointer;

		c3d_begin(&b, ORDER_SGI, false);
		f.order = ORDER_SGI;
		c3d_group(&b, POINTS, "POINT");
		c3d_texts(&b, POINTS, "UNITS", 2, 1, "mm");
		pointer = b.last_pointer;
		put_plate(&b, &f);
		put_analog(&b, &f);
		c3d_texts(&b, ANALOG, "DESCRIPTIONS", 100, 30, filler);
		/* the fourth: left in the other byte order, which leads into the descriptions */
		c3d_set_word(&b, pointer, k < 3 ? wrong[k] : (unsigned)b.bytes[pointer + 1] << 8);
		put_rows(&b, &f, counting);
		trial = parse_good(&b);
		assert_near(trial->samples[2], -200, 0);
		trial_free(trial);
	}
}

static void a_block_count_that_is_too_small_hides_nothing(void **state)
{
	struct file f = type_2();
	struct c3d_builder b;
	struct trial *trial;

	(void)state;
	put_head(&b, &f);
	put_rows(&b, &f, counting);
	b.bytes[514] = 0;
	trial = parse_good(&b);
	trial_free(trial);
}

static void names_are_found_whatever_their_case(void **state)
{
	struct file f = type_2();
	struct c3d_builder b;
	struct trial *trial;

	(void)state;
	put_head(&b, &f);
	put_rows(&b, &f, counting);
	for (size_t i = 0; i + 14 < b.data; i++)
		if (!memcmp(b.bytes + i, "FORCE_PLATFORM", 14))
			memcpy(b.bytes + i, "Force_Platform", 14);
	trial = parse_good(&b);
	assert_int_equal(trial->info.plates, 1);
	trial_free(trial);
}

/* --- memory --- */

static int parse_once(void *ctx)
{
	struct trial *trial;
	int rc = parse(ctx, &trial, NULL);

	assert_true(rc == 0 || !trial);
	trial_free(trial);
	return rc;
}

static void running_out_of_memory_leaves_nothing(void **state)
{
	struct file f = type_2();
	struct c3d_builder b;

	(void)state;
	put_head(&b, &f);
	put_rows(&b, &f, missing_in_part);
	starve(parse_once, &b);
	c3d_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reals_of_all_three_machines_are_read),
		cmocka_unit_test(units_are_known_by_how_they_are_written),
		cmocka_unit_test(every_encoding_gives_the_same_forces),
		cmocka_unit_test(an_unsigned_file_has_an_unsigned_zero),
		cmocka_unit_test(channels_are_counted_from_1_in_any_order),
		cmocka_unit_test(words_that_no_channel_fills_are_passed_over),
		cmocka_unit_test(samples_stored_as_0_far_from_the_zero_are_missing),
		cmocka_unit_test(samples_missing_here_and_there_are_refused),
		cmocka_unit_test(a_plate_that_was_never_recorded_is_left_out),
		cmocka_unit_test(a_sample_that_is_no_number_is_refused),
		cmocka_unit_test(a_plate_of_type_3_is_put_together_from_eight_forces),
		cmocka_unit_test(a_polynomial_in_millimetres_is_taken_in_metres),
		cmocka_unit_test(a_plate_of_type_4_takes_its_matrix_input_by_input),
		cmocka_unit_test(a_plate_of_type_1_keeps_the_place_that_it_gives),
		cmocka_unit_test(what_a_plate_does_not_say_is_said),
		cmocka_unit_test(plates_that_cannot_be_used_are_refused_with_the_reason),
		cmocka_unit_test(no_plate_or_too_many_is_refused),
		cmocka_unit_test(frames_named_as_zero_are_taken_where_the_plate_is_empty),
		cmocka_unit_test(rates_that_contradict_each_other_are_said),
		cmocka_unit_test(long_files_say_their_length_in_a_parameter),
		cmocka_unit_test(a_file_cut_short_is_refused),
		cmocka_unit_test(a_header_that_cannot_be_is_refused),
		cmocka_unit_test(offsets_that_lead_nowhere_do_not_hide_what_follows),
		cmocka_unit_test(a_block_count_that_is_too_small_hides_nothing),
		cmocka_unit_test(names_are_found_whatever_their_case),
		cmocka_unit_test(running_out_of_memory_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
