import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { BatchPublishing } from '../services/batch-publishing.ts';
import type { DraftImports } from '../services/draft-imports.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { batchCost } from '../../platform/graphql/cost.ts';
import { ImportedDraftInput } from './draft-inputs.ts';
import { parseBytes, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import {
  ImportedDraftNode,
  PreparedPublication,
  toImportedDraftNode,
  toPreparedPublication,
} from './import-nodes.ts';
import { Published, toPublished } from './publication-node.ts';

export interface ImportResolverServices {
  readonly imports: DraftImports;
  readonly batches: BatchPublishing;
}

/** Many drafts at once, and many published by one signature. */
@Resolver()
export class ImportResolver {
  readonly #services: ImportResolverServices;

  constructor(services: ImportResolverServices) {
    this.#services = services;
  }

  @Query(() => [ImportedDraftNode], {
    complexity: batchCost,
    description: 'What `importDrafts` would do, and refuse, without doing it.',
  })
  async checkDrafts(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('drafts', () => [ImportedDraftInput]) drafts: ImportedDraftInput[],
  ): Promise<ImportedDraftNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return (await this.#services.imports.check(actor, id, drafts)).map(toImportedDraftNode);
  }

  @Mutation(() => [ImportedDraftNode], {
    complexity: batchCost,
    description:
      'Makes a draft for each external identifier that has none, and brings the others up to date; at most 256. Answers are in the order of the drafts.',
  })
  async importDrafts(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('drafts', () => [ImportedDraftInput]) drafts: ImportedDraftInput[],
  ): Promise<ImportedDraftNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return (await this.#services.imports.import(actor, id, drafts)).map(toImportedDraftNode);
  }

  @Mutation(() => [PreparedPublication], {
    complexity: batchCost,
    description: 'Fixes what is to be signed of each of at most 256 drafts. Answers are in their order.',
  })
  async preparePublications(
    @Ctx() { actor }: GraphqlContext,
    @Arg('draftIds', () => [ID]) draftIds: string[],
  ): Promise<PreparedPublication[]> {
    return (await this.#services.batches.prepare(actor, draftIds)).map(toPreparedPublication);
  }

  @Mutation(() => [Published], {
    complexity: batchCost,
    description:
      'Publishes prepared drafts by one signature over `Batch(root, count)`, where root is the RFC 9162 root of their statements in this order (docs/formats.md). A repeat publishes what is missing and answers the same.',
  })
  async publishBatch(
    @Ctx() { actor }: GraphqlContext,
    @Arg('draftIds', () => [ID]) draftIds: string[],
    @Arg('signature', () => String) signature: string,
  ): Promise<Published[]> {
    const bytes = parseBytes(signature, 'signature');
    return (await this.#services.batches.publish(actor, draftIds, bytes)).map(toPublished);
  }
}
