/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults as text. */
#include "tests/support/assert_near.h"
#include "tests/support/hpp_rig.h"

#include <string.h>

static void a_fault_is_read_from_text(void **state)
{
	struct hpp_fault fault;

	(void)state;
	assert_int_equal(hpp_fault_parse(&fault, "drop", NULL), 0);
	assert_int_equal(fault.kind, HPP_FAULT_DROP);
	assert_int_equal(fault.amount, 1);
	assert_int_equal(fault.at, 0);
	assert_int_equal(hpp_fault_parse(&fault, "index:-5@1099511627776", NULL), 0);
	assert_int_equal(fault.kind, HPP_FAULT_INDEX);
	assert_int_equal(fault.amount, -5);
	assert_true(fault.at == (uint64_t)1 << 40);
	assert_int_equal(hpp_fault_parse(&fault, "delay@0x13", NULL), 0);
	assert_int_equal(fault.amount, 100);
	assert_int_equal(fault.at, 0x13);
}

static void a_fault_that_there_is_not_is_refused_with_the_reason(void **state)
{
	static const struct {
		const char *text, *reason;
	} cases[] = {
		{"", "no such kind"},          {"dro", "no such kind"},
		{"drops", "no such kind"},     {":3", "no such kind"},
		{"drop:", "a whole number"},   {"drop:x", "a whole number"},
		{"drop@", "a whole number"},   {"drop:99999999999999999999", "a whole number"},
		{"drop:0", "from 1 to"},       {"drop:1000001", "from 1 to"},
		{"short-block:512", "to 511"}, {"drop:1x", "expected KIND"},
		{"drop@1:1", "expected KIND"}, {"drop@-1", "expected KIND"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hpp_fault fault = {.amount = 55};
		struct error err;

		assert_int_equal(hpp_fault_parse(&fault, cases[i].text, &err), HINGE_EUSAGE);
		assert_non_null(strstr(err.text, cases[i].reason));
		assert_int_equal(fault.amount, 55);
	}
}

static void only_so_many_faults_can_wait(void **state)
{
	struct hpp_fault fault = {.kind = HPP_FAULT_STALL, .at = 1000000, .amount = 1};
	struct hpp_rig rig;
	struct error err;

	(void)state;
	rig_open(&rig, NULL);
	for (int i = 0; i < 16; i++)
		assert_int_equal(hpp_model_fault(rig.model, &fault, NULL), 0);
	assert_int_equal(hpp_model_fault(rig.model, &fault, &err), HINGE_EREFUSED);
	fault.kind = HPP_FAULT_KINDS;
	assert_int_equal(hpp_model_fault(rig.model, &fault, &err), HINGE_EUSAGE);
	fault = (struct hpp_fault){.kind = HPP_FAULT_DROP, .amount = 0};
	assert_int_equal(hpp_model_fault(rig.model, &fault, &err), HINGE_EUSAGE);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_is_read_from_text),
		cmocka_unit_test(a_fault_that_there_is_not_is_refused_with_the_reason),
		cmocka_unit_test(only_so_many_faults_can_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
