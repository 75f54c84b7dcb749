/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Oracle O01: splitmix64 with seed 12345. */
#include "tests/support/assert_near.h"

#include "formats/random.h"

static void the_sequence_is_that_of_the_oracle(void **state)
{
	static const uint64_t words[] = {0x22118258a9d111a0, 0x346edce5f713f8ed, 0x1e9a57bc80e6721d,
					 0x2d160e7e5c3f42ca};
	static const double uniforms[] = {0.506880215507456, 0.33703454463939386,
					  0.12265221496336498, 0.43145857388310627};
	static const double normals[] = {0.8157831277274029, -1.3418228992004453,
					 0.5261925081418184, -0.19018437770071658};
	static const uint64_t below[] = {7, 5, 8, 3};
	struct random random;

	(void)state;
	random_init(&random, 12345);
	for (size_t i = 0; i < 4; i++)
		assert_true(random_u64(&random) == words[i]);
	for (size_t i = 0; i < 4; i++)
		assert_close(random_uniform(&random), uniforms[i], 1e-12);
	for (size_t i = 0; i < 4; i++)
		assert_close(random_normal(&random), normals[i], 1e-12);
	for (size_t i = 0; i < 4; i++)
		assert_true(random_below(&random, 10) == below[i]);
}

static void a_range_is_kept(void **state)
{
	struct random random;

	(void)state;
	random_init(&random, 1);
	for (size_t i = 0; i < 10000; i++) {
		double x = random_range(&random, -2.0, 3.0);

		assert_true(x >= -2.0 && x < 3.0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sequence_is_that_of_the_oracle),
		cmocka_unit_test(a_range_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
