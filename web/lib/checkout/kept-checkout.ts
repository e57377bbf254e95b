import { useCallback, useState } from 'react';
import { readPreference, writePreference } from '../language/preference.ts';

export interface KeptCheckout {
  /** A plan of sdk/desk/checkout-plan.ts as text; null when none was begun. */
  readonly text: string | null;
  keep(text: string): void;
  clear(): void;
}

/** What was agreed to in this browser under that name, until all of it is settled: a reload goes on with it. */
export function useKeptCheckout(name: string): KeptCheckout {
  const key = `checkout.${name}`;
  const [text, setText] = useState(() => readKept(key));
  const keep = useCallback(
    (plan: string) => {
      writePreference(key, plan);
      setText(plan);
    },
    [key],
  );
  const clear = useCallback(() => {
    writePreference(key, '');
    setText(null);
  }, [key]);
  return { text, keep, clear };
}

function readKept(key: string): string | null {
  const text = readPreference(key);
  return text === '' ? null : text;
}
