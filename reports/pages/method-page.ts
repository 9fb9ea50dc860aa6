import { counted } from '../../results/format.js';
import { warningKinds } from '../../results/warnings.js';
import { type Content, type Html, html } from '../html.js';
import type { Report } from '../model.js';
import type { PageContext, PageParts } from './parts.js';

/** What each number means and how it came about. Other pages lead to the terms by their ids, which stay. */
export function methodPage({ report }: PageContext): PageParts {
  const body = html`<h1>Method</h1>
<p class="lead">How the numbers came about, and what each of them means.</p>
${measuring(report)}
${numbers()}
${scaling()}
${machine()}
${warnings()}`;
  return { title: 'Method · gil-lab', body };
}

/** A list of terms, each with an id. */
function terms(entries: readonly (readonly [id: string, term: string, meaning: Content])[]): Html {
  return html`<dl class="terms">${entries.map(([id, term, meaning]) => html`<dt id="${id}">${term}</dt><dd>${meaning}</dd>\n`)}</dl>`;
}

function measuring(report: Report): Html {
  const { blocks, warmups, values, turns } = report.data.run;
  return html`<section aria-labelledby="measuring"><h2 id="measuring">How it was measured</h2>
<p>Each benchmark is a Python program whose result is checked before its time counts. Every build runs it through the same small Python program, in a fresh process for each measurement.</p>
${turns && html`<p>This run was taken <em>in turns</em>: in each block, the processes of a benchmark ran side by side and took their samples one at a time, round after round in the order of the block, the others idle meanwhile. So what slows the machine for a while falls on all of them alike. Where workers do not contend, the ratio of two in a block is the median of the ratios of their samples of the same round.</p>\n`}
${terms([
  [
    'block',
    'Block',
    html`One round in which every combination of benchmark, build and number of workers is measured once, in random order. This run made ${counted(blocks, 'block')}. Numbers are compared within a block, so that a machine that drifts from hour to hour drifts for both.`,
  ],
  [
    'sample',
    'Sample',
    html`One timed iteration. In each process of this run ${counted(warmups, 'iteration')} warmed up and ${counted(values, 'iteration')} counted; all of them are stored and drawn on the benchmark's page. A process counts as its median, or as its mean where workers contend, because slow samples are part of the answer there.`,
  ],
  [
    'calibration',
    'Loops',
    'How often the work is repeated in one sample, so that it is long against the clock. Found once, on the quickest build, and then the same for all of them.',
  ],
  [
    'one-loop',
    'Time of one loop',
    'The time of a sample divided by its loops: what one worker needs for one unit of the work that the benchmark describes. Less is faster.',
  ],
])}</section>`;
}

function numbers(): Html {
  return html`<section aria-labelledby="numbers"><h2 id="numbers">Numbers and intervals</h2>
${terms([
  [
    'ratio',
    'Ratio',
    'Throughput of one build over that of another: the work done in the same time. 2× is twice as fast, 0.5× takes twice the time. Formed in each block; the ratio of a run is the geometric mean over its blocks.',
  ],
  [
    'interval',
    '95% interval',
    'Where the true value lies with 95% probability, as far as the blocks tell. From 8 blocks on it comes from a bootstrap of blocks, with fewer from Student’s t on logarithms. One block alone gives none.',
  ],
  [
    'geometric-mean',
    'Geometric mean',
    'The nth root of the product of n ratios: the mean for ratios, in which doubling and halving cancel. Over benchmarks it has an interval too, that of the same blocks.',
  ],
  [
    'verdict',
    'Verdict',
    'Faster or slower where three things hold: the 95% interval leaves out 1, the ratio stands beyond the noise floor, and the p-value survives the false-discovery rate. “No difference” means that none was shown, not that there is none. Speed-ups over one worker of the same build are judged by the same three. One block is too few to tell. The command gil-lab compare judges by the same code.',
  ],
  [
    'noise-floor',
    'Noise floor',
    'How far apart two measurements of one and the same build are on this machine, benchmark by benchmark: third quartile plus three interquartile ranges of such A/A pairs (Tukey’s far-out fence). With fewer than 10 pairs in the store it is 2% within a run and 5% between runs. Of a speed-up it is the wider floor of its two sides.',
  ],
  [
    'false-discovery',
    'False-discovery rate',
    'The share of false ones among the changes that are reported, on average at most. Each ratio has a p-value of a moderated t-test over its blocks; Benjamini and Hochberg’s procedure (1995) corrects them for being many.',
  ],
  [
    'detectable',
    'Change that would be found',
    'The least change that a comparison of this noise and so many blocks finds in 80% of cases. A smaller one may be there and not be seen; more blocks find it.',
  ],
  [
    'mad',
    'MAD',
    'Median absolute deviation: half of the samples lie within so much of their median. Unlike the standard deviation it does not follow outliers.',
  ],
  [
    'step',
    'Step',
    'A lasting change of a benchmark’s level in its history. The partition into levels with the least sum of absolute deviations plus a penalty for each level, by dynamic programming; fewer than 3 runs that stand apart are outliers, and levels nearer than the noise floor between runs are one. Values join into one line only on the same machine, of the same content of the benchmark and of the same scale.',
  ],
])}</section>`;
}

function scaling(): Html {
  return html`<section aria-labelledby="laws"><h2 id="laws">Scaling</h2>
${terms([
  [
    'speed-up',
    'Speed-up',
    'Throughput of all workers over that of one: the work of all over the time from the first start to the last end, within the same block. Against the same build with one worker it tells how the build scales; against the GIL build with one worker it tells what is gained in the end.',
  ],
  [
    'rate-of-work',
    'Rate of work',
    'The same, but with each worker’s work over its own time, added up. It leaves out the wait for the slowest worker.',
  ],
  ['efficiency', 'Efficiency', 'Speed-up divided by workers. 100% is perfect: no worker hinders another.'],
  [
    'cost-and-gain',
    'Cost and gain',
    html`What switching the GIL off costs one worker, as more time (10% is 1.1 times the time), and what all workers together gain, as throughput against one worker with the GIL. N workers that scale perfectly after a cost c gain N / (1 + c).`,
  ],
  [
    'karp-flatt',
    'Karp–Flatt serial share',
    html`The share of the work that would have to be serial to explain a speed-up S at N workers: (1/S − 1/N) / (1 − 1/N). Level over workers where a fixed part is serial; rising where each further worker adds overhead. (Karp and Flatt, Measuring parallel processor performance, 1990.)`,
  ],
  [
    'amdahl',
    'Amdahl’s law',
    html`S(N) = 1 / (s + (1 − s)/N) with a serial share s. Fitted from 4 worker counts on, and never beyond the cores.`,
  ],
  [
    'usl',
    'Universal scalability law',
    html`S(N) = λN / (1 + σ(N − 1) + κN(N − 1)) with contention σ and coherence κ: where κ is above 0, the curve has a peak after which more workers do less. Fitted from 6 worker counts on, and never beyond the cores. (Gunther, Guerrilla Capacity Planning, 2007.)`,
  ],
  [
    'relative-error',
    'Relative error of a fit',
    'Root mean square of the differences between law and measurement, each relative to the measurement.',
  ],
])}</section>`;
}

function machine(): Html {
  return html`<section aria-labelledby="machine"><h2 id="machine">The machine</h2>
${terms([
  [
    'canary',
    'Canary',
    'A fixed piece of work that is timed before each process, outside of any Python. When it slows down, the machine did.',
  ],
  ['load', 'Load average', 'How many processes wanted a CPU in the minute before, as the system counts them.'],
  ['steal', 'Stolen time', 'Share of the machine’s CPU time that the hypervisor gave to others while a process ran.'],
  [
    'steady-state',
    'Steady state',
    'How the samples of a process settled, by change points: flat, warm-up (became faster), slow-down (became slower) or none. Processes with few samples are not classified.',
  ],
])}</section>`;
}

function warnings(): Html {
  const entries = Object.entries(warningKinds).map(([code, { title, remedy }]): [string, string, Content] => [
    `warning-${code}`,
    title,
    remedy,
  ]);
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings and their remedies</h2>
<p>Nothing is dropped for a warning: it tells how far to trust what it names.</p>
${terms(entries)}</section>`;
}
