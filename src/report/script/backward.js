// The backward pass of "Look inside": dz = a − y, and how it becomes the gradients of all weights. With one
// picture, dW[l] = dZ[l]·A[l−1]ᵀ and db[l] = dZ[l]; training takes their average over all its pictures.

const whole = (text) => h("span", { class: "whole" }, text);
const d = (name) => h("var", {}, `d${name}`);

// From the loss to dz[L], by the chain rule.
function errorStep({ Z: [z], A: [a] }, { dZ: [dz] }, y, isOwn) {
  const gradient = -y / a + (1 - y) / (1 - a); // infinite where a is rounded to the wrong one of 0 and 1
  const numbers = (v) => (Number.isFinite(v) ? gradientNumber(v) : "more than a number can hold");
  const choice = (label) => h("label", {},
    h("input", { type: "radio", name: "label", value: label, checked: y === label,
      on: { change: () => { inside.label = label; showInside(); inside.flow.querySelector("input:checked").focus(); } } }), what(label));
  return h("section", { class: "error" }, h("h4", {}, "The error, a − y"),
    isOwn ? h("fieldset", { class: "models" }, h("legend", {}, "What does your picture show?"), choice(1), choice(0)) : "",
    h("p", {}, `The picture ${shows(y)}, so the right answer is y = ${y}. The loss says how wrong a is: it is the greater, the surer the model is of the wrong answer.`),
    h("div", { class: "sum" },
      line(["L = −(y·ln a + (1 − y)·ln(1 − a))"], `= −ln ${y ? number(a) : `(1 − ${number(a)})`}`, ["= ", h("strong", {}, number(loss(z, y)))])),
    h("p", {}, "Backward means: how fast does the loss change with each number on the way? Begin with z. The loss changes with a, and a with z; one rate times the other is the rate of both."),
    h("div", { class: "sum" },
      line([d("a"), " = −y/a + (1 − y)/(1 − a)"], "= (a − y) / (a·(1 − a))", `= ${numbers(gradient)}`),
      line("slope of σ = a·(1 − a)", `= ${gradientNumber(a * (1 - a))}`),
      line([d("z"), " = ", d("a"), " · slope"], ["= (a − y) / (a·(1 − a)) · a·(1 − a)"], "= a − y"),
      line(`= ${number(a)} − ${y}`, ["= ", h("strong", {}, gradientNumber(dz))])),
    h("p", {}, "The slope is in both, above the line and below it, and cancels. What is left is what the model says minus what is right. " +
      (dz < 0 ? "It is below 0: a greater z would lower the loss." : dz > 0 ? "It is above 0: a smaller z would lower the loss." : "It is 0: there is nothing to correct.") +
      " For all training pictures together that is ", whole("dZ = A − Y"), ", one number for each picture."));
}

// Back through a layer: dA of its values from the layer after it, dZ through relu, dW and db of its weights.
function backStep(layers, caches, grads, l) {
  const { n } = layers[l];
  const title = layers.length === 1 ? "Back to the weights" : `Back through layer ${l + 1}`;
  const section = h("section", {}, h("h4", {}, title));
  if (l === layers.length - 1) {
    section.append(h("p", {}, `z changes with each weight as much as the ${l === 0 ? "number" : "a"} that the weight is multiplied by, and with the bias one to one.`),
      h("div", { class: "sum" }, ...weightGradients(layers[l], caches[l], grads[l], 0, l)));
    return section;
  }
  const { dZ } = grads[l];
  const dA = grads[l + 1].dA_prev;
  section.append(h("p", {}, l === layers.length - 2
    ? `An a of this layer changes the loss through ${layers[l + 1].n === 1 ? "the neuron" : "each neuron"} after it: da is that neuron’s dz times the weight between the two, all such products added up. ` +
      "Relu lets da through where the neuron is on, dz = da; where it is off, dz is 0. Open a neuron to see its sums."
    : `The same, now from the dz of layer ${l + 2}.`));
  const largest = dZ.reduce((most, dz) => Math.max(most, Math.abs(dz)), 1e-300);
  for (let i = 0; i < n; i++) {
    const kind = dZ[i] > 0 ? "bar on" : dZ[i] < 0 ? "bar on left" : "bar";
    section.append(neuron(`back ${l + 1}.${i + 1}`, i, { kind, part: Math.abs(dZ[i]) / largest },
      [["da", gradientNumber(dA[i])], ["dz", gradientNumber(dZ[i])]],
      () => h("div", { class: "sum" }, ...valueGradient(layers[l + 1], grads[l + 1], i, dA[i]),
        line(...(caches[l].Z[i] > 0
          ? [[d("z"), " = ", d("a")], `because z = ${number(caches[l].Z[i])} is above 0`]
          : [[d("z"), " = 0"], `because z = ${number(caches[l].Z[i])} is not above 0`])),
        ...weightGradients(layers[l], caches[l], grads[l], i, l))));
  }
  return section;
}

// da of neuron i: the dz of each neuron of the next layer times the weight between the two.
function valueGradient({ n, n_prev, W }, { dZ }, i, da) {
  const w = (k) => W[k * n_prev + i];
  const shown = upTo(shownOf(n));
  const rest = n - shown.length;
  const more = rest ? [`+ ${rest} more products`] : [];
  return [
    line([d("a")], ...shown.map((k) => plus(k, ...sub("w", k + 1), "·", ...sub("dz", k + 1))), ...more),
    line(...shown.map((k) => ({ of: plus(k, factor(w(k)), " · ", factor(dZ[k], gradientNumber)), off: dZ[k] === 0 })), ...more,
      ["= ", h("strong", {}, gradientNumber(da))]),
  ];
}

// dw and db of neuron i.
function weightGradients({ n_prev }, { A_prev }, { dZ }, i, l) {
  const input = l === 0 ? "x" : "a";
  const shown = upTo(shownOf(n_prev));
  const rest = n_prev - shown.length;
  return [
    line([d("b"), " = ", d("z"), ` = ${gradientNumber(dZ[i])}`]),
    ...shown.map((j) => line([...sub("dw", j + 1), " = ", d("z"), "·", ...sub(input, j + 1)],
      `= ${factor(dZ[i], gradientNumber)} · ${value(A_prev[j])}`, `= ${gradientNumber(dZ[i] * A_prev[j])}`)),
    ...(rest ? [line(["and so on, up to ", ...sub("dw", n_prev)], `= ${gradientNumber(dZ[i] * A_prev[n_prev - 1])}`)] : []),
  ];
}

// What all these gradients are for.
function descentStep(layers, caches, grads, x, y, learning_rate) {
  const section = h("section", {}, h("h4", {}, "One step of gradient descent"),
    h("p", {}, "Training moves every weight and every bias a little against its gradient: ", whole("w ← w − α·dw"), " and ", whole("b ← b − α·db"),
      `, where α is the learning rate. Its gradients are averages over the ${data.data.train} training pictures; this picture is none of them.`));
  const a = learning_rate ? forward(step(layers, caches, grads, learning_rate), x).at(-1).A[0] : NaN;
  if (!Number.isNaN(a)) {
    const was = caches.at(-1).A[0];
    const nearer = Math.abs(a - y) < Math.abs(was - y) ? `nearer to ${y}` : Math.abs(a - y) > Math.abs(was - y) ? "a step that is too long" : "no nearer";
    section.append(h("p", {}, `One step with this picture alone, α = ${learning_rate}, would change its a from ${number(was)} to `,
      h("strong", {}, number(a)), `: ${nearer}.`));
  }
  return section;
}

