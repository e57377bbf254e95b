import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Imported, ImportState } from '../domain/draft-import.ts';
import type { Problem as DomainProblem } from '../../platform/kernel/problem.ts';
import type { PreparedOfBatch } from '../services/batch-publishing.ts';
import { DraftNode, toDraftNode } from './draft-node.ts';
import { ImportStateEnum } from './enums.ts';
import { PublicationNode, toPublicationNode } from './publication-node.ts';
import { Problem } from '../../platform/graphql/problem.ts';

@ObjectType('ImportedDraft', { description: 'What became of one record.' })
export class ImportedDraftNode {
  @Field(() => String)
  declare readonly externalId: string;

  @Field(() => ImportStateEnum, { nullable: true, description: 'Null with a problem.' })
  declare readonly state: ImportState | null;

  @Field(() => DraftNode, {
    nullable: true,
    description: 'Null with a problem, and for one that a check found missing.',
  })
  declare readonly draft: DraftNode | null;

  @Field(() => Problem, { nullable: true })
  declare readonly problem: DomainProblem | null;
}

export function toImportedDraftNode({ draft, ...imported }: Imported): ImportedDraftNode {
  return { ...imported, draft: draft === null ? null : toDraftNode(draft) };
}

@ObjectType({ description: 'What is to be signed of one draft of a batch.' })
export class PreparedPublication {
  @Field(() => ID)
  declare readonly draftId: string;

  @Field(() => PublicationNode, { nullable: true, description: 'Null with a problem.' })
  declare readonly publication: PublicationNode | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its leaf when it is published already: then it belongs into no batch.',
  })
  declare readonly leafIndex: number | null;

  @Field(() => Problem, { nullable: true })
  declare readonly problem: DomainProblem | null;
}

export function toPreparedPublication({ draftId, prepared, problem }: PreparedOfBatch): PreparedPublication {
  return {
    draftId,
    publication: prepared === null ? null : toPublicationNode(prepared),
    leafIndex: prepared?.leafIndex ?? null,
    problem,
  };
}
