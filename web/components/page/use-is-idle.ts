import { startTransition, useEffect, useState } from 'react';

/** Where the browser can't tell. */
const SOON_MS = 200;

/** False until the browser has drawn the page and has nothing else to do: for what is far below, and would keep it from answering. */
export function useIsIdle(): boolean {
  const [isIdle, setIsIdle] = useState(false);
  useEffect(() => {
    const show = () => startTransition(() => setIsIdle(true));
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(show, SOON_MS);
      return () => clearTimeout(timer);
    }
    const callback = requestIdleCallback(show, { timeout: 5 * SOON_MS });
    return () => cancelIdleCallback(callback);
  }, []);
  return isIdle;
}
