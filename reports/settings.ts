// What gil-lab.toml says about the site: where commits are shown, and which changes are known.

import type { Muted } from '../harness/config/value-types.js';
import { type Content, html, name } from './html.js';

export interface SiteSettings {
  /** Address of a commit of this repository, with `{commit}` in the place of its hash. */
  readonly commitUrl?: string;
  /** The same for builds of other repositories, by their names. */
  readonly commitUrls?: Readonly<Record<string, string>>;
  /** Changes that are known and accepted. */
  readonly muted?: readonly Muted[];
}

/** A build as far as its commits are concerned. */
export interface CommitOf {
  readonly buildName: string;
  readonly implementation: string;
  readonly revision: string | null;
}

/** A commit, shortened, that leads to where it is shown; plain where nobody said where that is. */
export function commitLink({ commitUrl, commitUrls }: SiteSettings, of: CommitOf): Content {
  const { buildName, implementation, revision } = of;
  if (!revision) return null;
  const short = html`<code>${shortCommit(revision)}</code>`;
  const own = commitUrls && Object.hasOwn(commitUrls, buildName) ? commitUrls[buildName] : undefined;
  const template = own ?? (implementation === 'gilpy' ? commitUrl : undefined);
  // What is not a hash is a name that something else gave: it has no place in an address.
  const hash = /^([0-9a-f]{7,64})(\+changes)?$/.exec(revision)?.[1];
  return template && hash ? html`<a href="${template.replaceAll('{commit}', hash)}">${short}</a>` : short;
}

/** The first 12 digits of a commit, and whether files differed from it. */
export function shortCommit(revision: string): string {
  return revision.replace(/^(.{12})[^+]*/s, '$1').slice(0, 24);
}

/** Why a change of a benchmark on a build is known, on a day as 2026-11-24; null where it is not. */
export function mutedMark(
  { muted = [] }: SiteSettings,
  { kind, benchmark, buildName, day }: Readonly<Record<'kind' | 'benchmark' | 'buildName' | 'day', string>>,
): Content {
  const found = muted.find(
    ({ benchmark: of, build, until }) =>
      of === `${kind}/${benchmark}` && build === buildName && (until === undefined || until >= day),
  );
  return found
    ? html`<span class="muted">muted${found.until && ` until ${found.until}`}: ${name(found.reason)}</span>`
    : null;
}
