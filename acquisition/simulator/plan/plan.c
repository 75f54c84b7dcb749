/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acquisition/simulator/plan/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void random_stream(struct random *random, uint64_t seed, enum stream stream)
{
	/* the first value of a mixed seed: neighbouring seeds give unrelated streams */
	random_init(random, seed ^ ((uint64_t)stream * 0xD1B54A32D192ED03u));
	random_init(random, random_u64(random));
}

static double draw(struct random *random, struct range range)
{
	return random_range(random, range.lo, range.hi);
}

static void fill(double *option, double drawn)
{
	if (isnan(*option))
		*option = drawn;
}

static double round_to(double step, double value)
{
	return rint(value / step) * step;
}

void options_draw(struct simulator_options *options)
{
	const struct tier *tier = tier_named(options->tier);
	struct random random;

	random_stream(&random, options->seed, STREAM_SUBJECT);
	fill(&options->body_mass_kg, round_to(0.1, random_range(&random, 55, 110)));
	fill(&options->load_kg,
	     round_to(0.5, options->body_mass_kg * draw(&random, tier->load_ratio)));
	fill(&options->asymmetry_pct, fmax(-15, fmin(15, 4 * random_normal(&random))));
	fill(&options->rep_sd_pct, random_range(&random, 0.5, 2));
	bool bounces = random_uniform(&random) >= 0.7;
	if (!*options->style)
		snprintf(options->style, sizeof(options->style), "%s",
			 bounces ? "touch_and_go" : "dead_stop");
	fill(&options->fail_probability, tier->fail);
	fill(&options->drop_probability, tier->drop);
	fill(&options->noise_n, draw(&random, tier->noise_n));
	fill(&options->hum_n, draw(&random, tier->hum_n));
	fill(&options->tremor_n, draw(&random, tier->tremor_n));
}

void plan_step_on(struct plan *plan, struct random *random, const struct simulator_options *drawn,
		  double *t_s)
{
	/* drawn in any case: the rest of the set stays the same */
	double by_tier_s = draw(random, tier_named(drawn->tier)->lead_s);

	plan->left_on_s = isnan(drawn->lead_s) ? by_tier_s : drawn->lead_s;
	plan->right_on_s = plan->left_on_s + 0.6;
	plan->quiet_start_s = plan->right_on_s + 0.4;
	plan->quiet_end_s = plan->quiet_start_s + random_range(random, 2, 4);
	*t_s = plan->quiet_end_s;
}

static void plan_bend(struct plan *plan, struct random *random, double *t_s)
{
	double duration_s = random_range(random, 0.9, 1.6);

	plan->bend_m = random_range(random, 0.22, 0.36);
	plan->bar_rise_m = random_range(random, 0.42, 0.60);
	plan->body[plan->body_moves++] = (struct move){*t_s, duration_s, -plan->bend_m};
	*t_s += duration_s + random_range(random, 0.6, 2.5);
}

double plan_body_height(const struct plan *plan)
{
	double height_m = 0;

	for (size_t i = 0; i < plan->body_moves; i++)
		height_m += plan->body[i].rise_m;
	return height_m;
}

/* As far as the body is down: after a drop the lifter stands already. */
static void plan_stand_up(struct plan *plan, double *t_s)
{
	double height_m = plan_body_height(plan);

	*t_s += 0.3;
	plan->body[plan->body_moves++] = (struct move){*t_s, 1.2, -height_m};
	*t_s += 1.2;
}

void plan_step_off(struct plan *plan, struct random *random, const struct tier *tier, double *t_s)
{
	*t_s += random_range(random, 1, 2);
	plan->share_end_s = *t_s - 1;
	plan->right_off_s = *t_s - 0.5;
	plan->left_off_s = *t_s;
	plan->end_s = *t_s + 0.25 + draw(random, tier->tail_s);
}

void plan_init(struct plan *plan, const struct simulator_options *drawn)
{
	memset(plan, 0, sizeof(*plan));
	plan->body_kg = drawn->body_mass_kg;
	plan->load_kg = drawn->load_kg;
	plan->asymmetry_pct = drawn->asymmetry_pct;
	plan->touch_and_go = !strcmp(drawn->style, "touch_and_go") && drawn->reps > 1;
}

static void plan_from_floor(struct plan *plan, struct random *random,
			    const struct simulator_options *drawn, double *t_s)
{
	plan_bend(plan, random, t_s);
	for (size_t i = 0; i < (size_t)drawn->reps; i++)
		plan_rep(plan, random, drawn, i, t_s);
	plan_stand_up(plan, t_s);
}

void plan_draw(struct plan *plan, const struct simulator_options *drawn)
{
	const struct tier *tier = tier_named(drawn->tier);
	struct random random;
	double t_s;

	plan_init(plan, drawn);
	random_stream(&random, drawn->seed, STREAM_MOTION);
	plan_step_on(plan, &random, drawn, &t_s);
	if (!strcmp(drawn->style, "romanian"))
		plan_romanian(plan, &random, drawn, &t_s);
	else
		plan_from_floor(plan, &random, drawn, &t_s);
	plan_step_off(plan, &random, tier, &t_s);
	plan_asymmetry(plan, drawn);
}
