import { useQuery } from '@tanstack/react-query';
import type { Act as ContractAct, Outcome } from '@lanran/sdk/acts/relaying';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { Address } from '@lanran/protocol/kernel/signature';
import { type Act, useAct } from '../session/act.ts';
import { useChanged } from '../session/changed.ts';
import { request } from '../session/api.ts';
import { ASSET_TO_DISPUTE, DISPUTES } from './documents.ts';

/** Who disputes assets: a community through its council, or an auditor through its members (docs/contracts.md). */
export interface Disputant {
  readonly organizationId: string;
  readonly kind: 'COMMUNITY' | 'AUDITOR';
  /** The Safe through which a council decides; null for a key of its own. */
  readonly safe: string | null;
  /** Others of its owners must sign too. */
  readonly needsOthers: boolean;
  /** False for who may look alone. */
  readonly canAct: boolean;
}

/** What it disputes or disputed, newest first. */
export function useDisputes({ organizationId, safe }: Disputant, { isAsked = true } = {}) {
  return useQuery({
    queryKey: ['disputes', organizationId],
    queryFn: async ({ signal }) => (await request(DISPUTES, { organizationId }, { signal, safe })).disputes,
    enabled: isAsked,
  });
}

/** Null when it does not exist for the disputant. */
export function useAssetToDispute({ safe }: Disputant, id: string) {
  return useQuery({
    queryKey: ['asset-to-dispute', id, safe],
    queryFn: async ({ signal }) => (await request(ASSET_TO_DISPUTE, { id }, { signal, safe })).asset,
  });
}

export interface DisputeAct {
  readonly act: Act<Outcome>;
  /** By the disputant's key, or as a proposal to the owners of its Safe. Null when it failed or was canceled. */
  run(prepare: (platform: Platform) => Promise<ContractAct>): Promise<Outcome | null>;
}

/** Signs and relays one act for the disputant, then refetches the queries that show disputes or offers. */
export function useDisputeAct({ safe }: Disputant): DisputeAct {
  const act = useAct<Outcome>();
  const changed = useChanged();
  const run: DisputeAct['run'] = async (prepare) => {
    const done = await act.run(
      async (platform) => {
        const { relay } = await import('@lanran/sdk/acts/relaying');
        return relay(platform, await prepare(platform));
      },
      // The platform gives addresses in lower-case hex.
      { safe: safe as Address | null },
    );
    if (done !== null) await changed('disputes', 'offers');
    return done;
  };
  return { act, run };
}
