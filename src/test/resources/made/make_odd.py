"""Writes files of this folder that are odd, but can be read or must say why not; h5py 3.16. The build does not run it."""
import os

import h5py
import numpy as np

TEXT = h5py.string_dtype()
SPIKES = [[0.5, 1.0, 9.5], [], [2.25, 7.0]]
FLAT = np.array([t for unit in SPIKES for t in unit])
ENDS = np.array([3, 3, 5])


def nwb(name, units="units", kind="Units"):
    f = h5py.File(name, "w")
    f.attrs["nwb_version"] = np.array(["2.0b"], TEXT)  # one text, but as a list
    f.attrs["neurodata_type"] = np.bytes_(b"NWBFile")
    g = f.create_group(units)
    g.attrs["neurodata_type"] = kind
    g["spike_times"] = FLAT
    g["spike_times_index"] = ENDS.astype(">i2")
    return f, g


f, g = nwb("odd_columns.nwb")  # ids that are texts, labels as an enumeration, columns that are empty or single values
g.create_dataset("id", data=np.array(["a1", "a2", "b1"], dtype=object), dtype=TEXT)
labels = h5py.enum_dtype({"good": 0, "mua": 1, "noise": 5}, basetype="u1")
g.create_dataset("label", data=np.array([0, 5, 1], "u1"), dtype=labels)
g.create_dataset("nothing", data=h5py.Empty("f8"))
g.create_dataset("single", data=1.5)
g["obs_intervals"] = np.array([[0, 10], [0, 10], [0, 5.0]], "f4")  # a row for each unit, and no index
f.close()

f, g = nwb("unit_times.nwb", "processing/ecephys/UnitTimes", "UnitTimes")  # the first betas of NWB 2
g["unit_ids"] = np.array([4, 5, 9])
f.close()

f, g = nwb("channels.nwb")
g["id"] = np.arange(3)


def series(name, data, rate=2.0, **attributes):
    s = f.create_group("acquisition/" + name)
    s.attrs["neurodata_type"] = "TimeSeries"
    d = s.create_dataset("data", data=data)
    d.attrs.update(attributes)
    s.create_dataset("starting_time", data=0.0).attrs["rate"] = rate
    return s


series("factors", np.ones((20, 3), "i2"), conversion=2.0, offset=0.5)["channel_conversion"] = [1.0, 10.0, 100.0]
series("wrong_factors", np.ones((20, 3)))["channel_conversion"] = [1.0, 2.0]
series("licking", np.arange(20) % 2 == 1)
series("no_channels", np.ones((20, 0)))
f.close()

with h5py.File("per_dataset_units.h5", "w") as f:  # the unit of times stands at each dataset
    for i, times in enumerate(SPIKES):
        f.create_dataset(f"spikes/unit_{i}", data=np.array(times) * 1000).attrs["units"] = "ms"
    f.create_dataset("trials/start", data=[0.0, 5000.0]).attrs["unit"] = "ms"
    f.create_dataset("trials/stop", data=[5.0, 10.0]).attrs["unit"] = "s"

with h5py.File("ragged_samples.h5", "w") as f:
    f.attrs["units"] = "samples"
    f.attrs["sampling_rate"] = 1000.0
    f["spike_times"] = (FLAT * 1000).astype("u4")
    f["spike_times_index"] = ENDS

with h5py.File("times_and_labels.h5", "w") as f:  # a group of spikes with times and clusters, not a unit of each name
    f["spikes/times"] = np.sort(FLAT)
    f["spikes/clusters"] = np.array([0, 0, 2, 2, 0], "u1")
    f["events/times"] = [1.0, 2.0]
    f["events/labels"] = [1, 2]

with h5py.File("bool_counts.h5", "w") as f:
    f.attrs["format"] = "latents-counts/1"
    f["bin_seconds"] = 0.02
    f["counts"] = np.array([[True, False], [False, False], [True, True]])


class Matlab:
    def __init__(self, name):
        self.name = name
        self.file = h5py.File(name, "w", userblock_size=512)
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        with open(self.name, "r+b") as f:
            f.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(116))

    def variable(self, path, data, kind="double"):
        data = np.asarray(data)
        d = self.file.create_dataset(path, data=data if data.size else np.array([0, 0], "u8"))
        d.attrs["MATLAB_class"] = np.bytes_(kind)
        if not data.size:
            d.attrs["MATLAB_empty"] = np.uint8(1)
        return d

    def reference(self, data, kind="double"):
        self.count += 1
        return self.variable(f"#refs#/{self.count}", data, kind).ref

    def references(self, path, refs, shape):
        return self.file.create_dataset(path, data=np.array(refs, dtype=h5py.ref_dtype).reshape(shape), dtype=h5py.ref_dtype)

    def struct(self, path):
        self.file.create_group(path).attrs["MATLAB_class"] = np.bytes_("struct")


with Matlab("matlab_struct_array.mat") as m:  # units(i).times, units(i).region, units(i).depth
    m.struct("units")
    m.references("units/times", [m.reference([t] if t else []) for t in SPIKES], (3, 1))
    m.references("units/region", [m.reference([[ord(c)] for c in r], "char") for r in ("CA1", "CA3", "DG")], (3, 1))
    m.references("units/depth", [m.reference([[d]]) for d in (10.0, 20.5, 30.0)], (3, 1))

with Matlab("matlab_units_by_trials.mat") as m:
    d = m.references("spikes", [m.reference([[0.5, 0.75]]) for _ in range(6)], (3, 2))
    d.attrs["MATLAB_class"] = np.bytes_("cell")

with Matlab("matlab_sparse.mat") as m:
    g = m.file.create_group("counts")
    g.attrs["MATLAB_class"] = np.bytes_("double")
    g.attrs["MATLAB_sparse"] = np.uint64(100)
    g["data"], g["ir"], g["jc"] = np.ones(2), np.array([1, 2], "u8"), np.array([0, 1, 2], "u8")

with Matlab("matlab_several_cells.mat") as m:
    for name, count in {"licks": 2, "other": 3}.items():
        d = m.references(name, [m.reference([t or [0.5]]) for t in SPIKES[:count]], (count, 1))
        d.attrs["MATLAB_class"] = np.bytes_("cell")

# The head of a file of 2 GiB and 8 bytes: all but the spike times, which the test that uses it adds as a hole.
N = 2**28 + 1
with h5py.File("above_2gib.nwb", "w") as f:
    f.attrs["nwb_version"] = "2.7.0"
    g = f.create_group("units")
    g.attrs["neurodata_type"] = "Units"
    g["id"] = [0, 1]
    g["spike_times_index"] = np.array([N - 2, N], "u8")
    space, plist = h5py.h5s.create_simple((N,)), h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    plist.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    offset = h5py.Dataset(h5py.h5d.create(g.id, b"spike_times", h5py.h5t.IEEE_F64LE, space, plist)).id.get_offset()
with open("above_2gib.nwb", "rb") as f:
    head = f.read(offset)
with open("above_2gib.head", "wb") as f:
    f.write(head)
os.remove("above_2gib.nwb")
