// The search for the first slower commit of one benchmark: builds, trials and what they come to.

import type { Build, Interval } from '../../results/records.js';
import type { Workshop } from '../builds/cache.js';
import { keysOf, makeBuild } from '../builds/make.js';
import type { RefSpecification, RepositorySpecification } from '../builds/specification.js';
import { Interrupted } from '../builds/step.js';
import { BuildError, type BuildRequest } from '../builds.js';
import { look, lookSchedule } from '../statistics/sequential.js';
import { percent } from '../verdict/verdict.js';
import { gitCommits, parentOf } from './commits.js';
import { type Answer, mostSteps, type Step, search } from './search.js';
import type { Trials } from './trials.js';

/** Blocks before the first look. */
const firstLook = 4;

export interface BisectionRequest {
  /** Whose `ref` is replaced by the commits. */
  readonly specification: RefSpecification | RepositorySpecification;
  /** The repository that has the commits. */
  readonly repository: string;
  readonly good: string;
  readonly bad: string;
  /** Only merges, not what was merged. */
  readonly firstParent: boolean;
  /** A commit is slow when its time over the good end's is above this; null: half of the way to the bad end's. */
  readonly threshold: number | null;
  /** Probability with which the result is to be right, in (0, 1). */
  readonly confidence: number;
  /** Most blocks for one pair. */
  readonly mostBlocks: number;
  /** No pair is measured any further after so many milliseconds; null: no limit. */
  readonly budgetMs: number | null;
}

export interface BisectionTools {
  readonly workshop: Workshop;
  readonly trials: Trials;
  readonly describe: (request: BuildRequest) => Promise<Build>;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

/** A measured ratio with the interval that it was judged by. */
export interface Judged extends Interval {
  readonly blocks: number;
}

export type Outcome = 'found' | 'range' | 'no difference' | 'undecided';

export interface BisectionResult {
  readonly outcome: Outcome;
  readonly good: string;
  readonly bad: string;
  /** Time of the bad end over that of the good one. */
  readonly ends: Judged | null;
  /** Times above this share of the good end's count as slow. */
  readonly threshold: number | null;
  /** The first slower commit, or the last of the range that it is in; null where the ends do not differ. */
  readonly first: string | null;
  /** The other commits of that range. */
  readonly suspects: readonly string[];
  /** Its parent, and its time over the parent's; null where that could not be measured. */
  readonly parent: string | null;
  readonly overParent: Judged | null;
  readonly steps: readonly Step[];
  readonly confidence: number;
  /** Most probability that one decision is wrong. */
  readonly errorPerDecision: number;
  /** Level of all intervals. */
  readonly level: number;
  /** Why it ended without a commit. */
  readonly because: string | null;
}

/**
 * Runs a bisection. All decisions together err with a probability of at most 1 - confidence: it is shared out evenly
 * among the most decisions that there can be, and the share of each among its looks.
 * @throws BuildError when an end cannot be built; Interrupted when the workshop's signal comes.
 */
export async function bisect(request: BisectionRequest, tools: BisectionTools): Promise<BisectionResult> {
  return new Bisection(request, tools).run();
}

class Bisection {
  private readonly request: BisectionRequest;
  private readonly tools: BisectionTools;
  private readonly looks: readonly number[];
  private readonly errorPerDecision: number;
  private readonly startedAt: number;
  private readonly builds = new Map<string, Promise<Build>>();
  /** Commits that git says are built alike are as quick as each other. */
  private readonly answers = new Map<string, { readonly commit: string; readonly answer: Answer }>();

  constructor(request: BisectionRequest, tools: BisectionTools) {
    this.request = request;
    this.tools = tools;
    this.looks = lookSchedule(firstLook, request.mostBlocks);
    const { repository, firstParent, good, bad, confidence } = request;
    const candidates = gitCommits(repository, firstParent).candidates(bad, [good]).length;
    // Both ends, the steps, and the commit against its parent.
    this.errorPerDecision = (1 - confidence) / (mostSteps(candidates) + 2);
    this.startedAt = tools.now();
  }

  async run(): Promise<BisectionResult> {
    const { repository, firstParent, good, bad } = this.request;
    const [base, worst] = [await this.build(good), await this.build(bad)];
    const threshold = this.request.threshold;
    if (this.keyOf(good) === this.keyOf(bad)) {
      return this.result('no difference', { because: 'both ends are built of the same files' });
    }
    const ends = await this.decide(worst, base, threshold ?? 1);
    const measured = ends.ratio && { ...ends.ratio, blocks: ends.blocks };
    if (ends.side === 'untestable') throw new BuildError(`the ends cannot be compared: ${ends.because}`);
    if (ends.side !== 'bad') {
      const outcome = ends.side === 'good' ? 'no difference' : 'undecided';
      return this.result(outcome, { ends: measured, threshold, because: ends.because });
    }
    const limit = threshold ?? Math.sqrt(ends.ratio!.value);
    this.tools.workshop.note(`${short(bad)} takes ${growth(ends.ratio!.value)} longer than ${short(good)}`);
    this.remember(good, { side: 'good', ratio: null, blocks: 0, because: 'it is the good end' });
    this.remember(bad, { ...ends, side: 'bad' });
    const commits = gitCommits(repository, firstParent);
    const { first, suspects, steps } = await search(commits, good, bad, async (commit, left) => {
      const answer = await this.ask(commit, base, limit);
      this.tools.workshop.note(`${short(commit)}, one of ${left}: ${answer.side}, ${answer.because}`);
      return answer;
    });
    const facts = { ends: measured, threshold: limit, first, suspects, steps };
    if (suspects.length) return this.result('range', { ...facts, because: 'the commits beside it could not be told' });
    return this.result('found', { ...facts, ...(await this.overParent(first)) });
  }

  private async ask(commit: string, base: Build, limit: number): Promise<Answer> {
    const known = this.answers.get(this.keyOf(commit) ?? '');
    if (known) return { ...known.answer, because: `it is built of the same files as ${short(known.commit)}` };
    if (this.outOfTime()) return undecided(null, 0, 'the time budget has ended');
    let build: Build;
    try {
      build = await this.build(commit);
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      return { side: 'untestable', ratio: null, blocks: 0, because: error.message.split('\n')[0] };
    }
    const answer = await this.decide(build, base, limit);
    if (answer.side === 'good' || answer.side === 'bad') this.remember(commit, answer);
    return answer;
  }

  /** Measures a build against a base until the interval of its ratio leaves the limit out. */
  private async decide(build: Build, base: Build, limit: number): Promise<Answer> {
    const error = this.errorPerDecision / this.looks.length;
    let answer = undecided(null, 0, 'the time budget has ended');
    for (const count of this.looks) {
      if (this.outOfTime()) return { ...answer, because: 'the time budget has ended' };
      const trial = await this.tools.trials.blocks(build, base, count);
      if (this.tools.workshop.signal.aborted) throw new Interrupted();
      if (trial.failure !== null) {
        return { side: 'untestable', ratio: null, blocks: 0, because: `the benchmark fails: ${trial.failure}` };
      }
      const ratios = trial.ratios.slice(0, count);
      if (!ratios.length) continue;
      const { side, ratio } = look(ratios, limit, error);
      const told = `${ratio.value.toFixed(3)} times the time (${interval(ratio)}, ${ratios.length} blocks)`;
      if (side) return { side: side === 'above' ? 'bad' : 'good', ratio, blocks: ratios.length, because: told };
      answer = undecided(ratio, ratios.length, `${told}, which does not tell it from ${limit.toFixed(3)}`);
    }
    return answer;
  }

  private async overParent(first: string): Promise<Pick<BisectionResult, 'parent' | 'overParent'>> {
    const parent = parentOf(this.request.repository, first);
    if (parent === null) return { parent, overParent: null };
    try {
      const { ratio, blocks } = await this.decide(await this.build(first), await this.build(parent), 1);
      return { parent, overParent: ratio && { ...ratio, blocks } };
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      return { parent, overParent: null };
    }
  }

  /** Each commit is built and described once. */
  private build(commit: string): Promise<Build> {
    const known = this.builds.get(commit);
    if (known) return known;
    const { workshop, describe } = this.tools;
    const specification = this.at(commit);
    const made = makeBuild(specification, workshop).then(({ request }) => describe(request));
    this.builds.set(commit, made);
    return made;
  }

  private at(commit: string): RefSpecification | RepositorySpecification {
    return { ...this.request.specification, name: `commit-${short(commit)}`, ref: commit };
  }

  private keyOf(commit: string): string | null {
    return keysOf(this.at(commit), this.tools.workshop)[0] ?? null;
  }

  private remember(commit: string, answer: Answer): void {
    const key = this.keyOf(commit);
    if (key !== null && !this.answers.has(key)) this.answers.set(key, { commit, answer });
  }

  private outOfTime(): boolean {
    const { budgetMs } = this.request;
    return budgetMs !== null && this.tools.now() - this.startedAt >= budgetMs;
  }

  private result(outcome: Outcome, facts: Partial<BisectionResult>): BisectionResult {
    const { good, bad, confidence } = this.request;
    const nothing = { ends: null, threshold: null, first: null, suspects: [], parent: null, overParent: null };
    const level = 1 - (2 * this.errorPerDecision) / this.looks.length;
    const sure = { confidence, errorPerDecision: this.errorPerDecision, level };
    return { outcome, good, bad, ...nothing, steps: [], ...sure, because: null, ...facts };
  }
}

function undecided(ratio: Interval | null, blocks: number, because: string): Answer {
  return { side: 'undecided', ratio, blocks, because };
}

export function short(commit: string): string {
  return commit.slice(0, 10);
}

function interval({ low, high }: Interval): string {
  return low === null || high === null ? 'no interval' : `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

function growth(ratio: number): string {
  return percent(ratio - 1);
}

/** The result as text. `title` describes a commit in a line. */
export function inWords(result: BisectionResult, title: (commit: string) => string): string {
  const { outcome, first, suspects, parent, overParent, ends, steps, because } = result;
  const level = `${(100 * result.level).toPrecision(4)}%`;
  const judged = (of: Judged) =>
    `${growth(of.value)} longer (ratio ${of.value.toFixed(3)}, ${level} interval ${interval(of)}, ${of.blocks} blocks)`;
  const passedOver = steps.filter(({ side }) => side === 'untestable' || side === 'undecided');
  const lines: string[] = [];
  if (outcome === 'found') {
    lines.push(`the first slower commit is`, `  ${title(first!)}`);
    if (overParent) lines.push(`than its parent ${short(parent!)} it takes ${judged(overParent)}`);
  } else if (outcome === 'range') {
    lines.push('the first slower commit is one of', ...[first!, ...suspects].map((commit) => `  ${title(commit)}`));
    lines.push(`${because}:`, ...passedOver.map((step) => `  ${short(step.commit)}: ${step.side}, ${step.because}`));
  } else {
    const sure = outcome === 'no difference' ? 'is not slower' : 'cannot be told to be slower';
    lines.push(`${short(result.bad)} ${sure} than ${short(result.good)}: ${because}`);
  }
  if (ends) lines.push(`the bad end takes ${judged(ends)} than the good one`);
  const share = `${(100 * result.errorPerDecision).toPrecision(2)}%`;
  lines.push(
    `${steps.length} steps; all of this holds with a probability of ${percent(result.confidence)} or more (each decision errs in at most ${share} of cases)`,
  );
  return `${lines.join('\n')}\n`;
}
