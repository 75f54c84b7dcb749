/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/rpc/params.h"
#include "tools/hinged/rpc/rpc_parse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct values {
	char text[64], code[33], word[32];
	double number;
	int count;
	bool flag;
};

static const struct param table[] = {
	{"source", PARAM_TEXT, offsetof(struct values, text), 64, 0, 0, false},
	{"subject", PARAM_CODE, offsetof(struct values, code), 33, 0, 0, true},
	{"task", PARAM_WORD, offsetof(struct values, word), 32, 0, 0, false},
	{"load_kg", PARAM_NUMBER, offsetof(struct values, number), 0, 0, 1000, false},
	{"reps", PARAM_COUNT, offsetof(struct values, count), 0, 1, 1000, false},
	{"auto", PARAM_BOOL, offsetof(struct values, flag), 0, 0, 0, false},
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct rpc_request request;
	struct values values;
	struct error err = {0};
	int rpc_code = rpc_parse(&request, (const char *)bytes, size, &err);

	if (!rpc_code)
		params_read(table, sizeof(table) / sizeof(table[0]), request.params, &values, &err);
	free(rpc_error_line(request.id, rpc_code, &err));
	rpc_request_reset(&request);
	return 0;
}
