import { parseDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { mediaBeyond, overlaps, territoriesBeyond, type Window } from '@lanran/protocol/licensing/window';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { relayMany, type ActOutcome } from '../acts/relaying-many.ts';
import { type LicensingFacts, type OpenOffer, readLicensingFacts } from '../consent/licensing-facts.ts';
import { readSelection, type Selection } from '../consent/selections.ts';
import type { StatedReason } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { assetRefusals, NOT_FOUND, termsRefusals } from './bulk-refusals.ts';
import { closeOfferAct, offerAct, type OfferTerms } from './licensing-acts.ts';
import { isSameOffer } from './offers.ts';

/** The most offers that one act opens; the next act goes on where it stopped. */
export const MAX_OFFERS_AN_ACT = 500;

/** One template of terms for many assets of one holder. */
export interface OfferTemplate extends Omit<OfferTerms, 'communityShareBps'> {
  readonly holder: OrganizationId;
  /** Left out: of each asset the share that its consent asks for. Without a community there is none. */
  readonly communityShareBps?: number;
}

/**
 * NEW: nothing like it is open. SAME: it is open on these very terms. REPLACES: open offers that it covers are closed once it is open.
 * REFUSED: it can't be offered.
 */
export type PreviewOutcome = 'NEW' | 'SAME' | 'REPLACES' | 'REFUSED';

/** An asset of a selection, for a person to recognize. */
export interface SelectedAsset {
  readonly assetId: AssetId;
  /** Its short number. */
  readonly number: string;
  /** The holder's own number. */
  readonly identifier: string | null;
  readonly title: { readonly en: string | null; readonly zh: string | null };
  readonly cover: LicensingFacts['asset']['cover'];
}

export interface PreviewedOffer extends SelectedAsset {
  readonly outcome: PreviewOutcome;
  /** What would be signed; null for what is refused. */
  readonly terms: OfferTerms | null;
  /** That is open on these very terms already. */
  readonly offerId: string | null;
  /** Closed once the offer is open: same exclusivity and taker, no media or territories beyond its own, some day in common. */
  readonly replaces: readonly OpenOffer[];
  /** Every open offer of the asset. */
  readonly open: readonly OpenOffer[];
  readonly reasons: readonly StatedReason[];
}

export interface OfferPreview {
  readonly template: OfferTemplate;
  readonly rows: readonly PreviewedOffer[];
  /** False where the selection has assets beyond these: once these are offered, the same act goes on with them. */
  readonly isWhole: boolean;
}

/** What one act would open, close and be refused, read in a request for each hundred assets. Nothing is signed. */
export async function previewOffers(
  { api }: Pick<Platform, 'api'>,
  selection: Selection,
  template: OfferTemplate,
  { covers = false }: { readonly covers?: boolean } = {},
): Promise<OfferPreview> {
  const rows: PreviewedOffer[] = [];
  let due = 0;
  for await (const assetIds of readSelection(api, selection)) {
    const facts = await readLicensingFacts(api, assetIds, { covers });
    for (const [at, assetId] of assetIds.entries()) {
      const row = previewOf(assetId, facts[at] ?? null, template);
      if (isDue(row) && due === MAX_OFFERS_AN_ACT) return { template, rows, isWhole: false };
      if (isDue(row)) due += 1;
      rows.push(row);
    }
  }
  return { template, rows, isWhole: true };
}

function isDue({ outcome }: Pick<PreviewedOffer, 'outcome'>): boolean {
  return outcome === 'NEW' || outcome === 'REPLACES';
}

/** What a template comes to for one asset. */
export function previewOf(
  assetId: AssetId,
  facts: LicensingFacts | null,
  { holder, communityShareBps: named, ...template }: OfferTemplate,
): PreviewedOffer {
  const none = { terms: null, offerId: null, replaces: [], open: facts?.offers ?? [] };
  const selected = selectedAsset(assetId, facts);
  if (facts === null) return { ...selected, ...none, outcome: 'REFUSED', reasons: [NOT_FOUND] };
  const communityShareBps = facts.asset.community == null ? 0 : (named ?? facts.consent?.shareBps ?? 0);
  const terms: OfferTerms = { ...template, communityShareBps };
  const same = facts.offers.find((open) => isOnTerms(open, terms));
  const replaces = facts.offers.filter((open) => open !== same && isCovered(open, terms));
  const refusals = assetRefusals(facts, holder);
  if (same !== undefined && refusals.length === 0) {
    const outcome = replaces.length === 0 ? 'SAME' : 'REPLACES';
    return { ...selected, ...none, outcome, terms, offerId: same.id, replaces, reasons: [] };
  }
  const reasons = [...refusals, ...termsRefusals(facts, terms)];
  if (reasons.length > 0) return { ...selected, ...none, outcome: 'REFUSED', reasons };
  const outcome = replaces.length === 0 ? 'NEW' : 'REPLACES';
  return { ...selected, ...none, outcome, terms, replaces, reasons: [] };
}

/** With its id alone where nothing else is known. */
export function selectedAsset(assetId: AssetId, facts: LicensingFacts | null): SelectedAsset {
  const { identifier = null, title, cover } = facts?.asset ?? {};
  return {
    assetId,
    number: shortNumberOf(assetId),
    identifier,
    title: { en: title?.en ?? null, zh: title?.zh ?? null },
    cover,
  };
}

function isOnTerms({ licensee, ...open }: OpenOffer, terms: OfferTerms): boolean {
  return isSameOffer({ ...open, licensee: licensee == null ? null : { id: licensee } }, terms);
}

/** Would what it sells be sold by these terms too, on some of its days? */
function isCovered(open: OpenOffer, terms: OfferTerms): boolean {
  if (open.exclusive !== terms.exclusive || (open.licensee ?? null) !== (terms.licensee ?? null))
    return false;
  const window = windowOf(open);
  return (
    overlaps(window, terms) &&
    mediaBeyond(window.media, terms.media) === 0 &&
    territoriesBeyond(window.territories, terms.territories) === 0n
  );
}

/** What an open offer covers. */
export function windowOf({ media, territories, firstDay, lastDay }: Omit<OpenOffer, 'id'>): Window {
  return {
    media: parseMedia(media.join(',')),
    territories: parseTerritories(territories.join(',')),
    firstDay: parseDay(firstDay),
    lastDay: parseDay(lastDay),
  };
}

/** What became of an asset of a preview. */
export interface OfferedAsset extends PreviewedOffer {
  /** Of the act; null where nothing was to be done. WAITING: it was not reached; repeat the act. */
  readonly state: ActOutcome['state'] | null;
  readonly transaction: string | null;
  readonly proposal: ActOutcome['proposal'];
  /** Of those that it replaces, what is closed now. */
  readonly closed: readonly string[];
  readonly message: string | null;
}

export interface OfferedMany {
  readonly rows: readonly OfferedAsset[];
  readonly isWhole: boolean;
}

export interface OfferManyOptions {
  /** How many acts are through, of how many. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Opens what a preview says and closes what that replaces, under one signature: an offer is closed only once the one in its place is
 * open. Repeated after any end it does what is missing.
 */
export async function offerMany(
  platform: Platform,
  { rows, isWhole }: OfferPreview,
  { onProgress }: OfferManyOptions = {},
): Promise<OfferedMany> {
  const opening = rows.flatMap(({ assetId, terms, offerId, outcome }) =>
    terms === null || offerId !== null || !isDue({ outcome })
      ? []
      : [{ assetId, act: offerAct(assetId, terms) }],
  );
  const placeOf = new Map(opening.map(({ assetId }, at) => [assetId, at]));
  const closing = rows
    .filter(isDue)
    .flatMap(({ assetId, replaces }) =>
      replaces.map(({ id }) => ({ id, after: placeOf.get(assetId) ?? null })),
    );
  const acts = [...opening.map(({ act }) => act), ...closing.map(({ id }) => closeOfferAct(BigInt(id)))];
  const outcomes = await relayMany(platform, acts, {
    after: [...opening.map(() => null), ...closing.map(({ after }) => after)],
    onProgress: (sofar) => onProgress?.(sofar.filter(({ state }) => state !== 'WAITING').length, acts.length),
  });
  const closed = new Set(
    closing.flatMap(({ id }, at) => (isClosed(outcomes[opening.length + at]) ? [id] : [])),
  );
  return {
    rows: rows.map((row) => {
      const place = placeOf.get(row.assetId);
      return outcomeOf(row, place === undefined ? undefined : outcomes[place], closed);
    }),
    isWhole,
  };
}

function isClosed(outcome: ActOutcome | undefined): boolean {
  const wasClosed = outcome?.reasons.some(({ code }) => code === 'OFFER_BOOK_OFFER_CLOSED');
  return outcome?.state === 'DONE' || wasClosed === true;
}

function outcomeOf(
  row: PreviewedOffer,
  opened: ActOutcome | undefined,
  allClosed: ReadonlySet<string>,
): OfferedAsset {
  const closed = row.replaces.map(({ id }) => id).filter((id) => allClosed.has(id));
  if (opened === undefined) {
    const isLeft = closed.length < row.replaces.length;
    const state = isDue(row) ? (isLeft ? 'WAITING' : 'DONE') : null;
    return { ...row, state, transaction: null, proposal: null, closed, message: null };
  }
  const { state, transaction, proposal, offerId, reasons, message } = opened;
  const outcome = state === 'REFUSED' ? 'REFUSED' : row.outcome;
  return {
    ...row,
    outcome,
    offerId,
    reasons,
    state: state === 'DONE' && closed.length < row.replaces.length ? 'WAITING' : state,
    transaction,
    proposal,
    closed,
    message,
  };
}

/** How many of each. */
export function countOutcomes<Outcome extends string>(
  rows: readonly { readonly outcome: Outcome }[],
): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
