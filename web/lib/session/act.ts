import { useCallback, useRef, useState } from 'react';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Platform } from '@lanran/sdk/kernel/session';
import { useSession } from './session.tsx';

export type ActState<T> =
  | { readonly phase: 'idle' }
  /** Signing and sending; a second press does nothing. */
  | { readonly phase: 'working' }
  | { readonly phase: 'done'; readonly result: T }
  | { readonly phase: 'failed'; readonly error: unknown };

export interface Act<T> {
  readonly state: ActState<T>;
  /** Unlocks the key if needed and runs the act; null when it failed, was canceled, or one is under way. */
  run(act: (platform: Platform) => Promise<T>, options?: ActOptions): Promise<T | null>;
  reset(): void;
}

export interface ActOptions {
  /** The Safe to which the act is proposed. */
  readonly safe?: Address | null;
}

/** One binding act at a time: pressed twice it is done once. */
export function useAct<T>(): Act<T> {
  const { unlock } = useSession();
  const [state, setState] = useState<ActState<T>>({ phase: 'idle' });
  const isWorking = useRef(false);
  const run = useCallback<Act<T>['run']>(
    async (act, { safe = null } = {}) => {
      if (isWorking.current) return null;
      isWorking.current = true;
      setState({ phase: 'working' });
      try {
        const signer = await unlock();
        const { openPlatform } = await import('./platform.ts');
        const result = await act(await openPlatform(signer, safe));
        setState({ phase: 'done', result });
        return result;
      } catch (error) {
        setState(isCanceled(error) ? { phase: 'idle' } : { phase: 'failed', error });
        return null;
      } finally {
        isWorking.current = false;
      }
    },
    [unlock],
  );
  const reset = useCallback(() => setState({ phase: 'idle' }), []);
  return { state, run, reset };
}

function isCanceled(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'CANCELED';
}
