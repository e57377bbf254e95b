import { id, ZeroAddress, ZeroHash } from 'ethers';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { COMMUNITY, KIND, mined, MUSEUM, Platform, ROLE, STUDIO } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const NOTICE_SECONDS = 7 * DAY_SECONDS;
const REASON = id('its letter of appointment was forged');
const AUDITOR = organizationIdOf('auditor');
const ACCREDITATION = organizationIdOf('accreditation');
const OPERATOR = organizationIdOf('operator');
const NOBODY = organizationIdOf('nobody');

describe('suspension', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.admit(AUDITOR, { kind: KIND.AUDITOR, owner: 'stranger' });
    await platform.admit(ACCREDITATION, { kind: 5, owner: 'accreditor' });
    await platform.admit(OPERATOR, { kind: 6, owner: 'sealer' });
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.organizations.connect(platform.people[person]);
  const suspend = (organizationId: string, person: Person = 'accreditor', reason = REASON) =>
    mined(as(person).suspend(organizationId, reason));
  const lift = (organizationId: string, person: Person = 'accreditor') =>
    mined(as(person).liftSuspension(organizationId));
  const suspendedFrom = async (organizationId: string) =>
    (await platform.organizations.organizationOf(organizationId)).suspendedFrom;
  const isSuspended = async (organizationId: string) => {
    const { index, suspended } = await platform.organizations.standingOf(organizationId);
    expect(await platform.organizations.isSuspendedAt(index)).toBe(suspended);
    return suspended;
  };
  /** Announces it and waits until it is in force. */
  async function suspendNow(organizationId: OrganizationId): Promise<void> {
    await suspend(organizationId);
    await platform.chain.travelTo(Number(await suspendedFrom(organizationId)));
  }

  describe('suspend', () => {
    it('is in force after exactly seven days, not a second earlier', async () => {
      const receipt = await suspend(MUSEUM);
      const block = await platform.chain.provider.getBlock(receipt.blockNumber);
      const from = Number(await suspendedFrom(MUSEUM));
      expect(from).toBe((block?.timestamp ?? 0) + NOTICE_SECONDS);
      await platform.chain.travelTo(from - 1);
      expect(await isSuspended(MUSEUM)).toBe(false);
      await platform.chain.travelTo(from);
      expect(await isSuspended(MUSEUM)).toBe(true);
      expect(await isSuspended(STUDIO)).toBe(false);
    });

    it('says in public from when on, and by its hash why', async () => {
      const receipt = await suspend(STUDIO);
      const [log] = receipt.logs;
      const event = platform.organizations.interface.parseLog(log ?? { topics: [], data: '0x' });
      expect(event?.name).toBe('OrganizationSuspended');
      expect(event?.args.toArray()).toEqual([STUDIO, await suspendedFrom(STUDIO), REASON]);
    });

    it.each([
      ['a community', COMMUNITY],
      ['the accreditor', ACCREDITATION],
      ['the operator', OPERATOR],
    ])('never reaches %s', async (_, organizationId) => {
      expect(await refusalOf(suspend(organizationId))).toEqual([
        'OrganizationsNotSuspendable',
        organizationId,
      ]);
    });

    it('needs an organization and a reason, and is announced once', async () => {
      expect(await refusalOf(suspend(NOBODY))).toEqual(['OrganizationsUnknown', NOBODY]);
      const unsaid = suspend(MUSEUM, 'accreditor', ZeroHash);
      expect(await refusalOf(unsaid)).toEqual(['OrganizationsReasonMissing', MUSEUM]);
      await suspend(AUDITOR);
      const again = ['OrganizationsAlreadySuspended', AUDITOR, await suspendedFrom(AUDITOR)];
      expect(await refusalOf(suspend(AUDITOR))).toEqual(again);
    });

    it.each<Person>(['sealer', 'council', 'museum', 'stranger'])('is not for the %s', async (person) => {
      const refusal = ['AccessManagedUnauthorized', platform.people[person].address];
      expect(await refusalOf(suspend(STUDIO, person))).toEqual(refusal);
      await suspend(STUDIO);
      expect(await refusalOf(lift(STUDIO, person))).toEqual(refusal);
    });
  });

  describe('liftSuspension', () => {
    it('ends it, announced or in force, after which it can be announced again', async () => {
      await suspend(MUSEUM);
      await lift(MUSEUM);
      expect(await suspendedFrom(MUSEUM)).toBe(0n);
      await suspendNow(MUSEUM);
      expect(await isSuspended(MUSEUM)).toBe(true);
      await lift(MUSEUM);
      expect(await isSuspended(MUSEUM)).toBe(false);
    });

    it('is nothing without a suspension', async () => {
      for (const organizationId of [MUSEUM, COMMUNITY, NOBODY]) {
        expect(await refusalOf(lift(organizationId))).toEqual(['OrganizationsNotSuspended', organizationId]);
      }
    });
  });

  describe('while it is in force', () => {
    it('what the organization published can be materialized, disputed and taken down, and not offered', async () => {
      await suspendNow(MUSEUM);
      const assetId = await platform.materializeNew();
      await platform.consent(assetId);
      expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookHolderSuspended', MUSEUM]);
      const assets = platform.assets.connect(platform.people.council);
      await mined(assets.dispute(assetId, COMMUNITY, REASON));
      await mined(assets.takeDown(assetId, COMMUNITY, ZeroHash, REASON));
    });

    it('others’ assets are materialized as before', async () => {
      await suspendNow(STUDIO);
      await platform.materializeNew();
    });

    it('an auditor opens no dispute, but may take back its own', async () => {
      const assetId = await platform.materializeNew();
      const other = await platform.materializeNew();
      const assets = platform.assets.connect(platform.people.stranger);
      await mined(assets.dispute(assetId, AUDITOR, REASON));
      await suspendNow(AUDITOR);
      const attempt = mined(assets.dispute(other, AUDITOR, REASON));
      expect(await refusalOf(attempt)).toEqual(['AssetRegistrySuspended', AUDITOR]);
      await mined(assets.retractDispute(assetId, AUDITOR));
      await mined(platform.assets.connect(platform.people.council).dispute(other, COMMUNITY, REASON));
    });

    it('the organization closes offers, withdraws and takes down assets, claims, and manages its keys and payout', async () => {
      const { people, organizations, assets, book, market, tokenAddress } = platform;
      await platform.fundStudio();
      const assetId = await platform.materializeNew();
      const withdrawn = await platform.materializeNew();
      await platform.consent(assetId);
      await platform.offer(assetId);
      await platform.buy(assetId);
      const [offerId = 0n] = await book.openOffersOf(assetId);
      await suspendNow(MUSEUM);
      await mined(book.connect(people.museum).closeOffer(offerId));
      await mined(assets.connect(people.museum).withdraw(withdrawn));
      await mined(assets.connect(people.museum).takeDown(assetId, MUSEUM, id('a file'), REASON));
      await mined(market.connect(people.museum).claim(MUSEUM, tokenAddress));
      await mined(as('museum').addMember(MUSEUM, people.stranger, ROLE.OWNER));
      await mined(as('museum').setPayout(MUSEUM, people.stranger));
      await mined(as('stranger').removeMember(MUSEUM, people.museum));
      expect(await organizations.canAct(MUSEUM, people.stranger)).toBe(true);
    });
  });

  it(
    'changes no other word of the organization, and no community, whatever is suspended and lifted',
    { timeout: 120_000 },
    async () => {
      const everybody = [MUSEUM, COMMUNITY, STUDIO, AUDITOR, ACCREDITATION, OPERATOR];
      const wordsOf = async (organizationId: string) => {
        const { kind, owners, index, payout, council } =
          await platform.organizations.organizationOf(organizationId);
        return [kind, owners, index, payout, council];
      };
      const before = await Promise.all(everybody.map(wordsOf));
      expect(before.map(([kind]) => kind)).toEqual([1n, 3n, 2n, 4n, 5n, 6n]);
      const step = fc.record({ at: fc.nat(5), isLifting: fc.boolean(), days: fc.nat(8) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 12 }), async (steps) => {
          const undo = await platform.chain.snapshot();
          const announced = new Map<string, number>();
          for (const { at, isLifting, days } of steps) {
            const organizationId = everybody[at] ?? MUSEUM;
            const now = (await platform.chain.now()) + days * DAY_SECONDS + 1;
            await platform.chain.request('evm_setNextBlockTimestamp', now);
            const isPossible = isLifting
              ? announced.has(organizationId)
              : ![COMMUNITY, ACCREDITATION, OPERATOR].includes(organizationId) &&
                !announced.has(organizationId);
            const sent = isLifting ? lift(organizationId) : suspend(organizationId);
            if (!isPossible) {
              expect((await refusalOf(sent))[0]).toMatch(/^Organizations/);
              await platform.chain.travelTo(now + 1);
            } else {
              await sent;
              if (isLifting) announced.delete(organizationId);
              else announced.set(organizationId, now + NOTICE_SECONDS);
            }
            const time = await platform.chain.now();
            for (const each of everybody)
              expect(await isSuspended(each)).toBe((announced.get(each) ?? Infinity) <= time);
          }
          expect(await Promise.all(everybody.map(wordsOf))).toEqual(before);
          await undo();
        }),
        { numRuns: walks(3), endOnFailure: true },
      );
      expect(before[0]?.[4]).toBe(ZeroAddress);
    },
  );
});
