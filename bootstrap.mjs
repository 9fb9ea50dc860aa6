// Sets the repository up (dependencies, build) and then runs what was asked for.
//
//   node bootstrap.mjs setup            install what is missing, build what changed
//   node bootstrap.mjs start [args]     set up, run the quick suite, write the report
//   node bootstrap.mjs test  [args]     set up, run the tests (args go to vitest)
//
// Node's own modules only: this file runs before anything is installed.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.gil-lab-stamp');

class SetupError extends Error {}

/** Runs one command in the repository with its output shown; throws with `problem` when it fails. */
function must(problem, command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw new SetupError(`${problem}\n${command}: ${result.error.message}`);
  if (result.status !== 0) throw new SetupError(problem);
}

/** What node_modules was installed for: the lock file's content and the ABI that native modules were built against. */
function wantedStamp() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} abi-${process.versions.modules} ${process.platform}-${process.arch}\n`;
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const nativeHelp = `The native module better-sqlite3 could not be installed or does not load.
It needs a compiler when no ready-made binary fits this machine. Install python3, make and g++:
  Debian, Ubuntu   apt-get install -y python3 make g++
  Fedora           dnf install -y python3 make gcc-c++
  Alpine           apk add python3 make g++
  macOS            xcode-select --install
  Windows          the "Desktop development with C++" workload of Visual Studio, and Python 3
and start again.`;

function nativeModuleLoads() {
  const script = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore' }).status === 0;
}

function npm(args) {
  // npm's own script where npm started us (also the only way that works on Windows without a shell), else the command.
  const script = process.env.npm_execpath;
  return script && /npm-cli\.[cm]?js$/.test(script)
    ? { command: process.execPath, args: [script, ...args] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args, shell: process.platform === 'win32' };
}

function installDependencies() {
  // A linked node_modules belongs to another checkout, which keeps it fresh.
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) return;
  if (readIfThere(stampFile) === wantedStamp()) return;
  console.error('gil-lab: installing dependencies from the lock file (a minute or more) ...');
  const { command, args, shell } = npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
  if (result.error) throw new SetupError(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) {
    throw new SetupError(`npm ci failed (its output is above).\nIf a native build was the reason:\n${nativeHelp}`);
  }
  if (!nativeModuleLoads()) throw new SetupError(nativeHelp);
  writeFileSync(stampFile, wantedStamp());
}

function build() {
  const require = createRequire(path.join(root, 'package.json'));
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  mkdirSync(path.join(root, 'build'), { recursive: true });
  console.error('gil-lab: building what changed (the first time takes a minute or two) ...');
  // The build record lives inside dist/, so that deleting dist/ rebuilds everything.
  must('The TypeScript build failed (its messages are above).', process.execPath, [
    tsc,
    ...['-p', root, '--incremental', '--tsBuildInfoFile', path.join(root, 'dist', 'tsconfig.tsbuildinfo')],
  ]);
  if (existsSync(path.join(root, 'interpreter', 'tools', 'build.ts'))) {
    const tool = path.join(root, 'dist', 'interpreter', 'tools', 'build.js');
    must("The kernel's build failed (its messages are above).", process.execPath, [tool]);
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moves a dead process's lock out of the way; puts it back when another start was quicker and the lock is live again. */
function removeStaleLock(lockFile, holder) {
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  if (Number(readFileSync(aside, 'utf8')) !== holder) {
    try {
      linkSync(aside, lockFile);
    } catch {
      // A third start holds the lock now; the moved one finds that out when it releases.
    }
  }
  unlinkSync(aside);
}

/** Runs `work` while holding the lock file; waits for another process that holds it. */
export async function withLock(lockFile, work) {
  mkdirSync(path.dirname(lockFile), { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readIfThere(lockFile));
    // An empty lock is being written right now, unless it stays empty.
    if ((holder && !alive(holder)) || (!holder && waited > 20)) removeStaleLock(lockFile, holder);
    else {
      if (waited === 0)
        console.error(`gil-lab: another start (process ${holder || '?'}) is setting up; waiting for it`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  const release = () => {
    if (Number(readIfThere(lockFile)) === process.pid) rmSync(lockFile, { force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    release();
    process.removeListener('exit', release);
  }
}

/** Installs what is missing and builds what changed. */
export async function setUp() {
  await withLock(path.join(root, 'build', 'bootstrap.lock'), () => {
    installDependencies();
    build();
  });
}

/** Runs one of our programs in the foreground and returns its exit code. */
function run(file, args) {
  const result = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  if (result.error) throw result.error;
  return result.status ?? 130;
}

const jobs = {
  setup: () => 0,
  start: (args) => {
    const lab = path.join(root, 'dist', 'harness', 'main.js');
    const measured = run(lab, ['run', '--suite', 'quick', '--within', '5', ...args]);
    // 2: nothing could be measured, and gil-lab has said why.
    return measured === 2 ? measured : run(lab, ['report']) || measured;
  },
  test: (args) => {
    const require = createRequire(path.join(root, 'package.json'));
    const vitest = path.join(path.dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
    return run(vitest, ['run', ...args]);
  },
};

async function main([name, ...args]) {
  const job = jobs[name];
  if (!job) {
    console.error(`usage: node bootstrap.mjs ${Object.keys(jobs).join('|')} [arguments]`);
    return 2;
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(`gil-lab needs Node.js 20 or newer; this is ${process.versions.node}.`);
  }
  // Ctrl-C reaches the child as well, which stops cleanly; this process only waits for it.
  process.on('SIGINT', () => {});
  await setUp();
  return job(args);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(`gil-lab: ${error instanceof SetupError ? error.message : error.stack}`);
    process.exitCode = 1;
  }
}
