#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a result of hinge and a study table: print every table, draw left and right.

    read.py RESULT.h5 [STUDY.h5 or STUDY.csv] [-o curves.png]

Needs h5py, pandas and matplotlib (Debian: python3-h5py python3-pandas python3-matplotlib).
docs/results.md says what each object means.
"""
import argparse
import sys

import h5py
import matplotlib
import numpy
import pandas

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (after the choice of a display)


def read_table(dataset):
    """A table as a data frame, its texts as str."""
    frame = pandas.DataFrame(dataset[:])
    for name in frame.columns:
        if dataset.dtype[name].kind == "S":
            frame[name] = [value.decode("utf-8") for value in dataset[name]]
    return frame


def is_table(item):
    return isinstance(item, h5py.Dataset) and item.attrs.get("CLASS") == "TABLE"


def print_tables(file):
    """Every table, and the unit of each column that has one."""

    def show(path, item):
        if not is_table(item):
            return
        print(f"\n/{path}: {item.attrs['TITLE']}, {len(item)} rows")
        print(read_table(item).to_string(index=False, max_rows=20))
        columns = range(len(item.dtype.names))
        units = {item.attrs[f"FIELD_{i}_NAME"]: item.attrs[f"FIELD_{i}_UNIT"] for i in columns}
        print("units:", ", ".join(f"{name} {unit}" for name, unit in units.items() if unit not in ("", "1")))

    file.visititems(show)


def print_head(file):
    head = file.attrs
    print(f"{head['trial_id']}: {head['status']}, hinge {head['software_version']}")
    print(f"subject {head['subject_id']}, session {head['session_id']}, run {head['run']}")
    print(f"body mass {head['body_mass_kg']:.1f} kg ({head['body_mass_source'] or 'unknown'}), "
          f"load {head['load_kg']:.1f} kg ({head['load_source'] or 'unknown'})")
    if head["no_reps_reason"]:
        print("no repetitions:", head["no_reps_reason"])


def draw_signals(axes, file):
    time = file["signals/time"][:]
    force = file["signals/vgrf"]
    axes.plot(time, force[:, 0], label="left", linewidth=0.8)
    axes.plot(time, force[:, 1], label="right", linewidth=0.8)
    axes.set(xlabel="time [s]", ylabel=f"force [{force.attrs['units']}]", title=file.attrs["trial_id"])
    axes.legend()


def draw_curves(axes, file):
    """Left and right over the lift, each repetition thin, the mean thick."""
    phase = file["curves/phase_pct"][:]
    force = file["curves/vgrf"][:]
    for side, name, colour in ((0, "left", "C0"), (1, "right", "C1")):
        axes.plot(phase, force[:, :, side].T, color=colour, linewidth=0.5, alpha=0.5)
        axes.plot(phase, force[:, :, side].mean(axis=0), color=colour, linewidth=2, label=name)
    axes.set(xlabel="lift [%]", ylabel="force [N]", title=f"{len(force)} repetitions")
    axes.legend()


def draw_asymmetry(axes, file):
    phase = file["curves/phase_pct"][:]
    axes.axhline(0, color="grey", linewidth=0.8)
    axes.fill_between(phase, file["curves/band_low"][:], file["curves/band_high"][:], alpha=0.3)
    axes.plot(phase, file["curves/asymmetry_mean"][:])
    axes.set(xlabel="lift [%]", ylabel="asymmetry [%], + = right", title="mean and 95 % band")


def draw(file, path):
    has_curves = "curves" in file
    figure, axes = pyplot.subplots(3 if has_curves else 1, 1, squeeze=False,
                                   figsize=(9, 10 if has_curves else 4))
    draw_signals(axes[0][0], file)
    if has_curves:
        draw_curves(axes[1][0], file)
        draw_asymmetry(axes[2][0], file)
    figure.tight_layout()
    figure.savefig(path, dpi=100)
    print("\nleft and right:", path)


def read_study(path):
    if path.endswith(".csv"):
        codes = {"subject": str, "session": str, "task": str, "trial": str}
        return pandas.read_csv(path, dtype=codes)
    with h5py.File(path) as file:
        return read_table(file["metrics"])


def print_study(path):
    """The asymmetry of each set over the lift, a line a recording."""
    study = read_study(path)
    print(f"\n{path}: {len(study)} rows, {study.trial.nunique()} recordings")
    sets = study[(study.metric == "asymmetry") & (study.phase == "lift") & (study.rep == 0)]
    print(sets[["subject", "session", "run", "load_kg", "value", "ci_low", "ci_high", "n"]]
          .to_string(index=False, float_format="%.2f"))


def main():
    parser = argparse.ArgumentParser(description="Read a result of hinge and a study table.")
    parser.add_argument("result")
    parser.add_argument("study", nargs="?")
    parser.add_argument("-o", "--output", default="curves.png", help="PNG of the curves")
    arguments = parser.parse_args()
    with h5py.File(arguments.result) as file:
        if file.attrs["format"] != "hinge-results":
            sys.exit(f"{arguments.result}: no result of hinge")
        print_head(file)
        print_tables(file)
        draw(file, arguments.output)
        frames = file["signals/vgrf"].shape[0]
        carried = numpy.nanmean(file["signals/vgrf"][:], axis=0) if frames else (0.0, 0.0)
        print(f"mean force: left {carried[0]:.1f} N, right {carried[1]:.1f} N")
    if arguments.study:
        print_study(arguments.study)


if __name__ == "__main__":
    main()
