// The building blocks of the page. Text reaches it only as text, never as HTML.

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
// A number that may be small: 0.0123, 0 or 1.23·10⁻⁵.
function gradientNumber(v) {
  if (v === 0 || Math.abs(v) >= 0.0005) return v ? number(v) : "0";
  const [digits, exponent] = v.toExponential(2).split("e");
  return `${digits}·10${exponent.replace("-", "⁻").replace(/\d/g, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d])}`.replace("-", "−");
}
const percent = (v) => `${(100 * v).toFixed(1)} %`;
const says = (a) => (a > 0.5 ? "cat" : "not a cat");
const what = (label) => (label ? "a cat" : "not a cat");
const shows = (label) => (label ? "shows a cat" : "does not show a cat");
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

