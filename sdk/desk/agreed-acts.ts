import { z } from 'zod';
import { toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { formatDay } from '@lanran/protocol/kernel/day';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import type { RelayedAct } from '../acts/relaying.ts';
import { type Asset, getAsset } from '../assets/assets.ts';
import { consentToUse, isSameUse, type UseConsentOptions, withdrawConsentToUse } from '../consent/consent.ts';
import type { UseConsentTerms } from '../consent/consent-acts.ts';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { closeOffer, isSameOffer, openOffer } from '../licensing/offers.ts';
import { type RecordedStatement, stateAgreement } from '../publishing/signed-statements.ts';
import type { DeskRequest, PartyRole, RequestItem, RequestTerms } from './requests.ts';

/** What was done for an asset that a party agreed on; each is null where it was so before, or is not due yet. */
export interface DoneOnAgreement {
  readonly act: Pick<RelayedAct, 'transaction' | 'proposal'> | null;
  /** Of the holder. */
  readonly offerId: string | null;
  readonly statement: RecordedStatement | null;
}

/** One asset of a request, for one of its parties. */
export interface AgreedPart {
  readonly item: RequestItem;
  readonly role: PartyRole;
}

interface AgreedTerms extends RequestTerms {
  readonly price: NonNullable<RequestTerms['price']>;
  readonly communityShareBps: number;
}

/**
 * Does what a party agreed to: the council consents to the use, the holder offers it to who asked once all have agreed. Then the
 * party states the agreement, who asked once it has bought. Each is looked for before it is done, so that this may be repeated after
 * any end.
 * @throws RefusedError, USE_CONSENT_REPLACED as `consentToUse`; UntrustworthyAnswerError when the document is not of the terms that
 * are shown
 */
export async function doAsAgreed(
  platform: Platform,
  request: DeskRequest,
  { item, role, mayReplace }: AgreedPart & UseConsentOptions,
): Promise<DoneOnAgreement> {
  const { terms, state, agreedBy } = item;
  const isOpen = state === 'ASKED' || state === 'ANSWERED' || state === 'AGREED';
  const isDue = isOpen && agreedBy.includes(role) && isComplete(terms);
  const opened =
    isDue && role === 'HOLDER' && state === 'AGREED' ? await offer(platform, request, item, terms) : null;
  const consented =
    isDue && role === 'COMMUNITY' ? await consent(platform, request, { item, terms, mayReplace }) : null;
  return {
    act: opened?.alreadyOpen === true ? null : (opened ?? consented),
    offerId: opened?.offerId ?? null,
    statement: await signAgreement(platform, request, { item, role }),
  };
}

async function consent(
  platform: Platform,
  request: DeskRequest,
  {
    item: { assetId },
    terms,
    mayReplace,
  }: UseConsentOptions & { readonly item: RequestItem; readonly terms: AgreedTerms },
) {
  const asset = await getAsset(platform.api, assetId);
  return consentToUse(platform, asset, consentTermsOf(request, terms), { mayReplace });
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
    rights,
  };
}

async function offer(platform: Platform, request: DeskRequest, { assetId }: RequestItem, terms: AgreedTerms) {
  const { wish, price, communityShareBps, rights } = terms;
  if (currencyAt(platform.deployment.currencies, price.token) === null)
    throw new UntrustworthyAnswerError(
      `the price of request ${request.id} is in none of the platform’s currencies`,
    );
  return openOffer(platform, assetId, {
    ...wish,
    price: price.amount,
    token: price.token,
    licensee: organizationOf(request, 'ASKER'),
    rights,
    communityShareBps,
  });
}

/** What a party gave for the terms on the table, and takes back when it declines or names others. */
export interface GivenOnAgreement {
  /** Offers of just that to who asked; of the holder. */
  readonly offerIds: readonly string[];
  /** Consent to just that; of the council. */
  readonly isConsented: boolean;
}

const NOTHING_GIVEN: GivenOnAgreement = { offerIds: [], isConsented: false };

/** As the platform shows it; nothing of an asset that the party no longer sees, and of a former holder. @throws RefusedError */
export async function findGiven(
  platform: Platform,
  request: DeskRequest,
  { item, role }: AgreedPart,
): Promise<GivenOnAgreement> {
  const { terms, assetId } = item;
  if (role === 'ASKER' || !isComplete(terms)) return NOTHING_GIVEN;
  const asset = await findAsset(platform, assetId);
  if (asset === null || (role === 'HOLDER' && asset.holder.id !== organizationOf(request, 'HOLDER')))
    return NOTHING_GIVEN;
  const { offers, useConsents } = asset;
  if (role === 'COMMUNITY') {
    const consented = consentTermsOf(request, terms);
    const isConsented = useConsents.some(
      (use) =>
        use.state === 'GRANTED' && use.licensee?.id === consented.licensee && isSameUse(use, consented),
    );
    return { ...NOTHING_GIVEN, isConsented };
  }
  const { wish, price, communityShareBps, rights } = terms;
  const offered = {
    ...wish,
    price: price.amount,
    token: price.token,
    licensee: organizationOf(request, 'ASKER'),
    rights,
    communityShareBps,
  };
  const own = offers.filter((open) => isSameOffer(open, offered));
  return { ...NOTHING_GIVEN, offerIds: own.map(({ id }) => id) };
}

async function findAsset({ api }: Platform, assetId: AssetId): Promise<Asset | null> {
  try {
    return await getAsset(api, assetId);
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/**
 * Closes the offers and withdraws the consent, so that nothing of it can be bought any longer. What was sold stays.
 * @throws RefusedError
 */
export async function takeBack(
  platform: Platform,
  request: DeskRequest,
  { item: { assetId }, given }: { readonly item: RequestItem; readonly given: GivenOnAgreement },
): Promise<readonly RelayedAct[]> {
  const acts: (RelayedAct | null)[] = [];
  for (const id of given.offerIds) acts.push(await closeOffer(platform, BigInt(id)));
  if (given.isConsented)
    acts.push(await withdrawConsentToUse(platform, assetId, organizationOf(request, 'ASKER')));
  return acts.filter((act) => act !== null);
}

/** A Safe signs no statements: for its community, a member key does. */
async function signAgreement(
  platform: Platform,
  request: DeskRequest,
  { item, role }: AgreedPart,
): Promise<RecordedStatement | null> {
  const { agreement, terms, assetId, licenseId } = item;
  if (agreement === null || !isComplete(terms) || platform.safe !== null) return null;
  if (role === 'ASKER' && licenseId === null) return null;
  requireOwnDocument(request, item, terms);
  return stateAgreement(platform, assetId, {
    organization: organizationOf(request, role),
    parties: request.parties.flatMap(({ organization }) => organization?.id ?? []),
    algorithm: 'sha256',
    hash: toHex(sha256(utf8(agreement.document))),
    request: request.id,
    ...(role === 'ASKER' && licenseId !== null && { licenseId }),
  });
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
