#!/usr/bin/env node
// Starts gilpy and its workers: from the bundles that the build makes of the host, with code that V8 has cached beside
// them, or from the modules while those are newer.

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { pathToFileURL } = require('node:url');
const { isMainThread, Worker, workerData } = require('node:worker_threads');

const dist = path.join(__dirname, '..', 'dist', 'interpreter');
const host = path.join(dist, 'host');

/** Scripts whose cached code is to be written: V8's of this version, with all functions that were needed. */
const uncached = [];

/** Runs a bundle; its exports. */
function load(name) {
  const filename = path.join(host, `${name}.bundle.cjs`);
  const cache = path.join(host, `${name}.${process.version}-${process.arch}.v8cache`);
  const source = fs.readFileSync(filename, 'utf8');
  let cachedData;
  try {
    cachedData = fs.readFileSync(cache);
  } catch {
    // the first start
  }
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new vm.Script(wrapped, { filename, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) uncached.push({ script, cache });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, host);
  return module.exports;
}

/** Keeps the code of what was loaded without. Where that can't be written, every start compiles anew. */
function save() {
  for (const { script, cache } of uncached.splice(0)) {
    const aside = `${cache}.${process.pid}-${isMainThread}`;
    try {
      fs.writeFileSync(aside, script.createCachedData());
      fs.renameSync(aside, cache);
    } catch {
      fs.rmSync(aside, { force: true });
    }
  }
}

const startWorker = (start) => new Worker(__filename, { ...require('./worker.json'), workerData: start });

/** Whether the bundles are younger than the modules: tsc writes these two files whenever it writes any. */
function bundlesAreFresh() {
  const time = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const modules = Math.max(time(path.join(host, 'gilpy.js')), time(path.join(dist, '..', 'tsconfig.tsbuildinfo')));
  return ['main', 'worker', 'compiler'].every((name) => time(path.join(host, `${name}.bundle.cjs`)) > modules);
}

/** Node ends with status 0 when nothing is left to wait for: without this a lost worker would look like success. */
function failIfUnfinished() {
  fs.writeSync(2, 'gilpy: fatal: Node came to its end before the program did\n');
  process.exitCode = 70;
}

async function runMain() {
  const module = (name) => import(pathToFileURL(path.join(dist, name)).href);
  if (!bundlesAreFresh()) {
    if (!fs.existsSync(path.join(host, 'gilpy.js'))) {
      console.error('gilpy is not built yet: run `npm run build` (or `npm start`) first.');
      process.exit(1);
    }
    await module('host/gilpy.js');
    return;
  }
  process.once('exit', failIfUnfinished);
  // Python's main thread: nothing takes as long as a worker's start, so that goes on while the rest is loaded
  const first = startWorker(null);
  const status = await load('main').main({
    startWorker: (start) => (start === null ? first : startWorker(start)),
    compiler: async () => ({ ...(await module('host/compiler.js')), ...(await module('compiler/disassemble.js')) }),
  });
  process.off('exit', failIfUnfinished);
  save();
  process.exit(status);
}

if (isMainThread) runMain();
else load('worker').runWorker({ compiler: () => load('compiler'), ended: save }, workerData);
