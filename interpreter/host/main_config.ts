// What runMain is told: pairs of strings, each pair a setting. Keys may repeat.
//
//   u32 number of pairs, then for each: u32 length, key in UTF-8, u32 length, value in UTF-8
//
//   mode        'command', 'module', 'file', 'stdin', 'repl'
//   source      the command, the module's name, or the path of the file
//   argv        one item of sys.argv, in order
//   orig_argv   one item of sys.orig_argv
//   path        one item of sys.path, in order
//   flag.NAME   sys.flags.NAME, a number
//   xoption     -X option, `name` or `name=value`
//   warnoption  -W option
//   executable, prefix, home, platform, hash_seed, encoding

export type MainConfig = readonly (readonly [key: string, value: string])[];

export function encodeConfig(config: MainConfig): Uint8Array {
  const parts: Uint8Array[] = [];
  const u32 = (n: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(n);
    parts.push(bytes);
  };
  u32(config.length);
  for (const pair of config) {
    for (const text of pair) {
      const bytes = Buffer.from(text, 'utf8');
      u32(bytes.length);
      parts.push(bytes);
    }
  }
  return Buffer.concat(parts);
}
