import { useCallback } from 'react';
import { useKept } from '../session/use-kept.ts';

export interface KeptCheckout {
  /** A plan of sdk/desk/checkout-plan.ts as text; null when none was begun. */
  readonly text: string | null;
  keep(text: string): void;
  clear(): void;
}

/** What the account agreed to in this browser under that name, until all of it is settled: a reload goes on with it. */
export function useKeptCheckout(name: string): KeptCheckout {
  const [text, keep] = useKept(`checkout.${name}`);
  const clear = useCallback(() => keep(''), [keep]);
  return { text: text === '' ? null : text, keep, clear };
}
