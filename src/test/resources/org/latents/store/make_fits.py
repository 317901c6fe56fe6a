"""Makes the fits of other writers that FitFileTest reads. Written with h5py 3.16.0, HDF5 2.0.0, numpy 2.4.6.

usage: python make_fits.py FOLDER
"""
import os
import sys

import h5py
import numpy as np

folder = sys.argv[1]
A = np.array([[0.9, 0.1], [-0.1, 0.8]])
Q = np.array([[0.5, 0.125], [0.125, 0.25]])
P0 = np.array([[1.0, 0.0], [0.0, 2.0]])
C = np.array([[1.0, -0.5], [0.25, 2.0], [0.0, 1.5]])
d = np.array([1.0, 2.0, -3.0])


def make(name, likelihood, number, **more):
    with h5py.File(os.path.join(folder, name), "w", libver=more.pop("libver", None)) as f:
        f.attrs["format"] = "latents-fit/1"
        f.attrs["likelihood"] = likelihood
        f.attrs["bin_seconds"] = more.pop("bin_seconds", 0.01)
        for key, value in dict(A=A, Q=Q, P0=P0, C=C, d=d, **more).items():
            f.create_dataset("parameters/" + key, data=value.astype(number))


# Text attributes of variable length, as h5py writes a str; b and m0 absent.
make("plain.h5", "poisson", "<f8")
# Big-endian numbers, and a likelihood as bytes of fixed length.
make("big-endian.h5", np.bytes_("negbin"), ">f8", r=np.array([1.0, 1e8, 0.25]), b=np.array([0.5, -0.5]), m0=np.array([1.0, 2.0]))
# Single precision, a likelihood in an array of one, a bin width in single precision.
make("single.h5", np.array([b"poisson"]), "<f4", bin_seconds=np.float32(0.01))
# The newest file format, whole numbers where they are whole.
make("latest.h5", "poisson", "<f8", libver="latest", b=np.array([1.0, 2.0]))
with h5py.File(os.path.join(folder, "latest.h5"), "r+") as f:
    for key, value in (("d", [1, 2, -3]), ("P0", [[1, 0], [0, 2]])):
        del f["parameters/" + key]
        f.create_dataset("parameters/" + key, data=np.array(value, dtype=">i2"))
# Compressed in chunks.
make("chunked.h5", "poisson", "<f8")
with h5py.File(os.path.join(folder, "chunked.h5"), "r+") as f:
    del f["parameters/C"]
    f.create_dataset("parameters/C", data=C, chunks=(2, 1), compression="gzip", shuffle=True)
