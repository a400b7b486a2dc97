// "Look inside": a test picture is chosen, and followed through a model forward and backward.

const inside = {
  model: models.length - 1,
  picture: 0,
  label: 1, // what the reader says that the own picture shows
  open: new Set(["1.1", "back 1.1"]), // which neurons' sums are unfolded, "layer.neuron"
  thumbnails: [],
  grid: h("div", { class: "thumbnails" }),
  verdict: h("p", { class: "verdict", role: "status", "aria-live": "polite" }),
  flow: h("div", { class: "flow", id: "steps" }),
};

function thumbnail(i) {
  const isOwn = i === labels.length;
  const name = isOwn ? "your own picture" : `test picture ${i}, ${what(labels[i])}`;
  const input = h("input", { type: "radio", name: "picture", value: i, checked: i === inside.picture,
    on: { change: () => { inside.picture = i; showInside(); } } });
  const label = h("label", { title: name }, input, drawPicture(pictures[i], name), h("span", { class: "wrong" }));
  label.style.order = 2 * i;
  return label;
}

// Puts a thumbnail into the grid, where another of the same number may be.
function show(i) {
  inside.thumbnails[i]?.remove();
  inside.thumbnails[i] = thumbnail(i);
  inside.grid.append(inside.thumbnails[i]);
}

// Left and right are the browser's own for a group of radio buttons; up and down go by rows.
function moveByRow(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const perRow = getComputedStyle(inside.grid).gridTemplateColumns.split(" ").length;
  const next = inside.thumbnails[inside.picture + step * perRow];
  if (next) {
    next.firstChild.focus();
    next.firstChild.click();
  }
}

function markMistakes() {
  models[inside.model].wrong.forEach((wrong, i) => {
    inside.thumbnails[i].lastChild.textContent = wrong ? "wrong" : "";
  });
}

function buildInside() {
  inside.grid.append(inside.verdict);
  pictures.forEach((_, i) => show(i));
  inside.grid.addEventListener("keydown", moveByRow);
  const choices = models.map(({ title }, k) => h("label", {},
    h("input", { type: "radio", name: "model", value: k, checked: k === inside.model,
      on: { change: () => { inside.model = k; markMistakes(); showInside(); } } }), title));
  document.getElementById("look-inside").append(
    h("fieldset", { class: "models" }, h("legend", {}, "Model"), ...choices),
    h("fieldset", {}, h("legend", {}, "Test picture"), inside.grid,
      h("p", { class: "note" }, "A dot marks what this model gets wrong. With the keyboard: the arrows move through the pictures.",
        labels.length < data.data.test ? ` Here are the first ${labels.length} of ${data.data.test} test pictures.` : "")),
    inside.flow);
  markMistakes();
  showInside();
}

function showInside() {
  const { layers, title, learning_rate } = models[inside.model];
  const isOwn = inside.picture === labels.length;
  const bytes = pictures[inside.picture];
  const x = features(bytes);
  const caches = forward(layers, x);
  const { Z, A } = caches.at(-1);
  const y = isOwn ? inside.label : labels[inside.picture];
  const grads = backward(layers, caches, A[0] - y);
  const name = isOwn ? "Your own picture" : `Test picture ${inside.picture} ${shows(y)}`;
  const right = isOwn ? "" : (A[0] > 0.5) === (y === 1) ? " That is right." : " That is wrong.";
  // It comes after the chosen picture in the order of the grid, and so stands below its row.
  inside.verdict.style.order = 2 * inside.picture + 1;
  inside.verdict.replaceChildren(`${name}. The model “${title}” says `,
    h("strong", {}, says(A[0])), `, with a probability of ${number(A[0])} for “cat”.${right} `, h("a", { href: "#steps" }, "See every step"));
  const rows = [
    [h("h3", {}, "Forward, to the answer"), h("h3", {}, "Backward, to the gradients")],
    [inputStep(bytes, x), descentStep(layers, caches, grads, x, y, learning_rate)],
    ...layers.map((_, l) => [layerStep(layers, caches, l), backStep(layers, caches, grads, l)]),
    [sigmoidStep(Z[0], A[0]), errorStep(caches.at(-1), grads.at(-1), y, isOwn)],
  ];
  // Where there is room, forward goes down on the left and backward up on the right.
  rows.flat().forEach((step, k) => { step.style.gridRow = Math.floor(k / 2) + 1; step.classList.add(k % 2 ? "backward" : "forward"); });
  const [[, backwards], ...steps] = rows.map(([, backward]) => [, backward]);
  inside.flow.replaceChildren(...rows.map(([forward]) => forward), backwards, ...steps.map(([, step]) => step).reverse(),
    mapStep(layers, caches, x, bytes));
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
    : "With relu, the neurons that are on make one long sum of the picture’s numbers. So each pixel has a share in z: how fast z changes with the pixel (found by going backward from dz = 1) times the pixel. ",
    `All pixels together add ${number(total)}, the ${layers.length === 1 ? "bias" : "biases"} ${number(z - total)}: that makes z = ${number(z)}.`),
    h("div", { class: "row" }, h("figure", {}, drawPicture(bytes, "the picture"), h("figcaption", {}, "The picture")),
      drawMap(values, 1, "Pixel by pixel"), drawMap(values, 8, "Summed in blocks of 8 × 8")),
    h("p", {}, "Orange pushed towards “cat”, blue away from it; the stronger the colour, the harder the push. " +
      "The colour says where the push came from, not what is to be seen there: a dark pixel hardly pushes at all, whatever it shows, because its numbers are near 0. " +
      "Neighbouring pixels often push against each other; the blocks show what is left."));
  return section;
}

