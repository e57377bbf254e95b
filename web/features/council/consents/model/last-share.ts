import { useQuery } from '@tanstack/react-query';
import { askAssetStatements } from './asset-statements.ts';
import type { Council } from '../../desk/model/council.ts';

/** ConsentRegistry: so long after a withdrawal no lower share is granted. */
const LOWERING_PERIOD_MS = 7 * 86_400_000;

export interface LastShare {
  readonly shareBps: number;
  /** Until then the share can't be lower. */
  readonly until: string;
}

interface Entry {
  readonly kind: string;
  readonly issuedAt: string;
  readonly details: string;
}

/** Of an asset's statements, newest first: what its ended consent asked for. Null when a collection's counted, or none. */
export function lastShareIn(statements: readonly Entry[]): LastShare | null {
  const told = statements.filter(({ kind }) =>
    ['consented', 'consent-withdrawn', 'consent-joined'].includes(kind),
  );
  const [ended] = told;
  const granted = told.find(({ kind }) => kind !== 'consent-withdrawn');
  if (ended?.kind !== 'consent-withdrawn' || granted?.kind !== 'consented') return null;
  // The platform writes them by the format.
  const { shareBps } = JSON.parse(granted.details) as { readonly shareBps?: number };
  if (shareBps === undefined) return null;
  return { shareBps, until: new Date(Date.parse(ended.issuedAt) + LOWERING_PERIOD_MS).toISOString() };
}

export function useLastShare(council: Council, id: string) {
  return useQuery({
    queryKey: ['council-last-share', id, council.safe?.address],
    queryFn: async ({ signal }) => lastShareIn(await askAssetStatements(council, id, signal)),
  });
}
