/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "formats/files.h"

#include <string.h>

/* RFC 3720, appendix B.4 */
static const unsigned char iscsi_read[48] = {
	0x01, 0xc0, 0, 0,    0, 0, 0, 0,    0,    0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0,
	0,    0,    0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0,    0,
};

typedef uint32_t crc_function(uint32_t crc, const void *bytes, size_t size);

static void check_known_vectors(crc_function *crc)
{
	unsigned char bytes[32];

	memset(bytes, 0, sizeof(bytes));
	assert_int_equal(crc(0, bytes, 32), 0x8a9136aa);
	memset(bytes, 0xff, sizeof(bytes));
	assert_int_equal(crc(0, bytes, 32), 0x62a8ab43);
	for (unsigned i = 0; i < 32; i++)
		bytes[i] = (unsigned char)i;
	assert_int_equal(crc(0, bytes, 32), 0x46dd794e);
	for (unsigned i = 0; i < 32; i++)
		bytes[i] = (unsigned char)(31 - i);
	assert_int_equal(crc(0, bytes, 32), 0x113fdb5c);
	assert_int_equal(crc(0, iscsi_read, sizeof(iscsi_read)), 0xd9963a56);
	assert_int_equal(crc(0, "123456789", 9), 0xe3069283);
	assert_int_equal(crc(0, "", 0), 0);
}

static void crc32c_gives_the_vectors_of_rfc_3720(void **state)
{
	(void)state;
	check_known_vectors(crc32c);
	check_known_vectors(crc32c_portable);
}

static void crc32c_of_parts_is_crc32c_of_the_whole_on_any_alignment(void **state)
{
	unsigned char bytes[300];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * 151 + 7);
	for (size_t start = 0; start < 9; start++)
		for (size_t size = 0; size < 64; size++) {
			uint32_t want = crc32c_portable(0, bytes + start, size);
			uint32_t half = crc32c(0, bytes + start, size / 3);

			assert_int_equal(crc32c(0, bytes + start, size), want);
			assert_int_equal(crc32c(half, bytes + start + size / 3, size - size / 3),
					 want);
		}
}

/* FIPS 180-2, appendix B */
static void sha256_gives_the_vectors_of_fips_180(void **state)
{
	const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
	const char *want = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
	struct sha256 *sha = sha256_new();
	char hex[65];

	(void)state;
	sha256_hex("abc", 3, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_hex(two_blocks, strlen(two_blocks), hex);
	assert_string_equal(hex, want);
	assert_non_null(sha);
	sha256_add(sha, two_blocks, 20);
	sha256_add(sha, two_blocks + 20, strlen(two_blocks) - 20);
	sha256_final_hex(sha, hex);
	assert_string_equal(hex, want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(crc32c_gives_the_vectors_of_rfc_3720),
		cmocka_unit_test(crc32c_of_parts_is_crc32c_of_the_whole_on_any_alignment),
		cmocka_unit_test(sha256_gives_the_vectors_of_fips_180),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
