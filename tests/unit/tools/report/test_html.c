/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/assert_near.h"

#include "tools/report/html.h"

#include <string.h>

static void expect_text(const char *text, const char *want)
{
	struct html html = {0};

	html_text(&html, "%s", text);
	assert_string_equal(html.text ? html.text : "", want);
	html_free(&html);
}

static void whatever_means_something_in_markup_is_escaped(void **state)
{
	(void)state;
	expect_text("<script>alert(\"1\")</script>",
		    "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
	expect_text("' onload='x", "&#39; onload=&#39;x");
	expect_text("a & b &amp; c", "a &amp; b &amp;amp; c");
	expect_text("", "");
}

static void utf8_passes_and_what_is_not_becomes_a_replacement(void **state)
{
	(void)state;
	expect_text("M\xc3\xbcller \xe2\x96\xb2 \xf0\x9d\x84\x9e",
		    "M\xc3\xbcller \xe2\x96\xb2 \xf0\x9d\x84\x9e");
	expect_text("a\xff"
		    "b",
		    "a\xef\xbf\xbd"
		    "b");
	expect_text("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");                 /* overlong '/' */
	expect_text("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* a surrogate */
	expect_text("\xe2\x96", "\xef\xbf\xbd\xef\xbf\xbd");                 /* cut short */
	expect_text("bell\x07", "bell\xef\xbf\xbd");
	expect_text("\x7f", "\xef\xbf\xbd");
}

static void a_long_page_grows(void **state)
{
	struct html html = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		html_markup(&html, "%05d", i);
	assert_int_equal(html.used, 500000);
	assert_memory_equal(html.text + 499995, "99999", 6);
	html_free(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_means_something_in_markup_is_escaped),
		cmocka_unit_test(utf8_passes_and_what_is_not_becomes_a_replacement),
		cmocka_unit_test(a_long_page_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
