import type { Hex } from '@lanran/protocol/kernel/bytes';
import { toHex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  parseOrganizationId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { fieldValue } from '@lanran/protocol/log/body';
import type { StatementKind } from '@lanran/protocol/log/statement';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { agreedDocumentOf } from './agreed-document.ts';
import { type DeskRequest, organizationOf, partiesOf, type PartyRole, type RequestEntry } from './request.ts';
import type { RequestItem } from './request-state.ts';
import { isForTerms, type RequestTerms } from './request-terms.ts';

/**
 * What happened to a request beside its thread. CONSENTED and OFFERED: the acts on the chain for who asked, on terms that were on the
 * table. BOUGHT: by a license of what was agreed, also where that was declined since. STATED: a party's statement of what was agreed. TRANSFERRED: the holder gave the asset to another organization. EXPIRED: by the day.
 */
export const REQUEST_EVENT_KINDS = [
  'CONSENTED',
  'OFFERED',
  'BOUGHT',
  'STATED',
  'TRANSFERRED',
  'EXPIRED',
] as const;
export type RequestEventKind = (typeof REQUEST_EVENT_KINDS)[number];

export interface RequestEvent {
  readonly kind: RequestEventKind;
  readonly at: Date;
  readonly assetId: AssetId;
  /** Whose act it was; null for EXPIRED. */
  readonly role: PartyRole | null;
  /** Null for EXPIRED. */
  readonly leafHash: Hex | null;
  /** Under which the log shows the leaf; null for EXPIRED. */
  readonly statementHash: StatementHash | null;
  /** On the chain; null for STATED and EXPIRED. */
  readonly transaction: Hex | null;
  readonly licenseId: LicenseId | null;
  readonly offerId: string | null;
  /** Of TRANSFERRED, who has it now. */
  readonly holder: OrganizationId | null;
}

/** Of each asset, the leaves in which the log has it. */
export const EVENT_LEAVES: readonly StatementKind[] = [
  'use-consented',
  'offered',
  'licensed',
  'agreed',
  'transferred',
];

const DAY_MS = 86_400_000;

/** A request, one of its assets, and what was ever on the table for it. */
interface Subject {
  readonly request: DeskRequest;
  readonly item: RequestItem;
  readonly tabled: readonly RequestTerms[];
}

/** What befell one asset of a request, in order. @param entries the question first @param leaves of the asset, of EVENT_LEAVES */
export function eventsOf(
  { request, entries }: { readonly request: DeskRequest; readonly entries: readonly RequestEntry[] },
  item: RequestItem,
  leaves: readonly LoggedStatement[],
): RequestEvent[] {
  const tabled = entries.flatMap(({ assetIds, terms }) => terms[assetIds.indexOf(item.assetId)] ?? []);
  const subject = { request, item, tabled };
  // Blocks have the time in whole seconds.
  const asked = Math.floor(request.askedAt.getTime() / 1000);
  const logged = leaves
    .filter(({ statement }) => statement.issuedAt >= asked)
    .flatMap((leaf) => eventIn(subject, leaf) ?? []);
  const expired = item.state === 'EXPIRED' ? [expiry(request, item)] : [];
  return [...logged, ...expired].toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

function eventIn(subject: Subject, leaf: LoggedStatement): RequestEvent | null {
  const { request, item } = subject;
  switch (leaf.statement.kind) {
    case 'agreed':
      return stated(request, item, leaf);
    case 'use-consented': {
      const consent = LoggedEvent.of(leaf).struct('consent');
      return isOfRequest(subject, { holder: consent.text('holder'), terms: consent, price: 'minPrice' })
        ? onChain(item, leaf, { kind: 'CONSENTED', role: 'COMMUNITY' })
        : null;
    }
    case 'offered': {
      const event = LoggedEvent.of(leaf);
      return isOfRequest(subject, {
        holder: event.text('holder'),
        terms: event.struct('terms'),
        price: 'price',
      })
        ? onChain(item, leaf, { kind: 'OFFERED', role: 'HOLDER', offerId: event.text('offerId') })
        : null;
    }
    case 'licensed': {
      const licenseId = LoggedEvent.of(leaf).licenseId('licenseId');
      return item.sales.includes(licenseId)
        ? onChain(item, leaf, { kind: 'BOUGHT', role: 'ASKER', licenseId })
        : null;
    }
    case 'transferred': {
      const event = LoggedEvent.of(leaf);
      const holder = parseOrganizationId(event.text('holder'));
      return event.text('previous') === request.holder
        ? onChain(item, leaf, { kind: 'TRANSFERRED', role: 'HOLDER', holder })
        : null;
    }
    default:
      return null;
  }
}

interface ActedTerms {
  readonly holder: string;
  /** Of a consent to a use, or of an offer. */
  readonly terms: LoggedEvent;
  /** What the price is called in it. */
  readonly price: string;
}

/** One studio may have several requests about an asset, each on its own terms. */
function isOfRequest({ request, tabled }: Subject, { holder, terms, price }: ActedTerms): boolean {
  if (holder !== request.holder || terms.text('licensee') !== request.asker.organization) return false;
  const acted = {
    wish: {
      media: terms.number('media'),
      territories: terms.integer('territories'),
      firstDay: terms.number('firstDay'),
      lastDay: terms.number('lastDay'),
      exclusive: terms.boolean('exclusive'),
    },
    token: parseAddress(terms.text('token')),
    price: terms.integer(price),
  };
  return tabled.some((each) => isForTerms(each, acted));
}

/** A statement of another document, or of who is no party, is none about this request. */
function stated(request: DeskRequest, item: RequestItem, leaf: LoggedStatement): RequestEvent | null {
  const value = (name: string) => fieldValue({ fields: leaf.body }, name);
  const role = partiesOf(request).find((each) => organizationOf(request, each) === value('organization'));
  const isOfThis =
    value('request') === request.id && value('hash') === agreedDocumentOf(request, item)?.sha256;
  return role === undefined || !isOfThis
    ? null
    : { ...logged(item, leaf), kind: 'STATED', role, transaction: null };
}

function onChain(
  item: RequestItem,
  leaf: LoggedStatement,
  event: Pick<RequestEvent, 'kind' | 'role'> & Partial<RequestEvent>,
): RequestEvent {
  const { transaction, time } = LoggedEvent.positionOf(leaf);
  return { ...logged(item, leaf), transaction, at: time, ...event };
}

function logged({ assetId }: RequestItem, { statement, statementHash, leafHash }: LoggedStatement) {
  const at = new Date(statement.issuedAt * 1000);
  const proof = { statementHash, leafHash: toHex(leafHash) };
  return { ...proof, assetId, at, licenseId: null, offerId: null, holder: null };
}

/** On the day after the last: of the agreed use, or for answers. */
function expiry({ dueDay }: DeskRequest, { assetId, agreedAt, terms }: RequestItem): RequestEvent {
  const last: Day = agreedAt === null || terms === null ? dueDay : terms.wish.lastDay;
  const nothing = {
    role: null,
    leafHash: null,
    statementHash: null,
    transaction: null,
    licenseId: null,
    offerId: null,
    holder: null,
  };
  return { ...nothing, kind: 'EXPIRED', at: new Date((last + 1) * DAY_MS), assetId };
}
