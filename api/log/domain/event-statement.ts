import { utf8, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { type Body, bodyHash, buildBody } from '@lanran/protocol/log/body';
import type { ChainEventEvidence } from '@lanran/protocol/log/evidence';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import { NO_COMMUNITY, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import type { Statement, StatementKind } from '@lanran/protocol/log/statement';
import type { LedgerEvent } from '../../chain/domain/ledger-event.ts';

interface LoggedEventKind {
  readonly kind: StatementKind;
  /** The argument that names the subject; null where the event is about everything. */
  readonly subject: string | null;
}

/** Which events become statements (docs/formats.md, "Body"). Anchors, credits and materializations are not logged. */
const LOGGED_EVENTS: Readonly<Record<string, LoggedEventKind>> = {
  'Organizations.OrganizationAdmitted': { kind: 'organization-admitted', subject: 'organizationId' },
  'Organizations.MemberAdded': { kind: 'member-added', subject: 'organizationId' },
  'Organizations.MemberRemoved': { kind: 'member-removed', subject: 'organizationId' },
  'Organizations.PayoutChanged': { kind: 'payout-changed', subject: 'organizationId' },
  'Organizations.SuccessionProposed': { kind: 'succession-proposed', subject: 'communityId' },
  'Organizations.SuccessionVetoed': { kind: 'succession-vetoed', subject: 'communityId' },
  'Organizations.CouncilSeated': { kind: 'council-seated', subject: 'communityId' },
  'Organizations.OrganizationSuspended': { kind: 'organization-suspended', subject: 'organizationId' },
  'Organizations.SuspensionLifted': { kind: 'suspension-lifted', subject: 'organizationId' },
  'AssetRegistry.CustodyOffered': { kind: 'custody-offered', subject: 'assetId' },
  'AssetRegistry.CustodyTransferred': { kind: 'transferred', subject: 'assetId' },
  'AssetRegistry.AssetWithdrawn': { kind: 'withdrawn', subject: 'assetId' },
  'AssetRegistry.AssetDisputed': { kind: 'disputed', subject: 'assetId' },
  'AssetRegistry.DisputeResolved': { kind: 'dispute-resolved', subject: 'assetId' },
  'AssetRegistry.DisputeAllowed': { kind: 'dispute-allowed', subject: 'assetId' },
  'AssetRegistry.TakenDown': { kind: 'taken-down', subject: 'assetId' },
  'ConsentRegistry.ConsentGranted': { kind: 'consented', subject: 'assetId' },
  'ConsentRegistry.ConsentWithdrawn': { kind: 'consent-withdrawn', subject: 'assetId' },
  'ConsentRegistry.CollectionConsentGranted': { kind: 'collection-consented', subject: 'root' },
  'ConsentRegistry.CollectionConsentWithdrawn': { kind: 'collection-consent-withdrawn', subject: 'root' },
  'ConsentRegistry.ConsentJoined': { kind: 'consent-joined', subject: 'assetId' },
  'ConsentRegistry.UseConsentGranted': { kind: 'use-consented', subject: 'assetId' },
  'ConsentRegistry.UseConsentWithdrawn': { kind: 'use-consent-withdrawn', subject: 'assetId' },
  'ConsentRegistry.UseConsentSpent': { kind: 'use-consent-spent', subject: 'assetId' },
  'OfferBook.OfferOpened': { kind: 'offered', subject: 'assetId' },
  'OfferBook.OfferClosed': { kind: 'offer-closed', subject: 'assetId' },
  'Judgement.SalesPaused': { kind: 'sales-paused', subject: null },
  'Judgement.SalesResumed': { kind: 'sales-resumed', subject: null },
  'LicenseMarket.LicenseSold': { kind: 'licensed', subject: 'assetId' },
  'LicenseMarket.Ordered': { kind: 'ordered', subject: 'assetId' },
  'LicenseMarket.OrderCanceled': { kind: 'order-canceled', subject: 'assetId' },
  'LicenseMarket.InvoicePaid': { kind: 'invoice-paid', subject: 'assetId' },
  'LicenseMarket.ShareReceived': { kind: 'share-received', subject: 'assetId' },
  'LicenseMarket.Claimed': { kind: 'claimed', subject: 'organizationId' },
  'LicenseToken.LicenseTransferred': { kind: 'license-transferred', subject: 'assetId' },
  'LicenseToken.LicenseRevoked': { kind: 'license-revoked', subject: 'assetId' },
  'LicenseToken.VersionTaken': { kind: 'version-taken', subject: 'assetId' },
};

const NO_SUBJECT = parseAssetId(ZERO_32);

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
      assetId:
        logged.subject === null ? NO_SUBJECT : parseAssetId(event.args[logged.subject], logged.subject),
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
