/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record is written by hand from docs/usb-protocol.md, its checksum by the definition of
 * CRC-32C; the doubles are chosen for their bits (IEEE 754). */
#include "acquisition/hpp/calibration.h"

#include "tests/support/assert_near.h"

#include <stdio.h>
#include <string.h>

enum { PLATES_AT = 96, CHANNELS_AT = 96 + 2 * 32, MATRIX_AT = 96 + 2 * 32 + 3 * 32 };
enum { RECORD_BYTES = MATRIX_AT + 4 * 8, MEMORY_BYTES = 512 };

static const uint8_t half[8] = {0, 0, 0, 0, 0, 0, 0xe0, 0x3f};      /* 0.5 */
static const uint8_t quarter[8] = {0, 0, 0, 0, 0, 0, 0xd0, 0x3f};   /* 0.25 */
static const uint8_t one[8] = {0, 0, 0, 0, 0, 0, 0xf0, 0x3f};       /* 1 */
static const uint8_t minus_two[8] = {0, 0, 0, 0, 0, 0, 0x00, 0xc0}; /* -2 */
static const uint8_t nan_bytes[8] = {0, 0, 0, 0, 0, 0, 0xf8, 0x7f};
static const uint8_t infinite[8] = {0, 0, 0, 0, 0, 0, 0xf0, 0x7f};

/* CRC-32C bit by bit: reflected, 0x82f63b78, start and end inverted. */
static uint32_t crc_by_definition(const uint8_t *bytes, size_t length)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < length; i++) {
		if (i >= 8 && i < 12)
			continue;
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0x82f63b78 : crc >> 1;
	}
	return ~crc;
}

static void seal(uint8_t *bytes)
{
	size_t length = bytes[6] | (size_t)bytes[7] << 8;
	uint32_t crc = crc_by_definition(bytes, length);

	for (int i = 0; i < 4; i++)
		bytes[8 + i] = (uint8_t)(crc >> 8 * i);
}

/* Plate "A" for the left foot with channels 0 and 2 and a matrix, "B" with channel 1. */
static void make(uint8_t bytes[MEMORY_BYTES])
{
	static const uint8_t head[32] = {'H', 'C', 'A', 'L', 0,   1,   0x20, 1,    0,   0,
					 0,   0,   2,   3,   1,   0,   0x66, 0x08, 0,   0,
					 '2', '0', '2', '6', '-', '0', '1',  '-',  '3', '1'};
	static const uint8_t x[3][8] = {
		{0xf0, 0x49, 0x02, 0x00, 0x10, 0xb6, 0xfd, 0xff}, /* 150000, -150000 um */
		{0x01, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff}, /* 1, -1 */
		{0x80, 0x96, 0x98, 0x00, 0x80, 0x69, 0x67, 0xff}, /* 10 m, -10 m */
	};

	memset(bytes, 0xff, MEMORY_BYTES);
	memset(bytes, 0, RECORD_BYTES);
	memcpy(bytes, head, sizeof(head));
	memcpy(bytes + 32, "K-0042/7", 8);
	bytes[PLATES_AT] = 'A';
	bytes[PLATES_AT + 24] = 1;
	bytes[PLATES_AT + 32] = 'B';
	for (int c = 0; c < 3; c++) {
		uint8_t *at = bytes + CHANNELS_AT + 32 * c;

		at[0] = c == 1;
		at[2] = (uint8_t)(c + 1);
		memcpy(at + 4, x[c], 8);
		memcpy(at + 16, c == 1 ? minus_two : quarter, 8);
		memcpy(at + 24, c == 2 ? minus_two : half, 8);
	}
	memcpy(bytes + MATRIX_AT, one, 8);
	memcpy(bytes + MATRIX_AT + 8, half, 8);
	memcpy(bytes + MATRIX_AT + 16, minus_two, 8);
	memcpy(bytes + MATRIX_AT + 24, quarter, 8);
	seal(bytes);
}

static void the_record_is_as_long_as_specified(void **state)
{
	(void)state;
	assert_int_equal(RECORD_BYTES, 0x120); /* as in the head above */
}

static void assert_cell(const struct cell *cell, int column, double x_m, double y_m, double scale,
			double zero)
{
	assert_int_equal(cell->column, column);
	assert_near(cell->x_m, x_m, 0);
	assert_near(cell->y_m, y_m, 0);
	assert_near(cell->newton_per_unit, scale, 0);
	assert_near(cell->zero, zero, 0);
}

static void every_field_of_a_record_is_read(void **state)
{
	uint8_t bytes[MEMORY_BYTES];
	struct hpp_calibration cal;

	(void)state;
	make(bytes);
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, NULL), 0);
	assert_int_equal(cal.plates, 2);
	assert_string_equal(cal.date, "2026-01-31");
	assert_string_equal(cal.certificate, "K-0042/7");
	assert_near(cal.temperature_c, 21.5, 0);
	assert_string_equal(cal.plate[0].name, "A");
	assert_int_equal(cal.plate[0].foot, FOOT_LEFT);
	assert_int_equal(cal.plate[0].kind, PLATE_CELLS);
	assert_int_equal(cal.plate[0].cells, 2);
	assert_cell(&cal.plate[0].cell[0], 0, 0.15, -0.15, 0.25, 0.5);
	assert_cell(&cal.plate[0].cell[1], 2, 10, -10, 0.25, -2);
	assert_true(cal.plate[0].has_matrix);
	assert_near(cal.plate[0].matrix[0][0], 1, 0);
	assert_near(cal.plate[0].matrix[0][1], 0.5, 0);
	assert_near(cal.plate[0].matrix[1][0], -2, 0);
	assert_near(cal.plate[0].matrix[1][1], 0.25, 0);
	assert_string_equal(cal.plate[1].name, "B");
	assert_int_equal(cal.plate[1].foot, FOOT_UNKNOWN);
	assert_int_equal(cal.plate[1].cells, 1);
	assert_cell(&cal.plate[1].cell[0], 1, 1e-6, -1e-6, -2, 0.5);
	assert_false(cal.plate[1].has_matrix);
	for (int c = 0; c < 3; c++)
		assert_int_equal(cal.gain_log2[c], c + 1);
}

static void a_record_is_written_as_it_is_specified(void **state)
{
	uint8_t want[MEMORY_BYTES], got[MEMORY_BYTES];
	struct hpp_calibration cal;
	size_t size;

	(void)state;
	make(want);
	assert_int_equal(hpp_calibration_decode(&cal, want, sizeof(want), 3, NULL), 0);
	memset(got, 0xff, sizeof(got));
	assert_int_equal(hpp_calibration_encode(got, sizeof(got), &size, &cal, 3, NULL), 0);
	assert_int_equal(size, RECORD_BYTES);
	assert_memory_equal(got, want, sizeof(got));
}

static void an_empty_memory_is_no_damage(void **state)
{
	uint8_t bytes[MEMORY_BYTES];
	struct hpp_calibration cal;
	struct error err;

	(void)state;
	memset(bytes, 0xff, sizeof(bytes));
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, &err),
			 HINGE_EREFUSED);
	assert_string_equal(err.text, "the plate holds no calibration");
	memset(bytes, 0, sizeof(bytes));
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, NULL),
			 HINGE_EREFUSED);
	assert_int_equal(hpp_calibration_decode(&cal, bytes, 0, 3, NULL), HINGE_EREFUSED);
}

static void any_flipped_bit_is_noticed(void **state)
{
	struct hpp_calibration cal;

	(void)state;
	for (size_t bit = 0; bit < 8 * RECORD_BYTES; bit++) {
		uint8_t bytes[MEMORY_BYTES];

		make(bytes);
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, NULL),
				 HINGE_EDEVICE);
	}
}

static void a_record_cut_anywhere_is_refused(void **state)
{
	uint8_t bytes[MEMORY_BYTES];
	struct hpp_calibration cal;

	(void)state;
	make(bytes);
	for (size_t size = HCAL_HEADER_BYTES; size < RECORD_BYTES; size++) {
		assert_int_equal(hpp_calibration_decode(&cal, bytes, size, 3, NULL), HINGE_EDEVICE);
		/* and where it says itself that it ends there */
		bytes[6] = (uint8_t)size;
		bytes[7] = (uint8_t)(size >> 8);
		seal(bytes);
		assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, NULL),
				 HINGE_EDEVICE);
		make(bytes);
	}
}

/* Right checksum, wrong content. */
struct lie {
	size_t at, bytes;
	const void *value;
	const char *reason; /* NULL = no lie */
};

static void what_contradicts_itself_is_refused_with_its_reason(void **state)
{
	static const struct lie lies[] = {
		{5, 1, "\2", "version 2.0"},
		{4, 1, "\7", NULL},
		{6, 2, "\x5f\0", "95 bytes long in a memory of 512"},
		{6, 2, "\1\2", "513 bytes long in a memory of 512"},
		{12, 1, "\0", "0 plates"},
		{12, 1, "\5", "5 plates"},
		{13, 1, "\4", "4 channels, the plate has 3"},
		{16, 2, "\0\x80", NULL},   /* no temperature */
		{16, 2, "\x30\x75", NULL}, /* 300.00 */
		{16, 2, "\x31\x75", "calibrated at 300.01"},
		{16, 2, "\xcf\x8a", "calibrated at -300.01"},
		{20, 1, "x", "date"},
		{20, 12, "\0\0\0\0\0\0\0\0\0\0\0", NULL},
		{30, 1, "1", "date"},
		{32, 1, "\n", "certificate"},
		{PLATES_AT, 1, "\0", "without a printable name"},
		{PLATES_AT, 1, "\x1b", "without a printable name"},
		{PLATES_AT + 24, 1, "\4", "foot 4"},
		{PLATES_AT + 32 + 24, 1, "\1", "two plates for the same foot"},
		{PLATES_AT + 32 + 24, 1, "\2", NULL},
		{CHANNELS_AT + 32, 1, "\2", "channel 1: plate 2"},
		{CHANNELS_AT + 32, 1, "\xff", "plate B: no cells"},
		{CHANNELS_AT + 1, 1, "\1", "kind 1"},
		{CHANNELS_AT + 2, 1, "\7", NULL},
		{CHANNELS_AT + 2, 1, "\x8", "gain 2^8"},
		{CHANNELS_AT + 4, 4, "\x81\x96\x98", "at 10"}, /* a micrometre too far */
		{CHANNELS_AT + 8, 4, "\x7f\x69\x67\xff", "at 0.15, -10"},
		{CHANNELS_AT + 8, 4, "\0\0\0\x80", "at 0.15, -2147"},
		{CHANNELS_AT + 16, 8, "\0\0\0\0\0\0\0", "0 N a count"},
		{CHANNELS_AT + 16, 8, infinite, "inf N a count"},
		{CHANNELS_AT + 24, 8, nan_bytes, "zero"},
		{MATRIX_AT + 8, 8, nan_bytes, "crosstalk that is no number"},
		{14, 1, "\3", "ends before"}, /* a matrix for which there is no room */
		{14, 1, "\0", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct hpp_calibration cal = {.plates = 77};
		uint8_t bytes[2 * MEMORY_BYTES];
		struct error err = {.text = "accepted"};
		int ret;

		make(bytes);
		memcpy(bytes + lies[i].at, lies[i].value, lies[i].bytes);
		seal(bytes);
		ret = hpp_calibration_decode(&cal, bytes, MEMORY_BYTES, 3, &err);
		assert_int_equal(ret, lies[i].reason ? HINGE_EDEVICE : 0);
		assert_int_equal(cal.plates, lies[i].reason ? 77 : 2);
		if (lies[i].reason && !strstr(err.text, lies[i].reason))
			fail_msg("%s: not %s", err.text, lies[i].reason);
	}
}

static void no_temperature_and_no_date_are_kept_so(void **state)
{
	uint8_t bytes[MEMORY_BYTES], again[MEMORY_BYTES];
	struct hpp_calibration cal;
	size_t size;

	(void)state;
	make(bytes);
	memcpy(bytes + 16, "\0\x80", 2);
	memset(bytes + 20, 0, 12);
	seal(bytes);
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, NULL), 0);
	assert_nan(cal.temperature_c);
	assert_string_equal(cal.date, "");
	assert_int_equal(hpp_calibration_encode(again, sizeof(again), &size, &cal, 3, NULL), 0);
	assert_memory_equal(again, bytes, size);
}

/* More cells than a plate may have: nine channels on one. */
static void a_plate_of_nine_cells_is_refused(void **state)
{
	uint8_t bytes[MEMORY_BYTES] = {'H', 'C', 'A', 'L', 0, 1, 0, 0, 0, 0, 0, 0, 1, 9};
	size_t length = 96 + 32 + 9 * 32;
	struct hpp_calibration cal;
	struct error err;

	(void)state;
	bytes[6] = (uint8_t)length;
	bytes[7] = (uint8_t)(length >> 8);
	bytes[96] = 'A';
	for (int c = 0; c < 9; c++)
		memcpy(bytes + 96 + 32 + 32 * c + 16, half, 8);
	seal(bytes);
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 9, &err),
			 HINGE_EDEVICE);
	assert_string_equal(err.text, "HCAL: plate A: more than 8 cells");
	bytes[96 + 32] = 255; /* one of them is not connected */
	seal(bytes);
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 9, NULL), 0);
	assert_int_equal(cal.plate[0].cells, 8);
	assert_int_equal(cal.plate[0].cell[0].column, 1);
}

static void what_a_record_cannot_say_is_not_written(void **state)
{
	static const char long_name[] = "a name of twenty-five byt";
	uint8_t bytes[MEMORY_BYTES];
	struct hpp_calibration good, bad;
	size_t size = 0;

	(void)state;
	make(bytes);
	assert_int_equal(hpp_calibration_decode(&good, bytes, sizeof(bytes), 3, NULL), 0);
#define refuses(change)                                                                     \
	do {                                                                                \
		bad = good;                                                                 \
		change;                                                                     \
		assert_int_equal(                                                           \
			hpp_calibration_encode(bytes, sizeof(bytes), &size, &bad, 3, NULL), \
			HINGE_EUSAGE);                                                      \
		assert_int_equal(size, 0);                                                  \
	} while (0)
	refuses(bad.plates = 0);
	refuses(bad.plates = 5);
	refuses(bad.plate[0].kind = PLATE_FZ);
	refuses(bad.plate[0].cells = 0);
	refuses(bad.plate[0].cells = 9);
	refuses(bad.plate[0].name[0] = '\0');
	refuses(strcpy(bad.plate[0].name, long_name));
	refuses(strcpy(bad.plate[0].name, "\x1b"));
	refuses(bad.plate[0].cell[0].column = -1);
	refuses(bad.plate[0].cell[1].column = 3);
	refuses(bad.plate[0].cell[0].column = 1); /* plate B's */
	refuses((bad.plate[0].cell[0].column = 2, bad.plate[0].cell[1].column = 0));
	refuses(bad.plate[0].cell[0].newton_per_unit = 0);
	refuses(bad.plate[0].cell[0].zero = (double)INFINITY);
	refuses(bad.plate[0].cell[0].x_m = 10.1);
	refuses(strcpy(bad.date, "yesterday"));
	refuses(strcpy(bad.certificate, "K\n"));
	refuses(bad.temperature_c = 400);
#undef refuses
	assert_int_equal(hpp_calibration_encode(bytes, RECORD_BYTES - 1, &size, &good, 3, NULL),
			 HINGE_EUSAGE);
	assert_int_equal(hpp_calibration_encode(bytes, RECORD_BYTES, &size, &good, 3, NULL), 0);
}

static void a_recording_takes_plates_and_certificate(void **state)
{
	uint8_t bytes[MEMORY_BYTES];
	struct hpp_calibration cal, again;
	struct recording_info info;

	(void)state;
	make(bytes);
	assert_int_equal(hpp_calibration_decode(&cal, bytes, sizeof(bytes), 3, NULL), 0);
	recording_info_init(&info);
	hpp_calibration_to_info(&info, &cal);
	assert_int_equal(info.plates, 2);
	assert_string_equal(info.plate[0].name, "A");
	assert_int_equal(info.plate[0].cell[1].column, 2);
	assert_string_equal(info.certificate, "K-0042/7");
	assert_string_equal(info.calibration_date, "2026-01-31");
	assert_int_equal(hpp_calibration_from_info(&again, &info, NULL), 0);
	assert_int_equal(again.plates, 2);
	assert_memory_equal(again.plate, cal.plate, sizeof(cal.plate));
	assert_string_equal(again.certificate, "K-0042/7");
	assert_string_equal(again.date, "2026-01-31");
	assert_nan(again.temperature_c);
	memset(info.certificate, 'x', 65);
	assert_int_equal(hpp_calibration_from_info(&again, &info, NULL), HINGE_EUSAGE);
	recording_info_reset(&info);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_record_is_as_long_as_specified),
		cmocka_unit_test(every_field_of_a_record_is_read),
		cmocka_unit_test(a_record_is_written_as_it_is_specified),
		cmocka_unit_test(an_empty_memory_is_no_damage),
		cmocka_unit_test(any_flipped_bit_is_noticed),
		cmocka_unit_test(a_record_cut_anywhere_is_refused),
		cmocka_unit_test(what_contradicts_itself_is_refused_with_its_reason),
		cmocka_unit_test(no_temperature_and_no_date_are_kept_so),
		cmocka_unit_test(a_plate_of_nine_cells_is_refused),
		cmocka_unit_test(what_a_record_cannot_say_is_not_written),
		cmocka_unit_test(a_recording_takes_plates_and_certificate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
