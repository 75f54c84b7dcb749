/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dimension scales as H5DSattach_scale() leaves them (the HDF5 Dimension Scale specification). That
 * opens both ends at each call and writes the scale's list anew; here each attribute is written
 * once, while its object is open. */
#include "formats/results/h5/h5.h"

#include <hdf5_hl.h>
#include <stdlib.h>
#include <string.h>

/* An entry of a scale's REFERENCE_LIST. */
struct use {
	hobj_ref_t array;
	int dimension;
};

/* takes type and space over */
static int write_list(hid_t object, const char *name, hid_t type, hid_t space, const void *list,
		      struct error *err)
{
	hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
	int ret = 0;

	if (attribute < 0 || H5Awrite(attribute, type, list) < 0)
		ret = h5_fail(err, HINGE_EWRITE, "@%s", name);
	H5Aclose(attribute);
	H5Sclose(space);
	H5Tclose(type);
	return ret;
}

static int write_dimensions(hid_t array, const struct object *object, const struct schema *schema,
			    hobj_ref_t *place, struct error *err)
{
	hvl_t list[RANK_MAX] = {{0, NULL}};
	hsize_t rank = (hsize_t)object->rank;

	for (size_t i = 0; i < 2; i++)
		if (object->scale[i])
			list[i] = (hvl_t){
				1, &place[object_find(schema, object->scale[i]) - schema->object]};
	return write_list(array, "DIMENSION_LIST", H5Tvlen_create(H5T_STD_REF_OBJ),
			  H5Screate_simple(1, &rank, NULL), list, err);
}

int scales_write(hid_t id, const struct object *object, const struct schema *schema,
		 hobj_ref_t *place, struct error *err)
{
	if (H5Rcreate(&place[object - schema->object], id, ".", H5R_OBJECT, H5I_INVALID_HID) < 0)
		return h5_fail(err, HINGE_EWRITE, "reference");
	if (object->is_scale && H5DSset_scale(id, object->is_scale) < 0)
		return h5_fail(err, HINGE_EWRITE, "scale");
	return object->scale[0] || object->scale[1]
		       ? write_dimensions(id, object, schema, place, err)
		       : 0;
}

/* --- the other end --- */

static size_t find_uses(struct use *use, const char *scale, const struct schema *schema,
			const hobj_ref_t *place)
{
	size_t uses = 0;

	for (size_t i = 0; i < schema->objects; i++)
		for (int k = 0; place[i] && k < 2; k++)
			if (schema->object[i].scale[k] &&
			    !strcmp(schema->object[i].scale[k], scale)) {
				use[uses].array = place[i];
				use[uses++].dimension = k;
			}
	return uses;
}

static hid_t type_of_use(void)
{
	hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(struct use));

	if (H5Tinsert(type, "dataset", offsetof(struct use, array), H5T_STD_REF_OBJ) >= 0 &&
	    H5Tinsert(type, "dimension", offsetof(struct use, dimension), H5T_NATIVE_INT) >= 0)
		return type;
	H5Tclose(type);
	return H5I_INVALID_HID;
}

static int write_uses(hid_t file, const char *scale, const struct use *use, hsize_t uses,
		      struct error *err)
{
	hid_t id = H5Dopen2(file, scale, H5P_DEFAULT);
	int ret = write_list(id, "REFERENCE_LIST", type_of_use(), H5Screate_simple(1, &uses, NULL),
			     use, err);

	H5Dclose(id);
	return ret ? fail_context(err, "%s", scale) : 0;
}

int scales_finish(hid_t file, const struct schema *schema, const hobj_ref_t *place,
		  struct error *err)
{
	struct use *use = calloc(2 * schema->objects, sizeof(*use));
	int ret = use ? 0 : fail(err, HINGE_ENOMEM, "out of memory");

	for (size_t i = 0; !ret && i < schema->objects; i++) {
		const struct object *object = &schema->object[i];
		size_t uses = 0;

		if (object->is_scale && place[i])
			uses = find_uses(use, object->path, schema, place);
		if (uses)
			ret = write_uses(file, object->path, use, uses, err);
	}
	free(use);
	return ret;
}
