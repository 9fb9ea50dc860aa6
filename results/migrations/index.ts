import { first } from './0001-first.js';
import { turns } from './0002-turns.js';
import { rates } from './0003-rates.js';
import { parallelism } from './0004-parallelism.js';
import { resume } from './0005-resume.js';
import { fitIntervals } from './0006-fit-intervals.js';
import { source } from './0007-source.js';
import { revision } from './0008-revision.js';

export interface Migration {
  /** Stored in the file's `user_version` once applied; numbers are consecutive from 1. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** Append only: a migration that has been released is never edited, a later one mends it. */
export const migrations: readonly Migration[] = [
  first,
  turns,
  rates,
  parallelism,
  resume,
  fitIntervals,
  source,
  revision,
];
