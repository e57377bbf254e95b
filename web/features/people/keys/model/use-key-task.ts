import { useRef, useState } from 'react';
import type { KeyStep, OnKeyStep } from '../../../../lib/keys/accounts.ts';

export interface KeyTask {
  readonly isBusy: boolean;
  readonly step: KeyStep | null;
  readonly error: unknown;
  /** One at a time; null when it failed. */
  run<T>(work: (onStep: OnKeyStep) => Promise<T>): Promise<T | null>;
}

/** Work on a key that takes a second or two, with what is being done. */
export function useKeyTask(): KeyTask {
  const [step, setStep] = useState<KeyStep | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isRunning = useRef(false);
  const run = async <T>(work: (onStep: OnKeyStep) => Promise<T>): Promise<T | null> => {
    if (isRunning.current) return null;
    isRunning.current = true;
    setIsBusy(true);
    setError(null);
    try {
      return await work(setStep);
    } catch (cause) {
      setError(cause);
      return null;
    } finally {
      isRunning.current = false;
      setIsBusy(false);
      setStep(null);
    }
  };
  return { isBusy, step, error, run };
}
