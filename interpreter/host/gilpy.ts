// The command line: gilpy [options] [-c command | -m module | script | -] [arguments].

import { memoryLimit, PythonProcess } from './python_process.js';

const args = process.argv.slice(2);
const config: [string, string][] = [];
if (args[0] === '-c') {
  config.push(['mode', 'command'], ['source', args[1] ?? ''], ['argv', '-c']);
  for (const arg of args.slice(2)) config.push(['argv', arg]);
} else if (args.length) {
  config.push(['mode', 'file'], ['source', args[0]]);
  for (const arg of args) config.push(['argv', arg]);
}
const python = new PythonProcess({
  variant: process.env.GILPY_VARIANT ?? 'release',
  gil: process.env.PYTHON_GIL === '1',
  optimize: 0,
  debug: false,
  memoryLimit: memoryLimit(),
});
process.exit(await python.run(config));
