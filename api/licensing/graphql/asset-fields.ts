import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { canBeTaken } from '../domain/availability.ts';
import { canSeeReserved } from '../domain/reserved.ts';
import type { LicensingService } from '../services/licensing.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { CalendarEntryNode, toCalendarEntryNode } from './calendar-entry-node.ts';
import { OfferNode, toOfferNode } from './license-nodes.ts';
import { ConsentNode, toConsentNode } from '../../consent/graphql/consent-node.ts';
import { toUseConsentNode, UseConsentNode } from '../../consent/graphql/use-consent-node.ts';
import { CONSENTS } from '../../consent/graphql/loaders.ts';
import { DISPUTES } from '../../disputes/graphql/loaders.ts';
import { OFFERS } from './loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

export interface AssetLicensingResolverServices {
  readonly licensing: LicensingService;
}

/** How an asset is licensed. */
@Resolver(() => AssetNode)
export class AssetLicensingResolver {
  readonly #services: AssetLicensingResolverServices;

  constructor(services: AssetLicensingResolverServices) {
    this.#services = services;
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
      loaders.of(OFFERS).load(source.id),
      loaders.of(CONSENTS).load(source.id),
      loaders.of(DISPUTES).load(source.id),
      loaders.of(ORGANIZATIONS).load(source.holder),
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
