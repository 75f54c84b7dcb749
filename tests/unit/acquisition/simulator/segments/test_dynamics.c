/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverse dynamics and the bar against mechanics on paper. */
#include "acquisition/simulator/segments/dynamics.h"
#include "tests/support/assert_near.h"

#include <stdlib.h>
#include <string.h>

#define G 9.80665

/* --- segments --- */

enum { POINTS = 1200, COLUMNS = JOINTS + 1 };

struct moved {
	struct body body;
	double *angles;
	struct tracks tracks;
};

/* From upright to the bar within 0.1 to 1.1 s. */
static struct moved bend_down(void)
{
	struct moved m = {.body = body_make(80, 1.75)};
	struct crouch crouch = {0.2, 0.03, -0.01};
	struct stretch stretch = {
		.start_s = 0.1,
		.duration_s = 1,
		.from = posture_upright(0.05, 0),
		.to = posture_at_bar(&m.body, &crouch, 0.225),
		.lead = {-0.3, -0.3, 0.2, 0.3},
		.pace = {.rise_s = 0.4, .fall_s = 0.4},
	};

	m.angles = malloc(COLUMNS * POINTS * sizeof(*m.angles));
	assert_non_null(m.angles);
	stretch_balance(&stretch, &m.body);
	assert_int_equal(motion_angles(&stretch, 1, m.angles, POINTS), 0);
	assert_int_equal(tracks_init(&m.tracks, POINTS), 0);
	body_forces(&m.body, m.angles, &m.tracks);
	return m;
}

static void moved_reset(struct moved *m)
{
	free(m->angles);
	tracks_reset(&m->tracks);
}

static struct pose pose_of(const struct moved *m, size_t k)
{
	struct posture posture;
	struct pose pose;

	for (size_t j = 0; j < JOINTS; j++)
		posture.joint[j] = m->angles[j * POINTS + k];
	posture.reach = m->angles[JOINTS * POINTS + k];
	body_pose(&m->body, &posture, &pose);
	return pose;
}

static void at_rest_the_ground_carries_the_weight_under_its_centre(void **state)
{
	struct moved m = bend_down();

	(void)state;
	for (size_t k = 0; k < POINTS; k += POINTS - 1) {
		struct pose pose = pose_of(&m, k);
		double com_m = body_com(&m.body, &pose).x;

		assert_near(ground_force(&m.tracks, k), 80 * G, 1e-6);
		assert_near(pressure_centre(&m.tracks, &m.body, k), com_m, 1e-9);
	}
	moved_reset(&m);
}

/* Impulse = momentum, at any moment of the move, and none is left at its end. */
static void the_impulse_is_the_segments_momentum(void **state)
{
	struct moved m = bend_down();
	double impulse = 0, fastest = 0;

	(void)state;
	for (size_t k = 0; k + 1 < POINTS; k++) {
		impulse += (ground_force(&m.tracks, k) - 80 * G) * GRID_S;
		struct pose now = pose_of(&m, k), next = pose_of(&m, k + 1);
		double momentum = 0;

		for (int i = 0; i < SEGMENTS; i++)
			momentum += m.body.kg[i] * (next.com[i].y - now.com[i].y) / GRID_S;
		assert_near(impulse, momentum, 1e-6);
		fastest = fmax(fastest, -momentum / 80);
	}
	/* 0.4 m in a second */
	assert_true(fastest > 0.4 && fastest < 1.2);
	assert_near(impulse, 0, 1e-6);
	moved_reset(&m);
}

static double second(double before, double now, double after)
{
	return (before - 2 * now + after) / (GRID_S * GRID_S);
}

/* From the floor upwards: what the ground gives, less foot and shank, is what the knee holds from
 * above. */
static void the_knee_holds_from_below_what_it_holds_from_above(void **state)
{
	struct moved m = bend_down();
	double largest = 0;

	(void)state;
	for (size_t k = 1; k + 1 < POINTS; k++) {
		struct pose a = pose_of(&m, k - 1), b = pose_of(&m, k), c = pose_of(&m, k + 1);
		double up_n = ground_force(&m.tracks, k), forward_n = 0;
		double shank_kg = m.body.kg[SEGMENT_SHANK];

		for (int i = 0; i < SEGMENTS; i++)
			forward_n += m.body.kg[i] * second(a.com[i].x, b.com[i].x, c.com[i].x);
		struct point s = b.com[SEGMENT_SHANK];
		double sx = second(a.com[SEGMENT_SHANK].x, s.x, c.com[SEGMENT_SHANK].x);
		double sy = second(a.com[SEGMENT_SHANK].y, s.y, c.com[SEGMENT_SHANK].y);
		double turn =
			m.body.inertia[SEGMENT_SHANK] *
			second(a.lean[SEGMENT_SHANK], b.lean[SEGMENT_SHANK], c.lean[SEGMENT_SHANK]);
		/* forward moments about the knee of what acts on foot and shank */
		double ground = -up_n * (m.tracks.of[TRACK_FLOOR_NM][k] / up_n - b.knee.x) -
				forward_n * b.knee.y;
		double foot_m = (m.body.heel_m + m.body.toe_m) / 2;
		double weight =
			m.body.foot_kg * G * (foot_m - b.knee.x) + shank_kg * G * (s.x - b.knee.x);
		double inertia = shank_kg * ((s.y - b.knee.y) * sx - (s.x - b.knee.x) * sy) + turn;
		/* the knee gives them what it takes from above */
		assert_near(inertia - ground - weight, m.tracks.of[TRACK_KNEE_NM][k], 1e-6);
		largest = fmax(largest, fabs(m.tracks.of[TRACK_KNEE_NM][k]));
	}
	assert_true(largest > 50);
	moved_reset(&m);
}

/* --- bar --- */

enum { BAR_POINTS = 6000 };

static struct bar stiff_body(void)
{
	return (struct bar){
		.kg = 100,
		.stiffness = 60e3,
		.damping = 500,
		.floor_stiffness = 1e6,
		.floor_damping = 10e3,
		.body_kg = 80,
		.body_stiffness = 80 * (2 * M_PI * 5) * (2 * M_PI * 5),
		.body_damping = 2 * 0.3 * 80 * 2 * M_PI * 5,
	};
}

/* The hands hold the bar all the time and rise from 0.225 m by rise_m within 1 to 2 s. */
static struct tracks ride(const struct bar *bar, double rise_m)
{
	struct tracks tracks;

	assert_int_equal(tracks_init(&tracks, BAR_POINTS), 0);
	for (size_t k = 0; k < BAR_POINTS; k++) {
		double tau = fmax(0, fmin(1, ((double)k * GRID_S - 1)));

		tracks.of[TRACK_HAND_M][k] =
			PLATE_RADIUS_M + rise_m * tau * tau * tau * (10 + tau * (-15 + 6 * tau));
		tracks.of[TRACK_GRIP][k] = 1;
	}
	bar_forces(bar, &tracks);
	return tracks;
}

static void slack_is_what_bar_and_body_give_under_the_weight(void **state)
{
	struct bar bar = stiff_body();
	double weight_n = 100 * G;

	(void)state;
	/* two springs in a row */
	assert_near(bar_slack_m(&bar), weight_n / 60e3 + weight_n / bar.body_stiffness, 1e-12);
	/* half of it: half the weight hangs in the hands, the floor carries the rest; its dent
	 * makes the row a little longer */
	struct tracks tracks = ride(&bar, bar_slack_m(&bar) / 2);
	double springs = 1 / 60e3 + 1 / bar.body_stiffness, floor = 1 / bar.floor_stiffness;
	assert_near(tracks.of[TRACK_TENSION_N][BAR_POINTS - 1],
		    weight_n / 2 * springs / (springs + floor), 0.1);
	assert_true(tracks.of[TRACK_BAR_M][BAR_POINTS - 1] < bar_sink_m(&bar));
	tracks_reset(&tracks);
}

static void held_above_the_floor_the_bar_weighs_what_it_weighs(void **state)
{
	struct bar bar = stiff_body();
	struct tracks tracks = ride(&bar, 0.3);
	size_t last = BAR_POINTS - 1;

	(void)state;
	/* after four seconds at a tenth of critical damping */
	assert_near(tracks.of[TRACK_TENSION_N][last], 100 * G, 0.1);
	assert_near(tracks.of[TRACK_BAR_M][last], 0.3 - bar_slack_m(&bar), 1e-5);
	assert_near(tracks.of[TRACK_GIVE_M][last], -100 * G / bar.body_stiffness, 1e-5);
	tracks_reset(&tracks);
}

/* A mass on a spring, hands held still: 2 pi sqrt(m / k) from peak to peak. */
static void the_bar_whips_at_its_own_frequency(void **state)
{
	struct bar bar = stiff_body();
	double peak_s[2] = {0};
	int peaks = 0;

	(void)state;
	bar.damping = 50;
	bar.body_stiffness = 1e8; /* does not give */
	bar.body_damping = 1e5;
	struct tracks tracks = ride(&bar, 0.3);
	const double *n = tracks.of[TRACK_TENSION_N];
	for (size_t k = 2500; k + 1 < BAR_POINTS && peaks < 2; k++)
		if (n[k] > n[k - 1] && n[k] >= n[k + 1])
			peak_s[peaks++] = (double)k * GRID_S;
	assert_int_equal(peaks, 2);
	assert_near(peak_s[1] - peak_s[0], 2 * M_PI * sqrt(100 / 60e3), 0.0015);
	tracks_reset(&tracks);
}

static void what_pulls_the_bar_up_is_what_accelerates_it(void **state)
{
	struct bar bar = stiff_body();
	struct tracks tracks = ride(&bar, 0.3);
	const double *m = tracks.of[TRACK_BAR_M], *n = tracks.of[TRACK_TENSION_N];
	int checked = 0;

	(void)state;
	for (size_t k = 1; k + 1 < BAR_POINTS; k++) {
		if (m[k - 1] < bar_sink_m(&bar))
			continue;
		assert_near(n[k], 100 * (G + second(m[k - 1], m[k], m[k + 1])), 0.5);
		checked++;
	}
	assert_true(checked > 4000);
	tracks_reset(&tracks);
}

/* F = m_b (g + a) + T holds for the body that gives way, too. */
static void what_gives_way_is_accelerated_by_the_ground(void **state)
{
	struct bar bar = stiff_body();
	struct tracks tracks = ride(&bar, 0.3);
	const double *give = tracks.of[TRACK_GIVE_M];

	(void)state;
	for (size_t k = 1; k + 1 < BAR_POINTS; k++)
		assert_near(tracks.of[TRACK_GIVE_N][k],
			    80 * second(give[k - 1], give[k], give[k + 1]), 0.5);
	tracks_reset(&tracks);
}

static void a_bar_let_go_falls_and_comes_to_rest_on_the_floor(void **state)
{
	struct bar bar = stiff_body();
	struct tracks tracks = ride(&bar, 0.3);
	double *bar_m = tracks.of[TRACK_BAR_M];
	size_t landed = 3000;

	(void)state;
	for (size_t k = 3000; k < BAR_POINTS; k++)
		tracks.of[TRACK_GRIP][k] = 0;
	bar_forces(&bar, &tracks);
	double height_m = bar_m[3000] - bar_sink_m(&bar);
	while (bar_m[landed] > bar_sink_m(&bar))
		landed++;
	assert_near((double)(landed - 3000) * GRID_S, sqrt(2 * height_m / G), 0.002);
	for (size_t k = 3002; k + 2 < landed; k++)
		assert_near(second(bar_m[k - 1], bar_m[k], bar_m[k + 1]), -G, 1e-4);
	assert_near(tracks.of[TRACK_TENSION_N][4000], 0, 0);
	assert_near(bar_m[BAR_POINTS - 1], 0, 1e-6);
	tracks_reset(&tracks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_rest_the_ground_carries_the_weight_under_its_centre),
		cmocka_unit_test(the_impulse_is_the_segments_momentum),
		cmocka_unit_test(the_knee_holds_from_below_what_it_holds_from_above),
		cmocka_unit_test(slack_is_what_bar_and_body_give_under_the_weight),
		cmocka_unit_test(held_above_the_floor_the_bar_weighs_what_it_weighs),
		cmocka_unit_test(the_bar_whips_at_its_own_frequency),
		cmocka_unit_test(what_pulls_the_bar_up_is_what_accelerates_it),
		cmocka_unit_test(what_gives_way_is_accelerated_by_the_ground),
		cmocka_unit_test(a_bar_let_go_falls_and_comes_to_rest_on_the_floor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
