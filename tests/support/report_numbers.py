# SPDX-License-Identifier: GPL-3.0-or-later
"""Every number of a report's pages against the HDF5 file, by a rule of its own.
Usage: report_numbers.py RESULT.h5 en|de TEXT...   (each TEXT: the words of one report)
Prints what is missing; exit 1 if anything is."""
import decimal
import math
import sys

import h5py

result, language, *texts = sys.argv[1:]
file = h5py.File(result)
german = language == "de"
left, right = ("links", "rechts") if german else ("left", "right")


def word(value):
    return value.decode() if isinstance(value, bytes) else value


def number(value, decimals):
    """Rounded as a decimal number, half to even on the exact binary value."""
    exact = decimal.Decimal(float(value))
    text = str(exact.quantize(decimal.Decimal(1).scaleb(-decimals), decimal.ROUND_HALF_EVEN))
    if not text.strip("-0."):
        text = text.lstrip("-")
    return text.replace(".", ",") if german else text


def side(value, decimals):
    text = number(abs(value), decimals)
    if not text.strip("0.,"):
        return f"{text} % " + ("gleich" if german else "even")
    return f"{text} % " + (right if value > 0 else left)


def decimals_of(low, high):
    half = (high - low) / 2
    return 0 if half >= 3.55 else 1


def significant(value):
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    rounded = decimal.Decimal(float(value)).scaleb(2 - power).to_integral_value(
        decimal.ROUND_HALF_EVEN).scaleb(power - 2)
    if abs(rounded) < decimal.Decimal("1e-4"):
        return None  # as a power of ten: looked at in the unit test
    text = format(rounded.normalize(), "f")
    return text.replace(".", ",") if german else text


wanted = set()
metrics, window = {}, {}
for row in file["results/metrics"]:
    key = tuple(word(row[name]) for name in ("phase", "side", "metric"))
    if key[0] == "window":
        window[key[1:]] = row["value"]
    if row["set"] == 1 and row["rep"] == 0:
        metrics[key] = row

if window:
    start, length = window["both", "start"], window["both", "duration"]
    wanted.add(f"{number(start, 2)} {'bis' if german else 'to'} {number(start + length, 2)} s")
    wanted |= {number(window[foot, "mean_force"], 0) for foot in ("left", "right", "both")}
    wanted.add(side(window["both", "asymmetry"], 1))

findings = file["results/findings"][:]
headline = next(row for row in findings if word(row["id"]) == "C1")
digits = decimals_of(headline["ci_low"], headline["ci_high"])
share = 50 + abs(headline["value"]) / 2
if word(headline["outcome"]) in ("indicated", "consistent"):
    wanted |= {f"{number(share, digits)} %", f"{number(100 - share, digits)} %"}
    wanted |= {number(abs(headline["value"]), digits) + " %", number(headline["threshold"], 0) + " %"}
for end in ("ci_low", "ci_high"):
    wanted.add(number(abs(headline[end]), digits))
wanted.add(f"{number(metrics['lift', 'both', 'mdc95']['value'], 1)} %")
for phase in ("lift1", "lift2", "lift", "hold", "lower"):
    wanted.add(side(metrics[phase, "both", "asymmetry"]["value"], digits))
    wanted |= {number(metrics[phase, foot, "mean_force"]["value"], 0) for foot in ("left", "right")}
for rep in file["results/reps"]:
    wanted |= {number(rep["mean_left_n"], 0), number(rep["mean_right_n"], 0),
               side(rep["asymmetry_lift_pct"], 1), number(rep["lockout_s"] - rep["liftoff_s"], 1)}
for row in file["results/phases"]:
    if word(row["phase"]) in ("lift1", "lift2", "lower"):
        wanted.add(side(row["asymmetry_pct"], 1))
for row in findings:
    values = [row["value"], row["ci_low"], row["ci_high"]]
    if word(row["unit"]) == "%":
        shown = [number(v, decimals_of(*values[1:])) for v in values if not math.isnan(v)]
    elif word(row["unit"]) == "m":
        values = [1000 * v for v in values]
        shown = [number(v, decimals_of(*values[1:])) for v in values if not math.isnan(v)]
    else:
        shown = [significant(v) for v in values if not math.isnan(v)]
    wanted |= {text for text in shown if text}
    if word(row["family"]) == "A" and word(row["outcome"]) != "insufficient_data":
        limit = "Grenze" if german else "limit"
        wanted.add(f"({limit} {significant(row['threshold'])} %)")
    if not math.isnan(row["p_adjusted"]):
        wanted.add(number(row["p_adjusted"], 3) if row["p_adjusted"] >= 0.001
                   else "< " + number(0.001, 3))
wanted |= {f"{number(file.attrs['body_mass_kg'], 1)} kg", word(file.attrs["raw_sha256"])}

failed = False
for path in texts:
    text = " ".join(open(path, encoding="utf-8").read().replace("\u00a0", " ").split())
    padded = "".join(c if c.isdigit() or c in ",.-" else " " for c in text)
    tokens = {token.strip(",.") for token in padded.split()}
    for item in sorted(wanted):
        plain = item.replace(",", "").replace(".", "").replace("-", "").isdigit()
        if (item not in tokens) if plain else (item not in text):
            print(f"{path}: no {item}")
            failed = True
print(f"{len(wanted)} numbers looked for in {len(texts)} texts")
sys.exit(failed)
