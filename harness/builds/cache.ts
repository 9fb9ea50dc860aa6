import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BuildError } from '../builds.js';
import { inRepository } from '../repository.js';
import { git, gitEnvironment } from './git.js';
import { Interrupted, runStep, type Step, StepError } from './step.js';

/** What making builds needs of the world. */
export interface Workshop {
  /** Root of the repository whose refs and working trees are built: this one's. */
  readonly repository: string;
  /** Folder that builds are made and kept in. */
  readonly cache: string;
  /** Most time for one step of a build. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Tells what is being done. */
  note(text: string): void;
  now(): Date;
}

/** A command in the build's tree. */
export type TreeStep = Pick<Step, 'command' | 'environment'>;

/** A tree to check out and build. */
export interface TreeRequest {
  /** Everything that decides the product, hashed; trees with the same key are the same. */
  readonly key: string;
  /** What it is, for people. */
  readonly title: string;
  /** The git repository that has the commit. */
  readonly repository: string;
  readonly commit: string;
  readonly steps: readonly TreeStep[];
  /** File that is there when the steps have done what they should. */
  readonly product: string;
  /** Something built on top, once, in the same tree; none: the product alone. */
  readonly part: { readonly name: string; readonly step: TreeStep } | null;
}

/** What entry.json says of a finished tree. */
export interface CacheEntry {
  readonly key: string;
  readonly title: string;
  readonly repository: string;
  /** The commit that was checked out; others with the same key share the tree. */
  readonly commit: string;
  readonly product: string;
  readonly parts: readonly string[];
  /** ISO 8601, UTC. */
  readonly builtAt: string;
  readonly tookMs: number;
  readonly bytes: number;
}

/** A folder of the cache. */
export interface CacheListing {
  readonly key: string;
  /** null: it was not finished, or is being made. */
  readonly entry: CacheEntry | null;
  readonly usedAt: Date;
}

/**
 * Built trees in a folder: KEY/tree is a git worktree, KEY/entry.json is written last and makes it whole, KEY.lock is
 * held while it is made or removed, logs/KEY.log is what the commands of the last attempt printed.
 */
export class BuildCache {
  private readonly workshop: Workshop;

  constructor(workshop: Workshop) {
    this.workshop = workshop;
  }

  tree(key: string): string {
    return path.join(this.workshop.cache, key, 'tree');
  }

  log(key: string): string {
    return path.join(this.workshop.cache, 'logs', `${key}.log`);
  }

  /** The entry of a whole tree, or null. */
  find(key: string): CacheEntry | null {
    const entry = readEntry(this.entryFile(key));
    return entry && existsSync(path.join(this.tree(key), entry.product)) ? entry : null;
  }

  /**
   * Makes a tree unless it is there; waits for another process that is making it.
   * @throws BuildError when a command fails: the log is kept, the tree is not.
   */
  async provide(request: TreeRequest): Promise<{ readonly entry: CacheEntry; readonly made: boolean }> {
    const whole = (entry: CacheEntry | null) => entry && (!request.part || entry.parts.includes(request.part.name));
    const found = this.find(request.key);
    const result = whole(found)
      ? { entry: found!, made: false }
      : await this.locked(request.key, async () => {
          const meanwhile = this.find(request.key);
          if (whole(meanwhile)) return { entry: meanwhile!, made: false };
          return { entry: await this.make(request, meanwhile), made: true };
        });
    const now = this.workshop.now();
    utimesSync(this.entryFile(request.key), now, now);
    return result;
  }

  /**
   * Runs `work` while no other process makes or removes what has this key.
   * @throws Interrupted at once when the signal comes while another process has it; `work` does not run then.
   */
  locked<T>(key: string, work: () => Promise<T>): Promise<T> {
    const { cache, signal } = this.workshop;
    return new Promise((resolve, reject) => {
      const interrupt = () => reject(new Interrupted());
      signal.addEventListener('abort', interrupt);
      const mine = withLock(path.join(cache, `${key}.lock`), async () => {
        signal.removeEventListener('abort', interrupt);
        if (signal.aborted) throw new Interrupted();
        return work();
      });
      mine.then(resolve, reject);
    });
  }

  /** Runs the commands of something that is built; their output goes to the log of this key, which starts anew. */
  async runSteps(key: string, title: string, folder: string, steps: readonly TreeStep[]): Promise<void> {
    const log = this.log(key);
    mkdirSync(path.dirname(log), { recursive: true });
    writeFileSync(log, '');
    const { timeoutMs, signal } = this.workshop;
    try {
      for (const step of steps) {
        await runStep({ environment: buildEnvironment(), ...step, folder }, { log, timeoutMs, signal });
      }
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      throw new BuildError(`${title} could not be built: ${error.message}\nThe whole log: ${log}`);
    }
  }

  /** All trees, whole or not, the last used first. */
  list(): CacheListing[] {
    const { cache } = this.workshop;
    if (!existsSync(cache)) return [];
    return readdirSync(cache, { withFileTypes: true })
      .filter((folder) => folder.isDirectory() && isKey(folder.name))
      .map(({ name: key }) => {
        const file = this.entryFile(key);
        const used = statSync(existsSync(file) ? file : path.join(cache, key)).mtime;
        return { key, entry: this.find(key), usedAt: used };
      })
      .sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime() || (a.key < b.key ? -1 : 1));
  }

  /** Removes a tree; false when a process that is alive is making it. */
  async remove(key: string): Promise<boolean> {
    if (isHeld(path.join(this.workshop.cache, `${key}.lock`))) return false;
    await this.locked(key, async () => this.clear(key, readEntry(this.entryFile(key))?.repository ?? null));
    rmSync(this.log(key), { force: true });
    return true;
  }

  private entryFile(key: string): string {
    return path.join(this.workshop.cache, key, 'entry.json');
  }

  private async make(request: TreeRequest, base: CacheEntry | null): Promise<CacheEntry> {
    const { key, title, repository, commit, product, part } = request;
    const { note } = this.workshop;
    const started = this.workshop.now();
    const tree = this.tree(key);
    note(`building ${title}${base && part ? `, ${part.name}` : ''} (log: ${this.log(key)})`);
    if (!base) {
      this.clear(key, repository);
      mkdirSync(path.dirname(tree), { recursive: true });
      try {
        // Hooks of the repository are not meant for these trees.
        const checkout = ['git', '-c', 'core.hooksPath=/dev/null', '-C', repository, 'worktree', 'add', '--force'];
        const checkoutStep = { command: [...checkout, '--detach', tree, commit], environment: gitEnvironment() };
        await this.runSteps(key, title, this.workshop.cache, [checkoutStep]);
        await this.runSteps(key, title, tree, request.steps);
        if (!existsSync(path.join(tree, product))) {
          const commands = `its commands ended well but left no ${product}`;
          throw new BuildError(`${title} could not be built: ${commands}\nThe whole log: ${this.log(key)}`);
        }
      } catch (error) {
        this.clear(key, repository);
        throw error;
      }
    }
    const entry: CacheEntry = base ?? {
      ...{ key, title, repository, commit, product, parts: [] },
      builtAt: started.toISOString(),
      tookMs: this.workshop.now().getTime() - started.getTime(),
      bytes: folderBytes(tree),
    };
    writeEntry(this.entryFile(key), entry);
    if (!part) return entry;
    await this.runSteps(key, `${title}, ${part.name}`, tree, [part.step]);
    const withPart = { ...entry, parts: [...entry.parts, part.name] };
    writeEntry(this.entryFile(key), withPart);
    return withPart;
  }

  /** Removes the folder of a key, and what its repository knows of the worktree in it. */
  private clear(key: string, repository: string | null): void {
    const folder = path.join(this.workshop.cache, key);
    if (!existsSync(folder)) return;
    // Without it the rest is no build any more, whatever happens while that goes.
    rmSync(this.entryFile(key), { force: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    if (repository && existsSync(repository)) git(repository, 'worktree', 'prune');
  }
}

/** Length of a key: enough of a SHA-256 that no two builds meet. */
const keyLength = 20;

export function shortKey(hash: string): string {
  return hash.slice(0, keyLength);
}

function isKey(name: string): boolean {
  return name.length === keyLength && /^[0-9a-f]+$/.test(name);
}

function readEntry(file: string): CacheEntry | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as CacheEntry;
  } catch {
    return null;
  }
}

/** In one step: a file that is half written would pass for an entry that says nothing. */
function writeEntry(file: string, entry: CacheEntry): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(entry, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** A build's commands are none of npm's scripts and of no git hook, whatever started the lab. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const environment = gitEnvironment();
  for (const name of Object.keys(environment)) {
    if (/^(npm_(lifecycle|package|command|config_local_prefix)|INIT_CWD$)/.test(name)) delete environment[name];
  }
  return environment;
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(path.join(entry.parentPath, entry.name)).size, 0);
}

/** Whether a process that is alive holds a lock file. */
function isHeld(lock: string): boolean {
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  if (!holder || holder === process.pid) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The set-up's own lock: it waits for a live holder and takes over from a dead one. */
async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const bootstrap = (await import(pathToFileURL(inRepository('bootstrap.mjs')).href)) as {
    withLock(lockFile: string, work: () => Promise<T>): Promise<T>;
  };
  return bootstrap.withLock(file, work);
}
