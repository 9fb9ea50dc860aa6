import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { toJson } from '../results/exchange/json.js';
import type { RunData } from '../results/queries.js';
import type { DataFiles } from './figure.js';
import { html, slug } from './html.js';
import { Report } from './model.js';
import { benchmarkPage } from './pages/benchmark-page.js';
import { indexPage } from './pages/index-page.js';

/** Builds the site of one run in `out` from the style and script in `assets`; returns the path of its first page. */
export async function writeSite(data: RunData, out: string, assets: string): Promise<string> {
  const report = new Report(data);
  // The folder is ours: pages of an earlier run must not stay among the new ones.
  for (const folder of ['assets', 'benchmarks', 'data'])
    rmSync(path.join(out, folder), { recursive: true, force: true });
  for (const folder of ['assets', 'benchmarks', 'data']) mkdirSync(path.join(out, folder), { recursive: true });
  copyAssets(assets, path.join(out, 'assets'));
  writeFileSync(path.join(out, 'data', 'run.json'), `${JSON.stringify(toJson(data))}\n`);
  const footer = (root: string) =>
    html`Run ${data.run.id} of ${data.run.startedAt.slice(0, 10)}, by gil-lab ${data.run.labVersion}. <a href="${root}data/run.json" download>Everything as JSON</a>`;

  for (const benchmark of data.benchmarks.values()) {
    const page = report.page(benchmark);
    const files = dataFiles(out, `${benchmark.id}-${slug(benchmark.name)}-`, '../');
    writeFileSync(path.join(out, page), await benchmarkPage(report, benchmark, files, footer('../')));
  }
  const index = path.join(out, 'index.html');
  writeFileSync(index, await indexPage(report, dataFiles(out, '', ''), footer('')));
  return index;
}

function dataFiles(out: string, prefix: string, root: string): DataFiles {
  return {
    add(name, csv) {
      const file = `data/${prefix}${slug(name)}.csv`;
      writeFileSync(path.join(out, file), csv);
      return root + file;
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
