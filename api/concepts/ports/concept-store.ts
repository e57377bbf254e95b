import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { Concept } from '../domain/concept.ts';
import type { ConceptDecision, ConceptProposal, ProposalState } from '../domain/concept-proposal.ts';
import type { ConceptChange } from '../domain/concepts.ts';

/** Who asks for proposals: all of them are the accreditor's to see. */
export interface ProposalAudience {
  readonly seesAll: boolean;
  /** Those that they proposed, and those about their own concepts. */
  readonly organizationIds: readonly OrganizationId[];
}

/** VERSION_TAKEN: another change has that version; look at it and try the next one. */
export type DecisionOutcome = 'DONE' | 'NOT_OPEN' | 'VERSION_TAKEN';

/**
 * Proposals, and the concepts that follow from the accepted ones in the order of their versions. Each write is one write of one
 * record; a version is given once.
 */
export interface ConceptStore {
  /** Changes after that version, in order; at most so many. */
  listChanges(after: number, most: number): Promise<ConceptChange[]>;
  /** A change that nobody proposed. False when its version is taken. */
  ship(change: ConceptChange, at: Date): Promise<boolean>;
  /** Open, or accepted already. False when its version is taken. */
  insert(proposal: ConceptProposal): Promise<boolean>;
  find(id: string): Promise<ConceptProposal | null>;
  /** Newest first; of every state unless one is named. */
  list(query: {
    readonly state: ProposalState | null;
    readonly audience: ProposalAudience;
    readonly page: PageRequest;
  }): Promise<Page<ConceptProposal>>;
  countOpen(organizationId: OrganizationId): Promise<number>;
  /** Ends an open proposal. */
  decide(
    id: string,
    state: Exclude<ProposalState, 'OPEN'>,
    decision: ConceptDecision,
  ): Promise<DecisionOutcome>;
}

/** The concepts that come with the platform. */
export interface ShippedConcepts {
  /** Those whose keys are wanted, all unless told. */
  read(isWanted?: (key: string) => boolean): Promise<readonly Concept[]>;
}
