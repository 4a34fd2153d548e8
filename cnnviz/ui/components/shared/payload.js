/** Messages from Python: a length, a JSON header, raw arrays. */

const TYPES = { u1: Uint8Array, f4: Float32Array, f8: Float64Array };
const ALIGNMENT = 8;

/** The bytes of a JSON text -> its value. */
export function unpackJson(message) {
  return JSON.parse(new TextDecoder().decode(message));
}

/** Bytes -> {header, arrays: {name: {data, shape}}}; arrays are views, nothing is copied. */
export function unpack(message) {
  // A view of float64 must start at a multiple of 8; a socket promises nothing.
  const bytes = message.byteOffset % ALIGNMENT ? message.slice() : message;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const start = bytes.byteOffset + 4 + length;
  const arrays = {};
  for (const [name, { code, shape, offset }] of Object.entries(header.arrays)) {
    const size = shape.reduce((product, side) => product * side, 1);
    arrays[name] = { data: new TYPES[code](bytes.buffer, start + offset, size), shape };
  }
  return { header, arrays };
}
