import { describe, expect, it } from 'vitest';
import { statementOfEvent } from '@lanran/api/log/domain/event-statement';
import type { EventArgument } from '@lanran/api/chain/domain/ledger-event';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { actingOrganizations, reasonHashIn } from '@lanran/api/provenance/domain/acting-organization';
import { actorOfStatement } from '@lanran/api/provenance/domain/actor-of-statement';
import { detailsOf } from '@lanran/api/provenance/domain/statement-details';
import { isAboutAsset } from '@lanran/api/provenance/domain/statement-subject';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { slotOf, statementHash } from '@lanran/protocol/log/statement';

const MUSEUM = organizationIdOf('museum');
const STUDIO = organizationIdOf('studio');
const COMMUNITY = organizationIdOf('community');
const ACCREDITOR = organizationIdOf('accreditor');
const ASSET = assetIdOf(MUSEUM, ZERO_32);
const REASON = `0x${'5a'.repeat(32)}`;
const LICENSE = `0x${'1c'.repeat(32)}`;

/** The statement that follows an event, as the log has it. */
function decided(event: string, args: Readonly<Record<string, EventArgument>>): LoggedStatement {
  const [contract = '', name = ''] = event.split('.');
  const entry = statementOfEvent({
    chainId: 1n,
    blockNumber: 2,
    blockHash: randomBytes32(),
    blockTime: 1_800_000_000,
    transaction: randomBytes32(),
    logIndex: 0,
    contract,
    name,
    args,
  });
  if (entry === null) throw new Error(`${event} is not logged`);
  const { statement, body } = entry;
  return {
    index: 7,
    statement,
    statementHash: statementHash(statement),
    slot: slotOf(statement),
    evidence: new Uint8Array(),
    leaf: new Uint8Array(),
    leafHash: new Uint8Array(),
    body: body.fields,
    openings: null,
    appendedAt: new Date(0),
  };
}

const USE = {
  holder: MUSEUM,
  licensee: STUDIO,
  territories: '1',
  media: '4',
  firstDay: '20000',
  lastDay: '20030',
  exclusive: true,
  token: `0x${'77'.repeat(20)}`,
  minPrice: '120000',
  shareBps: '3000',
  rights: '0',
};

const KNOWN = {
  asset: { holder: MUSEUM, formerHolders: [], community: COMMUNITY },
  orders: new Map(),
  parents: new Map(),
  accreditor: ACCREDITOR,
};

describe('the events of issue 17', () => {
  it.each<[string, Readonly<Record<string, EventArgument>>, object]>([
    [
      'ConsentRegistry.UseConsentGranted',
      { assetId: ASSET, licensee: STUDIO, consent: USE },
      {
        kind: 'use-consented',
        actor: COMMUNITY,
        details: {
          holder: MUSEUM,
          licensee: STUDIO,
          media: ['STREAMING'],
          territories: ['AD'],
          firstDay: '2024-10-04',
          lastDay: '2024-11-03',
          exclusive: true,
          shareBps: 3000,
          rights: [],
        },
      },
    ],
    [
      'ConsentRegistry.UseConsentWithdrawn',
      { assetId: ASSET, licensee: STUDIO },
      { kind: 'use-consent-withdrawn', actor: COMMUNITY, details: { licensee: STUDIO } },
    ],
    [
      'ConsentRegistry.UseConsentSpent',
      { assetId: ASSET, licensee: STUDIO },
      { kind: 'use-consent-spent', actor: STUDIO, details: { licensee: STUDIO } },
    ],
    [
      'LicenseToken.VersionTaken',
      { assetId: ASSET, licenseId: BigInt(LICENSE).toString(), version: REASON },
      { kind: 'version-taken', actor: 'UNTOLD', details: { licenseId: LICENSE, version: REASON } },
    ],
    [
      'AssetRegistry.TakenDown',
      { assetId: ASSET, organizationId: MUSEUM, scopeHash: ZERO_32, reasonHash: REASON },
      {
        kind: 'taken-down',
        actor: MUSEUM,
        reasonHash: REASON,
        details: { organizationId: MUSEUM, scopeHash: null, reasonHash: REASON },
      },
    ],
    [
      'AssetRegistry.DisputeAllowed',
      { assetId: ASSET, organizationId: STUDIO },
      { kind: 'dispute-allowed', actor: ACCREDITOR, details: { organizationId: STUDIO } },
    ],
    [
      'Organizations.OrganizationSuspended',
      { organizationId: STUDIO, suspendedFrom: '1800000000', reasonHash: REASON },
      {
        kind: 'organization-suspended',
        actor: ACCREDITOR,
        isAboutAsset: false,
        reasonHash: REASON,
        details: {
          organizationId: STUDIO,
          suspendedFrom: '2027-01-15T08:00:00.000Z',
          reasonHash: REASON,
        },
      },
    ],
    [
      'Organizations.SuspensionLifted',
      { organizationId: STUDIO },
      {
        kind: 'suspension-lifted',
        actor: ACCREDITOR,
        isAboutAsset: false,
        details: { organizationId: STUDIO },
      },
    ],
  ])('%s is a statement of its own, by whom the log says', (event, args, expected) => {
    const logged = decided(event, args);
    expect({
      kind: logged.statement.kind,
      actor: actorOfStatement(logged, KNOWN),
      isAboutAsset: isAboutAsset(logged),
      reasonHash: reasonHashIn(logged),
      details: detailsOf(logged),
    }).toEqual({ isAboutAsset: true, reasonHash: null, ...expected });
  });

  it('a version is taken by who has the license at that time', () => {
    const wish = { media: '1', territories: '1', firstDay: '1', lastDay: '2', exclusive: false };
    const terms = {
      assetId: ASSET,
      version: REASON,
      licensee: STUDIO,
      offerId: '7',
      wish,
      token: `0x${'70'.repeat(20)}`,
      price: '5',
      communityShareBps: '0',
      operatorShareBps: '0',
      rights: '0',
      origin: '0',
      parent: '0',
      territoriesHash: ZERO_32,
    };
    const licenseId = BigInt(LICENSE).toString();
    const sold = decided('LicenseMarket.LicenseSold', { assetId: ASSET, licenseId, terms });
    const taken = decided('LicenseToken.VersionTaken', { assetId: ASSET, licenseId, version: REASON });
    const passedOn = { assetId: ASSET, licenseId, previous: STUDIO, licensee: MUSEUM };
    const moved = decided('LicenseToken.LicenseTransferred', passedOn);
    expect(detailsOf(sold)).toMatchObject({ version: REASON });
    expect(actingOrganizations([sold, taken, moved, taken], null)).toEqual([STUDIO, STUDIO, STUDIO, MUSEUM]);
  });
});
