import { matchRoutes } from 'react-router';
import { routes } from './routes.tsx';

/** Loads the code of the page that the address names, so that the router finds it at once. */
export async function loadShownPage(): Promise<void> {
  const matched = matchRoutes([...routes], window.location) ?? [];
  await Promise.all(
    matched.map(async ({ route }) => {
      if (typeof route.lazy !== 'function') return;
      try {
        Object.assign(route, await route.lazy(), { lazy: undefined });
      } catch {
        // The router asks again, and says what is wrong.
      }
    }),
  );
}
