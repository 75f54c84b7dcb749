/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a C3D file that tell forces: https://www.c3d.org, "The C3D File Format". The file is
 * foreign: nothing outside its bytes is read, whatever it says of itself. */
#ifndef FORMATS_IMPORT_C3D_C3D_H
#define FORMATS_IMPORT_C3D_C3D_H

#include "formats/trial.h"

enum c3d_order { C3D_INTEL = 84, C3D_DEC = 85, C3D_SGI = 86 };
enum { C3D_BLOCK = 512, C3D_DIMENSIONS_MAX = 7, C3D_LABEL_MAX = 32 };

struct c3d_file {
	const unsigned char *bytes;
	size_t size;
	const char *name; /* stands in messages */
	enum c3d_order order;
	bool is_float;
	size_t parameters, parameters_end, data; /* offsets in bytes */
	size_t frame_bytes, points_bytes;        /* the analog words follow the points of a frame */
	size_t frames;                           /* of points; all of them lie within the file */
	size_t samples_per_frame, channels;      /* of analog data */
	double rate_hz;                          /* of analog data; NaN = not stated */
	/* what the file says of itself, NaN where it does not */
	struct c3d_claims {
		double header_hz, points_hz, analog_hz;
		double header_frames, long_frames;
		size_t words_left; /* analog words of a frame that belong to no sample */
	} claims;
};

/* A number in the byte order of the file. */
unsigned c3d_word(const unsigned char *, enum c3d_order);
double c3d_real(const unsigned char *, enum c3d_order); /* may be NaN or infinite */

/* A parameter where it stands in the file; all of its values lie within. */
struct c3d_parameter {
	const struct c3d_file *file;
	const unsigned char *data;
	int type; /* -1 text, 1 byte, 2 integer, 4 real */
	size_t dimensions, dimension[C3D_DIMENSIONS_MAX];
	size_t count; /* of values; of characters where it is text */
};

/* Names are compared without case. False where there is none; *out is then empty (count 0). */
bool c3d_find(const struct c3d_file *, const char *group, const char *name,
	      struct c3d_parameter *out);
/* Value i; otherwise where there is none, or where it is text. */
double c3d_value(const struct c3d_parameter *, size_t i, double otherwise);
/* The same, an integer taken as unsigned. */
double c3d_unsigned(const struct c3d_parameter *, size_t i, double otherwise);
/* Text i without the blanks at its end, cut to size; "" where there is none. */
void c3d_text(const struct c3d_parameter *, size_t i, char *out, size_t size);

/* Fills file from the header and the parameters. HINGE_EFORMAT: not C3D, no analog data, cut
 * short. */
int c3d_open(struct c3d_file *file, const void *bytes, size_t size, const char *name,
	     struct error *);

/* Value = (stored - offset) * scale. */
struct c3d_channel {
	size_t index; /* from 0 */
	bool is_unsigned;
	double offset, scale;
	char unit[C3D_LABEL_MAX];
};
/* Channel number as FORCE_PLATFORM:CHANNEL has it, from 1. HINGE_EFORMAT: no such channel, no
 * scale. */
int c3d_channel(const struct c3d_file *, double number, struct c3d_channel *, struct error *);
/* What is stored for sample i (of frames * samples_per_frame). */
double c3d_stored(const struct c3d_file *, const struct c3d_channel *, size_t i);

/* To metre, newton, newton metre per unit; 0 where the text names no such unit. */
double c3d_length_unit(const char *text);
double c3d_force_unit(const char *text);
double c3d_moment_unit(const char *text);
bool c3d_is_voltage(const char *text);

/* The plates of the file, and which channel becomes which column of the trial. */
struct c3d_plates {
	size_t plates, columns, left_out;
	struct plate plate[PLATES_MAX]; /* kind PLATE_WRENCH, c3d_type 1 to 4 */
	struct c3d_column {
		size_t plate;
		struct c3d_channel channel;
	} column[CHANNELS_MAX];
};
/* HINGE_EFORMAT: no plate, a type that is not read, channels that do not fit. */
int c3d_plates(const struct c3d_file *, struct c3d_plates *, struct error *);
/* Leaves out plates none of whose samples was ever stored (see c3d_is_missing). HINGE_EFORMAT: no
 * plate is left. */
int c3d_plates_recorded(const struct c3d_file *, struct c3d_plates *, struct error *);
/* Sample i of a plate was not measured: 0 is stored in all of its channels, and all of them have
 * their zero far from there. Taken as a value it would be a constant load. */
bool c3d_is_missing(const struct c3d_file *, const struct c3d_plates *, size_t plate, size_t i);

/* Fills trial->samples, whose channels are the columns, and info.gap. HINGE_EFORMAT: NaN. */
int c3d_read_samples(const struct c3d_file *, const struct c3d_plates *, struct trial *,
		     struct error *);
/* A plate of type 1 gives the centre of pressure: its columns Fx Fy Fz Px Py Tz become Fx Fy Fz Mx
 * My Mz about the centre of the surface, in N and N m. */
void c3d_resolve_places(struct trial *);
/* info.tare_before from the frames that FORCE_PLATFORM:ZERO names, where the plates are empty. */
void c3d_take_zero(const struct c3d_file *, struct trial *);
/* What the file says of itself and does not hold, and what its plates cannot give. */
void c3d_remark(const struct c3d_file *, const struct c3d_plates *, struct trial *);

#endif
