import { StartRefusedError } from '../start/data-directory.ts';
import type { StartSettings } from '../start/settings.ts';
import { addressIn, variableOf } from '../start/store-places.ts';
import { MOVABLE, type Movable, type Move } from './move-file.ts';
import { EMBEDDED, isSamePlace, shownPlace } from './place.ts';

interface Moved {
  readonly store: Movable;
  readonly from: string;
  readonly to: string;
  readonly isThere: boolean;
  readonly isHere: boolean;
}

/** What a start means for a move: it goes to the new place with a last pass, or back to the former one before anything was served. */
export interface Switch {
  readonly to: 'NEW' | 'BACK';
  readonly move: Move;
}

/**
 * What a start with these settings means for a move; null where it changes nothing.
 * @throws StartRefusedError where the settings name a copy that is not whole, half of it, what was left behind, or neither place
 */
export function findSwitch(move: Move | null, settings: StartSettings): Switch | null {
  if (move === null) return null;
  const stores = movedStores(move, settings);
  const elsewhere = stores.find(({ isThere, isHere }) => !isThere && !isHere);
  if (elsewhere !== undefined) throw new StartRefusedError(describeElsewhere(elsewhere, move));
  if (move.state === 'DONE') {
    // Nothing was acknowledged in the new place yet.
    if (!move.isServed && stores.every(({ isHere }) => isHere)) return { to: 'BACK', move };
    const left = stores.find(({ isHere }) => isHere);
    if (left !== undefined) throw new StartRefusedError(describeLeft(left));
    return null;
  }
  if (!stores.some(({ isThere }) => isThere)) return null;
  if (move.state === 'COPYING') throw new StartRefusedError(describeUnfinished(stores));
  const behind = stores.filter(({ isThere }) => !isThere);
  if (behind.length > 0)
    throw new StartRefusedError(
      `One move takes ${stores.map(({ store }) => store).join(' and ')}, and the settings name the new place of only a part: ${behind.map(adviceFor).join(' and ')} too. Nothing was changed.`,
    );
  return { to: 'NEW', move };
}

function movedStores(move: Move, settings: StartSettings): Moved[] {
  return MOVABLE.flatMap((store) => {
    const route = move[store];
    if (route === null) return [];
    const place = addressIn(settings, store) ?? EMBEDDED;
    return [
      {
        store,
        ...route,
        isThere: isSamePlace(place, route.to),
        isHere: isSamePlace(place, route.from),
      },
    ];
  });
}

function describeElsewhere({ store, from, to }: Moved, { state, isServed }: Move): string {
  const route = `A move of the ${store} from ${named(from)} to ${named(to)} is recorded, and ${variableOf(store)} names neither`;
  const address = `If one of them has another address now, write it as the move did`;
  if (state === 'DONE' && isServed)
    return `${route}: ${adviceFor({ store, to })}. ${address}; or first remove the former place with npx lanran move --clean-up. Nothing was changed.`;
  return `${route}: ${adviceFor({ store, to: from })}. ${address}; or first give up the move with npx lanran move --give-up. Nothing was changed.`;
}

function named(place: string): string {
  return place === EMBEDDED ? 'the data directory' : shownPlace(place);
}

function describeLeft(left: Moved): string {
  return `The ${left.store} were moved to ${shownPlace(left.to)}, and what is left in the former place is out of date: ${adviceFor(left)}. To go back, remove the former place with npx lanran move --clean-up, then move again. Nothing was changed.`;
}

function describeUnfinished(stores: readonly Moved[]): string {
  const former = stores
    .filter(({ isThere }) => isThere)
    .map(({ store, from }) =>
      from === EMBEDDED ? `unset ${variableOf(store)}` : `set ${variableOf(store)} to ${shownPlace(from)}`,
    );
  return `The move to ${stores.map(({ to }) => shownPlace(to)).join(' and ')} has not copied everything yet: ${former.join(' and ')}, start the platform, and run the same npx lanran move again until it says that everything is copied. Nothing was changed.`;
}

/** How the new place is set. */
export function adviceFor({ store, to }: { readonly store: Movable; readonly to: string }): string {
  return to === EMBEDDED ? `unset ${variableOf(store)}` : `set ${variableOf(store)} to ${shownPlace(to)}`;
}
