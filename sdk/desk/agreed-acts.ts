/* Over 300 lines: what parties do once they agree, and take back when they no longer do. */

import { z } from 'zod';
import { toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { formatDay } from '@lanran/protocol/kernel/day';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { consentRightsOf, formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import type { StatedAgreement } from '@lanran/protocol/licensing/agreement';
import type { Act } from '../acts/relaying.ts';
import { type ActOutcome, relayMany } from '../acts/relaying-many.ts';
import { GIVEN_FIELDS, givenAnswer } from '../assets/assets.ts';
import { isConsentedToUse, replacedUse, type UseConsentOptions } from '../consent/consent.ts';
import { consentToAct, type UseConsentTerms, withdrawConsentToAct } from '../consent/consent-acts.ts';
import { readLicensingFacts } from '../consent/licensing-facts.ts';
import { RefusedError, type StatedReason, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { NOT_FOUND } from '../licensing/bulk-refusals.ts';
import { closeOfferAct, offerAct, type OfferTerms } from '../licensing/licensing-acts.ts';
import { isSameOffer } from '../licensing/offers.ts';
import { type RecordedStatement, stateAgreements } from '../publishing/signed-statements.ts';
import {
  type AssetObstacles,
  type DeskRequest,
  type PartyRole,
  readEvents,
  readObstacles,
  type RequestItem,
  type RequestTerms,
} from './requests.ts';

/** One asset of a request, for one of its parties. */
export interface AgreedPart {
  readonly item: RequestItem;
  readonly role: PartyRole;
}

/** Assets of a request, for one of its parties. */
export interface AgreedParts extends UseConsentOptions {
  readonly items: readonly RequestItem[];
  readonly role: PartyRole;
}

/** What was done for an asset that a party agreed on; null where it was so before, or is not due yet. */
export interface DoneOnAgreement {
  readonly item: RequestItem;
  /** Of the act; null: there was none to do. WAITING: not yet, as the reasons say; do it again then. */
  readonly state: ActOutcome['state'] | null;
  readonly act: Pick<ActOutcome, 'transaction' | 'proposal'> | null;
  /** Of the holder. */
  readonly offerId: string | null;
  readonly statement: RecordedStatement | null;
  /** Why it was refused, or waits. */
  readonly reasons: readonly StatedReason[];
}

interface AgreedTerms extends RequestTerms {
  readonly price: NonNullable<RequestTerms['price']>;
  readonly communityShareBps: number;
}

/** What a party has to sign for an asset. */
interface Plan {
  readonly item: RequestItem;
  readonly act: Act | null;
  /** Open on just these terms before. */
  readonly offerId: string | null;
  /** Why the act can't be done, or not yet. */
  readonly state: 'REFUSED' | 'WAITING' | null;
  readonly reasons: readonly StatedReason[];
}

/**
 * Of which assets it could not be carried out that the party agrees, and why, before it does; nothing is written or signed. What waits
 * for another party is no obstacle.
 */
export async function foreseeAgreement(
  platform: Platform,
  request: DeskRequest,
  { items, role, mayReplace }: AgreedParts,
): Promise<AssetObstacles[]> {
  const assetIds = items.map(({ assetId }) => assetId);
  const [obstacles, given] = await Promise.all([
    readObstacles(platform.api, request.id, { assetIds }),
    role === 'COMMUNITY' ? readGiven(platform, request) : new Map<AssetId, GivenForAsset>(),
  ]);
  const agreed = items.map((item) => ({ ...item, agreedBy: [...item.agreedBy, role] }));
  const plans =
    role === 'COMMUNITY'
      ? plansOf(platform, request, { items: agreed, role, mayReplace, given, joining: new Set() })
      : [];
  const own = plans.filter(({ state }) => state === 'REFUSED');
  return assetIds.flatMap((assetId) => {
    const reasons = [
      ...obstacles.filter((each) => each.assetId === assetId),
      ...own.filter(({ item }) => item.assetId === assetId),
    ].flatMap((each) => each.reasons);
    return reasons.length === 0 ? [] : [{ assetId, reasons }];
  });
}

/**
 * Does what a party agreed to: the council consents to the uses, the holder offers them to who asked once all have agreed; all of it
 * under one signature. Then the party states the agreements under another one, who asked once it has bought. Each is looked for before
 * it is done, so that this may be repeated after any end; what is refused stops no other.
 * @throws UntrustworthyAnswerError when a document is not of the terms that are shown
 */
export async function doAsAgreed(
  platform: Platform,
  request: DeskRequest,
  parts: AgreedParts,
): Promise<DoneOnAgreement[]> {
  const given =
    parts.role === 'ASKER' ? new Map<AssetId, GivenForAsset>() : await readGiven(platform, request);
  const joining =
    parts.role === 'HOLDER' ? await findJoining(platform, [...given.values()]) : new Set<AssetId>();
  const plans = plansOf(platform, request, { ...parts, given, joining });
  const due = plans.flatMap(({ act }) => act ?? []);
  const outcomes = await relayMany(platform, due);
  const placeOf = new Map(due.map((act, at) => [act, at]));
  const done = plans.map((plan) => {
    const place = plan.act === null ? undefined : placeOf.get(plan.act);
    return doneBy(plan, place === undefined ? null : (outcomes[place] ?? null));
  });
  const statable = done.filter(({ state }) => state === null || state === 'DONE').map(({ item }) => item);
  const statements = await signAgreements(platform, request, { items: statable, role: parts.role });
  return done.map((each) => ({ ...each, statement: statements.get(each.item.assetId) ?? null }));
}

function doneBy({ act: _, ...plan }: Plan, outcome: ActOutcome | null): Omit<DoneOnAgreement, 'statement'> {
  if (outcome === null) return { ...plan, act: null };
  const { state, transaction, proposal, offerId, reasons, message } = outcome;
  const act = transaction === null && proposal === null ? null : { transaction, proposal };
  const told = { code: 'REFUSED', data: {}, en: message ?? '', zh: message ?? '' };
  const said = reasons.length > 0 || message === null ? reasons : [told];
  return { item: plan.item, state, act, offerId, reasons: said };
}

interface PlannedParts extends AgreedParts {
  readonly given: ReadonlyMap<AssetId, GivenForAsset>;
  /** That get a collection's consent with their first offer. */
  readonly joining: ReadonlySet<AssetId>;
}

function plansOf(
  platform: Platform,
  request: DeskRequest,
  { items, role, mayReplace, given, joining }: PlannedParts,
): Plan[] {
  return items.map((item) => {
    const nothing: Plan = { item, act: null, offerId: null, state: null, reasons: [] };
    const { terms, state, agreedBy, assetId } = item;
    const isOpen = state === 'ASKED' || state === 'ANSWERED' || state === 'AGREED';
    if (role === 'ASKER' || !isOpen || !agreedBy.includes(role) || !isComplete(terms)) return nothing;
    const asset = given.get(assetId);
    if (asset === undefined) return { ...nothing, state: 'REFUSED', reasons: [NOT_FOUND] };
    if (role === 'HOLDER')
      return state === 'AGREED'
        ? { ...nothing, ...planOffer(platform, request, { asset, terms, joining }) }
        : nothing;
    const consent = consentTermsOf(request, terms);
    if (isConsentedToUse(asset.useConsents, consent)) return nothing;
    const replaced = mayReplace ? null : replacedUse(asset.useConsents, { assetId, terms: consent });
    return replaced === null
      ? { ...nothing, act: consentToAct(assetId, consent) }
      : { ...nothing, state: 'REFUSED', reasons: [replaced] };
  });
}

function planOffer(
  { deployment }: Platform,
  request: DeskRequest,
  {
    asset,
    terms,
    joining,
  }: Pick<PlannedParts, 'joining'> & { readonly asset: GivenForAsset; readonly terms: AgreedTerms },
): Partial<Plan> {
  if (currencyAt(deployment.currencies, terms.price.token) === null)
    throw new UntrustworthyAnswerError(
      `the price of request ${request.id} is in none of the platform’s currencies`,
    );
  const offered = offerTermsOf(request, terms);
  const open = asset.offers.find((each) => isSameOffer(each, offered));
  if (open !== undefined) return { offerId: open.id };
  const isConsented =
    asset.community == null ||
    asset.consent != null ||
    joining.has(asset.id) ||
    isConsentedToUse(asset.useConsents, consentTermsOf(request, terms));
  return isConsented ? { act: offerAct(asset.id, offered) } : { state: 'WAITING', reasons: [NO_CONSENT_YET] };
}

function offerTermsOf(
  request: DeskRequest,
  { wish, price, communityShareBps, rights }: AgreedTerms,
): OfferTerms {
  return {
    ...wish,
    price: price.amount,
    token: price.token,
    licensee: organizationOf(request, 'ASKER'),
    rights,
    communityShareBps,
  };
}

function consentTermsOf(
  request: DeskRequest,
  { wish, price, communityShareBps, rights }: AgreedTerms,
): UseConsentTerms {
  return {
    ...wish,
    holder: organizationOf(request, 'HOLDER'),
    licensee: organizationOf(request, 'ASKER'),
    token: price.token,
    minPrice: price.amount,
    shareBps: communityShareBps,
    rights: consentRightsOf(rights),
  };
}

async function findJoining(
  { api }: Platform,
  given: readonly GivenForAsset[],
): Promise<ReadonlySet<AssetId>> {
  const bare = given.filter(({ community, consent }) => community != null && consent == null);
  if (bare.length === 0) return new Set();
  const facts = await readLicensingFacts(
    api,
    bare.map(({ id }) => id),
  );
  return new Set(facts.flatMap((each) => (each?.isJoining === true ? [each.asset.id] : [])));
}

const NO_CONSENT_YET: StatedReason = {
  code: 'NO_CONSENT',
  data: {},
  en: 'The council’s consent is not on the chain yet. Offer it once it is.',
  zh: '议事会的同意尚未上链，待其上链后再发出要约。',
};

const GivenAnswer = z.object({
  request: z.object({ items: z.array(z.object({ asset: givenAnswer.nullable() })) }),
});
type GivenForAsset = z.infer<typeof givenAnswer>;

/** What is given for the assets of a request, in one question; nothing of those that the party no longer sees. */
async function readGiven(
  { api }: Platform,
  { id, items }: DeskRequest,
): Promise<ReadonlyMap<AssetId, GivenForAsset>> {
  const { request } = await api.request({
    query: `query ($id: ID!) { request(id: $id) { items { asset { ${GIVEN_FIELDS} } } } }`,
    variables: { id },
    answer: GivenAnswer,
  });
  const asked = new Set(items.map(({ assetId }) => assetId));
  const found = request.items.flatMap(({ asset }) => asset ?? []);
  const other = found.find((asset) => !asked.has(asset.id));
  if (other !== undefined) throw new UntrustworthyAnswerError(`request ${id} is not about ${other.id}`);
  return new Map(found.map((asset) => [asset.id, asset]));
}

/** What a party gave for the terms on the table, and takes back when it declines or names others. */
export interface GivenOnAgreement {
  /** Offers of just that to who asked; of the holder. */
  readonly offerIds: readonly string[];
  /** Consent to just that; of the council. */
  readonly isConsented: boolean;
}

const NOTHING_GIVEN: GivenOnAgreement = { offerIds: [], isConsented: false };

/**
 * Of each of the assets, as the platform shows it; nothing of an asset that the party no longer sees, and of a former holder.
 * @throws RefusedError
 */
export async function findGiven(
  platform: Platform,
  request: DeskRequest,
  { items, role }: Omit<AgreedParts, 'mayReplace'>,
): Promise<(AgreedPart & { readonly given: GivenOnAgreement })[]> {
  const given = role === 'ASKER' ? null : await readGiven(platform, request);
  return items.map((item) => {
    const asset = given?.get(item.assetId);
    const found = asset === undefined ? NOTHING_GIVEN : givenOf(request, { item, role, asset });
    return { item, role, given: found };
  });
}

function givenOf(
  request: DeskRequest,
  { item: { terms }, role, asset }: AgreedPart & { readonly asset: GivenForAsset },
): GivenOnAgreement {
  if (!isComplete(terms)) return NOTHING_GIVEN;
  const { offers, useConsents, holder } = asset;
  if (role === 'COMMUNITY')
    return {
      ...NOTHING_GIVEN,
      isConsented: isConsentedToUse(useConsents, consentTermsOf(request, terms)),
    };
  if (holder.id !== organizationOf(request, 'HOLDER')) return NOTHING_GIVEN;
  const own = offers.filter((open) => isSameOffer(open, offerTermsOf(request, terms)));
  return { ...NOTHING_GIVEN, offerIds: own.map(({ id }) => id) };
}

/**
 * Closes the offers and withdraws the consents, under one signature, so that nothing of it can be bought any longer. What was sold stays.
 * @throws RefusedError when some of it could not be taken back
 */
export async function takeBack(
  platform: Platform,
  request: DeskRequest,
  given: Awaited<ReturnType<typeof findGiven>>,
): Promise<readonly ActOutcome[]> {
  const asker = organizationOf(request, 'ASKER');
  const acts = given.flatMap(({ item: { assetId }, given: { offerIds, isConsented } }) => [
    ...offerIds.map((id) => closeOfferAct(BigInt(id))),
    ...(isConsented ? [withdrawConsentToAct(assetId, asker)] : []),
  ]);
  const outcomes = await relayMany(platform, acts);
  const failed = outcomes.filter(
    ({ state, reasons }) =>
      state === 'WAITING' || (state === 'REFUSED' && !reasons.some(({ code }) => OVER.includes(code))),
  );
  if (failed.length > 0)
    throw new RefusedError(
      'NOT_TAKEN_BACK',
      `${failed.length} of ${outcomes.length} acts that take back what was given were not done. Nothing was written; answer again. ${failed.map(({ message }) => message ?? '').join(' ')}`,
      { reasons: failed.flatMap(({ reasons }) => reasons) },
    );
  return outcomes.filter(({ state }) => state !== 'REFUSED');
}

/** Taken back before, as by an interrupted answer. */
const OVER: readonly string[] = ['OFFER_BOOK_OFFER_CLOSED', 'CONSENT_REGISTRY_NO_USE'];

/** By asset; what was stated before is not stated again. A Safe signs no statements: for its community, a member key does. */
async function signAgreements(
  platform: Platform,
  request: DeskRequest,
  { items, role }: Omit<AgreedParts, 'mayReplace'>,
): Promise<ReadonlyMap<AssetId, RecordedStatement>> {
  const due = items.flatMap((item) => {
    const { agreement, terms, assetId, licenseId } = item;
    if (agreement === null || !isComplete(terms) || platform.safe !== null) return [];
    if (role === 'ASKER' && licenseId === null) return [];
    requireOwnDocument(request, item, terms);
    const stated: StatedAgreement = {
      organization: organizationOf(request, role),
      parties: request.parties.flatMap(({ organization }) => organization?.id ?? []),
      algorithm: 'sha256',
      hash: toHex(sha256(utf8(agreement.document))),
      request: request.id,
      ...(role === 'ASKER' && licenseId !== null && { licenseId }),
    };
    return [{ assetId, agreement: stated }];
  });
  if (due.length === 0) return new Map();
  const events = await readEvents(platform.api, request.id);
  const said = new Set(
    events.filter((event) => event.kind === 'STATED' && event.role === role).map(({ assetId }) => assetId),
  );
  const recorded = await stateAgreements(
    platform,
    due.map((each) => ({ ...each, mayBeSaid: said.has(each.assetId) })),
  );
  return new Map(
    due.flatMap(({ assetId }, at) => (recorded[at] === undefined ? [] : [[assetId, recorded[at]]])),
  );
}

const Document = z.object({
  request: z.string(),
  revision: z.number(),
  assetId: z.string(),
  licensee: z.string(),
  holder: z.string(),
  media: z.string(),
  territories: z.string(),
  from: z.string(),
  to: z.string(),
  exclusive: z.boolean(),
  price: z.object({ amount: z.string(), token: z.string() }),
  communityShareBps: z.number(),
  rights: z.string(),
});

/** What is signed is of the terms that are shown. */
function requireOwnDocument(request: DeskRequest, item: RequestItem, terms: AgreedTerms): void {
  const { wish, price, communityShareBps, rights } = terms;
  const expected: z.infer<typeof Document> = {
    request: request.id,
    revision: item.revision,
    assetId: item.assetId,
    licensee: organizationOf(request, 'ASKER'),
    holder: organizationOf(request, 'HOLDER'),
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    price: { amount: price.amount.toString(), token: price.token },
    communityShareBps,
    rights: formatRights(rights),
  };
  const told = Document.safeParse(JSON.parse(item.agreement?.document ?? 'null'));
  if (told.success && JSON.stringify(told.data) === JSON.stringify(expected)) return;
  throw new UntrustworthyAnswerError(
    `the document of request ${request.id} is not of the terms that it shows`,
  );
}

function isComplete(terms: RequestTerms | null): terms is AgreedTerms {
  return terms !== null && terms.price !== null && terms.communityShareBps !== null;
}

function organizationOf({ id, parties }: DeskRequest, role: PartyRole): OrganizationId {
  const found = parties.find((party) => party.role === role)?.organization;
  if (found == null)
    throw new UntrustworthyAnswerError(`request ${id} has no ${role} that is an organization`);
  return found.id;
}
