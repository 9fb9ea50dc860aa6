// A hash for the names of cache files. It guards against chance, not against malice; node:crypto would take longer to load
// than the rest of a start.

const LENGTHS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f];

/** 128 bits of `data`, in hexadecimal. */
export function fingerprint(data: Uint8Array): string {
  let [a, b, c, d] = LENGTHS.map((seed) => seed ^ data.length);
  for (let i = 0; i < data.length; i++) {
    const byte = data[i];
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ (a >>> 13) ^ byte, 0x5bd1e995);
    c = Math.imul((c << 7) | (c >>> 25), 0x85ebca6b) ^ b;
    d = Math.imul(d ^ (c >>> 11), 0xc2b2ae35) + a;
  }
  let text = '';
  for (const lane of [a, b, c, d]) {
    let mixed = Math.imul(lane ^ (lane >>> 16), 0x7feb352d);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
    text += ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}
