# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what the worksheet of a C3D type-4 force plate holds, for test_c3d_samples.

First its calibration matrix, one input a row; then each worked vector: six inputs (the unscaled
values less the zero, by the scales of the worksheet) and the six outputs that it prints.
"""
import sys

import xlrd

SCALE_ROW, MATRIX_ROW, FIRST_ROW, VECTORS = 5, 14, 23, 22
SCALE_COLUMN, MATRIX_COLUMN, RAW_COLUMN, OUTPUT_COLUMN, OFFSET = 14, 9, 1, 9, (10, 4)

sheet = xlrd.open_workbook(sys.argv[1]).sheet_by_index(0)
offset = sheet.cell_value(*OFFSET)
for i in range(6):
    print(*(repr(sheet.cell_value(MATRIX_ROW + i, MATRIX_COLUMN + k)) for k in range(6)))
for row in range(FIRST_ROW, FIRST_ROW + VECTORS):
    for i in range(6):
        raw = sheet.cell_value(row, RAW_COLUMN + i)
        print(repr((raw - offset) * sheet.cell_value(SCALE_ROW + i, SCALE_COLUMN)), end=" ")
    print(*(repr(sheet.cell_value(row, OUTPUT_COLUMN + k)) for k in range(6)))
