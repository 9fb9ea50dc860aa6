/** A generator of numbers in [0, limit), the same for the same seed (mulberry32). */
export function random(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const INSERTIONS =
  'if else for in while def class return lambda not and or is with as try except finally async await yield from ' +
  'import match case type print None True ( ) [ ] { } , : ; . = == := + - * ** / @ -> ! != ~ ... 1 1.5 0x 1j x "s" b"b" ' +
  'f"{x}" f"{ f"} \' " # \\ $ ? \u00a0 \u20ac *= += \n \t';

/** Runs of statements out of a source with one or two of their tokens deleted, doubled, swapped or replaced. */
export function changedStatements(source: string, seed: number, count: number): string[] {
  const next = random(seed);
  const lines = source.split('\n');
  const insertions = [...INSERTIONS.split(' '), ' ', '\n', '\n    '];
  const changed: string[] = [];
  while (changed.length < count) {
    const start = next(lines.length);
    const block = lines.slice(start, start + 1 + next(6));
    const indent = /^ */.exec(block[0]!)![0].length;
    const text = block.map((line) => (/^ *$/.test(line.slice(0, indent)) ? line.slice(indent) : line)).join('\n');
    const tokens = text.match(/\w+|\s+|"[^"\n]*"|'[^'\n]*'|[^\w\s]/g);
    if (tokens === null) continue;
    for (let times = 1 + next(2); times > 0; times--) {
      const at = next(tokens.length);
      switch (next(4)) {
        case 0:
          tokens.splice(at, 1);
          break;
        case 1:
          tokens.splice(at, 0, tokens[at]!);
          break;
        case 2:
          tokens.splice(at, 1, insertions[next(insertions.length)]!);
          break;
        default:
          tokens.splice(at, 0, ` ${insertions[next(insertions.length)]!} `);
      }
      if (tokens.length === 0) break;
    }
    changed.push(tokens.join(''));
  }
  return changed;
}
