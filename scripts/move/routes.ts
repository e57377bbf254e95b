import { MoveRefusedError } from './errors.ts';
import { MOVABLE, type Movable, type Move, type Route } from './move-file.ts';
import { EMBEDDED, isSamePlace, shownPlace } from './place.ts';
import { readServices } from './services-file.ts';
import type { Places } from './sides.ts';
import { adviceFor } from './switch.ts';

export type Routes = Pick<Move, 'documents' | 'files'>;

/** From where the platform has its stores to the places that were asked for. @throws MoveRefusedError */
export async function chooseRoutes(
  { dataDir, places }: { readonly dataDir: string; readonly places: Places },
  earlier: Move | null,
): Promise<Routes> {
  const services = await readServices(dataDir);
  const addresses = { documents: services.mongoUri, files: services.ipfsApiUrl };
  const routeOf = (store: Movable): Route | null => {
    const to = places[store];
    if (to === null) return null;
    const from = services.embedded.includes(store) ? EMBEDDED : addresses[store];
    if (isSamePlace(from, to))
      throw new MoveRefusedError(`The ${store} are at ${shownPlace(to)} already. Nothing was changed.`);
    return { from, to };
  };
  if (earlier?.state === 'DONE' && !earlier.isServed)
    throw new MoveRefusedError(
      'The move before this one is done, and the platform has not served from the new place yet. Start it there; or start it with the former setting, or give the move up with npx lanran move --give-up, and then move again. Nothing was changed.',
    );
  if (earlier?.state === 'DONE')
    throw new MoveRefusedError(
      'The move before this one is done, and its former place is still there. Remove it with npx lanran move --clean-up, then move again. Nothing was changed.',
    );
  const routes = { documents: routeOf('documents'), files: routeOf('files') };
  if (earlier !== null && !MOVABLE.every((store) => isSameRoute(earlier[store], routes[store])))
    throw new MoveRefusedError(
      `Another move is unfinished: ${MOVABLE.flatMap((store) => (earlier[store] === null ? [] : `--${store} ${shownPlace(earlier[store].to)}`)).join(' ')}. Run that one again, or give it up with npx lanran move --give-up. Nothing was changed.`,
    );
  return routes;
}

/** What to set for the next start. */
export function adviceOf(routes: Routes): string {
  return MOVABLE.flatMap((store) => {
    const route = routes[store];
    return route === null ? [] : [adviceFor({ store, to: route.to })];
  }).join(' and ');
}

export function embeddedTargets(routes: Routes): Movable[] {
  return MOVABLE.filter((store) => routes[store]?.to === EMBEDDED);
}

/** Servers of one end of the routes; null for what stays, or is embedded. */
export function serversOf(routes: Routes, end: keyof Route): Places {
  const server = (route: Route | null) => (route === null || route[end] === EMBEDDED ? null : route[end]);
  return { documents: server(routes.documents), files: server(routes.files) };
}

function isSameRoute(a: Route | null, b: Route | null): boolean {
  if (a === null || b === null) return a === b;
  return isSamePlace(a.to, b.to);
}
