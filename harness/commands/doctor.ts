import type { Command } from 'commander';
import { applyToOptions, chosenConfiguration } from '../config/command-line.js';
import { type Configuration, ConfigurationError } from '../config/configuration.js';
import { checks, type Diagnosis, diagnose, type Verdict } from '../doctor/checks.js';
import { thisSystem } from '../doctor/system.js';
import { paint } from '../progress.js';
import { defaultDatabase } from './options.js';

interface DoctorOptions {
  readonly db: string;
  readonly json?: boolean;
}

const colours: Readonly<Record<Verdict, Parameters<ReturnType<typeof paint>>[0]>> = {
  ok: 'green',
  note: 'dim',
  warning: 'yellow',
  impossible: 'red',
  unknown: 'dim',
};

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at what sways measurements on this machine, and what gil-lab needs; nothing is changed')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--json', 'print as JSON')
    .action(async (_, command: Command) => {
      // A file with mistakes is one of the findings.
      const [configuration, problem] = await readConfiguration(command);
      if (configuration) applyToOptions(command, configuration);
      const { db, json } = command.opts<DoctorOptions>();
      const subject = { store: db, configurationFile: configuration?.file ?? null, configurationProblem: problem };
      // It brings what drives the browser, which the other commands need not load.
      const { chromiumPaths } = await import('../../reports/screenshot.js');
      const found = diagnose(thisSystem(chromiumPaths), subject);
      const colour = paint(process.stdout);
      process.stdout.write(
        json ? `${JSON.stringify(found)}\n` : inText(found, (verdict) => colour(colours[verdict], verdict.padEnd(10))),
      );
      process.exitCode = found.some(({ verdict }) => verdict === 'impossible') ? 1 : 0;
    });
}

async function readConfiguration(command: Command): Promise<[Configuration | null, string | null]> {
  try {
    return [await chosenConfiguration(command), null];
  } catch (error) {
    if (error instanceof ConfigurationError) return [null, error.message];
    throw error;
  }
}

/** A line for each check, and what to do under those that complain. */
export function inText(found: readonly Diagnosis[], mark: (verdict: Verdict) => string): string {
  const width = Math.max(...Object.values(checks).map(({ title }) => title.length));
  const indent = ' '.repeat(12);
  return found
    .flatMap(({ verdict, title, detail, remedy }) => [
      `${mark(verdict)}  ${title.padEnd(width)}  ${detail.replaceAll('\n', `\n${indent}`)}`,
      ...(remedy === null ? [] : [`${indent}${remedy}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
