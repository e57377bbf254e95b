import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { canBeTaken } from '../domain/availability.ts';
import { canSeeReserved } from '../../licensing/domain/reserved.ts';
import type { AssetSort } from '../domain/asset-query.ts';
import { catalogTermsOf } from '../domain/catalog-term.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { ConsentEnd } from '../../consent/domain/consent.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { FileJobsService } from '../../files/services/file-jobs.ts';
import type { CatalogService } from '../services/catalog.ts';
import type { LicensingService } from '../../licensing/services/licensing.ts';
import type { MissingPictures } from '../../files/services/missing-pictures.ts';
import type { VersionsService } from '../services/versions.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, LIST_COST, LIST_READ, pageCost } from '../../platform/graphql/cost.ts';
import { AssetFilterInput } from './asset-inputs.ts';
import { toAssetId } from '../../platform/graphql/parse-input.ts';
import { toAssetFilter } from './asset-filter-input.ts';
import { AssetConnection, AssetNode, FileNode, toAssetNode, toFileNode } from './asset-node.ts';
import { MissingPictureNode } from '../../files/graphql/missing-picture-node.ts';
import { CalendarEntryNode, toCalendarEntryNode } from '../../licensing/graphql/calendar-entry-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { DisputeNode, toDisputeNode } from '../../disputes/graphql/dispute-node.ts';
import { FileJobNode, toFileJobNode } from '../../files/graphql/file-job-nodes.ts';
import { ConsentEndEnum } from '../../consent/graphql/enums.ts';
import { AssetSortEnum } from './enums.ts';
import { OfferNode, toOfferNode } from '../../licensing/graphql/license-nodes.ts';
import { ConsentNode, toConsentNode } from '../../consent/graphql/consent-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ConsentRefusalNode, toRefusalNode } from '../../consent/graphql/refusal-node.ts';
import { Term, toTermNodes } from './term-node.ts';
import { toUseConsentNode, UseConsentNode } from '../../consent/graphql/use-consent-node.ts';
import { AssetVersionNode, toVersionNode } from './version-node.ts';

export interface AssetResolverServices {
  readonly catalog: CatalogService;
  readonly licensing: LicensingService;
  readonly missingPictures: MissingPictures;
  readonly versions: VersionsService;
  readonly fileJobs: Pick<FileJobsService, 'undoneOf'>;
}

@ArgsType()
class AssetsArgs {
  @Field(() => AssetFilterInput, { nullable: true })
  declare readonly filter?: AssetFilterInput | null;

  @Field(() => AssetSortEnum, { defaultValue: 'NEWEST' })
  declare readonly sort: AssetSort;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@Resolver(() => AssetNode)
export class AssetResolver {
  readonly #services: AssetResolverServices;

  constructor(services: AssetResolverServices) {
    this.#services = services;
  }

  @Query(() => AssetNode, { nullable: true })
  async asset(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<AssetNode> {
    return toAssetNode(await this.#services.catalog.get(actor, toAssetId(id, 'id')));
  }

  @Query(() => AssetConnection, { complexity: pageCost, description: 'What exists for the one who asks.' })
  async assets(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => AssetsArgs) { filter, sort, first, after }: AssetsArgs,
  ): Promise<ConnectionOf<AssetNode>> {
    const page = await this.#services.catalog.browse(actor, {
      filter: filter == null ? {} : toAssetFilter(filter),
      sort,
      page: parsePageRequest(first, after),
    });
    return toConnection(page, toAssetNode);
  }

  @FieldResolver(() => OrganizationNode)
  async holder(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<OrganizationNode> {
    const holder = await loaders.organizations.load(source.holder);
    if (holder === null) throw new NotFoundError(`Organization ${source.holder}`);
    return toOrganizationNode(holder);
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'Null: no community stands behind it.',
  })
  async community(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (source.community === null) return null;
    const community = await loaders.organizations.load(source.community);
    return community === null ? null : toOrganizationNode(community);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'To whom its holder offers it.' })
  async custodyOffer(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (source.custodyOffer === null) return null;
    const taker = await loaders.organizations.load(source.custodyOffer);
    return taker === null ? null : toOrganizationNode(taker);
  }

  @FieldResolver(() => [Term])
  async terms(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<Term[]> {
    return toTermNodes(catalogTermsOf(source.metadata.terms, source.holder), loaders);
  }

  @FieldResolver(() => [DisputeNode], { complexity: LIST_COST, description: 'Open ones, oldest first.' })
  async disputes(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<DisputeNode[]> {
    return (await loaders.disputes.load(source.id)).map(toDisputeNode);
  }

  @FieldResolver(() => [FileNode], { complexity: LIST_COST, description: 'The first 1,000 of this version.' })
  async files(@Root() { source }: AssetNode): Promise<FileNode[]> {
    const files = await this.#services.catalog.files(source);
    return files.map((file) => toFileNode(source, file, file.index));
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
    const cover = await loaders.covers.load(source.filesField.root);
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
    const cover = await loaders.covers.load(source.filesField.root);
    return cover === null ? this.#services.missingPictures.whyNone(source) : null;
  }

  @FieldResolver(() => [AssetVersionNode], { complexity: LIST_COST, description: 'Newest first.' })
  async versions(@Root() { source }: AssetNode): Promise<AssetVersionNode[]> {
    const versions = await this.#services.versions.of(source);
    return versions.map((version) => toVersionNode(source.id, version));
  }

  @FieldResolver(() => ConsentNode, { nullable: true, description: 'The consent in force.' })
  async consent(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ConsentNode | null> {
    const consent = await loaders.consents.load(source.id);
    return consent === null ? null : toConsentNode(consent);
  }

  @FieldResolver(() => ConsentEndEnum, {
    nullable: true,
    description: 'How the last consent ended; null where one is in force, or none was given.',
  })
  async consentEnd(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ConsentEnd | null> {
    return loaders.consentEnds.load(source.id);
  }

  @FieldResolver(() => ConsentNode, {
    nullable: true,
    complexity: CHAIN_COST,
    description: 'That of a collection it belongs to, which counts from its first offer or sale on.',
  })
  async consentToJoin(@Root() { source }: AssetNode): Promise<ConsentNode | null> {
    const consent = await this.#services.licensing.findConsentToJoin(source);
    return consent === null ? null : toConsentNode(consent);
  }

  @FieldResolver(() => ConsentRefusalNode, {
    nullable: true,
    description: "Its council's stated no; null for those who are of neither community nor holder.",
  })
  async consentRefusal(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ConsentRefusalNode | null> {
    const refusal = await loaders.refusals.load(source);
    return refusal === null ? null : toRefusalNode(refusal);
  }

  @FieldResolver(() => [UseConsentNode], {
    complexity: LIST_COST,
    description:
      'To one use by one organization, as granted last to each, the latest change first: all for its people and auditors, else those for your organizations.',
  })
  async useConsents(
    @Root() { source }: AssetNode,
    @Ctx() { actor }: GraphqlContext,
  ): Promise<UseConsentNode[]> {
    return (await this.#services.licensing.useConsentsOf(actor, source)).map(toUseConsentNode);
  }

  @FieldResolver(() => [OfferNode], {
    complexity: LIST_COST,
    description:
      'Open ones, oldest first. Those for one organization are shown to it, to the asset’s people and to auditors.',
  })
  async offers(
    @Root() { source }: AssetNode,
    @Ctx() { actor, loaders }: GraphqlContext,
  ): Promise<OfferNode[]> {
    const { licensing } = this.#services;
    const [open, consent, disputes, holder] = await Promise.all([
      loaders.offers.load(source.id),
      loaders.consents.load(source.id),
      loaders.disputes.load(source.id),
      loaders.organizations.load(source.holder),
    ]);
    const offers = open.filter(
      ({ licensee }) => licensee === null || canSeeReserved(actor, source, licensee),
    );
    // A sale lets the asset join a collection that its council consented to, as the quote says.
    const joins = consent === null && offers.length > 0;
    const joinable = joins ? await licensing.joinableByLog(source) : null;
    const facts = {
      asset: source,
      consent: consent ?? joinable,
      isDisputed: disputes.length > 0,
      isHolderSuspended: licensing.isSuspended(holder),
    };
    const asksUses = source.community !== null && offers.some((offer) => !canBeTaken(offer, facts, []));
    const useConsents = asksUses ? await licensing.useConsentsOf(actor, source) : [];
    return offers.map((offer) => toOfferNode(offer, canBeTaken(offer, facts, useConsents)));
  }

  @FieldResolver(() => [CalendarEntryNode], {
    complexity: CHAIN_COST,
    description:
      'What was sold and is not over: an exclusive sale overlaps nothing, any other no exclusive one.',
  })
  async calendar(@Root() { source }: AssetNode): Promise<CalendarEntryNode[]> {
    return (await this.#services.licensing.calendarOf(source.id)).map(toCalendarEntryNode);
  }

  @FieldResolver(() => Boolean, { complexity: CHAIN_COST, description: 'Do the contracts know it?' })
  async isMaterialized(@Root() { source }: AssetNode): Promise<boolean> {
    return this.#services.licensing.isMaterialized(source.id);
  }
}
