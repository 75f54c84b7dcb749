/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every system call and allocation on the way of a certificate fails, once and for good: the older
 * one is never touched, and what is in force is whole. */
#include "tests/support/assert_near.h"
#include "tests/support/faults.h"
#include "tests/support/scratch.h"

#include "formats/files.h"
#include "formats/plates/book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct plate_id plate = {.serial = "AB-1", .plate = 1};

static void some_certificate(struct certificate *certificate)
{
	certificate_init(certificate);
	certificate->id = plate;
	certificate->cells = 2;
	certificate->loads = 2;
	for (int i = 0; i < 2; i++)
		certificate->cell[i] = (struct cell){.x_m = i, .newton_per_unit = 0.1 + i};
	for (int k = 0; k < 2; k++)
		certificate->load[k] = (struct calibration_load){.mass_kg = k};
}

static void read_first(void **state, char **text, size_t *size)
{
	struct error err;

	if (file_read(scratch_path(state, "AB-1/certificate-1.json"), 1 << 20, text, size, &err))
		fail_msg("%s", err.text);
}

/* One of two outcomes, and never anything between. */
static void check_book(void **state, int said, int number)
{
	struct certificate certificate;
	struct error err;
	int got = book_certificate(*state, &plate, 0, &certificate, &err);

	if (got != 1)
		fail_msg("nothing is in force: %s", got ? err.text : "");
	assert_int_equal(certificate.number, said ? 1 : number);
	assert_int_equal(certificate.loads, 2);
	assert_false(file_exists(scratch_path(state, "AB-1/certificate-2.json.part")));
	assert_int_equal(file_exists(scratch_path(state, "AB-1/certificate-2.json")), !said);
}

static unsigned keep_with(void **state, enum fault fault, bool sticky)
{
	unsigned n = 1;
	bool fired = true;

	for (; fired; n++) {
		struct certificate certificate;
		char *before, *after;
		size_t size, size_after;
		struct error err = {0};
		int said;

		assert_true(n < 5000);
		read_first(state, &before, &size);
		some_certificate(&certificate);
		faults_arm(fault, n, sticky);
		said = book_keep(*state, &certificate, &err);
		fired = faults_disarm();
		if (said && (err.code != said || !err.text[0]))
			fail_msg("%s %u: %d without a reason", fault_name(fault), n, said);
		if ((fault == FAULT_EINTR || fault == FAULT_SHORT) && said)
			fail_msg("%s %u: %s", fault_name(fault), n, err.text);
		/* what cannot be removed again is there when everything fails for good */
		if (!(said && sticky))
			check_book(state, said, 2);
		read_first(state, &after, &size_after);
		assert_int_equal(size, size_after);
		assert_memory_equal(before, after, size);
		free(before);
		free(after);
		unlink(scratch_path(state, "AB-1/certificate-2.json"));
		unlink(scratch_path(state, "AB-1/certificate-2.json.part"));
	}
	return n;
}

static void whatever_fails_the_older_certificate_holds(void **state)
{
	struct certificate certificate;
	struct error err;
	unsigned points = 0;

	some_certificate(&certificate);
	assert_int_equal(book_keep(*state, &certificate, &err), 0);
	for (int fault = 0; fault < FAULTS; fault++) {
		points += keep_with(state, (enum fault)fault, false);
		if (fault != FAULT_EINTR && fault != FAULT_NOMEM)
			points += keep_with(state, (enum fault)fault, true);
	}
	print_message("%u faults\n", points);
	assert_true(points > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whatever_fails_the_older_certificate_holds,
						scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
