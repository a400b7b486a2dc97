// Any picture to 64×64 bytes of red, green and blue, as the library does it.

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

// The pixels of a file, as the library reads them: turned as the camera was held, but with the numbers
// that are in the file, whatever colours its profile makes of them. Where a browser cannot do that (an
// SVG, or an old browser), what it would show.
async function decode(given) {
  const file = await withWholePalette(given);
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await new Promise((yes, no) => Object.assign(image, { onload: yes, onerror: no }));
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    if (!width || !height) throw new Problem("has no size of its own; save it as a PNG or JPEG.");
    if (width * height > 1e8) throw new Problem(`has ${width} × ${height} pixels; this page reads up to 100 million. Save a smaller copy.`);
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image", colorSpaceConversion: "none", premultiplyAlpha: "none" });
    } catch {
      await image.decode();
      return image;
    }
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

// What the reader is told about a file.
class Problem extends Error {}

// Each of the 64×64 cells is the average of the pixels in it, weighted with the area that they share.
// What is transparent is laid on white first: colour c with alpha α becomes (α·c + (255 − α)·255)/255, to the
// nearest byte. The picture is read in tiles, with a pause after each, so that a huge photograph
// neither needs a huge canvas nor stops the page.
async function squeeze(image, width, height) {
  const TILE = 1024;
  const [columns, rows] = [shares(width), shares(height)];
  const sums = new Float64Array(FEATURES);
  let [transparent, visible] = [false, false];
  const canvas = h("canvas", { width: Math.min(TILE, width), height: Math.min(TILE, height) });
  const context = canvas.getContext("2d", { willReadFrequently: true, colorSpace: "srgb" });
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const [across, down] = [Math.min(TILE, width - left), Math.min(TILE, height - top)];
      context.clearRect(0, 0, TILE, TILE);
      context.drawImage(image, left, top, across, down, 0, 0, across, down);
      const rgba = context.getImageData(0, 0, across, down, { colorSpace: "srgb" }).data;
      for (let at = 0; at < rgba.length; at += 4) {
        const alpha = rgba[at + 3];
        visible ||= alpha > 0;
        if (alpha === 255) continue;
        transparent = true;
        for (let k = at; k < at + 3; k++) rgba[k] = Math.round((alpha * rgba[k] + (255 - alpha) * 255) / 255);
      }
      for (let y = 0; y < down; y++) {
        const row = new Float64Array(SIDE * 3);
        for (let x = 0, at = y * across * 4; x < across; x++, at += 4) {
          for (const [c, share] of columns[left + x]) {
            row[3 * c] += share * rgba[at];
            row[3 * c + 1] += share * rgba[at + 1];
            row[3 * c + 2] += share * rgba[at + 2];
          }
        }
        for (const [c, share] of rows[top + y]) {
          for (let k = 0; k < row.length; k++) sums[c * row.length + k] += share * row[k];
        }
      }
      await new Promise((resume) => setTimeout(resume));
    }
  }
  // Where it cannot read on, a browser leaves the rest transparent.
  if (!visible) throw new Problem("shows nothing: it is damaged, or transparent throughout.");
  const area = width * height; // of a cell, in those units; every sum is a whole number below 2^53
  const bytes = Uint8Array.from(sums, (sum) => Math.floor((sum + area / 2) / area));
  return { bytes, transparent };
}

