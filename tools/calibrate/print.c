/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/calibration/calibration.h"
#include "tools/calibrate/calibrate.h"

#include <math.h>
#include <stdio.h>

/* What rounds to nothing has no sign. */
static void put_number(double value, int width, int decimals, bool is_signed)
{
	bool is_nothing = fabs(value) < 0.5 * pow(10, -decimals);

	printf(is_signed && !is_nothing ? "%+*.*f" : "%*.*f", width, decimals,
	       is_nothing ? 0.0 : value);
}

void print_series(const struct certificate *certificate)
{
	printf("%-34s %10s %10s %8s %9s\n", "mass", "reads N", "residual N", "%", "beside mm");
	for (size_t k = 0; k < certificate->loads; k++) {
		const struct calibration_load *load = &certificate->load[k];
		double laid_n = load->mass_kg * certificate->gravity_m_s2;
		char text[80];

		printf("%-34s", calibration_load_text(certificate, k, text, sizeof(text)));
		put_number(laid_n + load->residual_n, 11, 2, false);
		put_number(load->residual_n, 11, 2, true);
		if (load->mass_kg > 0) {
			put_number(load->residual_pct, 9, 3, true);
			printf(" %9.1f", 1000 * hypot(load->residual_x_m, load->residual_y_m));
		}
		putchar('\n');
	}
}

void print_cells(const struct certificate *certificate, const struct certificate *before)
{
	printf("\n%-18s %13s    %-13s %8s %8s\n", "cell", "N a count, was", "is", "change %",
	       "+- %");
	for (size_t i = 0; i < certificate->cells; i++) {
		printf("%zu %-16s %13.6e -> %-13.6e", i + 1,
		       cell_place_name(certificate->cell, certificate->cells, i),
		       before->cell[i].newton_per_unit, certificate->cell[i].newton_per_unit);
		if (isnan(certificate->change_pct[i]))
			printf(" %8s", "");
		else
			put_number(certificate->change_pct[i], 9, 3, true);
		printf(" %8.3f\n", certificate->error_pct[i]);
	}
	printf("\ncondition number %.3g, RMS residual %.3g N, g = %g m/s2\n",
	       certificate->condition, certificate->rms_n, certificate->gravity_m_s2);
}
