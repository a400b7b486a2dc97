"""Times what a learner would use instead, beside purrceptron, on the same pictures in one run.

    python3 -m venv .venv && .venv/bin/pip install numpy torch jax
    cargo build --release
    .venv/bin/python docs/compare.py [--data DIR] [--iterations N]

DIR is a data set as `purrceptron import` and `draw` make them, data/drawn if not given. Every row is
the whole training, parameters included, data loading not: 2000 iterations of the one neuron, 2500 of
the deep network [12288, 20, 7, 5, 1], both in f64. With --iterations the peers train so many and the
time is scaled. The cost before the last update stands beside each time, so that unequal work would
show. Of purrceptron the best of three runs is taken, two before the peers and one after.
Peers that are not installed are left out.
"""

import argparse
import json
import pathlib
import platform
import subprocess
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
DIMS = [12288, 20, 7, 5, 1]


def read_idx(path):
    """The raw binary format of data/README.md."""
    data = path.read_bytes()
    sizes = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes)


def parameters():
    np.random.seed(1)
    return [(np.random.randn(n, p) / np.sqrt(p), np.zeros((n, 1))) for p, n in zip(DIMS, DIMS[1:])]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cost(a, y):
    return float(-np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)))


def numpy_neuron(x, y, iterations):
    w, b, m = np.zeros((len(x), 1)), 0.0, x.shape[1]
    for _ in range(iterations):
        a = sigmoid(w.T @ x + b)
        last = a
        w = w - 0.005 * (x @ (a - y).T) / m
        b = b - 0.005 * np.sum(a - y) / m
    return cost(last, y)


def numpy_deep(x, y, iterations, input_gradient):
    """As the course writes it: `input_gradient` is its unused dA0."""
    layers, m = parameters(), x.shape[1]
    for _ in range(iterations):
        acts, zs = [x], []
        for l, (w, b) in enumerate(layers):
            zs.append(w @ acts[-1] + b)
            acts.append(np.maximum(zs[-1], 0) if l < len(layers) - 1 else sigmoid(zs[-1]))
        da = -(y / acts[-1] - (1 - y) / (1 - acts[-1]))
        for l in reversed(range(len(layers))):
            w, b = layers[l]
            s = acts[l + 1]
            dz = da * s * (1 - s) if l == len(layers) - 1 else da * (zs[l] > 0)
            if l > 0 or input_gradient:
                da = w.T @ dz
            db = dz.sum(axis=1, keepdims=True) / m
            layers[l] = (w - 0.0075 * (dz @ acts[l].T / m), b - 0.0075 * db)
    return cost(acts[-1], y)


def torch_by_hand(x, y, iterations):
    import torch

    x, y, m = torch.tensor(np.ascontiguousarray(x)), torch.tensor(y), x.shape[1]
    layers = [(torch.tensor(w), torch.tensor(b)) for w, b in parameters()]
    with torch.no_grad():
        for _ in range(iterations):
            acts = [x]
            for l, (w, b) in enumerate(layers):
                z = torch.addmm(b, w, acts[-1])
                acts.append(torch.relu(z) if l < len(layers) - 1 else torch.sigmoid(z))
            dz = (acts[-1] - y) / m
            for l in reversed(range(len(layers))):
                w, b = layers[l]
                dw, db = dz @ acts[l].T, dz.sum(1, keepdim=True)
                if l > 0:
                    dz = (w.T @ dz) * (acts[l] > 0)
                w.sub_(dw, alpha=0.0075)
                b.sub_(db, alpha=0.0075)
    return cost(acts[-1].numpy(), y.numpy())


def torch_autograd(x, y, iterations):
    import torch

    x, y, modules = torch.tensor(x.T.copy()), torch.tensor(y.T.copy()), []
    for l, (w, b) in enumerate(parameters()):
        linear = torch.nn.Linear(w.shape[1], w.shape[0], dtype=torch.float64)
        linear.weight.data, linear.bias.data = torch.tensor(w), torch.tensor(b[:, 0])
        modules += [linear] + ([torch.nn.ReLU()] if l < len(DIMS) - 2 else [])
    network, loss = torch.nn.Sequential(*modules), torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.0075)
    for _ in range(iterations):
        optimizer.zero_grad()
        last = loss(network(x), y)
        last.backward()
        optimizer.step()
    return last.item()


def jax_jitted(x, y, iterations, compiled={}):
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    x, y = jnp.asarray(x), jnp.asarray(y)
    start = [(jnp.asarray(w), jnp.asarray(b)) for w, b in parameters()]

    def loss(layers):
        a = x
        for w, b in layers[:-1]:
            a = jax.nn.relu(w @ a + b)
        w, b = layers[-1]
        z = w @ a + b
        return jnp.mean(jnp.logaddexp(0, z) - y * z)

    def step(_, layers):
        gradients = jax.grad(loss)(layers)
        return jax.tree.map(lambda parameter, d: parameter - 0.0075 * d, layers, gradients)

    # Compiled in the warming-up run, which is not timed.
    if "train" not in compiled:
        compiled["train"] = jax.jit(lambda layers, n: jax.lax.fori_loop(0, n, step, layers))
    return float(loss(jax.block_until_ready(compiled["train"](start, iterations - 1))))


def purrceptron(data, engine):
    """`{model: (seconds, last cost)}` of one run, and the seconds of wall time."""
    command = [ROOT / "target/release/purrceptron", "reproduce", "--json", "--data", data]
    start = time.perf_counter()
    run = subprocess.run([*command, "--engine", engine], stdout=subprocess.PIPE, check=True)
    wall = time.perf_counter() - start
    models = json.loads(run.stdout)["models"]
    return {m["name"]: (m["seconds"], m["costs"][-1][1]) for m in models}, wall


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "data/drawn")
    parser.add_argument("--iterations", type=int)
    arguments = parser.parse_args()
    pixels = read_idx(arguments.data / "train-images.idx4-ubyte")
    x = pixels.reshape(len(pixels), -1).T / 255
    y = read_idx(arguments.data / "train-labels.idx1-ubyte").reshape(1, -1).astype(float)

    rows, walls = {}, []

    def own():
        for engine in "textbook", "sample-space":
            models, wall = purrceptron(arguments.data, engine)
            walls.append((engine, wall))
            for name in "logistic", "deep":
                row = rows.setdefault((name, f"purrceptron, {engine}"), models[name])
                rows[name, f"purrceptron, {engine}"] = min(row, models[name])

    own()
    own()
    for model, name, total, train in [
        ("logistic", "NumPy", 2000, numpy_neuron),
        ("deep", "NumPy, as the course writes it", 2500, lambda *a: numpy_deep(*a, True)),
        ("deep", "NumPy, without dA0", 2500, lambda *a: numpy_deep(*a, False)),
        ("deep", "PyTorch, backward by hand", 2500, torch_by_hand),
        ("deep", "PyTorch, nn and autograd", 2500, torch_autograd),
        ("deep", "JAX, one jitted loop", 2500, jax_jitted),
    ]:
        try:
            train(x, y, 5)
        except ImportError:
            continue
        iterations = min(arguments.iterations or total, total)
        start = time.perf_counter()
        last = train(x, y, iterations)
        rows[model, name] = ((time.perf_counter() - start) * total / iterations, last)
    own()

    print(f"{platform.machine()}, {len(pixels)} pictures of {arguments.data.name}")
    for model, title in ("logistic", "one neuron"), ("deep", "deep network"):
        chosen = {name: row for (of, name), row in rows.items() if of == model}
        textbook = chosen["purrceptron, textbook"][0]
        print(f"\n{title:32} {'seconds':>9} {'x textbook':>11}   last cost")
        for name, (seconds, last) in sorted(chosen.items(), key=lambda row: -row[1][0]):
            print(f"{name:32} {seconds:9.3f} {seconds / textbook:11.2f}   {last:.12f}")
    for engine in "textbook", "sample-space":
        best = min(wall for of, wall in walls if of == engine)
        print(f"\nall three models, program start to end, {engine}: {best:.2f} s", end="")
    print()


if __name__ == "__main__":
    main()
