/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sidecars and profiles begin, and two plates of one force each. */
#ifndef TESTS_UNIT_FORMATS_RECORDING_SIDECAR_TEXTS_H
#define TESTS_UNIT_FORMATS_RECORDING_SIDECAR_TEXTS_H

#define START "{\"Format\": \"hinge-recording\", \"FormatVersion\": \"1.0\", "
#define RATE  "\"SamplingFrequency\": 1000, "
#define HEAD  START RATE
#define TWO_FZ                                                                                  \
	"\"Unit\": \"N\", \"Plates\": [{\"Foot\": \"left\", \"Fz\": 0}, {\"Foot\": \"right\", " \
	"\"Fz\": 1}]"

#endif
