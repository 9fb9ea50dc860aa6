import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRun } from '../results/queries.js';
import { Store } from '../results/store.js';
import { History } from './history.js';
import { hostileSettings, storeSampleNights } from './sample-run.js';
import { chromiumPaths, screenshot } from './screenshot.js';
import { writeSite } from './site.js';

const executablePath = chromiumPaths.find(existsSync);
const skipped = executablePath ? '' : ' (skipped: there is no Chromium)';
const axe = path.join(path.dirname(createRequire(import.meta.url).resolve('axe-core')), 'axe.min.js');

/** Milliseconds for a test that opens every page: a busy machine takes some seconds for each. */
const allPages = 300_000;

// .ci/run installs a browser; elsewhere the site's other tests stand alone.
describe.skipIf(!executablePath)(`the site in a browser${skipped}`, () => {
  let out: string;
  let index: string;
  let browser: Browser;
  let store: Store;

  beforeAll(async () => {
    out = mkdtempSync(path.join(tmpdir(), 'gil-lab-browser-'));
    store = Store.open(':memory:');
    const run = storeSampleNights(store, 12);
    const history = new History(store.connection, run);
    const assets = path.join(import.meta.dirname, 'assets');
    index = await writeSite({ data: readRun(store.connection, run)!, history, out, assets, settings: hostileSettings });
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(async () => {
    await browser?.close();
    store?.close();
    rmSync(out, { recursive: true, force: true });
  });

  /** Opens a page of the site from disk; what it logs and asks of the network is collected. */
  async function open(file: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) problems.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, problems, close: () => context.close() };
  }

  /** Scrolls through, so that every chart is drawn again by the script. (A text: these are the browser's globals.) */
  const drawAll = (page: Page) =>
    page.evaluate(`(async () => {
      for (const chart of document.querySelectorAll('.chart')) {
        chart.scrollIntoView();
        while (!chart.view) await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    })()`);

  const files = () =>
    ['.', 'suites', 'benchmarks'].flatMap((folder) =>
      readdirSync(path.join(out, folder))
        .filter((name) => name.endsWith('.html'))
        .map((name) => path.join(out, folder, name)),
    );

  it.each([
    ['a desktop', { viewport: { width: 1280, height: 900 } }],
    ['a phone', { viewport: { width: 390, height: 844 } }],
    ['dark', { viewport: { width: 900, height: 700 }, colorScheme: 'dark' as const }],
  ])(
    'draws every chart from disk without errors or overflow: %s',
    async (_, options) => {
      for (const file of files()) {
        const { page, problems, close } = await open(file, options);
        await drawAll(page);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow, file).toBeLessThanOrEqual(0);
        expect(problems).toEqual([]);
        await close();
      }
    },
    allPages,
  );

  it('shows its charts without scripts', async () => {
    let charts = 0;
    for (const file of ['index.html', 'suites/threads.html']) {
      const { page, close } = await open(path.join(path.dirname(index), file), { javaScriptEnabled: false });
      const here = await page.locator('.chart svg').count();
      expect(await page.locator('.chart').count(), file).toBe(here);
      expect(here, file).toBeGreaterThan(0);
      charts += here;
      await close();
    }
    expect(charts).toBeGreaterThan(3);
  });

  it('shows a tooltip over a point', async () => {
    const { page, close } = await open(index);
    await drawAll(page);
    await page.locator('#headline .mark-symbol path').nth(2).hover();
    expect(await page.locator('.tip').textContent()).toMatch(/speed-up/);
    await close();
  });

  it.each(['light', 'dark'] as const)(
    'has nothing serious to say for axe: %s',
    async (colorScheme) => {
      for (const file of files()) {
        const { page, close } = await open(file, { colorScheme });
        await page.addScriptTag({ path: axe });
        const found = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
          "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
        );
        const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${path.basename(file)}: ${id}: ${nodes[0].html}`)).toEqual([]);
        await close();
      }
    },
    allPages,
  );

  it('gives its data as files, from disk', async () => {
    const { page, close } = await open(index, { acceptDownloads: true });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#headline .download a', { hasText: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('index-headline.csv');
    await close();
  });

  it('takes its colours from the theme', async () => {
    const colour = async (colorScheme: 'light' | 'dark') => {
      const { page, close } = await open(index, { colorScheme });
      const found = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      await close();
      return found;
    };
    expect(await colour('light')).not.toBe(await colour('dark'));
  });

  it('is reached by the keyboard', async () => {
    const { page, close } = await open(index);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    const summary = page.locator('summary').first();
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('details').first().getAttribute('open')).not.toBeNull();
    await close();
  });

  it('is what the picture in the README shows', async () => {
    const picture = path.join(out, 'report.png');
    await screenshot(index, picture);
    // width and height in the PNG's header
    const header = readFileSync(picture).subarray(16, 24);
    expect([header.readUInt32BE(0), header.readUInt32BE(4)]).toEqual([1080, 1000]);
  });
});
