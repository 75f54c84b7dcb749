/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/results/h5/h5.h"

static hid_t type_of_chars(size_t width)
{
	hid_t type = H5Tcopy(H5T_C_S1);

	if (type < 0)
		return type;
	if (H5Tset_size(type, width) < 0 || H5Tset_strpad(type, H5T_STR_NULLPAD) < 0 ||
	    H5Tset_cset(type, H5T_CSET_UTF8) < 0) {
		H5Tclose(type);
		return H5I_INVALID_HID;
	}
	return type;
}

hid_t type_of_texts(void)
{
	hid_t type = H5Tcopy(H5T_C_S1);

	if (type < 0)
		return type;
	if (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0) {
		H5Tclose(type);
		return H5I_INVALID_HID;
	}
	return type;
}

hid_t type_of_field(const struct field *field, bool native)
{
	switch (field->value) {
	case VALUE_F64:
	case VALUE_I64:
		return H5Tcopy(native ? H5T_NATIVE_DOUBLE : H5T_IEEE_F64LE);
	case VALUE_F32:
		return H5Tcopy(native ? H5T_NATIVE_FLOAT : H5T_IEEE_F32LE);
	case VALUE_I32:
	case VALUE_BOOL:
		return H5Tcopy(native ? H5T_NATIVE_INT32 : H5T_STD_I32LE);
	case VALUE_U8:
		return H5Tcopy(native ? H5T_NATIVE_UINT8 : H5T_STD_U8LE);
	default:
		return type_of_chars(field->width);
	}
}

static hid_t type_of_table(const struct table *table, bool native)
{
	size_t size = 0, offset = 0;
	hid_t record;

	for (size_t i = 0; i < table->columns; i++)
		size += table->column[i].width;
	record = H5Tcreate(H5T_COMPOUND, size);
	for (size_t i = 0; record >= 0 && i < table->columns; i++) {
		hid_t type = type_of_field(&table->column[i], native);

		if (type < 0 || H5Tinsert(record, table->column[i].name, offset, type) < 0) {
			H5Tclose(record);
			record = H5I_INVALID_HID;
		}
		H5Tclose(type);
		offset += table->column[i].width;
	}
	return record;
}

hid_t type_of_object(const struct object *object, bool native)
{
	return object->kind == OBJECT_TABLE ? type_of_table(object->table, native)
					    : type_of_field(&object->field, native);
}

hid_t type_in_memory(hid_t dataset, const struct object *object)
{
	static const int one = 1;

	/* little endian, as the file: copying a type costs a fifth of making it */
	return *(const char *)&one ? H5Dget_type(dataset) : type_of_object(object, true);
}

int dims_of_object(const struct object *object, const struct content *content,
		   hsize_t dims[RANK_MAX])
{
	int rank = object->kind == OBJECT_TABLE ? 1 : object->rank;

	for (int i = 0; i < rank; i++)
		dims[i] = object_extent(object, i, content);
	return rank;
}
