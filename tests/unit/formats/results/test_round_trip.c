/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"
#include "tests/support/sample_report.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/results/results.h"

#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void write_report(const char *path, const struct trial_report *report, bool compress)
{
	struct config config;
	struct error err = {0};

	config_init(&config);
	if (results_write(path, report, &config,
			  &(struct results_options){.replace = true, .compress = compress}, &err))
		fail_msg("%s", err.text);
}

static struct trial_report *read_report(const char *path)
{
	struct trial_report *report = NULL;
	struct error err = {0};

	if (results_read(path, &report, &err))
		fail_msg("%s", err.text);
	return report;
}

static void assert_same_bytes(const char *a, const char *b)
{
	char one[65], two[65];

	assert_int_equal(file_sha256(a, one, NULL), 0);
	assert_int_equal(file_sha256(b, two, NULL), 0);
	assert_string_equal(one, two);
}

static void signals_come_back_bit_by_bit(void **state)
{
	struct trial_report *wrote = sample_report(), *read;
	size_t frames = SAMPLE_FRAMES;

	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	assert_int_equal(read->frames, frames);
	assert_near(read->rate_hz, 1000.0, 0);
	assert_memory_equal(read->vgrf_n, wrote->vgrf_n, 2 * frames * sizeof(float));
	assert_memory_equal(read->cop_m, wrote->cop_m, 4 * frames * sizeof(float));
	assert_memory_equal(read->asymmetry_pct, wrote->asymmetry_pct, frames * sizeof(float));
	assert_memory_equal(read->velocity_m_s, wrote->velocity_m_s, frames * sizeof(float));
	assert_memory_equal(read->displacement_m, wrote->displacement_m, frames * sizeof(float));
	assert_memory_equal(read->power_w, wrote->power_w, frames * sizeof(float));
	assert_memory_equal(read->quality, wrote->quality, frames);
	assert_int_equal(read->cells, SAMPLE_CELLS);
	assert_memory_equal(read->cell_force_n, wrote->cell_force_n,
			    frames * SAMPLE_CELLS * sizeof(float));
	report_free(read);
	report_free(wrote);
}

static void tables_come_back_row_by_row(void **state)
{
	struct trial_report *wrote = sample_report(), *read;

	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	assert_int_equal(read->reps, SAMPLE_REPS);
	assert_int_equal(read->rep[2].kind, REP_FAILED);
	assert_int_equal(read->rep[2].end, END_DROPPED);
	assert_false(read->rep[2].valid);
	assert_true(read->rep[1].valid);
	assert_nan(read->rep[2].touchdown_s);
	assert_near(read->rep[1].asymmetry_lift_pct, 3.5, 0);
	assert_near(read->rep[0].end_velocity_m_s, -0.03, 0);
	assert_int_equal(read->rep[2].flags, FLAG_DROPPED | FLAG_NO_HOLD);
	assert_int_equal(read->phases, SAMPLE_REPS);
	assert_int_equal(read->phase[1].phase, PHASE_LIFT1);
	assert_near(read->phase[1].cop_ml_right_m, -0.04, 0);
	assert_int_equal(read->metrics, 2);
	assert_string_equal(read->metric[0].metric, "asymmetry_lift");
	assert_near(read->metric[1].value, -0.1, 0);
	assert_string_equal(read->metric[0].trial, "sub-S012_ses-03_task-deadlift_run-02");
	assert_int_equal(read->findings, 1);
	assert_int_equal(read->finding[0].outcome, OUTCOME_INSUFFICIENT_DATA);
	assert_string_equal(read->finding[0].text, wrote->finding[0].text);
	assert_int_equal(read->checks, 2);
	assert_int_equal(read->check[0].severity, STATUS_WARN);
	assert_near(read->check[0].value, 7.25, 0);
	assert_int_equal(read->steps, 1);
	assert_string_equal(read->step[0].text, "Butterworth, 20 Hz");
	report_free(read);
	report_free(wrote);
}

static void curves_and_spectra_come_back(void **state)
{
	struct trial_report *wrote = sample_report(), *read;

	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	assert_int_equal(read->curves, SAMPLE_REPS);
	assert_memory_equal(read->curve, wrote->curve, SAMPLE_REPS * sizeof(wrote->curve[0]));
	assert_memory_equal(read->curve_mean, wrote->curve_mean, sizeof(wrote->curve_mean));
	assert_memory_equal(read->curve_low, wrote->curve_low, sizeof(wrote->curve_low));
	assert_memory_equal(read->curve_high, wrote->curve_high, sizeof(wrote->curve_high));
	assert_int_equal(read->spectrum_bins, SAMPLE_BINS);
	assert_int_equal(read->spectrum_segments, 11);
	assert_near(read->coherence_null95, 0.25, 0);
	for (size_t i = 0; i < SAMPLE_BINS; i++) {
		assert_near(read->psd_left[i], 10.0 + (double)i, 0);
		assert_near(read->psd_right[i], 20.0 + (double)i, 0);
		assert_near(read->csd_phase_rad[i], -0.01 * (double)i, 0);
	}
	report_free(read);
	report_free(wrote);
}

static void who_and_what_come_back(void **state)
{
	struct trial_report *wrote = sample_report(), *read;
	const struct recording_info *info;

	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	info = &read->info;
	assert_string_equal(info->subject, "S012");
	assert_string_equal(info->time_zone, "Europe/Berlin");
	assert_int_equal(info->run, 2);
	assert_string_equal(read->raw_sha256, wrote->raw_sha256);
	assert_int_equal(read->status, STATUS_WARN);
	assert_near(read->body_mass_kg, 81.25, 0);
	assert_nan(info->mass_kg); /* measured, not given */
	assert_near(info->load_kg, 100.0, 0);
	assert_near(read->system_weight_n, 1777.5, 0);
	assert_true(read->has_sides);
	assert_int_equal(info->gaps, 1);
	assert_int_equal(info->gap[0].frame, 4000);
	assert_int_equal(info->gap[0].frames, 37);
	assert_string_equal(info->gap[0].cause, "device-fifo");
	assert_int_equal(info->plates, 2);
	assert_int_equal(info->plate[1].foot, FOOT_RIGHT);
	assert_int_equal(info->plate[1].cells, 4);
	assert_memory_equal(&info->plate[1].cell, &wrote->info.plate[1].cell,
			    4 * sizeof(struct cell));
	assert_true(info->has_tare_before);
	assert_false(info->has_tare_after);
	assert_near(info->tare_before[7], 107.5, 0);
	report_free(read);
	report_free(wrote);
}

static void matrices_come_back(void **state)
{
	struct trial_report *wrote = sample_report(), *read;
	struct plate *cells = &wrote->info.plate[0], *wrench = &wrote->info.plate[1];

	cells->has_matrix = wrench->has_matrix = true;
	wrench->kind = PLATE_WRENCH;
	wrench->cells = 0;
	wrench->wrench_inputs = 8;
	for (int i = 0; i < 8; i++) {
		wrench->wrench_column[i] = 11 - i;
		wrench->wrench_scale[i] = 0.5 + i;
		for (int k = 0; k < 6; k++)
			wrench->matrix[k][i] = 10.0 * k + i;
		for (int k = 0; i < 4 && k < 4; k++)
			cells->matrix[k][i] = -10.0 * k - i;
	}
	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	assert_true(read->info.plate[0].has_matrix);
	assert_memory_equal(read->info.plate[0].matrix, cells->matrix, sizeof(cells->matrix));
	assert_int_equal(read->info.plate[1].wrench_inputs, 8);
	assert_memory_equal(read->info.plate[1].wrench_column, wrench->wrench_column,
			    sizeof(wrench->wrench_column));
	assert_memory_equal(read->info.plate[1].matrix, wrench->matrix, sizeof(wrench->matrix));
	report_free(read);
	report_free(wrote);
}

static void a_report_read_back_can_grow(void **state)
{
	struct trial_report *wrote = sample_report(), *read;

	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	for (int i = 0; i < 10; i++)
		assert_int_equal(report_add_rep(read, &wrote->rep[0], NULL), 0);
	assert_int_equal(read->reps, SAMPLE_REPS + 10);
	report_free(read);
	report_free(wrote);
}

static void the_same_report_gives_the_same_bytes(void **state)
{
	struct trial_report *one = sample_report(), *two = sample_report(), *read;

	write_report(scratch_path(state, "a.h5"), one, false);
	write_report(scratch_path(state, "b.h5"), two, false);
	assert_same_bytes(scratch_path(state, "a.h5"), scratch_path(state, "b.h5"));
	read = read_report(scratch_path(state, "a.h5"));
	write_report(scratch_path(state, "c.h5"), read, false);
	assert_same_bytes(scratch_path(state, "a.h5"), scratch_path(state, "c.h5"));
	report_free(read);
	report_free(one);
	report_free(two);
}

static void assert_column(hid_t table, const char *name, hid_t want, size_t offset)
{
	hid_t record = H5Dget_type(table), type;
	int index = H5Tget_member_index(record, name);

	assert_true(index >= 0);
	type = H5Tget_member_type(record, (unsigned)index);
	assert_true(H5Tequal(type, want) > 0);
	assert_int_equal(H5Tget_member_offset(record, (unsigned)index), offset);
	H5Tclose(type);
	H5Tclose(record);
}

/* What other programs rest on, said here in HDF5's own words. */
static void a_table_is_packed_and_told_in_attributes(void **state)
{
	struct trial_report *report = sample_report();
	hid_t file, table, text = H5Tcopy(H5T_C_S1);
	char name[8] = "", *read;
	hid_t attribute;

	H5Tset_size(text, 16);
	H5Tset_strpad(text, H5T_STR_NULLPAD);
	H5Tset_cset(text, H5T_CSET_UTF8);
	write_report(scratch_path(state, "a.h5"), report, false);
	file = H5Fopen(scratch_path(state, "a.h5"), H5F_ACC_RDONLY, H5P_DEFAULT);
	table = H5Dopen2(file, "/results/reps", H5P_DEFAULT);
	assert_column(table, "set", H5T_STD_I32LE, 0);
	assert_column(table, "rep", H5T_STD_I32LE, 4);
	assert_column(table, "kind", text, 8);
	assert_column(table, "valid", H5T_STD_I32LE, 8 + 16 + 8);
	assert_column(table, "onset_s", H5T_IEEE_F64LE, 8 + 16 + 8 + 4);
	attribute = H5Aopen(table, "FIELD_5_NAME", H5P_DEFAULT);
	H5Tset_size(text, H5T_VARIABLE);
	H5Tset_strpad(text, H5T_STR_NULLTERM);
	assert_true(H5Aread(attribute, text, &read) >= 0);
	snprintf(name, sizeof(name), "%s", read);
	assert_string_equal(name, "onset_s");
	H5free_memory(read);
	H5Aclose(attribute);
	H5Tclose(text);
	H5Dclose(table);
	H5Fclose(file);
	report_free(report);
}

static herr_t has_a_time(hid_t object, const char *name, const H5O_info_t *info, void *ctx)
{
	(void)object;
	(void)name;
	(void)ctx;
	return info->atime || info->mtime || info->ctime || info->btime;
}

static void no_object_knows_when_it_was_made(void **state)
{
	struct trial_report *report = sample_report();
	hid_t file;

	write_report(scratch_path(state, "a.h5"), report, false);
	file = H5Fopen(scratch_path(state, "a.h5"), H5F_ACC_RDONLY, H5P_DEFAULT);
	assert_int_equal(
		H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, has_a_time, NULL, H5O_INFO_TIME), 0);
	H5Fclose(file);
	report_free(report);
}

static void a_compressed_file_is_smaller_and_says_the_same(void **state)
{
	struct trial_report *wrote = sample_report(), *read;
	struct stat plain, small;

	write_report(scratch_path(state, "a.h5"), wrote, false);
	write_report(scratch_path(state, "b.h5"), wrote, true);
	assert_int_equal(stat(scratch_path(state, "a.h5"), &plain), 0);
	assert_int_equal(stat(scratch_path(state, "b.h5"), &small), 0);
	assert_true(small.st_size < plain.st_size / 2);
	read = read_report(scratch_path(state, "b.h5"));
	assert_memory_equal(read->vgrf_n, wrote->vgrf_n, 2 * SAMPLE_FRAMES * sizeof(float));
	report_free(read);
	report_free(wrote);
}

static void a_recording_of_any_length_has_a_result(void **state)
{
	/* around the size of a chunk, where an off-by-one would hide */
	static const size_t lengths[] = {0, 1, 4095, 4096, 4097, 8192, 8193};

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct trial_report *wrote = sample_report_without_reps(lengths[i]), *read;

		write_report(scratch_path(state, "a.h5"), wrote, false);
		read = read_report(scratch_path(state, "a.h5"));
		assert_int_equal(read->frames, lengths[i]);
		assert_memory_equal(read->vgrf_n, wrote->vgrf_n, 2 * lengths[i] * sizeof(float));
		assert_int_equal(read->reps, 0);
		assert_int_equal(read->curves, 0);
		assert_int_equal(read->spectrum_bins, 0);
		assert_null(read->cell_force_n);
		assert_string_equal(read->no_reps_reason, "nobody lifted anything");
		report_free(read);
		report_free(wrote);
	}
}

static void the_identity_is_what_batch_compares(void **state)
{
	struct trial_report *wrote = sample_report();
	struct results_identity identity;
	struct config config;
	struct error err;
	char want[65];

	config_init(&config);
	assert_int_equal(config_sha256(&config, want, &err), 0);
	write_report(scratch_path(state, "a.h5"), wrote, false);
	assert_int_equal(results_identity(scratch_path(state, "a.h5"), &identity, &err), 0);
	assert_string_equal(identity.raw_file, wrote->raw_file);
	assert_string_equal(identity.raw_sha256, wrote->raw_sha256);
	assert_string_equal(identity.config_sha256, want);
	assert_string_equal(identity.software_version, HINGE_VERSION);
	assert_string_equal(identity.subject, "S012");
	assert_string_equal(identity.session, "03");
	assert_int_equal(identity.run, 2);
	assert_int_equal(identity.status, STATUS_WARN);
	report_free(wrote);
}

static void a_text_that_is_no_utf8_is_made_so(void **state)
{
	struct trial_report *wrote = sample_report(), *read;

	strcpy(wrote->info.style, "M\xfcller \xc3\xbc \xf0\x9f");
	/* the cut at the column's end falls into a two-byte letter */
	memset(wrote->finding[0].text, 'x', 254);
	memcpy(wrote->finding[0].text + 254, "\xc3", 2);
	write_report(scratch_path(state, "a.h5"), wrote, false);
	read = read_report(scratch_path(state, "a.h5"));
	assert_string_equal(read->info.style, "M?ller \xc3\xbc ??");
	assert_int_equal(strlen(read->finding[0].text), 255);
	assert_int_equal(read->finding[0].text[254], '?');
	report_free(read);
	report_free(wrote);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_come_back_bit_by_bit),
		cmocka_unit_test(tables_come_back_row_by_row),
		cmocka_unit_test(curves_and_spectra_come_back),
		cmocka_unit_test(who_and_what_come_back),
		cmocka_unit_test(matrices_come_back),
		cmocka_unit_test(a_report_read_back_can_grow),
		cmocka_unit_test(the_same_report_gives_the_same_bytes),
		cmocka_unit_test(a_table_is_packed_and_told_in_attributes),
		cmocka_unit_test(no_object_knows_when_it_was_made),
		cmocka_unit_test(a_compressed_file_is_smaller_and_says_the_same),
		cmocka_unit_test(a_recording_of_any_length_has_a_result),
		cmocka_unit_test(the_identity_is_what_batch_compares),
		cmocka_unit_test(a_text_that_is_no_utf8_is_made_so),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
