import type { Moment } from './items.js';
import type { CheckedItem } from './source.js';
import { compareStates, type Validity, validityAt } from './validity.js';

/** What follows from the items of a source, seen as one thing: a chain, a bundle, a set of lists. */
export interface Verdict extends Validity {
  readonly until: string | undefined;
  readonly reason: string;
  readonly decidedBy: CheckedItem | undefined;
  /** The same items; those that do not matter do not count any more, and say why. */
  readonly items: readonly CheckedItem[];
}

/** Everything in it is needed, so the weakest decides. */
export function weakest(items: readonly CheckedItem[], reason: (item: CheckedItem) => string): Verdict | undefined {
  const [decidedBy] = items.filter(({ counts }) => counts).toSorted(compareItems);
  if (decidedBy === undefined) return undefined;
  const { state, until, secondsLeft, daysLeft } = decidedBy;
  return { state, until, secondsLeft, daysLeft, reason: reason(decidedBy), decidedBy, items };
}

/** Worst state first, then what ends first. */
export function compareItems(one: CheckedItem, other: CheckedItem): number {
  return compareStates(other.state, one.state) || compareEnds(one.secondsLeft, other.secondsLeft);
}

export function compareEnds(one: number | undefined, other: number | undefined): number {
  if (one === other) return 0;
  return (one ?? Number.POSITIVE_INFINITY) - (other ?? Number.POSITIVE_INFINITY);
}

/**
 * Until when there is always one valid among several that can stand in for each other, and which is the last: from the moment on,
 * the one that lasts longest, then whichever has begun by its end. Undefined where none is valid at the moment.
 */
export function lastInTurn(items: readonly CheckedItem[], at: number): CheckedItem | undefined {
  let last: CheckedItem | undefined;
  for (let until = at; ; ) {
    const begun = items.filter((item) => Date.parse(item.from) <= until && endOf(item) > until);
    const [longest] = begun.toSorted((one, other) => endOf(other) - endOf(one));
    if (longest === undefined) return last;
    last = longest;
    until = endOf(longest);
  }
}

export const endOf = ({ until }: CheckedItem): number =>
  until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);

/** The state of what holds from before the moment until the end of an item. */
export function heldUntil(item: CheckedItem, { at, thresholds }: Moment): Validity {
  return validityAt(at, item.until === undefined ? undefined : Date.parse(item.until), at, thresholds);
}

/** How an end is told: "ends", "ended", "begins only". */
export function ends({ state, title }: CheckedItem): string {
  if (state === 'expired') return `${title} has expired`;
  if (state === 'not-yet-valid') return `${title} is not valid yet`;
  return `${title} expires`;
}
