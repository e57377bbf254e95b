import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { UploadsService } from '../services/uploads.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { toUploadNode, UploadNode } from './upload-node.ts';

export interface UploadResolverServices {
  readonly uploads: Pick<UploadsService, 'listUnderWay'>;
}

/** What is on its way into drafts. */
@Resolver()
export class UploadResolver {
  readonly #services: UploadResolverServices;

  constructor(services: UploadResolverServices) {
    this.#services = services;
  }

  @Query(() => [UploadNode], {
    complexity: LIST_COST,
    description: 'Files on their way into the newest drafts, at most 100; for members of the organization.',
  })
  async uploadsUnderWay(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<readonly UploadNode[]> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return (await this.#services.uploads.listUnderWay(actor, id)).map(toUploadNode);
  }
}
