import { type ProvenanceOptions, ProvenanceService } from './services/provenance.ts';
import { StatementHistory, type StatementHistoryOptions } from './services/statement-history.ts';

/** Histories, and the proofs that verify offline. */
export function composeProvenance(options: ProvenanceOptions & StatementHistoryOptions) {
  return { provenance: new ProvenanceService(options), history: new StatementHistory(options) };
}
