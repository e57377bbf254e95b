import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { relayMany, type ActOutcome } from '../acts/relaying-many.ts';
import type { StatedReason } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { grantCollectionAct } from './collection-acts.ts';
import { proposeCollection } from './collections.ts';
import { type ConsentTerms, grantAct } from './consent-acts.ts';
import { isSameConsent } from './consent.ts';
import { type LicensingFacts, readLicensingFacts } from './licensing-facts.ts';
import { readSelection, type Selection } from './selections.ts';

/** The most assets that one act consents to; the next act goes on where it stopped. */
export const MAX_CONSENTS_AN_ACT = 500;

/** One template of consent for many assets of a community that one holder answers for. */
export interface ConsentTemplate extends ConsentTerms {
  readonly communityId: OrganizationId;
}

/** NEW: nothing is permitted yet. SAME: just this is. REPLACES: another consent ends by this one. REFUSED: it can't be given. */
export type ConsentOutcome = 'NEW' | 'SAME' | 'REPLACES' | 'REFUSED';

export interface PreviewedConsent {
  readonly assetId: AssetId;
  /** Its short number. */
  readonly number: string;
  /** The holder's own number. */
  readonly identifier: string | null;
  readonly title: { readonly en: string | null; readonly zh: string | null };
  readonly cover: LicensingFacts['asset']['cover'];
  readonly outcome: ConsentOutcome;
  /** That ends by this one. */
  readonly replaces: LicensingFacts['consent'];
  readonly reasons: readonly StatedReason[];
  /** The asset has a consent that a collection's doesn't take the place of: it gets its own. */
  readonly isAlone: boolean;
}

export interface ConsentPreview {
  readonly template: ConsentTemplate;
  readonly rows: readonly PreviewedConsent[];
  /** False where the selection has assets beyond these: once these are consented to, the same act goes on with them. */
  readonly isWhole: boolean;
}

/** What one act would permit, replace and be refused, read in a request for each hundred assets. Nothing is signed. */
export async function previewConsent(
  { api }: Pick<Platform, 'api'>,
  selection: Selection,
  template: ConsentTemplate,
  { covers = false }: { readonly covers?: boolean } = {},
): Promise<ConsentPreview> {
  const rows: PreviewedConsent[] = [];
  let due = 0;
  for await (const assetIds of readSelection(api, selection)) {
    const facts = await readLicensingFacts(api, assetIds, { covers });
    for (const [at, assetId] of assetIds.entries()) {
      const row = previewOf(assetId, facts[at] ?? null, template);
      if (isDue(row) && due === MAX_CONSENTS_AN_ACT) return { template, rows, isWhole: false };
      if (isDue(row)) due += 1;
      rows.push(row);
    }
  }
  return { template, rows, isWhole: true };
}

function isDue({ outcome }: Pick<PreviewedConsent, 'outcome'>): boolean {
  return outcome === 'NEW' || outcome === 'REPLACES';
}

/** What a template comes to for one asset. */
function previewOf(
  assetId: AssetId,
  facts: LicensingFacts | null,
  template: ConsentTemplate,
): PreviewedConsent {
  const { identifier = null, title, cover } = facts?.asset ?? {};
  const selected = {
    assetId,
    number: shortNumberOf(assetId),
    identifier,
    title: { en: title?.en ?? null, zh: title?.zh ?? null },
    cover,
    replaces: null,
    isAlone: false,
  };
  const reasons = facts === null ? [NOT_FOUND] : refusalsOf(facts, template);
  if (facts === null || reasons.length > 0) return { ...selected, outcome: 'REFUSED', reasons };
  const { consent = null, isJoining } = facts;
  if (consent === null) return { ...selected, outcome: 'NEW', reasons };
  // What names another holder ended with its custody, so that whoever is shown here is the present one.
  const isSame = isSameConsent({ ...consent, holder: { id: template.holder } }, template);
  if (isSame) return { ...selected, outcome: 'SAME', reasons };
  return { ...selected, outcome: 'REPLACES', replaces: consent, reasons, isAlone: !isJoining };
}

const NOT_FOUND: StatedReason = {
  code: 'NOT_FOUND',
  data: {},
  en: 'There is no such asset, or you may not see it.',
  zh: '没有该资产，或您无权查看。',
};

function refusalsOf(
  { asset, consent, isJoining }: LicensingFacts,
  { communityId, holder, shareBps }: ConsentTemplate,
): StatedReason[] {
  const reasons: StatedReason[] = [];
  const add = (code: string, en: string, zh: string) => reasons.push({ code, data: {}, en, zh });
  if (asset.community?.id !== communityId)
    add(
      'OTHER_COMMUNITY',
      asset.community == null ? 'No community stands behind it.' : 'It is of another community.',
      asset.community == null ? '该资产没有关联社区。' : '该资产属于其他社区。',
    );
  if (asset.holder.id !== holder) add('OTHER_HOLDER', 'It has another holder.', '该资产由其他机构持有。');
  if (asset.isWithdrawn) add('WITHDRAWN', 'It is withdrawn.', '该资产已撤回。');
  if (asset.access === 'RESTRICTED')
    add('RESTRICTED', 'It is restricted, and so not for sale.', '该资产限制开放，不出售。');
  if (consent != null && !isJoining && shareBps < consent.shareBps)
    add(
      'SHARE_FALLS',
      `Its consent in force asks for ${consent.shareBps / 100} %; a share does not fall within it.`,
      `现行同意要求 ${consent.shareBps / 100}%，在其有效期内不得降低。`,
    );
  return reasons;
}

/** What became of an asset of a preview. */
export interface ConsentedAsset extends PreviewedConsent {
  /** Of the act; null where nothing was to be done. */
  readonly state: ActOutcome['state'] | null;
  readonly transaction: string | null;
  readonly proposal: ActOutcome['proposal'];
  readonly message: string | null;
}

export interface ConsentedMany {
  readonly rows: readonly ConsentedAsset[];
  readonly isWhole: boolean;
  /** Of the collection of those that get their consent by it; null where none does. */
  readonly root: string | null;
}

/**
 * Consents to what a preview says, under one signature: to the collection of those that have no consent in force, and to each of the
 * others, which a collection's consent does not reach. Repeated after any end it does what is missing.
 */
export async function consentToMany(
  platform: Platform,
  { template: { communityId, ...terms }, rows, isWhole }: ConsentPreview,
  { onProgress }: { readonly onProgress?: (done: number, all: number) => void } = {},
): Promise<ConsentedMany> {
  const due = rows.filter(isDue);
  const alone = due.filter(({ isAlone }) => isAlone).map(({ assetId }) => assetId);
  const together = due.filter(({ isAlone }) => !isAlone).map(({ assetId }) => assetId);
  const collection =
    together.length === 0
      ? null
      : await proposeCollection(platform.api, { communityId, holder: terms.holder, assetIds: together });
  const acts = [
    ...(collection === null
      ? []
      : [grantCollectionAct({ ...collection, size: collection.assetIds.length }, terms)]),
    ...alone.map((assetId) => grantAct(assetId, terms)),
  ];
  const outcomes = await relayMany(platform, acts, {
    onProgress: (sofar) => onProgress?.(sofar.filter(({ state }) => state !== 'WAITING').length, acts.length),
  });
  const first = collection === null ? 0 : 1;
  const outcomeOf = new Map<AssetId, ActOutcome | undefined>([
    ...together.map((assetId) => [assetId, outcomes[0]] as const),
    ...alone.map((assetId, at) => [assetId, outcomes[first + at]] as const),
  ]);
  return {
    rows: rows.map((row) => consented(row, outcomeOf.get(row.assetId))),
    isWhole,
    root: collection?.root ?? null,
  };
}

function consented(row: PreviewedConsent, outcome: ActOutcome | undefined): ConsentedAsset {
  if (outcome === undefined) return { ...row, state: null, transaction: null, proposal: null, message: null };
  const { state, transaction, proposal, reasons, message } = outcome;
  return {
    ...row,
    outcome: state === 'REFUSED' ? 'REFUSED' : row.outcome,
    reasons,
    state,
    transaction,
    proposal,
    message,
  };
}
