"""The lines of docs/safetensors.md, run on a model that the program has saved.

    python3 -m venv .venv && .venv/bin/pip install numpy safetensors torch
    .venv/bin/python tests/interoperability.py target/release/purrceptron

Exits with 1 unless PyTorch gives the same probabilities as the program, to 1e-12.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
from safetensors import safe_open

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
DATA = ROOT / "data/drawn"


def lines_of_the_page():
    page = (ROOT / "docs/safetensors.md").read_text()
    (code,) = re.findall(r"^```python\n(.*?)^```$", page, re.M | re.S)
    assert sum(bool(line.strip()) for line in code.splitlines()) == 10, "the page says ten lines"
    return code


def pixels(name):
    bytes_of_file = (DATA / name).read_bytes()
    return np.frombuffer(bytes_of_file, np.uint8, offset=20).reshape(-1, 12288)


def check(layers):
    command = [PROGRAM, "train", "--layers", layers, "--engine", "sample-space", "--data", DATA]
    subprocess.run(
        [*command, "--save", "cats.safetensors"], check=True, stdout=subprocess.DEVNULL
    )
    evaluate = [PROGRAM, "evaluate", "cats.safetensors", "--data", DATA, "--json"]
    expected = json.loads(subprocess.run(evaluate, check=True, stdout=subprocess.PIPE).stdout)

    with safe_open("cats.safetensors", "np") as file:
        metadata = file.metadata()
        assert metadata["format"] == "purrceptron"
        assert json.loads(metadata["layers_dims"]) == expected["layers_dims"]
        assert file.get_tensor("W1").dtype == np.float64

    names = {}
    exec(lines_of_the_page(), names)
    torch, model = names["torch"], names["model"]
    for part in "train", "test":
        x = torch.tensor(pixels(f"{part}-images.idx4-ubyte") / 255)
        found = model(x).detach().numpy()[:, 0]
        wanted = np.array(expected[part]["probabilities"])
        assert found.shape == wanted.shape, (found.shape, wanted.shape)
        worst = np.abs(found - wanted).max()
        print(f"--layers {layers}, {part}: {len(found)} probabilities, off by {worst:.1e} at most")
        assert worst <= 1e-12


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for layers in "20,7,5", "none":
        check(layers)
