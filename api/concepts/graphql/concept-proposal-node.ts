import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../../platform/graphql/connection.ts';
import { Problem } from '../../platform/graphql/problem.ts';
import type { ConceptProposal, ProposalState } from '../domain/concept-proposal.ts';
import type { ConceptImportOutcome } from '../services/concept-imports.ts';
import { ConceptCounts } from './concept-node.ts';
import { ProposalStateEnum } from './enums.ts';

@ObjectType('ConceptProposal', {
  description:
    'Concepts that an organization would add or change, accepted or declined together. Seen by that organization, the accreditor, and the community whose own concepts they are.',
})
export class ConceptProposalNode {
  /** What other fields are resolved from; not part of the schema. */
  declare readonly about: ConceptProposal;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'The key that proposed it, lower-case hex.' })
  declare readonly proposedBy: string;

  @Field(() => GraphQLISODateTime)
  declare readonly proposedAt: Date;

  @Field(() => String, { nullable: true })
  declare readonly message: string | null;

  @Field(() => ProposalStateEnum)
  declare readonly state: ProposalState;

  @Field(() => Int, { description: 'How many concepts it would add or change.' })
  declare readonly changeCount: number;

  @Field(() => String, { nullable: true, description: 'The key that ended it, lower-case hex.' })
  declare readonly decidedBy: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true })
  declare readonly decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was declined.' })
  declare readonly reason: string | null;
}

export function toProposalNode(about: ConceptProposal): ConceptProposalNode {
  const { id, proposedBy, proposedAt, message, state, concepts, decision } = about;
  return {
    ...{ about, id, proposedBy, proposedAt, message, state },
    changeCount: concepts.length,
    decidedBy: decision?.decidedBy ?? null,
    decidedAt: decision?.decidedAt ?? null,
    reason: decision?.reason ?? null,
  };
}

export const ConceptProposalConnection = connectionType(ConceptProposalNode, 'ConceptProposal');

@ObjectType({ description: 'What an import of concepts came to. With problems, nothing was done.' })
export class ConceptImport extends ConceptCounts {
  @Field(() => ConceptProposalNode, {
    nullable: true,
    description: 'All that is new or changed; null when nothing is, or with problems.',
  })
  declare readonly proposal: ConceptProposalNode | null;

  @Field(() => [Problem], {
    description: 'Each names the line, or the subject, and the field: `line 3: prefLabel.en`. At most 100.',
  })
  declare readonly problems: readonly Problem[];
}

export function toImport({ proposal, problems, ...counts }: ConceptImportOutcome): ConceptImport {
  return {
    ...counts,
    proposal: proposal === null ? null : toProposalNode(proposal),
    problems: problems.map(({ field, message }) => ({ code: 'BAD_INPUT', field, message })),
  };
}
