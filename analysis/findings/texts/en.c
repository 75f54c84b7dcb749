/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/findings/texts/texts.h"

#define SAME(text)         \
	{                  \
		text, text \
	}
#define AGAIN  ", in two of the last three sessions and by more than sessions differ anyway."
#define BEFORE " than in earlier sessions"
/* against earlier sessions; lower and higher are sentences without their end */
#define OWN(name_, label_, question_, lower, higher)                                        \
	{                                                                                   \
		.name = name_, .label = label_, .question = question_,                      \
		.say = {                                                                    \
			[OUTCOME_NO_EVIDENCE] = SAME("This session does not show a change " \
						     "against earlier ones."),              \
			[OUTCOME_INDICATED] = {lower BEFORE ".", higher BEFORE "."},        \
			[OUTCOME_CONSISTENT] = {lower BEFORE AGAIN, higher BEFORE AGAIN},   \
		},                                                                          \
	}
#define DESCRIBED(name_, label_, question_, lower, higher)                \
	{                                                                 \
		.name = name_, .label = label_, .question = question_,    \
		.say = {[OUTCOME_DESCRIPTIVE] = {lower ".", higher "."}}, \
	}

static const struct sentences sentences[] = {
	{.name = "load_transfer",
	 .label = "load transfer",
	 .question = "Does one leg carry more while lifting?",
	 .say = {[OUTCOME_EQUIVALENT] = SAME("Left and right carry the same within the limit."),
		 [OUTCOME_NO_EVIDENCE] =
			 SAME("These reps do not show that one side carries more than the limit "
			      "allows, nor that both carry the same."),
		 [OUTCOME_INDICATED] =
			 {"The left carries more of the lift than the limit allows.",
			  "The right carries more of the lift than the limit allows."},
		 [OUTCOME_CONSISTENT] =
			 {"The left carries more of the lift than the limit allows" AGAIN,
			  "The right carries more of the lift than the limit allows" AGAIN},
		 [OUTCOME_BORDERLINE] = {"The left may carry more of the lift than the limit "
					 "allows: two tests disagree.",
					 "The right may carry more of the lift than the limit "
					 "allows: two tests disagree."}}},
	{.name = "phase_shift",
	 .label = "phase shift",
	 .question = "Does the load shift between the legs within the lift?",
	 .say = {[OUTCOME_EQUIVALENT] =
			 SAME("The first and the second half of the lift are shared alike."),
		 [OUTCOME_NO_EVIDENCE] =
			 SAME("These reps do not show that load moves from one side to the other "
			      "within the lift, nor that it does not."),
		 [OUTCOME_INDICATED] = {"Load moves from left to right between the first and the "
					"second half of the lift.",
					"Load moves from right to left between the first and the "
					"second half of the lift."},
		 [OUTCOME_CONSISTENT] = {"Load moves from left to right between the first and the "
					 "second half of the lift" AGAIN,
					 "Load moves from right to left between the first and the "
					 "second half of the lift" AGAIN},
		 [OUTCOME_BORDERLINE] = {"Load may move from left to right within the lift: two "
					 "tests disagree.",
					 "Load may move from right to left within the lift: two "
					 "tests disagree."}}},
	{.name = "drift",
	 .label = "drift",
	 .question = "Does the difference change over the set?",
	 .say = {[OUTCOME_NO_EVIDENCE] = SAME("These reps do not show that load moves to one side "
					      "through the set."),
		 [OUTCOME_INDICATED] = {"Load moves to the left from rep to rep.",
					"Load moves to the right from rep to rep."},
		 [OUTCOME_CONSISTENT] = {"Load moves to the left from rep to rep" AGAIN,
					 "Load moves to the right from rep to rep" AGAIN}}},

	OWN("offloading_dips", "dips", "Does one foot give up load for a moment?",
	    "A foot gives up load for a moment less often",
	    "A foot gives up load for a moment more often"),
	OWN("slow_onset", "onset", "Does it take longer to lift off?",
	    "From the first pull to lift-off it takes less time",
	    "From the first pull to lift-off it takes more time"),
	OWN("coherence", "coherence", "Do both feet move in step more than usual?",
	    "The forces of left and right go less in step",
	    "The forces of left and right go more in step"),
	OWN("cop_spread_left", "left pressure, spread",
	    "Does the pressure under the left foot move as usual?",
	    "The pressure under the left foot moves less to and fro",
	    "The pressure under the left foot moves more to and fro"),
	OWN("cop_spread_right", "right pressure, spread",
	    "Does the pressure under the right foot move as usual?",
	    "The pressure under the right foot moves less to and fro",
	    "The pressure under the right foot moves more to and fro"),
	OWN("cop_place_left", "left pressure, place", "Where is the pressure under the left foot?",
	    "The pressure under the left foot is nearer to the heel",
	    "The pressure under the left foot is nearer to the toes"),
	OWN("cop_place_right", "right pressure, place",
	    "Where is the pressure under the right foot?",
	    "The pressure under the right foot is nearer to the heel",
	    "The pressure under the right foot is nearer to the toes"),
	OWN("tremor", "tremor", "Does load tremble between the feet?",
	    "Load trembles less between the feet (3 to 12 Hz)",
	    "Load trembles more between the feet (3 to 12 Hz)"),
	OWN("smoothness", "smoothness", "Is the lift as smooth as usual?",
	    "The lift is less smooth", "The lift is smoother"),
	OWN("height_spread", "height, spread", "Do all repetitions rise to the same height?",
	    "The height of the repetitions varies less",
	    "The height of the repetitions varies more"),
	OWN("hold_spread", "hold, spread", "Is the hold at the top steady?",
	    "The share of left and right in the hold varies less",
	    "The share of left and right in the hold varies more"),
	{.name = "load_trend",
	 .label = "load trend",
	 .question = "Does the difference change with the load?",
	 .say = {[OUTCOME_NO_EVIDENCE] = SAME("These sets do not show that the load changes how "
					      "left and right share it."),
		 [OUTCOME_INDICATED] = {"The heavier the bar, the more the left carries.",
					"The heavier the bar, the more the right carries."},
		 [OUTCOME_DESCRIPTIVE] = {"In these few sets the left carries more of the heavier "
					  "loads.",
					  "In these few sets the right carries more of the heavier "
					  "loads."}}},
	OWN("velocity_loss", "velocity loss", "Does the set grow slower?",
	    "From the first to the last repetition less speed is lost",
	    "From the first to the last repetition more speed is lost"),
	{.name = "baseline",
	 .label = "baseline",
	 .question = "Has the difference changed over the sessions?",
	 .say = {[OUTCOME_NO_EVIDENCE] =
			 SAME("The last sessions stay within what earlier sessions varied."),
		 [OUTCOME_INDICATED] = {"Over the last sessions load moved to the left, beyond "
					"what earlier sessions varied.",
					"Over the last sessions load moved to the right, beyond "
					"what earlier sessions varied."},
		 [OUTCOME_CONSISTENT] = {"Over the last sessions load moved to the left" AGAIN,
					 "Over the last sessions load moved to the right" AGAIN}}},

	DESCRIBED("lower_shift", "lowering", "Is lowering shared otherwise than lifting?",
		  "While lowering the left carries more than while lifting",
		  "While lowering the right carries more than while lifting"),
	DESCRIBED("cop_shift_left", "left pressure at lift-off",
		  "Where does the left foot's pressure go at lift-off?",
		  "Off the floor the pressure under the left foot is nearer to the heel than in "
		  "standing",
		  "Off the floor the pressure under the left foot is nearer to the toes than in "
		  "standing"),
	DESCRIBED("cop_shift_right", "right pressure at lift-off",
		  "Where does the right foot's pressure go at lift-off?",
		  "Off the floor the pressure under the right foot is nearer to the heel than in "
		  "standing",
		  "Off the floor the pressure under the right foot is nearer to the toes than in "
		  "standing"),
	DESCRIBED("half_ratio", "halves of the lift", "How is the time of the lift divided?",
		  "Time of the first half of the rise over that of the second",
		  "Time of the first half of the rise over that of the second"),
	DESCRIBED("impulse", "impulse", "How much was done?", "Impulse of all counted repetitions",
		  "Impulse of all counted repetitions"),
	DESCRIBED("tonnage", "tonnage", "How much was lifted?", "Load times counted repetitions",
		  "Load times counted repetitions"),
	{.name = NULL},
};

static const struct reason reasons[] = {
	{"FEW_REPS", "{n} valid reps in the set, {needed} are needed."},
	{"NO_SPREAD", "All reps are the same to the last digit, so no error can be stated."},
	{"SETS_APART", "No set has {needed} valid reps, and sets cannot be joined for this."},
	{"WARM_UP", "A warm-up set is not asked for a drift."},
	{"FEW_SESSIONS", "{n} earlier sessions like this one, {needed} are needed."},
	{"NO_SPREAD_BEFORE",
	 "All earlier sessions have the same value, so no error can be stated."},
	{"FEW_LOADS", "{n} different loads, {needed} are needed."},
	{"NOT_MEASURED", "These reps do not give this value."},
	{.code = NULL},
};

/* beside those of analysis/checks */
static const struct reason faults[] = {
	{"SIDES_UNKNOWN", "sides unknown, pass --sides"},
	{"ONE_PLATE", "one plate"},
	{.code = NULL},
};

static const char *const limits[] = {
	"Which muscle or joint is at work, or at what angle; how the sides of the spine are "
	"loaded; why the sides differ; pain, or the risk of injury.",
	"Hips and knees cannot be told apart.",
	"Stance, grip, a bar held off centre, leg length, shoes and the place of the plates give "
	"the same signal.",
	"Plates that measure vertical force know nothing of forces along the floor.",
	NULL,
};

const struct language language_english = {
	.code = "en",
	.outcome = {[OUTCOME_EQUIVALENT] = "alike",
		    [OUTCOME_NO_EVIDENCE] = "no clear evidence",
		    [OUTCOME_INDICATED] = "indicated",
		    [OUTCOME_CONSISTENT] = "indicated again",
		    [OUTCOME_BORDERLINE] = "borderline: measure again",
		    [OUTCOME_INSUFFICIENT_DATA] = "not enough data",
		    [OUTCOME_NOT_MEASURABLE] = "not measurable",
		    [OUTCOME_DESCRIPTIVE] = "described only"},
	.sentences = sentences,
	.reasons = reasons,
	.faults = faults,
	.no_answer = "No test is possible.",
	.pooled = "(The reps of all sets together.)",
	.assumed = "(What sessions differ by is assumed.)",
	.findings = "Findings",
	.column = {"question", "answer", "value (95 % interval)"},
	.to = "to",
	.set = "Set",
	.table_note = "Differences: positive where the right carries more; p is corrected for the "
		      "number of questions.",
	.no_diagnosis = "Not a diagnosis.",
	.few_sessions = "not enough earlier sessions",
	.no_change = "no change shown against earlier sessions",
	.limits = limits,
};
