/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/accuracy/campaign.h"

#include "tests/accuracy/events.h"
#include "tests/accuracy/findings.h"
#include "tests/accuracy/population.h"
#include "tests/accuracy/rates.h"
#include "tests/accuracy/sessions.h"
#include "tools/cli/log.h"
#include "tools/runtime/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sets made at a time: one thread judges them in their order, so that nothing printed depends on
 * the number of threads. */
enum { CHUNK = 64, TIERS = 4, MODELS = 2 };

static const char *const tiers[TIERS] = {"clean", "lab", "gym", "adversarial"};
static const char *const models[MODELS] = {"point", "segments"};
/* of the sets as a gym sees them */
static const double bouncing_share = 0.3;

enum style { STYLE_DEAD_STOP, STYLE_TOUCH_AND_GO, STYLE_MIXED, STYLE_ROMANIAN, STYLES };
static const char *const column_names[LOADS][STYLES] = {
	{"dead stop", "touch-and-go", "mixed", "Romanian"},
	{"dead stop, load unknown", "touch-and-go, load unknown", "mixed, load unknown",
	 "Romanian, load unknown"},
};

struct work {
	struct campaign *campaign;
	struct pool *pool;
	struct progress progress;
	size_t done;
	double simulate_s, analyse_s;
	struct simulator_options options[CHUNK];
	struct measured measured[CHUNK];
	bool unknown;
	struct events events[LOADS][STYLES];
	struct decisions decisions[TIERS];
};

static void make_one(void *ctx, size_t i)
{
	struct work *work = ctx;

	measured_make(&work->options[i], work->unknown, &work->measured[i]);
}

static enum style style_of(enum population_id id)
{
	return id == ROMANIAN       ? STYLE_ROMANIAN
	       : id == TOUCH_AND_GO ? STYLE_TOUCH_AND_GO
				    : STYLE_DEAD_STOP;
}

static bool is_in_mix(enum population_id id, size_t index, size_t sets)
{
	double share = id == TOUCH_AND_GO ? bouncing_share : 1 - bouncing_share;

	return (double)index < share * (double)sets;
}

static void judge(struct work *work, enum population_id id, const struct corner *corner,
		  size_t index, const struct measured *measured)
{
	struct worst *worst = &work->campaign->worst, silent = {0};
	enum style style = style_of(id);

	if (populations[id].is_set_of_8) {
		decisions_judge(&work->decisions[corner->tier_index], id, measured, worst);
		return;
	}
	for (enum load load = LOAD_KNOWN; load < LOADS; load++) {
		events_judge(&work->events[load][style], measured, load, worst);
		if (id != ROMANIAN && is_in_mix(id, index, work->campaign->sets))
			events_judge(&work->events[load][STYLE_MIXED], measured, load, &silent);
	}
}

static int judge_chunk(struct work *work, enum population_id id, const struct corner *corner,
		       size_t first, size_t count, struct error *err)
{
	int ret = 0;

	for (size_t i = 0; i < count; i++) {
		struct measured *measured = &work->measured[i];

		if (measured->ret && !ret)
			ret = fail(err, measured->ret, "seed %llu: %s",
				   (unsigned long long)work->options[i].seed, measured->err.text);
		work->simulate_s += measured->simulate_s;
		work->analyse_s += measured->analyse_s;
		work->campaign->worst.asked = &work->options[i];
		if (!ret)
			judge(work, id, corner, first + i, measured);
		measured_reset(measured);
	}
	return ret;
}

static int run_population(struct work *work, enum population_id id, const struct corner *corner,
			  struct error *err)
{
	size_t sets = population_size(id, work->campaign->sets);
	int ret = 0;

	work->unknown = !populations[id].is_set_of_8;
	for (size_t first = 0; first < sets && !ret; first += CHUNK) {
		size_t count = sets - first < CHUNK ? sets - first : CHUNK;

		for (size_t i = 0; i < count; i++)
			population_options(id, corner, first + i, &work->options[i]);
		pool_run(work->pool, count, make_one, work);
		ret = judge_chunk(work, id, corner, first, count, err);
		work->done += count;
		progress_update(&work->progress, (double)work->done);
	}
	return ret;
}

static int print_table(FILE *out, const struct quantity *quantities, size_t count,
		       const struct column *columns, size_t column_count, struct tally *tally,
		       struct error *err)
{
	progress_hide();
	if (!table_print(out, quantities, count, columns, column_count, tally))
		return fail(err, HINGE_ENOMEM, "no memory for the figures of '%s'", tally->title);
	fflush(out);
	return 0;
}

static int print_events(struct work *work, const char *model, const char *tier, struct error *err)
{
	struct column columns[LOADS * STYLES];
	size_t count = 0;
	struct tally *tally = &work->campaign->tally[work->campaign->tables++];

	for (size_t i = 0; i < LOADS * STYLES; i++) {
		enum style style = i % STYLES;
		struct events *events = &work->events[i / STYLES][style];

		if (!events->measure[EVENT_REJECTED].n) /* no sets */
			continue;
		columns[count++] = (struct column){
			.name = column_names[i / STYLES][style],
			.is_ungated = style == STYLE_ROMANIAN,
			.gate_class = style == STYLE_ROMANIAN ? 0 : style,
			.measure = events->measure,
		};
	}
	snprintf(tally->title, sizeof(tally->title), "Events, %s, %s", model, tier);
	return print_table(work->campaign->out, event_quantities, event_quantity_count, columns,
			   count, tally, err);
}

static int print_decisions(struct work *work, const char *model, struct error *err)
{
	struct column columns[TIERS];
	struct tally *tally = &work->campaign->tally[work->campaign->tables++];

	for (size_t i = 0; i < TIERS; i++)
		columns[i] =
			(struct column){.name = tiers[i], .measure = work->decisions[i].measure};
	snprintf(tally->title, sizeof(tally->title), "Findings, %s", model);
	return print_table(work->campaign->out, decision_quantities, decision_quantity_count,
			   columns, TIERS, tally, err);
}

static bool is_wanted(const char *only, const char *name)
{
	return !only || !strcmp(only, name);
}

static int run_tier(struct work *work, const struct corner *corner, const char *model,
		    struct error *err)
{
	int ret = 0;

	for (enum population_id id = 0; id < POPULATIONS && !ret; id++)
		if (population_is_made(id, corner))
			ret = run_population(work, id, corner, err);
	if (!ret && !work->campaign->worst.key)
		ret = print_events(work, model, corner->tier, err);
	for (size_t i = 0; i < LOADS * STYLES; i++)
		events_reset(&work->events[i / STYLES][i % STYLES]);
	return ret;
}

static int run_model(struct work *work, const char *model, struct error *err)
{
	int ret = 0;

	if (!is_wanted(work->campaign->model, model))
		return 0;
	for (size_t i = 0; i < TIERS && !ret; i++) {
		const struct corner corner = {model, tiers[i], i, work->campaign->seed};

		if (is_wanted(work->campaign->tier, tiers[i]))
			ret = run_tier(work, &corner, model, err);
	}
	if (!ret && !work->campaign->worst.key)
		ret = print_decisions(work, model, err);
	for (size_t i = 0; i < TIERS; i++)
		decisions_reset(&work->decisions[i]);
	return ret;
}

static void print_limits(FILE *out, const struct collection *measure)
{
	fprintf(out, "Exact 95 %% intervals:\n\n");
	for (size_t i = 0; i < session_quantity_count; i++) {
		const struct quantity *q = &session_quantities[i];
		const struct collection *rate = &measure[q->measure];
		struct limits limits = clopper_pearson(rate->hits, rate->n);

		fprintf(out, "- %s: %zu of %zu, %.2f to %.2f %%\n", q->name, rate->hits, rate->n,
			100 * limits.low, 100 * limits.high);
	}
	fputc('\n', out);
}

/* Two series for each set: a thousand of each kind by default. */
static int run_sessions(struct campaign *campaign, struct error *err)
{
	struct collection measure[SESSION_MEASURES] = {0};
	const struct column column = {.name = "6 sessions and 4 more", .measure = measure};
	struct tally *tally = &campaign->tally[campaign->tables++];
	int ret = sessions_measure(campaign->seed, 2 * campaign->sets, measure, err);

	snprintf(tally->title, sizeof(tally->title), "Sessions");
	if (!ret)
		ret = print_table(campaign->out, session_quantities, session_quantity_count,
				  &column, 1, tally, err);
	if (!ret)
		print_limits(campaign->out, measure);
	for (size_t i = 0; i < SESSION_MEASURES; i++)
		collection_reset(&measure[i]);
	return ret;
}

static void print_gates(const struct campaign *campaign)
{
	fprintf(campaign->out, "### Gates\n\n| table | held | missed |\n|---|---|---|\n");
	for (size_t i = 0; i < campaign->tables; i++)
		fprintf(campaign->out, "| %s | %zu | %zu |\n", campaign->tally[i].title,
			campaign->tally[i].held, campaign->tally[i].missed);
}

static void print_command(const struct campaign *campaign)
{
	fprintf(campaign->out, "`make accuracy SETS=%zu SEED=%llu`, hinge %s%s%s%s%s\n\n",
		campaign->sets, (unsigned long long)campaign->seed, HINGE_VERSION,
		campaign->tier ? ", only tier " : "", campaign->tier ? campaign->tier : "",
		campaign->model ? ", only model " : "", campaign->model ? campaign->model : "");
}

static void conclude(struct work *work)
{
	const struct campaign *campaign = work->campaign;

	progress_end(&work->progress, (double)work->done);
	if (campaign->worst.key)
		worst_print(campaign->out, &campaign->worst);
	else
		print_gates(campaign);
	if (log_level() >= LOG_INFO)
		fprintf(stderr, "CPU a set: %.1f ms to simulate, %.1f ms to analyse\n",
			1e3 * work->simulate_s / (double)work->done,
			1e3 * work->analyse_s / (double)work->done);
}

static size_t sets_of(const struct campaign *campaign)
{
	size_t sets = 0;

	for (size_t i = 0; i < MODELS * TIERS; i++) {
		const struct corner corner = {.model = models[i / TIERS], .tier = tiers[i % TIERS]};

		if (!is_wanted(campaign->model, corner.model) ||
		    !is_wanted(campaign->tier, corner.tier))
			continue;
		for (enum population_id id = 0; id < POPULATIONS; id++)
			if (population_is_made(id, &corner))
				sets += population_size(id, campaign->sets);
	}
	return sets;
}

size_t campaign_missed(const struct campaign *campaign)
{
	size_t missed = 0;

	for (size_t i = 0; i < campaign->tables; i++)
		missed += campaign->tally[i].missed;
	return missed;
}

static int run_only_sessions(struct campaign *campaign, struct error *err)
{
	int ret;

	fprintf(campaign->out, "`make accuracy-sessions SETS=%zu SEED=%llu`, hinge %s\n\n",
		campaign->sets, (unsigned long long)campaign->seed, HINGE_VERSION);
	ret = run_sessions(campaign, err);
	if (!ret)
		print_gates(campaign);
	return ret;
}

int campaign_run(struct campaign *campaign, struct error *err)
{
	size_t sets = sets_of(campaign);
	struct work *work;
	int ret;

	if (campaign->only_sessions)
		return run_only_sessions(campaign, err);
	if (!sets)
		return fail(err, HINGE_EUSAGE, "no tier or generator of that name");
	work = calloc(1, sizeof(*work));
	if (!work)
		return fail(err, HINGE_ENOMEM, "no memory for a campaign");
	work->campaign = campaign;
	ret = thread_pool_new(&work->pool, campaign->threads, err);
	if (ret)
		goto out;
	progress_start(&work->progress, "accuracy", "sets", (double)sets);
	if (!campaign->worst.key)
		print_command(campaign);
	for (size_t i = 0; i < MODELS && !ret; i++)
		ret = run_model(work, models[i], err);
	if (!ret && !campaign->worst.key)
		ret = run_sessions(campaign, err);
	if (!ret)
		conclude(work);
out:
	thread_pool_free(work->pool);
	free(work);
	return ret;
}
