import { useRef, useState } from 'react';
import type { KeyProgress, OnKeyProgress } from '../../lib/keys/accounts.ts';

export interface KeyTask {
  readonly isBusy: boolean;
  readonly progress: KeyProgress | null;
  readonly error: unknown;
  /** One at a time; null when it failed. */
  run<T>(work: (onProgress: OnKeyProgress) => Promise<T>): Promise<T | null>;
}

/** Work on a key that takes a second or two, with how far it is. */
export function useKeyTask(): KeyTask {
  const [progress, setProgress] = useState<KeyProgress | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);
  const run = async <T>(work: (onProgress: OnKeyProgress) => Promise<T>): Promise<T | null> => {
    if (isRunning.current) return null;
    isRunning.current = true;
    setIsBusy(true);
    setError(null);
    try {
      return await work(setProgress);
    } catch (cause) {
      setError(cause);
      return null;
    } finally {
      isRunning.current = false;
      setIsBusy(false);
      setProgress(null);
    }
  };
  return { isBusy, progress, error, run };
}
