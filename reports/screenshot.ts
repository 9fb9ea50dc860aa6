// node dist/reports/screenshot.js [OUT [SITE]]
//
// The picture of the report in the README: the first screen of the newest report, as a reader sees it. Needs a Chromium.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** Where the systems' packages put Chromium. */
export const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Draws the top of a site's first page into a file. */
export async function screenshot(index: string, out: string): Promise<void> {
  const executablePath = chromiumPaths.find(existsSync);
  if (!executablePath) throw new Error(`no Chromium at ${chromiumPaths.join(', ')}`);
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1000 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(index).href);
    await page.waitForFunction("document.querySelector('.chart')?.view");
    await page.screenshot({ path: out });
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(import.meta.dirname, '..', '..');
  const [out, site] = process.argv.slice(2);
  const index = path.join(site ?? path.join(root, 'reports', 'site'), 'index.html');
  await screenshot(index, out ?? path.join(root, 'docs', 'report.png'));
}
