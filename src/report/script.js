// The parts of the report that answer: "Look inside" and "Your own picture".
//
// The names are the course's: W, b, Z, A for the layers, x = A[0] for the picture, g for relu and
// sigmoid. Text reaches the page only as text, never as HTML.
"use strict";
(() => {

// ---- The data that the program has put into the page ----

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

// ---- The mathematics ----

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

// Backward, from the last z instead of the cost: how much z[L] changes with each number of x.
//   dZ[L] = 1,   dA[l−1] = W[l]ᵀ·dZ[l],   dZ[l] = dA[l] where Z[l] > 0, else 0;   dx = dA[0]
function gradient(layers, caches) {
  let dZ = Float64Array.of(1);
  for (let l = layers.length - 1; ; l--) {
    const { n, n_prev, W } = layers[l];
    const dA_prev = new Float64Array(n_prev);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n_prev; j++) dA_prev[j] += W[i * n_prev + j] * dZ[i];
    }
    if (l === 0) return dA_prev;
    dZ = dA_prev.map((dA, j) => (caches[l - 1].Z[j] > 0 ? dA : 0));
  }
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

// ---- Any picture to 64×64, as the library does it ----

// Which cells a row (or column) of pixels falls into, and how much of it. In units of 1/64 of a
// pixel, pixel i covers [64·i, 64·(i+1)) and cell c covers [size·c, size·(c+1)): whole numbers.
function shares(size) {
  return Array.from({ length: size }, (_, i) => {
    const [from, to] = [SIDE * i, SIDE * (i + 1)];
    const cells = [];
    for (let c = Math.floor(from / size); c * size < to; c++) {
      cells.push([c, Math.min(to, (c + 1) * size) - Math.max(from, c * size)]);
    }
    return cells;
  });
}

// Each of the 64×64 cells is the average of the pixels in it, weighted with the area that they
// share. The picture is read in tiles, with a pause after each, so that a huge photograph neither
// needs a huge canvas nor stops the page. Alpha is dropped; but a canvas does not remember the
// colour of what is fully transparent, and says black.
async function squeeze(image, width, height) {
  const TILE = 1024;
  const [columns, rows] = [shares(width), shares(height)];
  const sums = new Float64Array(FEATURES);
  let transparent = false;
  const canvas = h("canvas", { width: Math.min(TILE, width), height: Math.min(TILE, height) });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const [across, down] = [Math.min(TILE, width - left), Math.min(TILE, height - top)];
      context.clearRect(0, 0, TILE, TILE);
      context.drawImage(image, left, top, across, down, 0, 0, across, down);
      const rgba = context.getImageData(0, 0, across, down).data;
      for (let y = 0; y < down; y++) {
        const row = new Float64Array(SIDE * 3);
        for (let x = 0, at = y * across * 4; x < across; x++, at += 4) {
          for (const [c, share] of columns[left + x]) {
            row[3 * c] += share * rgba[at];
            row[3 * c + 1] += share * rgba[at + 1];
            row[3 * c + 2] += share * rgba[at + 2];
          }
          transparent ||= rgba[at + 3] < 255;
        }
        for (const [c, share] of rows[top + y]) {
          for (let k = 0; k < row.length; k++) sums[c * row.length + k] += share * row[k];
        }
      }
      await new Promise((resume) => setTimeout(resume));
    }
  }
  const area = width * height; // of a cell, in those units; every sum is a whole number below 2^53
  const bytes = Uint8Array.from(sums, (sum) => Math.floor((sum + area / 2) / area));
  return { bytes, transparent };
}

// ---- Building blocks of the page ----

// An element; strings among the children become text.
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [type, f] of Object.entries(value)) element.addEventListener(type, f);
    else if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const number = (v, digits = 4) => v.toFixed(digits).replace("-", "−");
const percent = (v) => `${(100 * v).toFixed(1)} %`;
const says = (a) => (a > 0.5 ? "cat" : "not a cat");
const what = (label) => (label ? "a cat" : "not a cat");
const sub = (name, i) => [h("var", {}, name), h("sub", {}, String(i))];

// A canvas 64 pixels wide: red, green, blue and alpha of each, row by row.
function canvasOf(rgba, description) {
  const image = new ImageData(rgba, SIDE);
  const canvas = h("canvas", { width: SIDE, height: image.height, role: "img", "aria-label": description });
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function drawPicture(bytes, description) {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  for (let p = 0; p < SIDE * SIDE; p++) {
    for (let k = 0; k < 3; k++) rgba[4 * p + k] = bytes[3 * p + k];
  }
  return canvasOf(rgba, description);
}

// Values from −1, away from "cat", over 0, no colour at all, to 1, towards "cat".
const [TOWARDS, AWAY] = [[217, 95, 2], [31, 105, 193]];
function drawPushes(values, description) {
  const rgba = new Uint8ClampedArray(values.length * 4);
  values.forEach((v, p) => {
    rgba.set(v > 0 ? TOWARDS : AWAY, 4 * p);
    rgba[4 * p + 3] = 255 * Math.abs(v); // clamped by the array
  });
  return canvasOf(rgba, description);
}

function legend(scale) {
  const strip = drawPushes(Float64Array.from({ length: SIDE }, (_, i) => (2 * i) / (SIDE - 1) - 1), "");
  strip.setAttribute("aria-hidden", "true");
  const end = number(scale, scale < 0.01 ? 5 : 3);
  return h("p", { class: "legend" }, h("span", {}, `−${end} away`), strip, h("span", {}, `cat +${end}`));
}

// The map of one picture and one model: pixel by pixel, or summed in blocks of 8×8 pixels. The
// strongest hundredth of them share the strongest colour, or a few would leave the rest pale.
function drawMap(values, block, caption) {
  const cell = (p) => {
    const [y, x] = [Math.floor(p / SIDE), p % SIDE];
    return (y - (y % block)) * SIDE + x - (x % block);
  };
  const sums = new Float64Array(values.length);
  values.forEach((v, p) => { sums[cell(p)] += v; });
  const sizes = sums.map(Math.abs).filter((v) => v > 0).sort();
  const scale = sizes.length ? sizes[Math.floor(0.99 * (sizes.length - 1))] : 1;
  const shown = sums.map((_, p) => sums[cell(p)] / scale);
  return h("figure", {}, drawPushes(shown, caption), h("figcaption", {}, caption, legend(scale)));
}

// ---- Look inside ----

const inside = {
  model: models.length - 1,
  picture: 0,
  open: new Set(["1.1"]), // which neurons' sums are unfolded, "layer.neuron"
  grid: h("div", { class: "thumbnails" }),
  verdict: h("p", { class: "verdict", role: "status", "aria-live": "polite" }),
  flow: h("div", { class: "flow" }),
};

function thumbnail(i) {
  const isOwn = i === labels.length;
  const name = isOwn ? "your own picture" : `test picture ${i}, ${what(labels[i])}`;
  const input = h("input", { type: "radio", name: "picture", value: i, checked: i === inside.picture,
    on: { change: () => { inside.picture = i; showInside(); } } });
  return h("label", { title: name }, input, drawPicture(pictures[i], name), h("span", { class: "wrong" }));
}

// Left and right are the browser's own for a group of radio buttons; up and down go by rows.
function moveByRow(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const perRow = getComputedStyle(inside.grid).gridTemplateColumns.split(" ").length;
  const next = inside.grid.children[inside.picture + step * perRow];
  if (next) {
    next.firstChild.focus();
    next.firstChild.click();
  }
}

function markMistakes() {
  models[inside.model].wrong.forEach((wrong, i) => {
    inside.grid.children[i].lastChild.textContent = wrong ? "wrong" : "";
  });
}

function buildInside() {
  inside.grid.append(...pictures.map((_, i) => thumbnail(i)));
  inside.grid.addEventListener("keydown", moveByRow);
  const choices = models.map(({ title }, k) => h("label", {},
    h("input", { type: "radio", name: "model", value: k, checked: k === inside.model,
      on: { change: () => { inside.model = k; markMistakes(); showInside(); } } }), title));
  document.getElementById("look-inside").append(
    h("fieldset", { class: "models" }, h("legend", {}, "Model"), ...choices),
    h("fieldset", {}, h("legend", {}, "Test picture"), inside.grid,
      h("p", { class: "note" }, "A dot marks what this model gets wrong. With the keyboard: the arrows move through the pictures.",
        labels.length < data.data.test ? ` Here are the first ${labels.length} of ${data.data.test} test pictures.` : "")),
    inside.verdict, inside.flow);
  markMistakes();
  showInside();
}

function showInside() {
  const { layers, title } = models[inside.model];
  const isOwn = inside.picture === labels.length;
  const bytes = pictures[inside.picture];
  const x = features(bytes);
  const caches = forward(layers, x);
  const { Z, A } = caches.at(-1);
  const label = labels[inside.picture];
  const name = isOwn ? "Your own picture" : `Test picture ${inside.picture} shows ${what(label)}`;
  const right = isOwn ? "" : (A[0] > 0.5) === (label === 1) ? " That is right." : " That is wrong.";
  inside.verdict.replaceChildren(`${name}. The model “${title}” says `,
    h("strong", {}, says(A[0])), `, with a probability of ${number(A[0])} for “cat”.${right}`);
  const steps = [inputStep(bytes, x), ...layers.map((layer, l) => layerStep(layers, caches, l)),
    sigmoidStep(Z[0], A[0]), mapStep(layers, caches, x, bytes)];
  inside.flow.replaceChildren(...steps);
}

function inputStep(bytes, x) {
  return h("section", { class: "input" }, h("h3", {}, "The picture is 12288 numbers"),
    h("figure", {}, drawPicture(bytes, "the picture as the model sees it")),
    h("p", {}, "64 rows of 64 pixels, each a red, a green and a blue byte from 0 to 255, divided by 255. " +
      `The first pixel, at the top left, is ${bytes[0]}, ${bytes[1]}, ${bytes[2]}, so `,
      ...[0, 1, 2].flatMap((i) => [...sub("x", i + 1), ` = ${number(x[i])}, `]), "and so on, up to ",
      ...sub("x", FEATURES), ` = ${number(x[FEATURES - 1])}.`));
}

function layerStep(layers, caches, l) {
  const { n, n_prev } = layers[l];
  const last = l === layers.length - 1;
  const { Z } = caches[l];
  const inputs = l === 0 ? `the ${n_prev} numbers of the picture` : `the ${n_prev} values a of layer ${l}`;
  const title = layers.length === 1 ? "The neuron" : `Layer ${l + 1}: ${n === 1 ? "one neuron" : `${n} neurons`}`;
  const section = h("section", {}, h("h3", {}, title));
  if (last) {
    section.append(h("p", {}, `It multiplies each of ${inputs} with a weight w of its own, adds the products up, and adds its bias b. The sum is z.`),
      formula(layers[l], caches[l], 0, l));
    return section;
  }
  section.append(h("p", {}, ...(l === 0
    ? [`Each neuron multiplies each of ${inputs} with a weight w of its own, adds the products up, and adds its bias b. The sum is z. ` +
      "Then relu, a = max(0, z), is what it passes on: a neuron whose z is below 0 is off, its bar is empty, and its a is 0. Open a neuron to see its sum."]
    : [`The same, now from ${inputs}.`])));
  const largest = Z.reduce((most, z) => Math.max(most, Math.abs(z)), 1e-9);
  for (let i = 0; i < n; i++) section.append(neuron(layers[l], caches[l], i, l, largest));
  return section;
}

// One neuron as a line with a bar, its sum folded away until it is asked for.
function neuron(layer, cache, i, l, largest) {
  const [z, a, key] = [cache.Z[i], cache.A[i], `${l + 1}.${i + 1}`];
  const bar = h("span", { class: z > 0 ? "bar on" : "bar" }, h("span", {}));
  bar.firstChild.style.width = `${(50 * Math.abs(z)) / largest}%`;
  const details = h("details", { open: inside.open.has(key) }, h("summary", {},
    h("span", {}, h("span", { class: "unseen" }, "neuron "), String(i + 1)), bar,
    h("span", {}, h("var", {}, "z"), ` = ${number(z)}`), h("span", {}, h("var", {}, "a"), ` = ${a ? number(a) : "0"}`)));
  const unfold = () => { if (details.children.length === 1) details.append(formula(layer, cache, i, l)); };
  if (details.open) unfold();
  details.addEventListener("toggle", () => {
    inside.open[details.open ? "add" : "delete"](key);
    if (details.open) unfold();
  });
  return details;
}

// z = w·a + b with its numbers: in full up to 32 products, shortened beyond.
function formula({ n_prev, W, b }, { A_prev, Z }, i, l) {
  const w = W.subarray(i * n_prev, (i + 1) * n_prev);
  const input = l === 0 ? "x" : "a";
  const shown = n_prev <= 32 ? n_prev : 3;
  const rest = n_prev - shown;
  const line = (...terms) => h("p", { class: "formula" },
    ...terms.flatMap((term) => [h("span", term.off ? { class: "off" } : {}, ...[term.of ?? term].flat()), " "]));
  const plus = (j, ...parts) => [j ? "+ " : "= ", ...parts];
  const indices = Array.from({ length: shown }, (_, j) => j);
  const lines = [
    line([h("var", {}, "z")], ...indices.map((j) => plus(j, ...sub("w", j + 1), "·", ...sub(input, j + 1))),
      ...(rest ? [`+ … + `, [...sub("w", n_prev), "·", ...sub(input, n_prev)]] : []), ["+ ", h("var", {}, "b")]),
    line(...indices.map((j) => ({ of: plus(j, factor(w[j]), " · ", number(A_prev[j])), off: A_prev[j] === 0 })),
      ...(rest ? [`+ ${rest} more products`] : []), `+ ${factor(b[i])}`),
  ];
  if (rest) {
    let [above, below] = [0, 0];
    w.forEach((w, j) => (w * A_prev[j] > 0 ? (above += w * A_prev[j]) : (below += w * A_prev[j])));
    lines.push(line(`= ${number(above)}`, "(all products above 0)", `− ${number(-below)}`, "(all below 0)", `+ ${factor(b[i])}`));
  }
  lines.push(line(["= ", h("strong", {}, number(Z[i]))]));
  return h("div", { class: "sum" }, ...lines);
}

const factor = (v) => (v < 0 ? `(${number(v)})` : number(v));

function sigmoidStep(z, a) {
  const e = Math.exp(-z);
  const short = (v) => (v < 1e5 ? number(v) : v.toExponential(3).replace("e+", " · 10^"));
  return h("section", {}, h("h3", {}, "The sigmoid makes it a probability"),
    h("p", {}, "z can be any number. The sigmoid squeezes it between 0 and 1; z = 0 becomes 0.5."),
    h("div", { class: "sum" }, h("p", { class: "formula" }, h("var", {}, "a"), " = σ(", h("var", {}, "z"), ") = 1 / (1 + ",
      h("var", {}, "e"), h("sup", {}, "−z"), ") = 1 / (1 + ", h("var", {}, "e"), h("sup", {}, number(-z)), ") = ",
      `1 / (1 + ${short(e)}) = `, h("strong", {}, number(a)))),
    h("p", {}, a > 0.5 ? `${number(a)} is above 0.5: ` : `${number(a)} is not above 0.5: `, h("strong", {}, says(a)), "."));
}

function mapStep(layers, caches, x, bytes) {
  const values = pushes(gradient(layers, caches), x);
  const total = values.reduce((sum, v) => sum + v, 0);
  const z = caches.at(-1).Z[0];
  const section = h("section", { class: "maps" }, h("h3", {}, "Which pixels pushed which way?"));
  if (values.every((v) => v === 0)) {
    section.append(h("p", {}, "None: every path from the picture to the answer leads through a neuron that is off, " +
      `so the biases alone make z = ${number(z)}.`));
    return section;
  }
  section.append(h("p", {}, layers.length === 1
    ? "Each pixel adds its three products w·x to z. "
    : "With relu, the neurons that are on make one long sum of the picture’s numbers. So each pixel has a share in z: how much z changes with the pixel (the gradient, found by going backward through the layers) times the pixel. ",
    `All pixels together add ${number(total)}, the ${layers.length === 1 ? "bias" : "biases"} ${number(z - total)}: that makes z = ${number(z)}.`),
    h("div", { class: "row" }, h("figure", {}, drawPicture(bytes, "the picture"), h("figcaption", {}, "The picture")),
      drawMap(values, 1, "Pixel by pixel"), drawMap(values, 8, "Summed in blocks of 8 × 8")),
    h("p", {}, "Orange pushed towards “cat”, blue away from it; the stronger the colour, the harder the push. " +
      "The colour says where the push came from, not what is to be seen there: a dark pixel hardly pushes at all, whatever it shows, because its numbers are near 0. " +
      "Neighbouring pixels often push against each other; the blocks show what is left."));
  return section;
}

// ---- Your own picture ----

const own = {
  latest: 0,
  status: h("p", { class: "verdict", role: "status", "aria-live": "polite" }),
  answer: h("div", { class: "answer" }),
};

function buildOwn() {
  const input = h("input", { type: "file", id: "file", accept: "image/*",
    on: { change: () => { take(input.files); input.value = ""; } } });
  const zone = h("div", { class: "drop" }, h("label", { for: "file" }, "Choose a picture"), input,
    h("p", {}, "or drop it anywhere on this page, or paste it."));
  document.getElementById("your-picture").append(zone, own.status, own.answer);
  addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  addEventListener("dragleave", () => zone.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    zone.scrollIntoView({ block: "start" });
    take(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => take(event.clipboardData.files));
}

async function take(files) {
  const turn = ++own.latest;
  const say = (text) => { if (turn === own.latest) own.status.textContent = text; };
  own.answer.replaceChildren();
  if (!files.length) return say("There is no picture in that. Copy the picture itself, or choose its file.");
  const file = files[0];
  say(`Reading ${file.name} …`);
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    if (!width || !height) return say(`${file.name} has no size of its own; save it as a PNG or JPEG.`);
    if (width * height > 1e8) return say(`${file.name} has ${width} × ${height} pixels; this page reads up to 100 million. Save a smaller copy.`);
    const squeezed = await squeeze(image, width, height);
    if (turn === own.latest) showOwn(file.name, width, height, squeezed, say);
  } catch {
    say(`${file.name} is not a picture that this browser can read. JPEG, PNG, GIF and WebP are safe choices.`);
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function showOwn(name, width, height, { bytes, transparent }, say) {
  const x = features(bytes);
  const answers = models.map(({ title, layers }) => {
    const caches = forward(layers, x);
    return { title, a: caches.at(-1).A[0], values: pushes(gradient(layers, caches), x) };
  });
  say(`${name}: ${answers.map(({ title, a }) => `${title} says ${says(a)} (${number(a, 3)})`).join("; ")}.`);
  pictures[labels.length] = bytes;
  const row = ({ title, a }) => h("tr", {}, h("th", { scope: "row" }, title), h("td", {}, number(a)), h("td", {}, says(a)));
  const head = ["model", "probability", "says"].map((text) => h("th", { scope: "col" }, text));
  own.answer.append(
    h("div", { class: "row" },
      h("figure", {}, drawPicture(bytes, "your picture, squeezed to 64 × 64 pixels"),
        h("figcaption", {}, `What the models see: ${width} × ${height} pixels squeezed to 64 × 64, each the average of its part of the picture.`)),
      h("table", {}, h("caption", {}, "Probability of “cat”"), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...answers.map(row)))),
    ...(transparent ? [h("p", { class: "note" }, "Parts of this picture are transparent. The models know no transparency: they are given the colours below it, which here is usually black.")] : []),
    h("div", { class: "row" }, ...answers.map(({ title, values }) => drawMap(values, 1, `Which pixels pushed: ${title}`))),
    h("p", {}, h("button", { type: "button", on: { click: lookInsideOwn } }, "Follow it through the network")),
    h("p", {}, caution()));
}

// What a verdict is worth.
function caution() {
  const { name, train, train_cats, test, test_cats } = data.data;
  const best = Math.max(...models.map((model) => model.test_accuracy));
  const baseline = Math.max(test_cats, test - test_cats) / test;
  const kind = name === "drawn" ? "drawn pictures, and not one photograph" : "pictures";
  return `How much to make of this? The models have seen ${train} ${kind}; ${train_cats} showed cats. ` +
    "That is enough to learn which colours are common in which places of such pictures, but not what a cat is. " +
    `Of the ${test} test pictures ${models.length > 1 ? "the best model gets" : "the model gets"} ${percent(best)} right, where always giving the same answer gets ${percent(baseline)}. ` +
    "And a model has no way to say “I do not know”: shown a bus or a blank page, it answers with a probability all the same, sometimes close to 1. " +
    "Shift or crop the picture a little and try again: the answer may well change.";
}

function lookInsideOwn() {
  const i = labels.length;
  inside.picture = i;
  inside.grid.children[i]?.remove();
  inside.grid.append(thumbnail(i));
  showInside();
  inside.grid.children[i].firstChild.focus();
  inside.verdict.scrollIntoView({ block: "center" });
}

buildInside();
buildOwn();

// For the console of the curious, and for the test in a real browser: everything that computes.
// For example: purrceptron.probability(purrceptron.models[0].layers, purrceptron.pictures[7])
window.purrceptron = { data, models, pictures, features, forward, gradient, pushes, probability, squeeze };

})();
