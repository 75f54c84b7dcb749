/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/hpp/model.h"

#include "tests/support/assert_near.h"
#include "tests/support/faults.h"

static void a_plate_for_which_there_is_no_memory_is_not_made(void **state)
{
	struct hpp_model_options options;
	struct hpp_model *model = NULL;
	unsigned failed = 0;

	(void)state;
	hpp_model_options_init(&options);
	for (unsigned n = 1; !model; n++) {
		struct error err = {.code = 0};
		int ret;

		faults_arm(FAULT_NOMEM, n, false);
		ret = hpp_model_new(&model, &options, &err);
		if (!faults_disarm())
			break;
		assert_int_equal(ret, HINGE_ENOMEM);
		assert_int_equal(err.code, HINGE_ENOMEM);
		assert_null(model);
		failed++;
	}
	assert_int_equal(failed, 2); /* itself and its calibration memory */
	assert_non_null(model);
	hpp_model_free(model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plate_for_which_there_is_no_memory_is_not_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
