/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that a device tells: they go to terminals and into files. */
#ifndef ACQUISITION_HPP_TEXT_H
#define ACQUISITION_HPP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A field of so many bytes, filled up with NULs, into out[size + 1]; false where a byte before the
 * first NUL is no printable ASCII. */
bool hpp_text_read(char *out, const uint8_t *bytes, size_t size);
/* The other way; false where text does not fit or is not printable. */
bool hpp_text_write(uint8_t *bytes, size_t size, const char *text);

#endif
