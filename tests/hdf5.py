"""What h5py writes and `import` reads: every type of number, every layout, every filter. And what
`import` refuses: the command in its message must mend the file.

    python3 -m venv .venv && .venv/bin/pip install h5py Pillow
    .venv/bin/python tests/hdf5.py target/release/purrceptron

Exits with 1 unless all bytes are NumPy's.
"""

import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import h5py
import numpy as np

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SHAPE = (3, 64, 64, 3)
LABELS = np.array([1, 0, 1])

random = np.random.default_rng(1)
# Noise, and a plain half that compresses; every colour is there.
PICTURES = random.integers(0, 256, SHAPE, "uint8")
PICTURES[:, 32:] = 7
PICTURES.flat[:256] = np.arange(256)

INTEGERS = [order + kind + width for order in "<>" for kind in "iu" for width in "1248"]
FLOATS = [order + "f" + width for order in "<>" for width in "48"]


def write(path, x, y=LABELS, of_file={"libver": "earliest"}, **options):
    """A file of both sets; the options are those of h5py's create_dataset for the pictures."""
    with h5py.File(path, "w", **of_file) as file:
        for split in "train", "test":
            file.create_dataset(f"{split}_set_x", data=x, **options)
            file[f"{split}_set_y"] = y
        file["list_classes"] = np.array([b"non-cat", b"cat"])


def run(*paths):
    command = [PROGRAM, "import", *paths, "--into", "set"]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def check_read(what, pictures=PICTURES, paths=("set.h5",)):
    """The program reads the file, and finds these pictures and the labels."""
    done = run(*paths)
    assert done.returncode == 0, (what, done.stderr)
    for split in "train", "test":
        images = pathlib.Path(f"set/{split}-images.idx4-ubyte").read_bytes()[20:]
        labels = pathlib.Path(f"set/{split}-labels.idx1-ubyte").read_bytes()[8:]
        assert images == np.ascontiguousarray(pictures).tobytes(), what
        assert labels == LABELS.astype("uint8").tobytes(), what


def check_mended(what, expected, pictures=PICTURES):
    """The program refuses the file with a command that makes one that it reads."""
    path = pathlib.Path("set.h5")
    for _ in range(3):
        done = run(path)
        if done.returncode == 0:
            break
        assert re.search(expected, done.stderr), (what, done.stderr)
        (command,) = re.findall(r"`python3 (-c \".*\")`", done.stderr)
        out = f"mended-{path}"
        command = command.replace("'IN'", f"'{path}'").replace("'OUT'", f"'{out}'")
        subprocess.run(f"{sys.executable} {command}", shell=True, check=True)
        path, expected = pathlib.Path(out), "."
    assert path.name != "set.h5", (what, "was read")
    check_read(what, pictures, [path])
    for left in pathlib.Path().glob("mended-*"):
        left.unlink()


def numbers():
    """The pictures in every type that can hold them."""
    for dtype in INTEGERS:
        pictures = PICTURES % 128 if dtype[1:] == "i1" else PICTURES
        yield dtype, pictures.astype(dtype), pictures
    for dtype in FLOATS:
        yield dtype, PICTURES.astype(dtype), PICTURES
        yield f"{dtype} / 255 there", PICTURES.astype(dtype) / np.array(255, dtype), PICTURES
        yield f"{dtype} / 255 before", (PICTURES / 255).astype(dtype), PICTURES


def check_pictures():
    """Every type with every filter, and three types with every layout, too."""
    filters = list(itertools.product([None, 0, 1, 9], [False, True], [False, True]))
    layouts = [True, (1, 32, 64, 3), (2, 17, 13, 2), (1, 1, 64, 1), (3, 64, 64, 3)]
    count = 0
    for what, x, pictures in numbers():
        write("set.h5", x)
        check_read(what, pictures)
        chunks = layouts if x.dtype in ("u1", ">i4", "<f8") else layouts[:1]
        for chunk, (level, shuffle, fletcher32) in itertools.product(chunks, filters):
            options = {"chunks": chunk, "shuffle": shuffle, "fletcher32": fletcher32}
            if level is not None:
                options.update(compression="gzip", compression_opts=level)
            write("set.h5", x, **options)
            check_read((what, options), pictures)
            count += 1
    print(f"{count} files of chunks")
    write("set.h5", PICTURES, maxshape=(None, 64, 64, 3), chunks=(1000, 64, 64, 3))
    check_read("chunks larger than the array")
    write("set.h5", PICTURES, chunks=(1, 1, 2, 3))
    check_read("a B-tree of three levels")


def check_missing_chunks():
    for fill in None, 0, 9:
        write("set.h5", PICTURES)
        pictures = PICTURES.copy()
        pictures[:, 32:] = fill or 0
        with h5py.File("set.h5", "a") as file:
            for name in "train_set_x", "test_set_x":
                del file[name]
                options = {"chunks": (1, 32, 64, 3), "fillvalue": fill, "compression": "gzip"}
                x = file.create_dataset(name, SHAPE, "uint8", **options)
                x[:, :32] = pictures[:, :32]
        check_read(f"missing chunks, fill value {fill}", pictures)


def check_filter_mask():
    """A chunk whose filters were left out, as HDF5 does if it does not become smaller."""
    write("set.h5", PICTURES, chunks=(1, 64, 64, 3), shuffle=True, compression="gzip")
    with h5py.File("set.h5", "a") as file:
        for name in "train_set_x", "test_set_x":
            file[name].id.write_direct_chunk((1, 0, 0, 0), PICTURES[1].tobytes(), 0b11)
    check_read("a filter mask")


def check_compact():
    for dtype in [*INTEGERS, *FLOATS]:
        write("set.h5", PICTURES)
        with h5py.File("set.h5", "a") as file:
            for name in "train_set_y", "test_set_y":
                del file[name]
                plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
                plist.set_layout(h5py.h5d.COMPACT)
                space = h5py.h5s.create_simple((3,))
                kind = h5py.h5t.py_create(np.dtype(dtype), logical=True)
                dataset = h5py.h5d.create(file.id, name.encode(), kind, space, plist)
                dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, LABELS.astype(dtype))
        check_read(f"compact labels of {dtype}")


def check_labels():
    for dtype in [*INTEGERS, *FLOATS, "bool"]:
        for shape in (3,), (3, 1), (1, 3):
            write("set.h5", PICTURES, LABELS.astype(dtype).reshape(shape))
            check_read(f"labels of {dtype} and shape {shape}")
    for wrong in 2, -1, 0.5, np.nan:
        write("set.h5", PICTURES, np.array([0, wrong, 1]))
        assert "label 1 is " in run("set.h5").stderr, wrong


def check_two_files():
    write("set.h5", PICTURES)
    for split, other in ("train", "test"), ("test", "train"):
        with h5py.File("set.h5") as both, h5py.File(f"{split}.h5", "w") as one:
            for name in both:
                if not name.startswith(other):
                    both.copy(name, one)
    check_read("two files", paths=["train.h5", "test.h5"])
    check_read("two files, swapped", paths=["test.h5", "train.h5"])
    assert "this holds train_set_x and no test_set_x" in run("train.h5").stderr
    assert "this holds test_set_x and no train_set_x" in run("test.h5", "test.h5").stderr


def check_refused():
    from PIL import Image

    for libver in ("v108", "v110", "v112", "v114", "latest"):
        write("set.h5", PICTURES, of_file={"libver": libver})
        check_mended(libver, "version [23]")
    for size in 512, 2048:
        write("set.h5", PICTURES, of_file={"userblock_size": size})
        check_mended(f"user block of {size}", "user block")
    write("set.h5", PICTURES, of_file={"track_order": True})
    check_mended("names in the order of creation", "header is of version 2")
    write("set.h5", PICTURES)
    with h5py.File("set.h5", "a") as file:
        file.move("train_set_x", "x")
        file["train_set_x"] = h5py.SoftLink("/x")
    check_mended("a soft link", "it is a soft link")
    for name in "lzf", "szip":
        if h5py.h5z.filter_avail({"lzf": 32000, "szip": 4}[name]):
            write("set.h5", PICTURES, chunks=(1, 64, 64, 3), compression=name)
            check_mended(name, "is compressed with")
    write("set.h5", PICTURES, scaleoffset=8, chunks=(1, 64, 64, 3))
    check_mended("scale-offset", "scale-offset")
    write("set.h5", PICTURES.transpose(0, 3, 1, 2))
    check_mended("nchw", "The colours come before the rows")
    flat = PICTURES.reshape(3, -1)
    for x in flat, flat.T, flat / 255, flat.T.astype("f4") / 255, flat.astype("f8"):
        write("set.h5", x)
        check_mended(f"flat {x.shape} {x.dtype}", "Each picture is")
    grey = PICTURES[..., 0]
    for x in grey, grey[..., None], grey / 255, grey.astype(">i4"):
        write("set.h5", x)
        check_mended(f"grey {x.shape} {x.dtype}", "grey", np.stack([grey] * 3, -1))
    alpha = np.concatenate([PICTURES, PICTURES[..., :1]], 3)
    write("set.h5", alpha)
    check_mended("RGBA", "64×64")
    large = PICTURES.repeat(2, 1).repeat(2, 2)
    small = np.stack([np.asarray(Image.fromarray(p).resize((64, 64))) for p in large])
    for x in large, large / 255, large.astype("i8"):
        write("set.h5", x)
        check_mended(f"128×128 {x.dtype}", "128×128", small)
    for x in PICTURES * np.float32(1 / 255), (PICTURES / 255).astype("f2"):
        write("set.h5", x)
        check_mended(f"inexact {x.dtype}", "is a whole number|16-bit float")
    write("set.h5", PICTURES.astype("f2"))
    check_mended("whole f2", "16-bit float")
    for x in (PICTURES / 255).astype("uint8"), PICTURES // 255 * 1.0, PICTURES == 255:
        write("set.h5", x)
        assert "holds nothing but 0 and 1" in run("set.h5").stderr, x.dtype
    for x in PICTURES / 255 * 2 - 1, PICTURES - 1.0, PICTURES + np.int16(1), PICTURES * np.nan:
        write("set.h5", x)
        error = run("set.h5").stderr
        assert "Take the file that this one was made from" in error, (x.dtype, error)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    check_labels()
    check_compact()
    check_two_files()
    check_missing_chunks()
    check_filter_mask()
    check_refused()
    check_pictures()
