// Builds kernel variants into build/kernel/VARIANT: a product's .wasm without data segments, its .data.bin (format:
// wasm.ts packSegments) and stamp.json. What has not changed is not built again.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { INSTRUCTIONS } from '../bytecode/instructions.js';
import { productFiles, readStamp } from '../host/kernel.js';
import { readMachineCode } from '../host/machine_code.js';
import { bundleHost } from './bundle.js';
import { generate, generateFiles } from './generate/generate.js';
import { DeclarationError, readKernel } from './generate/source.js';
import { extractLibrary } from './library.js';
import { withLock } from './lock.js';
import { kernelBuild, kernelSources, root } from './paths.js';
import { writeProduct } from './product.js';
import { unicodeTables } from './unicode/generate.js';
import { VARIANTS, type Variant, variantConstants, variantNamed } from './variants.js';
import { countWaits, hasData, largestBranchTable, packSegments, type Segment, stripData, variables } from './wasm.js';

const PAGES = 65536;
/** Pages that the module asks for at least; a memory of any size from here up can be imported. */
const LEAST_PAGES = 256;

class BuildError extends Error {}

/** What we use of assemblyscript/asc. Its own types bring globals of the other language along. */
interface Compiler {
  /** The compiler's own library: path without suffix -> text. */
  readonly libraryFiles: Record<string, string>;
  main(
    args: readonly string[],
    options: {
      stdout: { write(text: string): void };
      stderr: { write(text: string): void };
      readFile(name: string): string | null;
      writeFile(name: string, content: Uint8Array | string): void;
      listFiles(folder: string): string[];
    },
  ): Promise<{ error: Error | null }>;
}
const compilerModule: string = 'assemblyscript/asc';
/**
 * Our runtime stands in the place of the compiler's runtime `stub`. With a runtime of another name the compiler keeps a
 * stack of references in memory behind the static data, where the page map may lie, and pays for it in each function
 * that takes a string.
 */
export const RUNTIME_FILE = 'rt/index-stub';
export const RUNTIME_FLAGS = ['--runtime', 'stub', '--use', `abort=~lib/${RUNTIME_FILE}/abort`];

function compilerFlags(variant: Variant): string[] {
  return [
    ...variant.optimise,
    ...(variant.names ? ['--debug'] : []),
    ...[...RUNTIME_FLAGS, '--exportStart', 'start'],
    // 201: usize to u32 in one direction or the other, the same here.
    ...['--noColors', '--disableWarning', '201'],
    ...['--importMemory', '--sharedMemory', '--enable', 'threads', '--exportTable'],
    ...['--initialMemory', String(LEAST_PAGES), '--maximumMemory', String(PAGES), '--memoryBase', '524288'],
  ];
}

/** Hash of everything that the binary depends on. */
function inputHash(sources: ReadonlyMap<string, string>, variant: Variant): string {
  const version = createRequire(import.meta.url)('assemblyscript/package.json').version;
  const hash = createHash('sha256').update(JSON.stringify([version, compilerFlags(variant), variant]));
  for (const [name, text] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`\0${name}\0${text}`);
  for (const tool of ['build.js', 'wasm.js']) hash.update(readFileSync(new URL(tool, import.meta.url)));
  return hash.digest('hex');
}

/** All sources of a variant: path relative to the kernel -> text. */
function variantSources(variant: Variant): Map<string, string> {
  const files = readKernel(kernelSources);
  const sources = new Map(files.map((file) => [`${file.module}.ts`, file.text]));
  sources.set('runtime/trap.ts', readFileSync(path.join(kernelSources, 'runtime', 'trap.ts'), 'utf8'));
  for (const [name, text] of generateFiles(files)) sources.set(`generated/${name}`, text);
  for (const [name, text] of unicodeTables(kernelSources)) sources.set(`generated/${name}`, text);
  sources.set('generated/build.ts', variantConstants(variant.name));
  return sources;
}

async function compile(variant: Variant, sources: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const products: Uint8Array[] = [];
  const messages: string[] = [];
  const flags = ['index.ts', '-o', 'kernel.wasm', ...compilerFlags(variant)];
  const asc = (await import(compilerModule)) as Compiler;
  asc.libraryFiles[RUNTIME_FILE] = sources.get('runtime/trap.ts')!;
  const { error } = await asc.main(flags, {
    stdout: { write: (text) => void messages.push(text) },
    stderr: { write: (text) => void messages.push(text) },
    readFile: (name) => sources.get(path.posix.normalize(name)) ?? null,
    writeFile: (name, content) => {
      if (name.endsWith('.wasm')) products.push(content as Uint8Array);
    },
    listFiles: () => [],
  });
  const text = messages.join('').trim();
  if (error) throw new BuildError(`${text || error.message}`);
  if (text) console.error(text);
  if (!products.length) throw new BuildError('asc wrote no binary');
  return products[0];
}

/** Throws if the product has a property that would only show when threads run. */
function check(wasm: Uint8Array, segments: readonly Segment[], variant: Variant): void {
  if (hasData(wasm)) throw new BuildError('a data segment is left in the binary');
  const dataEnd = Math.max(...segments.map(({ address, bytes }) => address + bytes.length));
  if (variables(wasm).some((value) => value >= dataEnd && value < 0x8000_0000)) {
    throw new BuildError('a variable points behind the static data: the compiler keeps a stack there');
  }
  const waits = countWaits(wasm);
  if (waits !== 1) throw new BuildError(`${waits} wait instructions instead of the one of sync/futex.ts`);
  const targets = largestBranchTable(wasm);
  if (variant.name !== 'debug' && targets < INSTRUCTIONS.length) {
    throw new BuildError(`the eval loop has no br_table: the largest one has ${targets} targets`);
  }
  const memory = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter((i) => i.kind === 'memory');
  if (memory.length !== 1) throw new BuildError('the binary does not import its memory');
}

/** Keeps the machine code that this V8 makes of a variant. Where it can't, processes compile for themselves. */
function keepMachineCode(variant: Variant): void {
  const tool = fileURLToPath(new URL('machine_code.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [tool, variant.name], { stdio: 'ignore' });
  if (status !== 0) console.error(`kernel ${variant.name}: this Node keeps no machine code, so starts will be slower`);
}

/** Builds one variant unless its product is up to date; returns whether it was built. */
export async function buildVariant(variant: Variant, force = false): Promise<boolean> {
  const folder = kernelBuild(variant.name);
  mkdirSync(folder, { recursive: true });
  generate(kernelSources);
  return withLock(path.join(folder, 'lock'), async () => {
    const sources = variantSources(variant);
    const hash = inputHash(sources, variant);
    const stamp = readStamp(folder);
    if (!force && stamp?.hash === hash) {
      // none, or none that this machine takes: a folder may have been built on another
      const wasm = readFileSync(productFiles(folder, stamp.product).wasm);
      if (readMachineCode(folder, stamp.product, wasm) === null) keepMachineCode(variant);
      return false;
    }
    const start = performance.now();
    const { wasm, segments } = stripData(await compile(variant, sources));
    check(wasm, segments, variant);
    const product = createHash('sha256').update(wasm).digest('hex');
    writeProduct(folder, { hash, product }, wasm, packSegments(segments));
    keepMachineCode(variant);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.error(`kernel ${variant.name}: ${(wasm.length / 1024).toFixed(0)} KiB in ${seconds} s`);
    return true;
  });
}

const known = VARIANTS.map(({ name }) => name);

/** Collects the values of a repeatable option. */
function variantName(name: string, before: readonly string[]): string[] {
  if (!known.includes(name)) throw new InvalidArgumentError(`the variants are ${known.join(', ')}.`);
  return [...before, name];
}

interface BuildOptions {
  readonly release?: boolean;
  readonly debug?: boolean;
  readonly hostile?: boolean;
  readonly variant: readonly string[];
  readonly force: boolean;
}

async function main(): Promise<void> {
  const { release, debug, hostile, variant, force } = new Command('build')
    .description("Build the host's bundles and variants of the kernel: release, unless others are named.")
    .option('--release')
    .option('--debug', 'with assertions')
    .option('--hostile', 'with assertions, and freed memory that bites')
    .option('--variant <name>', `one of ${known.join(', ')}; repeatable`, variantName, [])
    .option('--force', 'build what has not changed, too', false)
    .parse()
    .opts<BuildOptions>();
  const short = { release, debug, hostile };
  const names = [...Object.keys(short).filter((name) => short[name as keyof typeof short]), ...variant];
  if (!existsSync(path.join(kernelSources, 'index.ts'))) {
    console.error('interpreter/kernel/index.ts is not there yet: nothing to build');
    return;
  }
  extractLibrary();
  if (await bundleHost()) console.error('host: bundled');
  for (const name of names.length ? names : ['release']) await buildVariant(variantNamed(name), force);
}

if (process.argv[1] === path.join(root, 'dist', 'interpreter', 'tools', 'build.js')) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof DeclarationError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
