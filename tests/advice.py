"""The commands that messages recommend, run on files that provoke the messages: what comes out is read, and is
the same picture.

    python3 -m venv .venv && .venv/bin/pip install Pillow
    .venv/bin/python tests/advice.py target/release/purrceptron

Needs ImageMagick: version 7 (`magick`) or 6 (`convert`). Exits with 1 unless all advice is good.
"""

import base64
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from PIL import Image

PROGRAM = pathlib.Path(sys.argv[1]).resolve()


def run(*words):
    done = subprocess.run([PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stdout, done.stderr


def probability(name):
    code, out, error = run("predict", "m.safetensors", name)
    assert code == 0, (name, error)
    return float(out.split("%")[0])


def advised(message, given, made):
    """Runs the first command in backquotes, for these names."""
    command = re.search("`([^`]*)`", message)[1]
    if shutil.which("magick") is None:
        assert "before its version 7 the command is `convert`" in message or "magick" not in command, message
        command = re.sub("^magick ", "convert ", command)
    command = re.sub(r"OUT(\.png)?", made, command.replace("IN", given))
    subprocess.run(command, shell=True, check=True)
    return command


def check(given, expected, within):
    code, _, message = run("predict", "m.safetensors", given)
    assert code == 1 and given in message, (given, message)
    command = advised(message, given, "made.png")
    found = probability("made.png")
    os.remove("made.png")
    assert abs(found - expected) <= within, (given, found, expected)
    print(f"{given}: {command}")


def main():
    _, _, error = run("train", "--layers", "none", "--iterations", "300", "--engine", "sample-space", "--save", "m.safetensors")
    assert os.path.exists("m.safetensors"), error
    picture = Image.linear_gradient("L").resize((96, 64)).convert("RGB")
    picture.paste((200, 120, 40), (10, 10, 40, 50))
    picture.save("plain.png")
    expected = probability("plain.png")
    for suffix in "bmp", "tiff", "webp":
        picture.save(f"cat.{suffix}", **({"lossless": True} if suffix == "webp" else {}))
        check(f"cat.{suffix}", expected, 0.01)
    # 256 colours; of several pictures the first.
    picture.save("cat.gif", save_all=True, append_images=[Image.new("RGB", picture.size)])
    check("cat.gif", expected, 1)
    # A camera that was held upright.
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save("turned.tiff", exif=exif)
    picture.rotate(-90, expand=True).save("upright.png")
    check("turned.tiff", probability("upright.png"), 0.01)
    picture.convert("CMYK").save("print.jpg", quality=100, subsampling=0)
    check("print.jpg", expected, 5)  # inks are no light
    pathlib.Path("cat.png.gz").write_bytes(gzip.compress(pathlib.Path("plain.png").read_bytes()))
    check("cat.png.gz", expected, 0)
    pathlib.Path("cat.txt").write_bytes(base64.encodebytes(pathlib.Path("plain.png").read_bytes()))
    check("cat.txt", expected, 0)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    main()
print("all advice is good")
