import { commonWindow, contains, isEmpty, type Window } from '@lanran/protocol/licensing/window';
import type { LicenseCheck } from './license-check.ts';
import type { License } from './license.ts';

/** A license that its licensee has already, of some of what is asked for. */
export interface HeldUse {
  readonly license: License;
  /** It covers all of what is asked for; whether exclusively its terms say. */
  readonly isWhole: boolean;
  /** What is asked for and covered already. */
  readonly common: Window;
}

/** Of the licenses of one licensee and asset, those that are not over and overlap the window; the widest cover first. */
export function heldUsesOf(asked: Window, held: readonly LicenseCheck[]): HeldUse[] {
  return held
    .filter(({ state }) => state === 'LIVE' || state === 'UPCOMING')
    .map(({ license }) => {
      const { wish } = license.terms;
      return { license, isWhole: contains(wish, asked), common: commonWindow(wish, asked) };
    })
    .filter(({ common }) => !isEmpty(common))
    .sort((left, right) => Number(right.isWhole) - Number(left.isWhole));
}
