import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { drawingThreads } from '../../reports/drawing.js';
import type { SiteSettings } from '../../reports/settings.js';
import { openDatabase } from '../../results/database.js';
import { configurationOf } from '../config/command-line.js';
import type { Configuration } from '../config/configuration.js';
import { inRepository } from '../repository.js';
import { addExportCommand } from './db-exchange.js';
import { loadRun } from './load-run.js';
import { defaultDatabase, defaultSite, wholeNumber } from './options.js';

interface ReportOptions {
  readonly db: string;
  readonly out: string;
  readonly run?: number;
  readonly json?: boolean;
}

/** What the configuration says about the site. */
export function siteSettings({ report, nightly }: Configuration): SiteSettings {
  return { commitUrl: report['commit-url'], commitUrls: report['commit-urls'], muted: nightly.muted };
}

export function addReportCommands(program: Command): void {
  program
    .command('report')
    .description('write the report as a static site')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--out <folder>', 'where the site goes', defaultSite)
    .option('--run <id>', 'which run (default: the newest that measured anything)', wholeNumber(1))
    .option('--json', 'print where it is as JSON')
    .action(async (options: ReportOptions, command: Command) => {
      const data = loadRun(options.db, options.run);
      // Drawing needs vega, which takes longer to load than the other commands take to run.
      const [{ writeSite }, { History }] = await Promise.all([
        import('../../reports/site.js'),
        import('../../reports/history.js'),
      ]);
      const connection = openDatabase(options.db, { readonly: true });
      try {
        const history = new History(connection, data.run.id);
        const assets = inRepository('reports', 'assets');
        const settings = siteSettings(configurationOf(command));
        const drawing = { threads: drawingThreads(), cache: inRepository('.cache', 'charts') };
        const index = await writeSite({ data, history, out: options.out, assets, settings, drawing });
        const where = pathToFileURL(path.resolve(index)).href;
        process.stdout.write(options.json ? `${JSON.stringify({ index, run: data.run.id })}\n` : `report: ${where}\n`);
      } finally {
        connection.close();
      }
    });
  addExportCommand(program);
}
