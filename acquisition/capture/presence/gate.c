/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/capture/presence/gate.h"

enum { AHEAD_MAX_US = 100000 };

void gate_init(struct capture_gate *gate, size_t members)
{
	gate->members = members;
	atomic_init(&gate->begun, false);
	atomic_init(&gate->ended_ns, GATE_GOES_ON);
	for (size_t i = 0; i < GATE_MEMBERS_MAX; i++) {
		atomic_init(&gate->member[i].contact, false);
		atomic_init(&gate->member[i].standing, false);
		atomic_init(&gate->member[i].left, false);
		atomic_init(&gate->member[i].gone, false);
		atomic_init(&gate->member[i].at_us, 0);
	}
}

bool gate_sees_any(const struct capture_gate *gate)
{
	for (size_t i = 0; i < gate->members; i++)
		if (gate->member[i].contact)
			return true;
	return false;
}

bool gate_opens(struct capture_gate *gate)
{
	for (size_t i = 0; i < gate->members; i++)
		if (!gate->member[i].standing)
			return gate->begun;
	gate->begun = true;
	return true;
}

bool gate_all_left(const struct capture_gate *gate)
{
	for (size_t i = 0; i < gate->members; i++)
		if (!gate->member[i].left)
			return false;
	return true;
}

int64_t gate_end(struct capture_gate *gate, int64_t at_ns)
{
	int64_t ended_ns = GATE_GOES_ON;

	return atomic_compare_exchange_strong(&gate->ended_ns, &ended_ns, at_ns) ? at_ns : ended_ns;
}

bool gate_is_ahead(const struct capture_gate *gate, size_t member)
{
	int64_t own_us = gate->member[member].at_us;

	for (size_t i = 0; i < gate->members; i++)
		if (i != member && !gate->member[i].gone &&
		    own_us > gate->member[i].at_us + AHEAD_MAX_US)
			return true;
	return false;
}
