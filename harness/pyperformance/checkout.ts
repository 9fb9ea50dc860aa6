import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { folderHash, valueHash } from '../content-hash.js';
import { SuiteError } from '../suites.js';
import { groupEntries, type ManifestEntry, readManifest } from './manifest.js';
import { type Metadata, readManifestNames, readMetadata, readRequirements } from './metadata.js';

/** A script of a pyperformance checkout with its options: what its manifest calls a benchmark. */
export interface CheckoutBenchmark {
  readonly name: string;
  /** Folder of the checkout. */
  readonly checkout: string;
  readonly tags: readonly string[];
  /** Path of the script. */
  readonly script: string;
  /** The words of the script's command line. */
  readonly extraOptions: readonly string[];
  /** Distributions beside the standard library that it needs. */
  readonly requirements: readonly string[];
  /** SHA-256 over its folder, the folders that it inherits from or takes data from, and its options. */
  readonly contentHash: string;
}

/** Where the manifest lies, from the folder of a checkout; or the folder of the benchmarks itself is named. */
const manifests = [path.join('pyperformance', 'data-files', 'benchmarks', 'MANIFEST'), 'MANIFEST'];

/**
 * The benchmarks of one group of a checkout of pyperformance, or of a project that has benchmarks in its format, in the
 * order of the manifest. Throws SuiteError for a folder that is none and for whatever is wrong in its files.
 */
export function readCheckout(folder: string, group = 'default'): CheckoutBenchmark[] {
  const manifest = readManifest(...findManifests(folder));
  const described = new Map(manifest.entries.map((entry) => [entry, readMetadata(entry.metadata)]));
  return groupEntries(manifest, group, (entry) => described.get(entry)!.tags).map((entry) =>
    checkoutBenchmark(folder, entry, described.get(entry)!),
  );
}

/** One of them, by its name. */
export function readScript(folder: string, name: string): CheckoutBenchmark {
  const entry = readManifest(...findManifests(folder)).entries.find((candidate) => candidate.name === name);
  if (!entry) throw new SuiteError(`${folder}: its manifest names no benchmark ${name}`);
  return checkoutBenchmark(folder, entry, readMetadata(entry.metadata));
}

function checkoutBenchmark(folder: string, entry: ManifestEntry, metadata: Metadata): CheckoutBenchmark {
  const { tags, script, extraOptions, dependencies } = metadata;
  // What the metadata names itself says more than the lock file, which holds what that needs in turn, too.
  const locked = readRequirements(path.join(path.dirname(entry.metadata), 'requirements.txt'));
  const folders = [script, ...metadata.files].map((file) => path.dirname(file));
  if (metadata.dataFolder) folders.push(metadata.dataFolder);
  return {
    name: entry.name,
    checkout: path.resolve(folder),
    tags,
    script,
    extraOptions,
    requirements: dependencies.length ? dependencies : locked,
    contentHash: hash(folders, metadata),
  };
}

/** pyperformance's own manifest, the one in the folder of benchmarks, or those that a project's pyproject.toml names. */
function findManifests(folder: string): string[] {
  if (!existsSync(folder)) throw new SuiteError(`there is no folder ${folder}`);
  if (!statSync(folder).isDirectory()) throw new SuiteError(`${folder} is a file, not the folder of a checkout`);
  const root = path.resolve(folder);
  const found = manifests.map((name) => path.join(root, name)).find((file) => existsSync(file));
  if (found) return [found];
  const project = path.join(root, 'pyproject.toml');
  const named = existsSync(project) ? readManifestNames(project) : [];
  if (!named.length) {
    throw new SuiteError(
      `${folder} is no checkout of pyperformance: neither ${manifests.join(' nor ')} is in it, and no pyproject.toml ` +
        'names a manifest; clone https://github.com/python/pyperformance and name its folder',
    );
  }
  return named;
}

/** Folders within others are in those already. The same script with other options is another benchmark. */
function hash(folders: readonly string[], { extraOptions, script }: Metadata): string {
  const whole = [...new Set(folders)].filter((folder, _, all) => !all.some((other) => isWithin(folder, other))).sort();
  return valueHash([whole.map((folder) => folderHash(folder)), path.basename(script), extraOptions]);
}

function isWithin(folder: string, other: string): boolean {
  return folder !== other && folder.startsWith(other + path.sep);
}
