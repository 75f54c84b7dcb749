#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scipy's zero-phase filter on the same work as bench_filter: one and two sections, ns per frame."""
import statistics
import time

import numpy as np
from scipy import signal

FRAMES, CHANNELS, ROUNDS = 60000, 8, 15


def rounds(sos, x):
    """CPU nanoseconds per frame, one for each round."""
    out = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        signal.sosfiltfilt(sos, x, axis=0)
        out.append((time.thread_time() - start) * 1e9 / FRAMES)
    return out


def main():
    x = 200.0 + np.random.default_rng(1).standard_normal((FRAMES, CHANNELS))
    print(f"scipy {__import__('scipy').__version__} sosfiltfilt, the same size")
    for name, order in (("one section each way", 2), ("two sections each way", 4)):
        times = rounds(signal.butter(order, 50, fs=1000, output="sos"), x)
        print(f"  scipy, {name:27} {statistics.median(times):9.2f} ({min(times):.2f} - {max(times):.2f}) ns/frame")


if __name__ == "__main__":
    main()
