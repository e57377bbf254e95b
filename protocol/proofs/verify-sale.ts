import {
  assetSlot,
  consentSlots,
  councilSlot,
  decodeAddress,
  decodeAssetRecord,
  decodeConsent,
  decodeStanding,
  decodeUseConsent,
  joinedConsentSlots,
  organizationIdSlot,
  useConsentSlots,
  type AssetRecord,
  type ConsentRecord,
} from '../chain/consent-layout.ts';
import { parseHeader, readSlots, type BlockHeader } from '../chain/contract-state.ts';
import { ZERO_32, type Hex } from '../kernel/bytes.ts';
import { formatDay, LAST_DAY } from '../kernel/day.ts';
import type { JsonValue } from '../kernel/json.ts';
import { NO_COMMUNITY } from '../kernel/ids.ts';
import type { Address } from '../kernel/signature.ts';
import { formatMedia } from '../licensing/media.ts';
import { parseTerms } from '../licensing/terms-json.ts';
import type { Terms } from '../licensing/terms.ts';
import { consentObstacle } from './consent-obstacle.ts';
import type { AnyKind } from '../log/statement.ts';
import type { Bundle } from './bundle.ts';
import type { LoggedProof } from './bundle-parts.ts';
import type { ConsentProof, SaleProof } from './bundle-sale.ts';
import { fail, pass, unknown, type Known, type Outcome } from './check.ts';
import { timeText } from './time-text.ts';
import { checkBody, revealed } from './verify-content.ts';
import { checkInclusion } from './verify-log.ts';

const OLDER =
  'the bundle does not carry what the sale stood on: it is older than that, or the node had no state of that block any more. Export it again';

/** The sale, and what the asset's record said when its block began. */
interface ProvenSale {
  readonly sale: SaleProof;
  readonly terms: Terms;
  readonly block: BlockHeader;
  /** Whose state the proofs are under. */
  readonly state: BlockHeader;
  readonly asset: AssetRecord;
}

/** No dispute about the asset stood open, and it was not withdrawn, when the block of the sale began. */
export async function checkUndisputed(bundle: Bundle, known: Known): Promise<Outcome> {
  const proven = await provenSale(bundle, known);
  if ('status' in proven) return proven;
  const { asset, block } = proven;
  const when = `when the license was sold, ${timeText(block.timestamp)} (block ${block.number})`;
  if (asset.disputes > 0) return fail(`${asset.disputes} disputes about the asset stood open ${when}`);
  if (asset.withdrawn) return fail(`the asset had been withdrawn ${when}`);
  return pass(`no dispute about the asset stood open ${when}`);
}

/** The council of the asset's community had consented to what was sold, and the consent was in force. */
export async function checkConsent(bundle: Bundle, known: Known): Promise<Outcome> {
  const proven = await provenSale(bundle, known);
  if ('status' in proven) return proven;
  const { sale, asset } = proven;
  const isOfCommunity = bundle.statement.community !== NO_COMMUNITY;
  if (isOfCommunity !== (asset.community !== 0))
    return fail('the chain has another community for the asset than its statement');
  if (!isOfCommunity && sale.consent !== undefined)
    return fail('the bundle has a consent to an asset without a community');
  if (!isOfCommunity) return pass('no community stands behind the asset, so that none had to consent');
  if (sale.consent === undefined) return unknown(OLDER);
  return consentOutcome({ ...proven, consent: sale.consent }, bundle, known);
}

async function provenSale(bundle: Bundle, known: Known): Promise<ProvenSale | Outcome> {
  const { sale, license, anchor } = bundle;
  if (sale === undefined || license === undefined || anchor === undefined) return unknown(OLDER);
  const terms = parseTerms(license.terms, 'license.terms');
  const block = parseHeader(sale.header, 'sale.header');
  const problem = loggedProblem(bundle, sale.sold, { kinds: ['licensed'], block });
  if (problem !== null) return fail(`the sale: ${problem}`);
  if (sale.sold.statement.assetId !== terms.assetId)
    return fail('the sale is of another asset than the license');
  if (numberIn(sale.sold, ['event', 'licenseId']) !== BigInt(license.licenseId))
    return fail('the sale is of another license');
  const state = sale.before === undefined ? block : parseHeader(sale.before, 'sale.before');
  if (state !== block && state.hash !== block.parentHash)
    return fail('the state is not that of the block before the sale');
  const slots = readSlots(sale.asset, state.stateRoot, [assetSlot(terms.assetId)]);
  if (!slots.ok) return fail(`the asset: ${slots.reason}`);
  const elsewhere = await blockProblem(block, bundle, known);
  if (elsewhere !== null) return elsewhere;
  return { sale, terms, block, state, asset: decodeAssetRecord(slots.values[0] ?? ZERO_32) };
}

interface Consented extends ProvenSale {
  readonly consent: ConsentProof;
}

async function consentOutcome(proven: Consented, bundle: Bundle, known: Known): Promise<Outcome> {
  const { consent, asset, state, terms } = proven;
  const given = parseHeader(consent.header, 'sale.consent.header');
  const problem = loggedProblem(bundle, consent.given, { kinds: CONSENTING, block: given });
  if (problem !== null) return fail(`the consent: ${problem}`);
  const record = readConsent(proven);
  if (typeof record === 'string') return fail(`the consent: ${record}`);
  if (record.since !== given.timestamp)
    return fail(
      `the consent that was in force was given at ${timeText(record.since)}, not in block ${given.number}`,
    );
  if (record.holder !== asset.holder || record.since <= asset.custodySince)
    return fail('the consent names another holder than the asset had when it was sold');
  const obstacle = consentObstacle(record, terms);
  if (obstacle !== null) return fail(`the consent does not cover the sale: ${obstacle}`);
  const parties = readSlots(consent.parties, state.stateRoot, [
    organizationIdSlot(asset.community),
    organizationIdSlot(asset.holder),
  ]);
  if (!parties.ok) return fail(`the parties: ${parties.reason}`);
  const [community = ZERO_32, holder = ZERO_32] = parties.values;
  const difference = statementDifference(consent.given, record, { community, holder, terms });
  if (difference !== null) return fail(`the statement of the consent says something else: ${difference}`);
  const council = councilOf(consent, asset.community, given);
  if (typeof council !== 'object') return fail(`the council: ${council}`);
  const elsewhere = await blockProblem(given, bundle, known);
  if (elsewhere !== null) return elsewhere;
  return pass(
    `${council.address}, the council of community ${community}, consented on ${timeText(given.timestamp)} (block ${given.number}, leaf ${consent.given.leaf.index}) to ${describe(record)}; in force when the license was sold, ${timeText(proven.block.timestamp)} (block ${proven.block.number})`,
  );
}

function describe({ media, lastDay, shareBps }: ConsentRecord): string {
  return `${formatMedia(media)} until ${formatDay(Math.min(lastDay, LAST_DAY))} for a share of ${shareBps / 100} %`;
}

/** What the registry held of the sort of consent that was given; a sentence where it holds none. */
function readConsent({
  consent: { registry, given },
  terms,
  asset,
  state,
}: Consented): ConsentRecord | string {
  const { assetId, licensee } = terms;
  const read = (slots: readonly Hex[]) => readSlots(registry, state.stateRoot, slots);
  if (given.statement.kind === 'collection-consented') {
    const root = given.statement.assetId;
    const found = read(joinedConsentSlots(assetId, asset.community, root));
    if (!found.ok) return found.reason;
    const [own = ZERO_32, joined = ZERO_32, agreement = ZERO_32, territories = ZERO_32] = found.values;
    if (decodeStanding(own) !== 'JOINED' || joined !== root)
      return 'the asset did not follow the consent to that collection when it was sold';
    return decodeConsent(agreement, territories) ?? 'it was not in force when the license was sold';
  }
  if (given.statement.assetId !== assetId) return `it is of asset ${given.statement.assetId}`;
  const isOfUse = given.statement.kind === 'use-consented';
  const found = read(isOfUse ? useConsentSlots(assetId, licensee) : consentSlots(assetId));
  if (!found.ok) return found.reason;
  const [first = ZERO_32, second = ZERO_32, third = ZERO_32] = found.values;
  const record = isOfUse ? decodeUseConsent(first, second, third) : decodeConsent(first, second);
  return record ?? 'it was not in force when the license was sold';
}

function councilOf(
  { council }: ConsentProof,
  community: number,
  { stateRoot }: BlockHeader,
): { readonly address: Address } | string {
  const slots = readSlots(council, stateRoot, [councilSlot(community)]);
  if (!slots.ok) return slots.reason;
  const [word = ZERO_32] = slots.values;
  return BigInt(word) === 0n ? 'the community had none' : { address: decodeAddress(word) };
}

const CONSENTING: readonly AnyKind[] = ['consented', 'collection-consented', 'use-consented'];

/** The contract holds what was agreed; the statement in the log has to say the same. */
function statementDifference(
  given: LoggedProof,
  record: ConsentRecord,
  { community, holder, terms }: { readonly community: Hex; readonly holder: Hex; readonly terms: Terms },
): string | null {
  const of = (name: string) => numberIn(given, ['event', 'consent', name]);
  const parts: [string, bigint | null, bigint | null][] = [
    ['holder', of('holder'), BigInt(holder)],
    ['media', of('media'), BigInt(record.media)],
    ['territories', of('territories'), record.territories],
    ['last day', of('lastDay'), BigInt(record.lastDay)],
    ['share', of('shareBps'), BigInt(record.shareBps)],
    ['rights', of('rights'), BigInt(record.rights)],
  ];
  if (given.statement.kind === 'collection-consented')
    parts.push(
      ['community', numberIn(given, ['event', 'community']), BigInt(community)],
      ['size', numberIn(given, ['event', 'size']), record.size],
    );
  if (record.use !== null)
    parts.push(
      ['licensee', of('licensee'), BigInt(terms.licensee)],
      ['first day', of('firstDay'), BigInt(record.use.firstDay)],
      ['token', of('token'), BigInt(record.use.token)],
      ['lowest price', of('minPrice'), record.use.minPrice],
    );
  return parts.find(([, stated, held]) => stated !== held)?.[0] ?? null;
}

/** The statement is in the checkpoint's tree, shows its body, and is of an event in that block. */
function loggedProblem(
  bundle: Bundle,
  logged: LoggedProof,
  { kinds, block }: { readonly kinds: readonly AnyKind[]; readonly block: BlockHeader },
): string | null {
  const { statement, evidence } = logged;
  if (!kinds.includes(statement.kind)) return `a statement of kind ${statement.kind} says nothing of it`;
  if (evidence.type !== 'chain-event') return 'it is not what a contract decided';
  if (evidence.chainId.toString() !== bundle.anchor?.chainId) return `it is of chain ${evidence.chainId}`;
  if (evidence.blockHash !== block.hash) return 'the header is not of the block that the log names';
  const asBundle: Bundle = { ...bundle, ...logged };
  const outcome = [checkInclusion(asBundle), checkBody(asBundle)].find(({ status }) => status !== 'pass');
  return outcome?.reason ?? null;
}

/** A node that is asked has to have that very block; without one, the check `block` says that nothing was looked up. */
async function blockProblem(
  { number, hash }: BlockHeader,
  { anchor }: Bundle,
  { chain }: Known,
): Promise<Outcome | null> {
  if (chain === undefined || (await chain.chainId()).toString() !== anchor?.chainId) return null;
  const actual = await chain.findBlockHash(number);
  if (actual === null) return unknown(`the node has no block ${number}`);
  return actual === hash ? null : fail(`block ${number} of the chain is ${actual}, not ${hash}`);
}

function numberIn(logged: LoggedProof, path: readonly string[]): bigint | null {
  const [field = '', ...members] = path;
  let value: JsonValue | undefined = revealed(logged, field);
  for (const member of members) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    value = (value as Readonly<Record<string, JsonValue>>)[member];
  }
  const isNumber = typeof value === 'string' && /^(\d{1,78}|0x[0-9a-f]{1,64})$/.test(value);
  return isNumber ? BigInt(value as string) : null;
}
