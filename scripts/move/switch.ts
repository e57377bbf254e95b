import { StartRefusedError } from '../start/data-directory.ts';
import type { StartSettings } from '../start/settings.ts';
import { addressIn, variableOf } from '../start/store-places.ts';
import { EMBEDDED, isSamePlace, MOVABLE, type Movable, type Move, shownPlace } from './move-file.ts';

interface Moved {
  readonly store: Movable;
  readonly from: string;
  readonly to: string;
  readonly isThere: boolean;
  readonly isHere: boolean;
}

/**
 * What a start with these settings means for a move: the one to finish, or null where it changes nothing.
 * @throws StartRefusedError where the settings name a copy that is not whole, half of it, or what was left behind
 */
export function findSwitch(move: Move | null, settings: StartSettings): Move | null {
  if (move === null) return null;
  const stores = movedStores(move, settings);
  if (move.state === 'DONE') {
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
  return move;
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
