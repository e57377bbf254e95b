import { describe, expect, it } from 'vitest';
import { actingOrganizations, reasonHashIn } from '@lanran/api/provenance/domain/acting-organization';
import { holderAt } from '@lanran/api/assets/domain/asset';
import { statementOfEvent } from '@lanran/api/log/domain/event-statement';
import type { EventArgument } from '@lanran/api/chain/domain/ledger-event';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { assetIdOf, communityCommitment, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { slotOf, type Statement, statementHash } from '@lanran/protocol/log/statement';

const [MUSEUM, ARCHIVE, XIJIANG, STUDIO, PARTNERS, AUDITORS, ACCREDITATION] = (
  ['museum', 'archive', 'xijiang', 'studio', 'partners', 'auditors', 'accreditation'] as const
).map((slug) => organizationIdOf(slug)) as [Id, Id, Id, Id, Id, Id, Id];
type Id = ReturnType<typeof organizationIdOf>;

const SALT = randomBytes32();
const ASSET = assetIdOf(MUSEUM, SALT);
const RESOLUTION = reasonHashOf('Settled.');

function logged(statement: Statement, rest: Pick<LoggedStatement, 'body' | 'openings'>): LoggedStatement {
  const nothing = new Uint8Array();
  return {
    index: 0,
    statement,
    statementHash: statementHash(statement),
    slot: slotOf(statement),
    evidence: nothing,
    leaf: nothing,
    leafHash: nothing,
    appendedAt: new Date(0),
    ...rest,
  };
}

function published(): LoggedStatement {
  const statement: Statement = {
    kind: 'published',
    assetId: ASSET,
    community: communityCommitment(XIJIANG, SALT),
    previous: ZERO_32,
    bodyHash: ZERO_32,
    issuedAt: 1,
  };
  const community = { id: XIJIANG, salt: SALT };
  return logged(statement, {
    body: [],
    openings: { organizationId: MUSEUM, assetSalt: SALT, community },
  });
}

/** As the chain follower logs it. */
function decided(event: string, args: Record<string, EventArgument> = {}): LoggedStatement {
  const [contract = '', name = ''] = event.split('.');
  const entry = statementOfEvent({
    chainId: 1n,
    blockNumber: 1,
    blockHash: ZERO_32,
    blockTime: 2,
    transaction: randomBytes32(),
    logIndex: 0,
    contract,
    name,
    args: { assetId: ASSET, ...args },
  });
  if (entry === null) throw new Error(`${event} is not logged`);
  return logged(entry.statement, { body: entry.body.fields, openings: null });
}

function termsOf(overrides: Record<string, EventArgument> = {}): EventArgument {
  const wish = { media: '1', territories: '1', firstDay: '1', lastDay: '2', exclusive: false };
  return {
    assetId: ASSET,
    version: ZERO_32,
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
    ...overrides,
  };
}

const offered = () => decided('OfferBook.OfferOpened', { offerId: '7', holder: MUSEUM });
const movedToArchive = () =>
  decided('AssetRegistry.CustodyTransferred', { previous: MUSEUM, holder: ARCHIVE });

describe('whose act a statement was', () => {
  function tell(...story: readonly LoggedStatement[]) {
    return actingOrganizations([published(), ...story], ACCREDITATION).slice(1);
  }

  it('is the holder’s at that time where the event names nobody', () => {
    expect(
      tell(
        decided('OfferBook.OfferClosed', { offerId: '7' }),
        movedToArchive(),
        decided('OfferBook.OfferClosed', { offerId: '8' }),
        decided('AssetRegistry.AssetWithdrawn'),
      ),
    ).toEqual([MUSEUM, ARCHIVE, ARCHIVE, ARCHIVE]);
  });

  it('is the community’s where its council decides', () => {
    const consent = { holder: MUSEUM };
    expect(
      tell(
        decided('ConsentRegistry.ConsentGranted', { consent }),
        decided('ConsentRegistry.ConsentWithdrawn'),
        decided('LicenseMarket.ShareReceived', { orderId: '9' }),
      ),
    ).toEqual([XIJIANG, XIJIANG, XIJIANG]);
  });

  it('is of an order the licensee’s, and its invoice’s payment is confirmed by who offered', () => {
    expect(
      tell(
        offered(),
        decided('LicenseMarket.Ordered', { orderId: '9', licensee: STUDIO, terms: termsOf() }),
        movedToArchive(),
        decided('LicenseMarket.InvoicePaid', { orderId: '9' }),
        decided('LicenseMarket.OrderCanceled', { orderId: '9' }),
      ),
    ).toEqual([MUSEUM, STUDIO, ARCHIVE, MUSEUM, STUDIO]);
  });

  it('is of a license who bought it, of a transfer who had it, of a sublicense who grants it', () => {
    const sold = { licenseId: '9', licensee: STUDIO, terms: termsOf() };
    const part = termsOf({ licensee: AUDITORS, origin: '2', parent: '9' });
    expect(
      tell(
        decided('LicenseMarket.LicenseSold', sold),
        decided('LicenseToken.LicenseTransferred', { licenseId: '9', previous: STUDIO, licensee: PARTNERS }),
        decided('LicenseMarket.LicenseSold', { licenseId: '10', licensee: AUDITORS, terms: part }),
      ),
    ).toEqual([STUDIO, STUDIO, PARTNERS]);
  });

  it('is of a dispute’s end the disputant’s without a word, and the accreditor’s with one', () => {
    const end = (reasonHash: string) =>
      decided('AssetRegistry.DisputeResolved', { organizationId: AUDITORS, reasonHash });
    const [retracted, resolved] = [end(ZERO_32), end(RESOLUTION)];
    expect(tell(retracted, resolved)).toEqual([AUDITORS, ACCREDITATION]);
    expect([retracted, resolved].map(reasonHashIn)).toEqual([null, RESOLUTION]);
    expect(actingOrganizations([published(), resolved], null)).toEqual([MUSEUM, null]);
  });

  it('is nobody’s where the log does not say', () => {
    expect(
      tell(
        decided('LicenseToken.LicenseRevoked', { licenseId: '9', reasonHash: RESOLUTION }),
        decided('ConsentRegistry.ConsentJoined', { root: ZERO_32 }),
      ),
    ).toEqual([null, null]);
  });
});

describe('who held an asset', () => {
  it('is told by the leaves that named the next', () => {
    const asset = {
      holder: MUSEUM,
      formerHolders: [
        { organizationId: MUSEUM, untilLeaf: 10 },
        { organizationId: ARCHIVE, untilLeaf: 20 },
      ],
    };
    expect([0, 9, 10, 19, 20, 99].map((leaf) => holderAt(asset, leaf))).toEqual([
      MUSEUM,
      MUSEUM,
      ARCHIVE,
      ARCHIVE,
      MUSEUM,
      MUSEUM,
    ]);
    expect(holderAt({ holder: ARCHIVE, formerHolders: [] }, 5)).toBe(ARCHIVE);
  });
});
