import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FileJobsService } from '../services/file-jobs.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST, LIST_READ } from '../../platform/graphql/cost.ts';
import { AssetNode, FileNode, toFileNode } from '../../assets/graphql/asset-node.ts';
import { MissingPictureNode } from './missing-picture-node.ts';
import { FileJobNode, toFileJobNode } from './file-job-nodes.ts';
import { COVERS, MISSING_PICTURES } from './loaders.ts';

export interface AssetFilesResolverServices {
  readonly fileJobs: Pick<FileJobsService, 'undoneOf'>;
}

/** What an asset's files show, and what is still to be done for them. */
@Resolver(() => AssetNode)
export class AssetFilesResolver {
  readonly #services: AssetFilesResolverServices;

  constructor(services: AssetFilesResolverServices) {
    this.#services = services;
  }

  @FieldResolver(() => [FileJobNode], {
    complexity: LIST_COST,
    description: 'Work on its files that failed or lacks something; empty for all but members of its holder.',
  })
  async undoneJobs(@Root() { source }: AssetNode, @Ctx() { actor }: GraphqlContext): Promise<FileJobNode[]> {
    return (await this.#services.fileJobs.undoneOf(actor, source)).map(toFileJobNode);
  }

  @FieldResolver(() => FileNode, {
    nullable: true,
    description: 'Its first picture. Null: none, or not looked at yet.',
  })
  async cover(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<FileNode | null> {
    const cover = await loaders.of(COVERS).load(source.filesField.root);
    return cover === null ? null : toFileNode(source, cover, cover.index);
  }

  @FieldResolver(() => MissingPictureNode, {
    nullable: true,
    complexity: LIST_READ,
    description: 'Why it has no cover; null when it has one.',
  })
  async missingPicture(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<MissingPictureNode | null> {
    const cover = await loaders.of(COVERS).load(source.filesField.root);
    return cover === null ? loaders.of(MISSING_PICTURES).load(source) : null;
  }
}
