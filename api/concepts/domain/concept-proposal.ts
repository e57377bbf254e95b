import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Concept, keyOf } from './concept.ts';
import type { Concepts } from './concepts.ts';

export const PROPOSAL_STATES = ['OPEN', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Concepts that an organization would add or change, accepted or declined together. */
export interface ConceptProposal {
  readonly id: string;
  readonly organizationId: OrganizationId;
  readonly proposedBy: Hex;
  readonly proposedAt: Date;
  /** Why, for who decides. */
  readonly message: string | null;
  readonly concepts: readonly Concept[];
  /** What the concepts were changed from. */
  readonly baseVersion: number;
  /** Whose own concepts it is about, before or after: they see it. */
  readonly communities: readonly OrganizationId[];
  readonly state: ProposalState;
  readonly decision: ConceptDecision | null;
}

export interface ConceptDecision {
  readonly decidedBy: Hex;
  readonly decidedAt: Date;
  /** Why it was declined. */
  readonly reason: string | null;
  /** That the concepts have since; null unless accepted. */
  readonly version: number | null;
}

/** Who may accept. */
export interface Deciders {
  readonly accreditor: boolean;
  readonly communities: readonly OrganizationId[];
}

/** Whose own the concepts are, or would be. */
export function communitiesOf(present: Concepts, proposed: readonly Concept[]): OrganizationId[] {
  const concerned = proposed.flatMap((concept) => [
    present.get(keyOf(concept))?.community ?? null,
    concept.community,
  ]);
  return [...new Set(concerned.filter((id) => id !== null))];
}

/**
 * Who may accept all of it: the accreditor, and a community for its own concepts. Nobody else makes a concept a community's
 * own, and nobody takes one from it: that takes the community, as proposer or by accepting.
 */
export function decidersOf(
  present: Concepts,
  { concepts, organizationId }: Pick<ConceptProposal, 'concepts' | 'organizationId'>,
): Deciders {
  const each = concepts.map((concept) =>
    decidersOfChange(present.get(keyOf(concept)), concept, organizationId),
  );
  const [first, ...others] = each;
  if (first === undefined) return { accreditor: true, communities: [] };
  return {
    accreditor: each.every(({ accreditor }) => accreditor),
    communities: first.communities.filter((id) =>
      others.every(({ communities }) => communities.includes(id)),
    ),
  };
}

function decidersOfChange(present: Concept | null, proposed: Concept, proposer: OrganizationId): Deciders {
  const owner = present?.community ?? null;
  const claimed = proposed.community === owner ? null : proposed.community;
  // What is everybody's becomes a community's own on its own request alone.
  if (present !== null && claimed !== null && claimed !== proposer)
    return { accreditor: false, communities: [] };
  const asked = [owner === proposed.community ? null : owner, claimed].filter(
    (id) => id !== null && id !== proposer,
  );
  const own = present === null ? claimed : owner;
  const communities = own === null ? [] : [own];
  return { accreditor: asked.length === 0, communities };
}
