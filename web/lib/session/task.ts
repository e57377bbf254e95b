import { useRef, useState } from 'react';

export interface Task {
  readonly isBusy: boolean;
  /** Of the last run; null while there is none. */
  readonly error: unknown;
  /** One at a time; null when it failed, or another is under way. */
  run<T>(work: () => T | Promise<T>): Promise<T | null>;
}

/** Work that a press starts, and what became of it. For what is signed: `useAct`. */
export function useTask(): Task {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isRunning = useRef(false);
  const run: Task['run'] = async (work) => {
    if (isRunning.current) return null;
    isRunning.current = true;
    setIsBusy(true);
    setError(null);
    try {
      return await work();
    } catch (cause) {
      setError(cause);
      return null;
    } finally {
      isRunning.current = false;
      setIsBusy(false);
    }
  };
  return { isBusy, error, run };
}
