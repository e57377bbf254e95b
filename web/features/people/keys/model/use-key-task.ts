import { useState } from 'react';
import type { KeyStep, OnKeyStep } from '../../../../lib/keys/accounts.ts';
import { type Task, useTask } from '../../../../lib/session/task.ts';

export interface KeyTask extends Omit<Task, 'run'> {
  readonly step: KeyStep | null;
  /** One at a time; null when it failed. */
  run<T>(work: (onStep: OnKeyStep) => Promise<T>): Promise<T | null>;
}

/** Work on a key that takes a second or two, with what is being done. */
export function useKeyTask(): KeyTask {
  const [step, setStep] = useState<KeyStep | null>(null);
  const { isBusy, error, run } = useTask();
  return {
    isBusy,
    error,
    step,
    run: (work) => run(() => work(setStep).finally(() => setStep(null))),
  };
}
