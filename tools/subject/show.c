/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge subject show: a person's sessions, what changed, what load is tolerated. */
#include "formats/json.h"
#include "tools/cli/log.h"
#include "tools/confine/confine.h"
#include "tools/subject/subject.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *load_text(char out[32], double load_kg)
{
	if (isnan(load_kg))
		return "-";
	snprintf(out, 32, "%.4g kg", load_kg);
	return out;
}

static const char *side_text(char out[48], double pct)
{
	if (isnan(pct))
		return "-";
	snprintf(out, 48, "%.1f %% %s", fabs(pct),
		 fabs(pct) < 0.05 ? "even"
		 : pct > 0        ? "right"
				  : "left");
	return out;
}

static void change_text(char out[64], const struct timeline_session *session, size_t needed)
{
	switch (session->call) {
	case CALL_TOO_FEW:
		snprintf(out, 64, "not enough data (%zu of %zu before)", session->before, needed);
		break;
	case CALL_NO_CHANGE:
		snprintf(out, 64, "no change");
		break;
	case CALL_MOVED_LEFT:
	case CALL_MOVED_RIGHT:
		snprintf(out, 64, "CHANGED: to the %s",
			 session->call == CALL_MOVED_LEFT ? "left" : "right");
		break;
	case CALL_UNKNOWN:
		snprintf(out, 64, "-");
		break;
	}
}

static void print_session(const struct timeline *timeline, const struct timeline_session *session)
{
	char asymmetry[48], mdc[32] = "-", change[64], heaviest[32], tolerated[32], pain[16] = "-";

	change_text(change, session, timeline->needed);
	if (!isnan(session->mdc95_pct))
		snprintf(mdc, sizeof(mdc), "%.1f %%%s", session->mdc95_pct,
			 session->mdc_assumed ? " *" : "");
	if (session->pain != REGISTRY_PAIN_UNKNOWN)
		snprintf(pain, sizeof(pain), "%d", session->pain);
	printf("%-10.10s %-12s %-9s %-12s %-9s %-9s %-4s %-8s %-32s %s\n", session->start_time,
	       *session->session ? session->session : "-",
	       load_text(heaviest, session->heaviest_kg),
	       side_text(asymmetry, session->asymmetry_pct), mdc,
	       load_text(tolerated, session->tolerated_kg), pain,
	       session->stage ? stage_name(session->stage) : "-", change, session->note);
}

static void print_band(const struct timeline *timeline)
{
	char low[48], high[48];

	if (timeline->missing_for_band)
		printf("own baseline: %zu of %zu sessions, %zu more are needed\n",
		       timeline->compared, timeline->needed, timeline->missing_for_band);
	else
		printf("own band: %s to %s (95 %% of new sessions; of the first %zu)\n",
		       side_text(low, timeline->band_low_pct),
		       side_text(high, timeline->band_high_pct), timeline->baseline_sessions);
}

static void print_dossier(const struct dossier *dossier)
{
	const struct registry_subject *subject = &dossier->subject;
	const struct timeline *timeline = dossier->timeline;
	char mass[32], load[32];
	bool assumed = false;

	printf("%s  %s  since %s%s%s\n", subject->code, mass_text(mass, subject->mass_kg),
	       subject->created, *subject->note ? "  " : "", subject->note);
	if (!timeline->sessions) {
		puts("no sessions");
		return;
	}
	if (timeline->compared) {
		printf("compared: %s%s%s, %s +-%g %%, AI over LIFT, positive right\n",
		       timeline->task, *timeline->style ? ", " : "", timeline->style,
		       load_text(load, timeline->load_kg), timeline->load_range_pct);
		print_band(timeline);
	}
	printf("\n%-10s %-12s %-9s %-12s %-9s %-9s %-4s %-8s %-32s %s\n", "DATE", "SESSION",
	       "HEAVIEST", "ASYMMETRY", "MDC95", "TOLERATED", "PAIN", "STAGE", "CHANGE", "NOTE");
	for (size_t i = 0; i < timeline->sessions; i++) {
		print_session(timeline, &timeline->session[i]);
		assumed = assumed || timeline->session[i].mdc_assumed;
	}
	if (assumed)
		puts("* assumed, until there are enough own sessions");
}

static int print_json(const struct dossier *dossier, struct error *err)
{
	struct js *object = subject_json(&dossier->subject);

	if (!js_set(object, "timeline", timeline_json(dossier->timeline)))
		return print_json_line(object, err);
	js_free(object);
	return fail(err, HINGE_ENOMEM, "no memory for the answer");
}

static int show(const struct subject_call *call, size_t *bad, struct error *err)
{
	struct dossier dossier = {0};
	struct registry *registry;
	char folder[PATH_MAX];
	int ret = study_folder(call->study, folder, err);

	if (ret)
		return ret;
	confine_to_files((const char *const[CONFINE_FILES]){NULL}, folder);
	ret = study_open(&registry, folder, bad, err);
	if (ret)
		return ret;
	ret = dossier_open(&dossier, registry, call->word[0], &call->common.config, err);
	registry_close(registry);
	if (!ret && call->date)
		ret = timeline_keep_since(dossier.timeline, call->date, err);
	if (!ret && call->common.json)
		ret = print_json(&dossier, err);
	else if (!ret)
		print_dossier(&dossier);
	*bad += dossier.unread;
	dossier_close(&dossier);
	return ret;
}

int subject_show(const struct subject_call *call)
{
	struct error err;
	size_t bad = 0;

	if (show(call, &bad, &err))
		return report_error(&err);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
