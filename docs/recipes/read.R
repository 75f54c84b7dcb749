#!/usr/bin/env Rscript
# SPDX-License-Identifier: GPL-3.0-or-later
# Read a result of hinge and a study table: print every table, draw left and right.
#
#     Rscript read.R RESULT.h5 [STUDY.h5 or STUDY.csv] [curves.png]
#
# Needs rhdf5 (Bioconductor; Debian: r-bioc-rhdf5). docs/results.md says what each object means.
# R stores arrays in the other order: vgrf [T, 2] of the file is [2, T] here.

library(rhdf5)

args <- commandArgs(trailingOnly = TRUE)
if (length(args) < 1) stop("usage: Rscript read.R RESULT.h5 [STUDY] [curves.png]")
result <- args[1]
study <- if (length(args) > 1) args[2] else NULL
picture <- if (length(args) > 2) args[3] else "curves.png"

tables <- c("results/reps", "results/phases", "results/metrics", "results/findings",
            "results/flag_codes", "quality/checks", "quality/gaps", "calibration/cells",
            "calibration/crosstalk",
            "provenance/steps", "provenance/config", "provenance/warnings")

# Text columns end in NULs in the file; rhdf5 gives them as plain strings.
read_table <- function(file, path) as.data.frame(h5read(file, path, compoundAsDataFrame = TRUE))

head <- h5readAttributes(result, "/")
if (head$format != "hinge-results") stop(result, ": no result of hinge")
cat(sprintf("%s: %s, hinge %s\n", head$trial_id, head$status, head$software_version))
cat(sprintf("subject %s, session %s, run %d, body mass %.1f kg, load %.1f kg\n", head$subject_id,
            head$session_id, head$run, head$body_mass_kg, head$load_kg))
for (path in tables) {
  table <- read_table(result, path)
  cat(sprintf("\n/%s: %d rows\n", path, nrow(table)))
  if (nrow(table) > 0) print(utils::head(table, 20))
}

time <- as.vector(h5read(result, "signals/time"))
force <- h5read(result, "signals/vgrf")
has_curves <- "curves" %in% h5ls(result, recursive = FALSE)$name
png(picture, width = 900, height = if (has_curves) 1000 else 400, pointsize = 16)
par(mfrow = c(if (has_curves) 3 else 1, 1))
matplot(time, t(force), type = "l", lty = 1, col = 1:2, xlab = "time [s]", ylab = "force [N]",
        main = head$trial_id)
legend("topright", c("left", "right"), col = 1:2, lty = 1)
if (has_curves) {
  phase <- as.vector(h5read(result, "curves/phase_pct"))
  curves <- h5read(result, "curves/vgrf") # [2, 101, R]
  matplot(phase, cbind(rowMeans(curves[1, , , drop = FALSE], dims = 2)[1, ],
                       rowMeans(curves[2, , , drop = FALSE], dims = 2)[1, ]),
          type = "l", lty = 1, lwd = 2, col = 1:2, xlab = "lift [%]", ylab = "force [N]",
          main = sprintf("%d repetitions", dim(curves)[3]))
  mean_pct <- as.vector(h5read(result, "curves/asymmetry_mean"))
  band <- cbind(h5read(result, "curves/band_low"), h5read(result, "curves/band_high"))
  matplot(phase, cbind(mean_pct, band), type = "l", lty = c(1, 2, 2), col = 1,
          xlab = "lift [%]", ylab = "asymmetry [%], + = right", main = "mean and 95 % band")
}
invisible(dev.off())
cat("\nleft and right:", picture, "\n")

if (!is.null(study)) {
  rows <- if (grepl("\\.csv$", study)) {
    read.csv(study, colClasses = c(subject = "character", session = "character"))
  } else {
    read_table(study, "metrics")
  }
  cat(sprintf("\n%s: %d rows, %d recordings\n", study, nrow(rows), length(unique(rows$trial))))
  sets <- rows[rows$metric == "asymmetry" & rows$phase == "lift" & rows$rep == 0, ]
  print(sets[, c("subject", "session", "run", "load_kg", "value", "ci_low", "ci_high", "n")])
}
