// The first part of the script: the data that the program has put into the page, and the mathematics.
//
// The parts are one function in strict mode, in this order: mathematics, squeeze, elements, forward,
// backward, inside, own. The names are the course's: W, b, Z, A for the layers, x = A[0] for the picture, g
// for relu and sigmoid, dZ for how much the loss changes with Z.

const SIDE = 64;
const FEATURES = SIDE * SIDE * 3;
const data = JSON.parse(document.getElementById("data").textContent);
const labels = data.test.labels;

function decodeBase64(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

// W1 row by row, b1, W2, b2, …: 32-bit floats, little-endian.
function decodeLayers({ layers_dims, weights }) {
  const view = new DataView(decodeBase64(weights).buffer);
  let at = 0;
  const take = (count) => Float64Array.from({ length: count }, () => {
    at += 4;
    return view.getFloat32(at - 4, true);
  });
  return layers_dims.slice(1).map((n, l) => {
    const n_prev = layers_dims[l];
    return { n, n_prev, W: take(n * n_prev), b: take(n) };
  });
}

const models = data.models.map((model) => ({ ...model, layers: decodeLayers(model) }));
const testBytes = decodeBase64(data.test.pictures);
const pictures = labels.map((_, i) => testBytes.subarray(i * FEATURES, (i + 1) * FEATURES));

const relu = (z) => Math.max(0, z);
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

// x: a picture as a column of 12288 numbers from 0 to 1, pixel by pixel, red, green, blue.
const features = (bytes) => Float64Array.from(bytes, (byte) => byte / 255);

// Forward: Z[l] = W[l]·A[l−1] + b[l],  A[l] = g[l](Z[l]),  A[0] = x; g is relu, at last sigmoid.
function forward(layers, x) {
  let A_prev = x;
  return layers.map(({ n, n_prev, W, b }, l) => {
    const Z = Float64Array.from(b);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n_prev; j++) Z[i] += W[i * n_prev + j] * A_prev[j];
    }
    const A = Z.map(l === layers.length - 1 ? sigmoid : relu);
    const cache = { A_prev, Z, A };
    A_prev = A;
    return cache;
  });
}

// The loss of one picture, L = −(y·ln a + (1 − y)·ln(1 − a)), from z so that it is never infinite.
const loss = (z, y) => Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));

// Backward, from dz[L]: dA[l−1] = W[l]ᵀ·dZ[l],  dZ[l] = dA[l] where Z[l] > 0, else 0.
// With dz[L] = a − y it is how much the loss changes with each number, with dz[L] = 1 how much z[L] does.
function backward(layers, caches, dz_last) {
  const grads = [];
  let dZ = Float64Array.of(dz_last);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { n, n_prev, W } = layers[l];
    const dA_prev = new Float64Array(n_prev);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n_prev; j++) dA_prev[j] += W[i * n_prev + j] * dZ[i];
    }
    grads[l] = { dZ, dA_prev };
    if (l > 0) dZ = dA_prev.map((dA, j) => (caches[l - 1].Z[j] > 0 ? dA : 0));
  }
  return grads;
}

// How much z[L] changes with each number of x.
const gradient = (layers, caches) => backward(layers, caches, 1)[0].dA_prev;

// The layers after one step of gradient descent with this picture alone: dW[l] = dZ[l]·A[l−1]ᵀ, db[l] = dZ[l].
function step(layers, caches, grads, learning_rate) {
  return layers.map(({ n, n_prev, W, b }, l) => {
    const [{ dZ }, { A_prev }] = [grads[l], caches[l]];
    const dW = (_, k) => dZ[Math.floor(k / n_prev)] * A_prev[k % n_prev];
    return { n, n_prev, W: W.map((w, k) => w - learning_rate * dW(w, k)), b: b.map((b, i) => b - learning_rate * dZ[i]) };
  });
}

// dx∘x, summed over red, green and blue: what each pixel adds to z[L]. For the one neuron dx = w,
// so this is w∘x. With relu, z[L] is exactly the sum over all pixels plus what the biases add.
function pushes(dx, x) {
  return Float64Array.from({ length: SIDE * SIDE }, (_, p) =>
    dx[3 * p] * x[3 * p] + dx[3 * p + 1] * x[3 * p + 1] + dx[3 * p + 2] * x[3 * p + 2]);
}

const probability = (layers, bytes) => forward(layers, features(bytes)).at(-1).A[0];

// Which test pictures each model gets wrong: computed once, so that every answer is quick.
for (const model of models) {
  model.wrong = pictures.map((bytes, i) => (probability(model.layers, bytes) > 0.5) !== (labels[i] === 1));
}

