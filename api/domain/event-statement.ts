import { utf8, ZERO_32, type Hex } from '@lanran/protocol/bytes';
import { type Body, bodyHash, buildBody } from '@lanran/protocol/body';
import type { ChainEventEvidence } from '@lanran/protocol/evidence';
import { keccak256 } from '@lanran/protocol/hash';
import { NO_COMMUNITY, parseAssetId } from '@lanran/protocol/ids';
import type { JsonValue } from '@lanran/protocol/json';
import type { Statement, StatementKind } from '@lanran/protocol/statement';
import type { LedgerEvent } from './ledger-event.ts';

/** Which events become statements, and which argument names their subject. Anchors are not logged (DESIGN §5). */
const LOGGED_EVENTS: Readonly<Record<string, { readonly kind: StatementKind; readonly subject: string }>> = {
  'Organizations.OrganizationAdmitted': { kind: 'organization-admitted', subject: 'organizationId' },
  'Organizations.MemberAdded': { kind: 'member-added', subject: 'organizationId' },
  'Organizations.MemberRemoved': { kind: 'member-removed', subject: 'organizationId' },
  'Organizations.PayoutChanged': { kind: 'payout-changed', subject: 'organizationId' },
  'ConsentRegistry.ConsentGranted': { kind: 'consented', subject: 'assetId' },
  'ConsentRegistry.ConsentWithdrawn': { kind: 'consent-withdrawn', subject: 'assetId' },
  'LicenseMarket.OfferOpened': { kind: 'offered', subject: 'assetId' },
  'LicenseMarket.OfferClosed': { kind: 'offer-closed', subject: 'assetId' },
  'LicenseMarket.LicenseSold': { kind: 'licensed', subject: 'assetId' },
};

/** What the log records of a chain event. */
export interface EventStatement {
  readonly statement: Statement;
  readonly body: Body;
  readonly evidence: ChainEventEvidence;
}

/**
 * The statement of a chain event (docs/formats.md, "Body"), or null for an event that is not logged. Nothing in it is random:
 * the same event gives the same statement, so that a repeat is refused as a duplicate.
 */
export function statementOfEvent(event: LedgerEvent): EventStatement | null {
  const logged = LOGGED_EVENTS[`${event.contract}.${event.name}`];
  if (logged === undefined) return null;
  const fields: Readonly<Record<string, JsonValue>> = {
    schema: `lanran/${logged.kind}/1`,
    contract: event.contract,
    name: event.name,
    event: event.args,
    position: {
      blockNumber: event.blockNumber,
      blockTime: event.blockTime,
      logIndex: event.logIndex,
      transaction: event.transaction,
    },
  };
  const salts = Object.fromEntries(Object.keys(fields).map((name) => [name, saltOf(event, name)]));
  const body = buildBody(fields, { salts });
  return {
    body,
    statement: {
      kind: logged.kind,
      assetId: parseAssetId(event.args[logged.subject], logged.subject),
      community: NO_COMMUNITY,
      previous: ZERO_32,
      bodyHash: bodyHash(body),
      issuedAt: event.blockTime,
    },
    evidence: {
      type: 'chain-event',
      chainId: event.chainId,
      blockHash: event.blockHash,
      transactionHash: event.transaction,
      logIndex: event.logIndex,
    },
  };
}

function saltOf(event: LedgerEvent, field: string): Hex {
  return keccak256(utf8(`lanran:event:${event.chainId}:${event.transaction}:${event.logIndex}:${field}`));
}
