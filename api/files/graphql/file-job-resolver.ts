import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { FileJobState } from '../domain/file-job.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { FileJobsService } from '../services/file-jobs.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { FileJobStateEnum } from './enums.ts';
import { FileJobConnection, FileJobCount, FileJobNode, toFileJobNode } from './file-job-nodes.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';

export interface FileJobResolverServices {
  readonly fileJobs: FileJobsService;
}

@ArgsType()
class FileJobsArgs {
  @Field(() => ID)
  declare readonly organizationId: string;

  @Field(() => FileJobStateEnum, { nullable: true })
  declare readonly state?: FileJobState | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

/** What is under way for an organization's files. */
@Resolver(() => FileJobNode)
export class FileJobResolver {
  readonly #services: FileJobResolverServices;

  constructor(services: FileJobResolverServices) {
    this.#services = services;
  }

  @Query(() => FileJobConnection, {
    complexity: pageCost,
    description:
      'Newest first; for members of the organization. `totalCount` of 1000 stands for that many or more.',
  })
  async fileJobs(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => FileJobsArgs) { organizationId, state, first, after }: FileJobsArgs,
  ): Promise<ConnectionOf<FileJobNode>> {
    const filter = {
      organizationId: toOrganizationId(organizationId, 'organizationId'),
      state: state ?? null,
    };
    const page = await this.#services.fileJobs.list(actor, filter, parsePageRequest(first, after));
    return toConnection(page, toFileJobNode);
  }

  @Query(() => [FileJobCount], {
    complexity: LIST_COST,
    description:
      'How many are in each state, 1000 standing for that many or more; for members of the organization.',
  })
  async fileJobCounts(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<readonly FileJobCount[]> {
    return this.#services.fileJobs.counts(actor, toOrganizationId(organizationId, 'organizationId'));
  }

  @Mutation(() => FileJobNode, {
    complexity: ACT_COST,
    description: 'Tries a failed job again, with all its attempts; by an editor of the holder.',
  })
  async retryJob(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<FileJobNode> {
    return toFileJobNode(await this.#services.fileJobs.retry(actor, id));
  }

  @Mutation(() => Int, {
    complexity: ACT_COST,
    description: 'The same for all of an organization’s jobs that another try may help; how many that were.',
  })
  async retryFailedJobs(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<number> {
    return this.#services.fileJobs.retryAll(actor, toOrganizationId(organizationId, 'organizationId'));
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Whose file it is.' })
  async asset(
    @Root() { source }: FileJobNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = await loaders.of(ASSETS).load(source.file.assetId);
    return asset === null ? null : toAssetNode(asset);
  }
}
