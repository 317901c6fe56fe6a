#!/usr/bin/env python3
"""Reads a run folder of Latents: parameters, posterior, expected rates. Needs h5py and numpy; pandas for table().

    python3 latents_read.py RUN          prints what is in it
    run = latents_read.read("RUN")       the folder of a fit or an inference, RUN/models/NAME of a comparison, or a fit.h5
    run["posterior"]["mean"]             bins x latents; trial k (from 0) is bins trial_start[k] to trial_start[k + 1]

The layout of fit.h5 is described in src/site/markdown/exports.md. Indices are from 0; numbers in CSV files from 1.
"""
import csv
import os
import sys

import h5py
import numpy as np


def read(run):
    """Returns a dict with likelihood, bin_seconds, parameters, posterior, rate (spikes/s), trials, units, start (s)."""
    folder = run if os.path.isdir(run) else None
    with h5py.File(os.path.join(run, "fit.h5") if folder else run, "r") as file:
        result = {name: _text(file.attrs[name]) for name in ("format", "likelihood")}
        if result["format"] != "latents-fit/1":
            raise ValueError("%s: expected the format latents-fit/1, found %s" % (run, result["format"]))
        result["bin_seconds"] = float(file.attrs["bin_seconds"])
        result["parameters"] = {name: data[()] for name, data in file["parameters"].items()}
        result["posterior"] = {name: data[()] for name, data in file.get("posterior", {}).items()}
    result["units"] = _kept(folder, "units.csv")
    result["trials"] = _kept(folder, "trials.csv")
    if result["posterior"]:
        result["rate"] = expected_rate(result["parameters"], result["posterior"])
        starts = result["posterior"]["trial_start"][:-1] * result["bin_seconds"]
        result["start"] = np.array([float(t["start_s"]) for t in result["trials"]]) if result["trials"] else starts
    return result


def expected_rate(parameters, posterior):
    """Returns E[exp(C x + d)] in spikes/s, bins x units: exp(m + v/2), m and v the mean and variance of C x + d."""
    loading = parameters["C"]
    mean = posterior["mean"] @ loading.T + parameters["d"]
    variance = np.einsum("ni,tij,nj->tn", loading, posterior["covariance"], loading)
    return np.exp(mean + variance / 2)


def times(run):
    """Returns the middle of every bin in seconds: on the clock of the recording, or trials end to end for a fit.h5."""
    bounds = run["posterior"]["trial_start"]
    parts = [s + (np.arange(n) + 0.5) * run["bin_seconds"] for s, n in zip(run["start"], np.diff(bounds))]
    return np.concatenate(parts)


def table(run):
    """Returns the latent states as a tidy pandas table: trial and latent from 1, time_s, mean, sd."""
    import pandas

    mean = run["posterior"]["mean"]
    bins, latents = mean.shape
    sd = np.sqrt(np.diagonal(run["posterior"]["covariance"], axis1=1, axis2=2))
    lengths = np.diff(run["posterior"]["trial_start"])
    return pandas.DataFrame({
        "trial": np.repeat(np.repeat(np.arange(1, len(lengths) + 1), lengths), latents),
        "time_s": np.repeat(times(run), latents),
        "latent": np.tile(np.arange(1, latents + 1), bins),
        "mean": mean.ravel(),
        "sd": sd.ravel(),
    })


def _text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def _kept(folder, name):
    if folder is None or not os.path.exists(os.path.join(folder, name)):
        return []
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kept"] == "true"]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: latents_read.py RUN")
    fit = read(sys.argv[1])
    units, latents = fit["parameters"]["C"].shape
    print("%s, %d units, %d latents, bins of %g s" % (fit["likelihood"], units, latents, fit["bin_seconds"]))
    if fit["posterior"]:
        print("%d trials, %d bins" % (len(fit["start"]), len(fit["posterior"]["mean"])))
        print("first bin at %.6f s, latents %s" % (times(fit)[0], " ".join("%.6g" % x for x in fit["posterior"]["mean"][0])))
        print("mean expected rate %.6g spikes/s" % fit["rate"].mean())
