# Reads what `latents export RUN --to csv --out FOLDER` wrote. Needs nothing but R.
#
#   source("latents_read.R")
#   fit <- latents_read("FOLDER")
#   fit$latents      data frame: trial, bin, time_s, latent, mean, sd (numbers from 1)
#   fit$rates        data frame: trial, bin, time_s, unit, expected_rate_hz
#   fit$units, fit$trials, fit$loadings, fit$dynamics, fit$eigenvalues    data frames
#   fit$mean         matrix, bins x latents;   fit$C   matrix, units x latents;   fit$A   matrix, latents x latents
#
# Rscript latents_read.R FOLDER   prints what is in it.
# latents_read_h5(RUN) reads the fit.h5 of a run folder itself, with the Bioconductor package rhdf5. R keeps the first
# index fastest, so the arrays come with their dimensions reversed: latents x bins.

latents_read <- function(folder) {
  names <- c("latents", "rates", "trials", "units", "loadings", "dynamics", "eigenvalues")
  paths <- file.path(folder, "csv", paste0(names, ".csv"))
  fit <- setNames(lapply(paths, read.csv, stringsAsFactors = FALSE), names)
  d <- max(fit$loadings$latent)
  fit$mean <- matrix(fit$latents$mean, ncol = d, byrow = TRUE)
  fit$C <- matrix(fit$loadings$loading, ncol = d, byrow = TRUE)
  a <- fit$dynamics[fit$dynamics$parameter == "A", ]
  fit$A <- matrix(a$value, ncol = d, byrow = TRUE)
  fit
}

latents_read_h5 <- function(run) {
  if (!requireNamespace("rhdf5", quietly = TRUE)) stop("latents_read_h5 needs the package rhdf5 of Bioconductor")
  file <- file.path(run, "fit.h5")
  list(parameters = rhdf5::h5read(file, "parameters"), posterior = rhdf5::h5read(file, "posterior"))
}

if (sys.nframe() == 0L) {
  arguments <- commandArgs(trailingOnly = TRUE)
  if (length(arguments) != 1) stop("usage: Rscript latents_read.R FOLDER")
  fit <- latents_read(arguments[1])
  cat(sprintf("%d units, %d latents\n", nrow(fit$C), ncol(fit$C)))
  cat(sprintf("%d trials, %d bins\n", nrow(fit$trials), nrow(fit$mean)))
  cat(sprintf("first bin at %.6f s, latents %s\n", fit$latents$time_s[1],
              paste(sprintf("%.6g", fit$mean[1, ]), collapse = " ")))
  cat(sprintf("mean expected rate %.6g spikes/s\n", mean(fit$rates$expected_rate_hz)))
}
