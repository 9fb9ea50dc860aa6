import type { Muted } from '../config/value-types.js';
import type { Regression } from './judge.js';

export interface Sorted {
  readonly alarming: readonly Regression[];
  readonly silent: readonly { readonly regression: Regression; readonly because: Muted }[];
  /** Entries whose last day is over: they mute nothing any more. */
  readonly expired: readonly Muted[];
}

/** Takes muted regressions from those that alarm. `night` is a day as 2026-11-24; an entry counts on its last day, too. */
export function sortOut(regressions: readonly Regression[], muted: readonly Muted[], night: string): Sorted {
  const expired = muted.filter(({ until }) => until !== undefined && until < night);
  const reasonFor = ({ kind, benchmark, build }: Regression) =>
    muted.find((one) => !expired.includes(one) && one.benchmark === `${kind}/${benchmark}` && one.build === build);
  const silent = regressions.flatMap((regression) => {
    const because = reasonFor(regression);
    return because ? [{ regression, because }] : [];
  });
  return { alarming: regressions.filter((regression) => !reasonFor(regression)), silent, expired };
}
