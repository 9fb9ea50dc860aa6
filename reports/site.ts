import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { toJson } from '../results/exchange/json.js';
import type { RunData } from '../results/queries.js';
import { Drawing, type DrawingOptions } from './drawing.js';
import { type DataFiles, toCsv, toJsonRows } from './figure.js';
import type { History } from './history.js';
import { html, slug } from './html.js';
import { Report, suitePageName } from './model.js';
import { benchmarkPage } from './pages/benchmark-page.js';
import { environmentPage } from './pages/environment-page.js';
import { historyPage } from './pages/history-page.js';
import { homePage } from './pages/home-page.js';
import { layout, rootOf } from './pages/layout.js';
import { methodPage } from './pages/method-page.js';
import { addresses, navigation, type PageContext, type PageParts } from './pages/parts.js';
import { suitePage } from './pages/suite-page.js';
import type { SiteSettings } from './settings.js';

export interface SiteRequest {
  /** The run that the report is of. */
  readonly data: RunData;
  /** The other runs of its store; without it the site has no history. */
  readonly history?: History;
  /** Folder that the site goes to. */
  readonly out: string;
  /** Folder of the style and the script. */
  readonly assets: string;
  readonly settings?: SiteSettings;
  readonly drawing?: DrawingOptions;
}

const folders = ['assets', 'benchmarks', 'data', 'suites'];

/** Builds the site of one run; returns the path of its first page. Names of files depend on the content alone. */
export async function writeSite({ drawing: options, ...request }: SiteRequest): Promise<string> {
  const drawing = new Drawing(options);
  try {
    return await writePages(request, drawing);
  } finally {
    await drawing.close();
  }
}

async function writePages(request: Omit<SiteRequest, 'drawing'>, drawing: Drawing): Promise<string> {
  const { data, history, out, assets, settings = {} } = request;
  const report = new Report(data, history?.floors());
  // The folders are ours: pages of an earlier run must not stay among the new ones.
  for (const folder of folders) rmSync(path.join(out, folder), { recursive: true, force: true });
  for (const folder of folders) mkdirSync(path.join(out, folder), { recursive: true });
  copyAssets(assets, path.join(out, 'assets'));
  writeFileSync(path.join(out, 'data', 'run.json'), `${JSON.stringify(toJson(data))}\n`);

  const links = navigation(report, history ?? null);
  const write = async (address: string, parts: (context: PageContext) => PageParts | Promise<PageParts>) => {
    const root = rootOf(address);
    const files = dataFiles(out, address);
    const context = { report, history: history ?? null, files, drawing, settings, address };
    const footer = html`Run ${data.run.id} of ${data.run.startedAt.slice(0, 10)}, by gil-lab ${data.run.labVersion}. <a href="${root}data/run.json" download>Everything as JSON</a>`;
    writeFileSync(path.join(out, address), layout({ ...(await parts(context)), address, navigation: links, footer }));
  };
  const pages: (() => Promise<void>)[] = [
    ...[...data.benchmarks.values()].map(
      (benchmark) => () => write(report.page(benchmark), (context) => benchmarkPage(context, benchmark)),
    ),
    ...report.suites().map((kind) => () => write(suitePageName(kind), (context) => suitePage(context, kind))),
    ...(history ? [() => write(addresses.history, (context) => historyPage(context, history))] : []),
    () => write(addresses.environment, environmentPage),
    () => write(addresses.method, methodPage),
    () => write(addresses.home, homePage),
  ];
  if (!history) rmSync(path.join(out, addresses.history), { force: true });
  await inParallel(pages, pagesAtOnce);
  return path.join(out, addresses.home);
}

/** Pages that wait for their drawings while others are written. */
const pagesAtOnce = 4;

async function inParallel(tasks: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const left = tasks.values();
  const work = async () => {
    for (const task of left) await task();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Data files stand in one folder, named after their page and figure. */
function dataFiles(out: string, address: string): DataFiles {
  const page = slug(address.replace(/\.html$/, ''));
  return {
    add(name, table) {
      const file = `data/${page}-${slug(name)}`;
      writeFileSync(path.join(out, `${file}.csv`), toCsv(table));
      writeFileSync(path.join(out, `${file}.json`), toJsonRows(table));
      return ['csv', 'json'].map((type) => ({
        label: type.toUpperCase(),
        address: `${rootOf(address)}${file}.${type}`,
      }));
    },
  };
}

function copyAssets(from: string, to: string): void {
  for (const file of ['style.css', 'site.js']) copyFileSync(path.join(from, file), path.join(to, file));
  const require = createRequire(import.meta.url);
  for (const name of ['vega', 'vega-lite']) {
    const build = path.dirname(require.resolve(name));
    copyFileSync(path.join(build, `${name}.min.js`), path.join(to, `${name}.min.js`));
  }
}
