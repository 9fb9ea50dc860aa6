// Arguments of a request as the kernel encodes them (kernel/process/request.ts).

enum Tag {
  none,
  int,
  text,
  bytes,
  tuple,
  float,
}

/** Values: null, number, string, Uint8Array, array. */
export function decodeArguments(bytes: Uint8Array): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const u32 = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const value = (): unknown => {
    switch (bytes[at++]) {
      case Tag.none:
        return null;
      case Tag.int:
        at += 8;
        return Number(view.getBigInt64(at - 8, true));
      case Tag.text:
        return Buffer.from(take(u32())).toString('utf8');
      case Tag.bytes:
        return take(u32());
      case Tag.tuple:
        return Array.from({ length: u32() }, value);
      case Tag.float:
        at += 8;
        return view.getFloat64(at - 8, true);
      default:
        throw new Error('a request holds an unknown kind of argument');
    }
  };
  const values: unknown[] = [];
  while (at < bytes.length) values.push(value());
  return values;
}
