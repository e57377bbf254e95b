import { useSearchParams } from 'react-router';
import { nextPath } from './next-path.ts';

/** Where the person came from, of `?next=`. */
export function useNext(fallback = '/'): string {
  const [query] = useSearchParams();
  return nextPath(query.get('next'), fallback);
}
