import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { SavedMapping } from '../domain/saved-mapping.ts';
import type { SavedMappings } from '../services/saved-mappings.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { SavedMappingInput } from './saved-mapping-input.ts';
import { SavedMappingNode } from './saved-mapping-node.ts';

@Resolver(() => SavedMappingNode)
export class SavedMappingResolver {
  readonly #mappings: SavedMappings;

  constructor(mappings: SavedMappings) {
    this.#mappings = mappings;
  }

  @Query(() => [SavedMappingNode], {
    complexity: LIST_COST,
    description: 'The newest of each name, by name; for members of the organization.',
  })
  async savedMappings(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<SavedMappingNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return (await this.#mappings.list(actor, id)).map(toNode);
  }

  @Query(() => SavedMappingNode, { description: 'The newest of its name unless a version is named.' })
  async savedMapping(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('name', () => String) name: string,
    @Arg('version', () => Int, { nullable: true }) version: number | null,
  ): Promise<SavedMappingNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toNode(await this.#mappings.get(actor, id, { name, version: version ?? null }));
  }

  @Mutation(() => SavedMappingNode, {
    description:
      'As the version after `after`, which is 0 for a new name; the last 20 are kept. By an editor.',
  })
  async saveMapping(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('input', () => SavedMappingInput) { name, mapping, after }: SavedMappingInput,
  ): Promise<SavedMappingNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toNode(await this.#mappings.save(actor, { organizationId: id, name, text: mapping, after }));
  }

  @Mutation(() => Boolean, { description: 'With all its versions; by an editor.' })
  async deleteMapping(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('name', () => String) name: string,
  ): Promise<boolean> {
    await this.#mappings.remove(actor, toOrganizationId(organizationId, 'organizationId'), name);
    return true;
  }
}

function toNode({ name, version, text, savedAt, savedBy }: SavedMapping): SavedMappingNode {
  return { name, version, mapping: text, savedAt, savedBy };
}
