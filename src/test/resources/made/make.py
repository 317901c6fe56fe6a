"""Writes the files in this folder; h5py 3.16 with HDF5 2.0. They are stored, the build does not run this script."""
import h5py
import numpy as np

rng = np.random.default_rng(7)


def units(f, counts=(3, 0, 2), **extra):
    g = f.create_group("units")
    g.attrs["neurodata_type"] = "Units"
    ends = np.cumsum(counts)
    times = np.concatenate([np.sort(rng.uniform(0, 10, n)).round(3) for n in counts])
    g.create_dataset("id", data=np.arange(len(counts)))
    g.create_dataset("spike_times", data=times, **extra)
    g.create_dataset("spike_times_index", data=ends.astype("u2"))
    g.attrs["colnames"] = ["spike_times"]
    return g


def nwb(name, **kw):
    f = h5py.File(name, "w", **kw)
    f.attrs["nwb_version"] = "2.7.0"
    f.attrs["neurodata_type"] = "NWBFile"
    return f


with nwb("claims_1e12.nwb") as f:  # a trillion spikes, none of them written
    g = f.create_group("units")
    g.attrs["neurodata_type"] = "Units"
    g.create_dataset("id", data=[0])
    g.create_dataset("spike_times", shape=(10**12,), dtype="f8", chunks=(1000,), compression="gzip")
    g.create_dataset("spike_times_index", data=np.array([10**12], "u8"))

with nwb("claims_1e12_rows.nwb") as f:  # a trillion units
    g = f.create_group("units")
    g.attrs["neurodata_type"] = "Units"
    g.create_dataset("id", shape=(10**12,), dtype="i8", chunks=(1000,))
    g.create_dataset("spike_times", data=[1.0])
    g.create_dataset("spike_times_index", shape=(10**12,), dtype="u8", chunks=(1000,))

with nwb("never_written.nwb") as f:  # contiguous, no space allocated
    g = units(f)
    del g["spike_times"]
    g.create_dataset("spike_times", shape=(5,), dtype="f8")

with nwb("chunk_missing.nwb") as f:  # the last chunk was never written, fill value 7
    g = units(f, (30, 20))
    del g["spike_times"]
    d = g.create_dataset("spike_times", shape=(50,), dtype="f8", chunks=(16,), fillvalue=7.0)
    d[:32] = np.arange(32)

with nwb("named_type.nwb") as f:
    g = units(f)
    t = g["spike_times"][:]
    del g["spike_times"]
    f["type"] = np.dtype("f8")
    d = h5py.h5d.create(g.id, b"spike_times", f["type"].id, h5py.h5s.create_simple((5,)))
    h5py.Dataset(d)[:] = t

with nwb("lzf_fletcher32.nwb") as f:
    units(f, (300, 200), chunks=(64,), compression="lzf", fletcher32=True, shuffle=True)

with nwb("odd_neighbours.nwb") as f:  # what cannot be read stands beside what can
    g = units(f)
    d = g["spike_times"]
    g.create_dataset("region", data=np.array([d.regionref[0:2]] * 3, dtype=h5py.regionref_dtype))
    g.create_dataset("quality", data=["good", "mua", "good"], dtype=h5py.string_dtype())
    layout = h5py.VirtualLayout((3,), "f8")
    layout[:] = h5py.VirtualSource("elsewhere.h5", "x", (3,))
    g.create_virtual_dataset("virtual", layout)
    g.create_dataset("external", shape=(3,), dtype="f8", external=[("raw.bin", 0, 24)])
    g.attrs["colnames"] = ["spike_times", "region", "quality", "virtual", "external"]

with nwb("electrodes.nwb") as f:
    t = f.create_group("general/extracellular_ephys/electrodes")
    t.attrs["neurodata_type"] = "DynamicTable"
    t.attrs["colnames"] = ["location", "depth", "group"]
    t.create_dataset("id", data=np.arange(4))
    t.create_dataset("location", data=["CA1", "CA1", "CA3", "DG"], dtype=h5py.string_dtype())
    t.create_dataset("depth", data=[100.0, 120.0, 300.0, 420.0])
    shank = f.create_group("general/extracellular_ephys/shank0")
    shank.attrs["neurodata_type"] = "ElectrodeGroup"
    t.create_dataset("group", data=[shank.ref] * 4, dtype=h5py.ref_dtype)
    g = units(f)
    g.create_dataset("electrodes", data=[0, 1, 2, 3])
    g["electrodes"].attrs["neurodata_type"] = "DynamicTableRegion"
    g.create_dataset("electrodes_index", data=np.array([2, 3, 4], "u1"))
    g.create_dataset("electrode_group", data=[shank.ref] * 3, dtype=h5py.ref_dtype)
    g.create_dataset("waveform_mean", data=np.zeros((3, 40, 4), "f4"))
    g.create_dataset("label", data=np.array([b"a", b"", b"c"], "S4"))
    g.attrs["colnames"] = ["spike_times", "electrodes", "electrode_group", "waveform_mean", "label", "gone"]

with nwb("two_units_tables.nwb") as f:
    units(f)
    p = f.create_group("processing/ecephys/raw_units")
    p.attrs["neurodata_type"] = "Units"

with nwb("circle_soft.nwb") as f:
    f["units"] = h5py.SoftLink("/other")
    f["other"] = h5py.SoftLink("/units")

with nwb("circle_hard.nwb") as f:  # a group that holds itself
    units(f)
    f.create_group("loop")
    f["loop/again"] = f["loop"]

with nwb("link_outside.nwb") as f:
    f["units"] = h5py.ExternalLink("../torture/01_plain.nwb", "/units")

with nwb("odd_times.nwb") as f:  # NaN, infinite, negative, duplicate, unsorted
    g = f.create_group("units")
    g.attrs["neurodata_type"] = "Units"
    g.create_dataset("id", data=[10, 11])
    g.create_dataset("spike_times", data=[0.5, np.nan, 0.25, 0.25, np.inf, -1.0, 2.0, 3.0])
    g.create_dataset("spike_times_index", data=np.array([6, 8], "u1"))

with nwb("milliseconds.nwb") as f:
    g = f.create_group("units")
    g.attrs["neurodata_type"] = "Units"
    g.create_dataset("id", data=[0, 1])
    g.create_dataset("spike_times", data=np.sort(rng.uniform(0, 60_000, 600)))
    g.create_dataset("spike_times_index", data=np.array([600, 600], "u2"))
    t = f.create_group("intervals/trials")
    t.attrs["neurodata_type"] = "TimeIntervals"
    t.attrs["colnames"] = ["start_time", "stop_time"]
    t.create_dataset("id", data=[0, 1])
    t.create_dataset("start_time", data=[0.0, 30.0])
    t.create_dataset("stop_time", data=[29.0, 60.0])

with nwb("all_filters.nwb", libver="latest") as f:  # layout message 5 with every chunk index
    g = units(f)
    a = np.arange(500) / 8
    t = f.create_group("processing/x")
    for name, kw in {
        "single": dict(chunks=(500,), compression="gzip"),
        "fixed": dict(chunks=(16,), compression="gzip", shuffle=True),
        "extensible": dict(chunks=(16,), maxshape=(None,), compression="gzip", fletcher32=True),
        "lzf": dict(chunks=(64,), compression="lzf"),
    }.items():
        s = t.create_group(name)
        s.attrs["neurodata_type"] = "TimeSeries"
        s.create_dataset("data", data=a, **kw)
        s.create_dataset("starting_time", data=1.5).attrs["rate"] = 10.0
    s = t.create_group("btree2")
    s.attrs["neurodata_type"] = "TimeSeries"
    s.create_dataset("data", data=a.reshape(100, 5), chunks=(7, 2), maxshape=(None, None), compression="gzip")
    s.create_dataset("starting_time", data=1.5).attrs["rate"] = 10.0

with h5py.File("labelled.h5", "w") as f:  # the unit of each spike beside its time, in samples
    f.attrs["units"] = "samples"
    f.attrs["sampling_rate"] = 1000.0
    f["spike_times"] = np.array([1, 2, 500, 1000, 2000, 2500], "u8")
    f["spike_clusters"] = np.array([7, 2, 7, 2, 2, 11], "i4")
    f["trials/start"] = [0, 1500]
    f["trials/end"] = [1400, 2600]
    f["trials/stimulus"] = ["a", "b"]

with h5py.File("per_unit_groups.h5", "w") as f:
    for name, times in {"unit_2": [0.5, 1.0], "unit_10": [0.25], "unit_1": []}.items():
        f.create_group("units/" + name)["times"] = np.array(times)

with h5py.File("matlab_struct.mat", "w", userblock_size=512) as f:  # CellExplorer's way: spikes.times, spikes.region
    refs = f.create_group("#refs#")

    def cell(name, value, kind="double"):
        d = refs.create_dataset(name, data=value)
        d.attrs["MATLAB_class"] = np.bytes_(kind)
        if len(np.shape(value)) == 1:
            d.attrs["MATLAB_empty"] = np.uint8(1)
        return d.ref

    s = f.create_group("spikes")
    s.attrs["MATLAB_class"] = np.bytes_("struct")

    def cells(name, values):
        d = s.create_dataset(name, data=np.array(values, dtype=h5py.ref_dtype).reshape(1, -1), dtype=h5py.ref_dtype)
        d.attrs["MATLAB_class"] = np.bytes_("cell")

    cells("times", [cell("a", [[0.1, 0.2, 0.3]]), cell("b", [[1.5]]), cell("c", np.array([0, 0], "u8"))])
    cells("region", [cell("d", np.array([[67, 65, 49]], "u2"), "char"), cell("e", np.array([[67, 65, 51]], "u2"), "char"),
                     cell("f", np.array([0, 0], "u8"), "char")])
    d = s.create_dataset("UID", data=[[5.0, 6.0, 8.0]])
    d.attrs["MATLAB_class"] = np.bytes_("double")
with open("matlab_struct.mat", "r+b") as f:
    f.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(116))
