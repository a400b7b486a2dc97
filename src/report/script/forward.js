// The forward pass of "Look inside", with the numbers of the chosen picture.

const inputsOf = (layers, l) => (l === 0 ? `the ${layers[0].n_prev} numbers of the picture`
  : layers[l].n_prev === 1 ? `the a of layer ${l}` : `the ${layers[l].n_prev} values a of layer ${l}`);
const neurons = (n) => (n === 1 ? "one neuron" : `${n} neurons`);

function inputStep(bytes, x) {
  return h("section", { class: "input" }, h("h4", {}, "The picture is 12288 numbers"),
    h("figure", {}, drawPicture(bytes, "the picture as the model sees it")),
    h("p", {}, "64 rows of 64 pixels, each a red, a green and a blue byte from 0 to 255, divided by 255. " +
      `The first pixel, at the top left, is ${bytes[0]}, ${bytes[1]}, ${bytes[2]}, so `,
      ...[0, 1, 2].flatMap((i) => [...sub("x", i + 1), ` = ${number(x[i])}, `]), "and so on, up to ",
      ...sub("x", FEATURES), ` = ${number(x[FEATURES - 1])}.`));
}

function layerStep(layers, caches, l) {
  const { n } = layers[l];
  const { Z, A } = caches[l];
  const title = layers.length === 1 ? "The neuron" : `Layer ${l + 1}: ${neurons(n)}`;
  const section = h("section", {}, h("h4", {}, title));
  if (l === layers.length - 1) {
    section.append(h("p", {}, `It multiplies each of ${inputsOf(layers, l)} by a weight w of its own, adds the products up, and adds its bias b. The sum is z.`),
      sum(layers[l], caches[l], 0, l));
    return section;
  }
  section.append(h("p", {}, l === 0
    ? `Each neuron multiplies each of ${inputsOf(layers, l)} by a weight w of its own, adds the products up, and adds its bias b. The sum is z. ` +
      "What it passes on is relu, a = max(0, z): a neuron whose z is not above 0 is off, its bar is empty, and its a is 0. Open a neuron to see its sum."
    : `The same, now from ${inputsOf(layers, l)}.`));
  const largest = Z.reduce((most, z) => Math.max(most, Math.abs(z)), 1e-9);
  for (let i = 0; i < n; i++) {
    section.append(neuron(`${l + 1}.${i + 1}`, i, { kind: Z[i] > 0 ? "bar on" : "bar", part: Math.abs(Z[i]) / largest },
      [["z", number(Z[i])], ["a", value(A[i])]], () => sum(layers[l], caches[l], i, l)));
  }
  return section;
}

// One neuron as a line with a bar and two numbers; what makes these is folded away until it is asked for.
function neuron(key, i, { kind, part }, numbers, explain) {
  const bar = h("span", { class: kind }, h("span", {}));
  bar.firstChild.style.width = `${50 * part}%`;
  const details = h("details", { open: inside.open.has(key) }, h("summary", {},
    h("span", {}, h("span", { class: "unseen" }, "neuron "), String(i + 1)), bar,
    ...numbers.map(([name, text]) => h("span", {}, h("var", {}, name), ` = ${text}`))));
  const unfold = () => { if (details.children.length === 1) details.append(explain()); };
  if (details.open) unfold();
  details.addEventListener("toggle", () => {
    inside.open[details.open ? "add" : "delete"](key);
    if (details.open) unfold();
  });
  return details;
}

// A line of a formula: each term stays on one line, and one that is 0 can be crossed out.
const line = (...terms) => h("p", { class: "formula" },
  ...terms.flatMap((term) => [h("span", term.off ? { class: "off" } : {}, ...[term.of ?? term].flat()), " "]));
const plus = (j, ...parts) => [j ? "+ " : "= ", ...parts];
const value = (v) => (v === 0 ? "0" : number(v));
const factor = (v, format = number) => (v < 0 ? `(${format(v)})` : format(v));
// How many products are written out: all of up to 32, or the first 3.
const shownOf = (count) => (count <= 32 ? count : 3);
const upTo = (count) => Array.from({ length: count }, (_, j) => j);

// z = w·a + b with its numbers.
function sum({ n_prev, W, b }, { A_prev, Z }, i, l) {
  const w = W.subarray(i * n_prev, (i + 1) * n_prev);
  const input = l === 0 ? "x" : "a";
  const shown = upTo(shownOf(n_prev));
  const rest = n_prev - shown.length;
  const lines = [
    line([h("var", {}, "z")], ...shown.map((j) => plus(j, ...sub("w", j + 1), "·", ...sub(input, j + 1))),
      ...(rest ? ["+ … + ", [...sub("w", n_prev), "·", ...sub(input, n_prev)]] : []), ["+ ", h("var", {}, "b")]),
    line(...shown.map((j) => ({ of: plus(j, factor(w[j]), " · ", value(A_prev[j])), off: A_prev[j] === 0 })),
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

function sigmoidStep(z, a) {
  const e = Math.exp(-z);
  const short = (v) => (v < 1e5 ? number(v) : v.toExponential(3).replace("e+", " · 10^"));
  return h("section", {}, h("h4", {}, "The sigmoid makes it a probability"),
    h("p", {}, "z can be any number. The sigmoid squeezes it between 0 and 1; z = 0 becomes 0.5."),
    h("div", { class: "sum" },
      line([h("var", {}, "a"), " = σ(", h("var", {}, "z"), ")"], ["= 1 / (1 + ", h("var", {}, "e"), h("sup", {}, "−z"), ")"]),
      line(["= 1 / (1 + ", h("var", {}, "e"), h("sup", {}, number(-z)), ")"], `= 1 / (1 + ${short(e)})`, ["= ", h("strong", {}, number(a))])),
    h("p", {}, a > 0.5 ? `${number(a)} is above 0.5: ` : `${number(a)} is not above 0.5: `, h("strong", {}, says(a)), "."));
}

