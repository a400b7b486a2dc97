// "Your own picture": chosen, dropped or pasted; and the start of the script.

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
  try {
    const image = await decode(file);
    const [width, height] = [image.naturalWidth ?? image.width, image.naturalHeight ?? image.height];
    const squeezed = await squeeze(image, width, height);
    image.close?.();
    if (turn === own.latest) showOwn(file.name, width, height, squeezed, say);
  } catch (error) {
    const problem = error instanceof Problem ? error.message : "is not a picture that this browser can read. JPEG, PNG, GIF and WebP are safe choices.";
    say(`${file.name} ${problem}`);
  }
}

function showOwn(name, width, height, { bytes, transparent }, say) {
  const x = features(bytes);
  const answers = models.map(({ title, layers }) => {
    const caches = forward(layers, x);
    return { title, a: caches.at(-1).A[0], values: pushes(gradient(layers, caches), x) };
  });
  say(`${name}: ${answers.map(({ title, a }) => `${says(a)} (${title}, ${number(a, 3)})`).join("; ")}.`);
  pictures[labels.length] = bytes;
  const row = ({ title, a }) => h("tr", {}, h("th", { scope: "row" }, title), h("td", {}, number(a)), h("td", {}, says(a)));
  const head = ["model", "probability", "says"].map((text) => h("th", { scope: "col" }, text));
  own.answer.append(
    h("div", { class: "row" },
      h("figure", {}, drawPicture(bytes, "your picture, squeezed to 64 × 64 pixels"),
        h("figcaption", {}, `What the models see: ${width} × ${height} pixels squeezed to 64 × 64, each the average of its part of the picture.`)),
      h("table", {}, h("caption", {}, "Probability of “cat”"), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...answers.map(row)))),
    ...(transparent ? [h("p", { class: "note" }, "Parts of this picture are transparent. The models know no transparency, so it was laid on white.")] : []),
    h("div", { class: "row" }, ...answers.map(({ title, values }) => drawMap(values, 1, `Which pixels pushed: ${title}`))),
    h("p", {}, h("button", { type: "button", on: { click: lookInsideOwn } }, "Follow it through the network")),
    h("p", {}, caution()));
}

// What a verdict is worth.
function caution() {
  const { name, train, train_cats, test, test_cats } = data.data;
  const best = Math.max(...models.map((model) => model.test_accuracy));
  const baseline = Math.max(test_cats, test - test_cats) / test;
  const seen = models.length > 1 ? "The models have seen" : "The model has seen";
  const kind = name === "drawn" ? "drawn pictures, not one photograph," : "pictures,";
  return `How much is this worth? ${seen} ${train} ${kind} and ${train_cats} of them showed a cat. ` +
    "That is enough to learn which colours are common in which places of such pictures, but not what a cat is. " +
    `Of the ${test} test pictures ${models.length > 1 ? "the best model gets" : "the model gets"} ${percent(best)} right, where always giving the same answer gets ${percent(baseline)}. ` +
    "And a model has no way to say “I do not know”: shown a bus or a blank page, it answers with a probability all the same, sometimes close to 1. " +
    "Shift or crop the picture a little and try again: the answer may well change.";
}

function lookInsideOwn() {
  const i = labels.length;
  inside.picture = i;
  show(i);
  showInside();
  inside.thumbnails[i].firstChild.focus();
  inside.verdict.scrollIntoView({ block: "center" });
}

buildInside();
buildOwn();

// For the console of the curious, and for the test in a real browser: everything that computes.
// For example: purrceptron.probability(purrceptron.models[0].layers, purrceptron.pictures[7])
window.purrceptron = { data, models, pictures, features, forward, backward, gradient, loss, step, pushes, probability, decode, squeeze };
