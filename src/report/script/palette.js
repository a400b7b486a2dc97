// A PNG with pixels of colours that are not in its palette: the library makes them black (PNG, 11.2.2), some
// browsers do not. So its palette is filled up with black before a browser reads it.

async function withWholePalette(file) {
  const [INDEXED, PLTE, IDAT] = [3, 0x504c5445, 0x49444154];
  const head = new Uint8Array(await file.slice(0, 26).arrayBuffer());
  const isPng = [0x89, 0x50, 0x4e, 0x47].every((byte, i) => head[i] === byte);
  const [depth, colourType] = head.slice(24);
  if (!isPng || colourType !== INDEXED) return file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  // Chunks: length of the data, name, data, checksum (PNG, 5.3).
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const [length, name] = [view.getUint32(at), view.getUint32(at + 4)];
    const whole = 3 * 2 ** depth;
    if (name === IDAT || (name === PLTE && length >= whole)) break;
    if (name === PLTE) {
      const chunk = new Uint8Array(12 + whole);
      chunk.set(bytes.subarray(at, at + 8 + length));
      const numbers = new DataView(chunk.buffer);
      numbers.setUint32(0, whole);
      numbers.setUint32(8 + whole, crc32(chunk.subarray(4, 8 + whole)));
      return new Blob([bytes.subarray(0, at), chunk, bytes.subarray(at + 12 + length)], { type: "image/png" });
    }
  }
  return file;
}

// CRC-32 by its definition, bit by bit (PNG, annex D).
function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc;
}
