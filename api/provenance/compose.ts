import { SaleStateKeeper, type SaleStateKeeperOptions } from './jobs/sale-state-keeper.ts';
import { type ProvenanceOptions, ProvenanceService } from './services/provenance.ts';
import { SaleStates, type SaleStatesOptions } from './services/sale-states.ts';
import { StatementHistory, type StatementHistoryOptions } from './services/statement-history.ts';

export type ProvenanceParts = Omit<ProvenanceOptions, 'saleStates'> &
  StatementHistoryOptions &
  SaleStatesOptions &
  Pick<SaleStateKeeperOptions, 'cursors' | 'projection' | 'licenses'> & { readonly lookEveryMs: number };

/** Histories, and the proofs that verify offline. */
export function composeProvenance(parts: ProvenanceParts) {
  const saleStates = new SaleStates(parts);
  const keeper = new SaleStateKeeper({ ...parts, saleStates, everyMs: parts.lookEveryMs });
  return {
    provenance: new ProvenanceService({ ...parts, saleStates }),
    history: new StatementHistory(parts),
    // The embedded chain keeps what each block held.
    saleStateJobs: parts.isChainEmbedded ? [] : [keeper],
  };
}
