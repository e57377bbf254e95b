import { beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { SafeTransaction } from '@lanran/api/council/domain/safe';
import type { AdmissionRequest } from '@lanran/api/organizations/domain/admission-request';
import { invoiceIdOfOrder } from '@lanran/api/billing/domain/invoice';
import { dayOf } from '@lanran/api/desk/domain/request-state';
import { buildOrganization } from '../graphql/graphql-stage.ts';
import { ASSET, buildEntry, buildRequest, COMMUNITY, MUSEUM, OTHER_ASSET, STUDIO } from './build-request.ts';
import { InboxScene, OTHER, START } from './inbox-scene.ts';

const ID = `0x${'11'.repeat(32)}` as const;
const PART_ID = `0x${'22'.repeat(32)}` as const;
const PERSON = `0x${'0f'.repeat(20)}` as const;
const REASON = `0x${'ee'.repeat(32)}`;
const SEARCH = { id: 's1', owner: PERSON, name: 'batik', filter: { text: 'batik' } } as const;
const number = (id: string) => BigInt(id).toString();

describe('the inbox follower', () => {
  let scene: InboxScene;
  beforeEach(async () => {
    scene = new InboxScene();
    await scene.putAsset();
    await scene.run();
  });

  describe('of the log', () => {
    it('tells holder and community of a sale, and the community of its share', async () => {
      await scene.sell();
      scene.event('LicenseMarket.LicenseSold', { assetId: ASSET, licenseId: number(ID) });
      await scene.run();
      expect(scene.told()).toEqual(['BOUGHT museum', 'BOUGHT community', 'SHARE_EARNED community']);
      expect(scene.inbox.items[0]).toMatchObject({
        by: STUDIO,
        at: START,
        subject: { assetId: ASSET, licenseId: ID, requestId: null },
      });
    });

    it('tells an organization of an offer that it alone can take, and nobody of one for all', async () => {
      const offer = (licensee: string) => ({ assetId: ASSET, holder: MUSEUM, terms: { licensee } });
      scene.event('OfferBook.OfferOpened', offer(`0x${'00'.repeat(32)}`));
      scene.event('OfferBook.OfferOpened', offer(STUDIO));
      await scene.run();
      expect(scene.told()).toEqual(['OFFERED studio']);
      expect(scene.inbox.items[0]).toMatchObject({ by: MUSEUM, subject: { assetId: ASSET } });
    });

    it('tells of no share where the sale credits none', async () => {
      const { terms } = await scene.sell();
      await scene.sell({ terms: { ...terms, communityShareBps: 0 } });
      scene.event('LicenseMarket.LicenseSold', { assetId: ASSET, licenseId: number(ID) });
      await scene.run();
      expect(scene.told()).toEqual(['BOUGHT museum', 'BOUGHT community']);
    });

    it('tells of a revocation everybody concerned, and those who have a part of their part', async () => {
      const sold = await scene.sell({ isRevoked: true });
      const terms = { ...sold.terms, origin: 'SUBLICENSE' as const, parent: parseLicenseId(ID) };
      await scene.sell({ id: parseLicenseId(PART_ID), terms, licensee: OTHER });
      scene.event('LicenseToken.LicenseRevoked', {
        assetId: ASSET,
        licenseId: number(ID),
        reasonHash: REASON,
      });
      await scene.run();
      expect(scene.told()).toEqual([
        'LICENSE_REVOKED studio',
        'LICENSE_REVOKED museum',
        'LICENSE_REVOKED community',
        'LICENSE_REVOKED other',
      ]);
      expect(scene.inbox.items.map(({ subject }) => subject.licenseId)).toEqual([ID, ID, ID, PART_ID]);
    });

    it('tells of a revision those with a license that is not over, and the community', async () => {
      await scene.sell();
      await scene.sell({ id: parseLicenseId(PART_ID), licensee: OTHER, lastDay: dayOf(START) - 1 });
      scene.revised(MUSEUM);
      await scene.run();
      expect(scene.told()).toEqual(['ASSET_REVISED studio', 'ASSET_REVISED community']);
    });

    it.each([
      [MUSEUM, ['ASSET_TAKEN_DOWN community', 'ASSET_TAKEN_DOWN studio']],
      [COMMUNITY, ['ASSET_TAKEN_DOWN museum', 'ASSET_TAKEN_DOWN studio']],
    ])('tells of a take-down all but who did it: %s', async (organizationId, told) => {
      await scene.sell();
      const names = { assetId: ASSET, organizationId, scopeHash: REASON, reasonHash: REASON };
      scene.event('AssetRegistry.TakenDown', names);
      await scene.run();
      expect(scene.told()).toEqual(told);
    });

    it('tells of a dispute holder and community', async () => {
      scene.event('AssetRegistry.AssetDisputed', {
        assetId: ASSET,
        organizationId: OTHER,
        reasonHash: REASON,
      });
      await scene.run();
      expect(scene.told()).toEqual(['DISPUTED museum', 'DISPUTED community']);
      expect(scene.inbox.items[0]?.by).toBe(OTHER);
    });

    it('tells of a withdrawn consent the holder, and no licensee, whose license stays', async () => {
      await scene.sell();
      scene.event('ConsentRegistry.ConsentWithdrawn', { assetId: ASSET });
      scene.event('ConsentRegistry.UseConsentWithdrawn', { assetId: ASSET, licensee: OTHER });
      await scene.run();
      expect(scene.told()).toEqual([
        'CONSENT_WITHDRAWN museum',
        'CONSENT_WITHDRAWN museum',
        'CONSENT_WITHDRAWN other',
      ]);
    });

    it('says nothing of what was not published here, nor of other statements', async () => {
      scene.event('AssetRegistry.AssetDisputed', {
        assetId: OTHER_ASSET,
        organizationId: OTHER,
        reasonHash: REASON,
      });
      scene.event('LicenseMarket.LicenseSold', { assetId: OTHER_ASSET, licenseId: number(PART_ID) });
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      await scene.run();
      expect(scene.told()).toEqual([]);
      expect(await scene.follower.behind()).toBe(0);
    });
  });

  describe('of threads', () => {
    it('tells the other parties of each entry', async () => {
      await scene.requests.insert(buildRequest({ askedAt: START }));
      await scene.run();
      expect(scene.told()).toEqual(['ASKED museum', 'ASKED community']);
      for (const entry of [
        buildEntry(2, 'MESSAGE', 'COMMUNITY'),
        buildEntry(3, 'COUNTER', 'HOLDER'),
        buildEntry(4, 'AGREE', 'ASKER'),
        buildEntry(5, 'DECLINE', 'COMMUNITY'),
        buildEntry(6, 'WITHDRAW', 'ASKER'),
      ])
        await scene.requests.append('r1', { ...entry, text: 'Words that no item has' });
      await scene.run();
      expect(scene.told().slice(2)).toEqual([
        'ANSWERED studio',
        'ANSWERED museum',
        'ANSWERED studio',
        'ANSWERED community',
        'AGREED museum',
        'AGREED community',
        'DECLINED studio',
        'DECLINED museum',
        'DECLINED museum',
        'DECLINED community',
      ]);
      expect(JSON.stringify(scene.inbox.items)).not.toContain('Words');
    });

    it('names the call that is answered, with the question alone', async () => {
      await scene.requests.insert(buildRequest({ askedAt: START, callId: 'c1' }));
      await scene.requests.append('r1', { ...buildEntry(2, 'MESSAGE', 'COMMUNITY'), text: 'Words' });
      await scene.run();
      expect(scene.inbox.items.map(({ kind, subject }) => [kind, subject.callId])).toEqual([
        ['ASKED', 'c1'],
        ['ASKED', 'c1'],
        ['ANSWERED', null],
        ['ANSWERED', null],
      ]);
    });

    it('tells a person who asked for no organization', async () => {
      const asker = { account: PERSON, organization: null };
      await scene.requests.insert(
        buildRequest({ kind: 'QUESTION', asker, community: null, terms: [], askedAt: START }),
      );
      await scene.requests.append('r1', { ...buildEntry(2, 'MESSAGE', 'HOLDER'), text: 'Yes' });
      await scene.run();
      expect(scene.told()).toEqual(['ASKED museum', `ANSWERED ${PERSON}`]);
    });

    it('reads many at once, each once', async () => {
      for (let at = 0; at < 450; at += 1)
        await scene.requests.insert(buildRequest({ id: `many-${at}`, askedAt: START, community: null }));
      await scene.run();
      expect(scene.inbox.items).toHaveLength(450);
      scene.restart();
      await scene.run();
      expect(scene.inbox.items).toHaveLength(450);
    });
  });

  describe('killed between writing and its cursor', () => {
    it.each(['log', 'threads', 'days', 'searches'])('writes each item once: %s', async (cursor) => {
      await scene.savedSearches.insert({ ...SEARCH, savedAt: START });
      scene.found.set('batik', 2);
      await scene.sell({ lastDay: dayOf(START) + 31 });
      scene.passDays(1);
      scene.restart();
      scene.event('LicenseMarket.LicenseSold', { assetId: ASSET, licenseId: number(ID) });
      await scene.requests.insert(buildRequest({ askedAt: scene.now, dueDay: dayOf(scene.now) + 3 }));
      scene.killedBefore = `desk-inbox.${cursor}`;
      await expect(scene.run()).rejects.toThrow('killed');
      expect(scene.inbox.items).not.toHaveLength(0);
      scene.restart();
      await scene.run();
      const all = [
        ...['BOUGHT museum', 'BOUGHT community', 'SHARE_EARNED community'],
        ...['ASKED museum', 'ASKED community'],
        ...['studio', 'museum', 'community'].map((party) => `REQUEST_ENDS ${party}`),
        ...['LICENSE_ENDS studio', 'LICENSE_ENDS museum'],
        `SEARCH_FOUND ${PERSON}`,
      ];
      expect(scene.told()).toEqual(all);
      scene.cursors.clear();
      scene.restart();
      await scene.run();
      expect(scene.told()).toEqual(all);
      expect(scene.inbox.items.map(({ sequence }) => sequence)).toEqual(all.map((_, at) => at + 1));
    });
  });

  describe('started for the first time over an old log', () => {
    it('says nothing that is older than 30 days', async () => {
      const old = new InboxScene();
      await old.putAsset();
      const dispute = { assetId: ASSET, organizationId: OTHER, reasonHash: REASON };
      for (let at = 0; at < 700; at += 1) old.event('AssetRegistry.AssetDisputed', dispute, 31);
      old.event('AssetRegistry.AssetDisputed', dispute, 29);
      const ago = (days: number) => new Date(START.getTime() - days * 86_400_000);
      await old.requests.insert(buildRequest({ id: 'old', askedAt: ago(31) }));
      await old.requests.insert(buildRequest({ id: 'new', askedAt: ago(29) }));
      expect(await old.follower.behind()).toBe(701);
      await old.run();
      expect(old.told()).toEqual([
        'DISPUTED museum',
        'DISPUTED community',
        'ASKED museum',
        'ASKED community',
      ]);
    });

    it('says later what happened while it was off, however long', async () => {
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      await scene.run();
      scene.passDays(50);
      scene.event(
        'AssetRegistry.AssetDisputed',
        { assetId: ASSET, organizationId: OTHER, reasonHash: REASON },
        40,
      );
      scene.restart();
      await scene.run();
      expect(scene.told()).toEqual(['DISPUTED museum', 'DISPUTED community']);
    });
  });

  describe('of days', () => {
    it('tells licensee and holder 60, 30 and 7 days before the end, once each', async () => {
      await scene.sell({ lastDay: dayOf(START) + 61 });
      const days: number[] = [];
      for (let day = 0; day <= 62; day += 1) {
        scene.passDays(1);
        const before = scene.inbox.items.length;
        await scene.run();
        if (scene.inbox.items.length > before) days.push(61 - day - 1);
      }
      expect(days).toEqual([60, 30, 7]);
      expect(scene.told().slice(0, 2)).toEqual(['LICENSE_ENDS studio', 'LICENSE_ENDS museum']);
      expect(scene.inbox.items.map(({ count }) => count)).toEqual([60, 60, 30, 30, 7, 7]);
    });

    it('tells once, of the nearest, after a long time off', async () => {
      await scene.sell({ lastDay: dayOf(START) + 61 });
      scene.passDays(57);
      scene.restart();
      await scene.run();
      expect(scene.told()).toEqual(['LICENSE_ENDS studio', 'LICENSE_ENDS museum']);
      expect(scene.inbox.items[0]?.count).toBe(4);
    });

    it('says nothing of what was revoked, or is a part of what was', async () => {
      const sold = await scene.sell({ isRevoked: true, lastDay: dayOf(START) + 8 });
      const terms = { ...sold.terms, origin: 'SUBLICENSE' as const, parent: parseLicenseId(ID) };
      await scene.sell({ id: parseLicenseId(PART_ID), terms, licensee: OTHER });
      scene.passDays(1);
      await scene.run();
      expect(scene.told()).toEqual([]);
    });

    it('tells the parties of a request that ends, unless they agreed or it is over', async () => {
      const dueDay = dayOf(START) + 4;
      const old = new Date(START.getTime() - 10 * 86_400_000);
      for (const id of ['open', 'agreed', 'declined'])
        await scene.requests.insert(buildRequest({ id, askedAt: old, dueDay, community: null }));
      await scene.requests.append('agreed', { ...buildEntry(2, 'AGREE', 'HOLDER', { at: old }), text: '' });
      await scene.requests.append('declined', {
        ...buildEntry(2, 'DECLINE', 'HOLDER', { at: old }),
        text: 'No',
      });
      scene.passDays(1);
      await scene.run();
      expect(scene.told()).toEqual(['REQUEST_ENDS studio', 'REQUEST_ENDS museum']);
      expect(scene.inbox.items[0]).toMatchObject({ count: 3, by: null, subject: { requestId: 'open' } });
    });
  });

  describe('of saved searches', () => {
    beforeEach(async () => {
      await scene.savedSearches.insert({ ...SEARCH, savedAt: START });
      await scene.savedSearches.insert({
        ...SEARCH,
        id: 's2',
        name: 'silver',
        filter: { text: 'silver' },
        savedAt: START,
      });
      await scene.organizations.project(buildOrganization('studio', 'STUDIO', PERSON));
    });

    it('tells its owner what is new, as the owner sees it then, once a day', async () => {
      scene.found.set('batik', 4);
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      scene.restart();
      await scene.run();
      expect(scene.told()).toEqual([`SEARCH_FOUND ${PERSON}`]);
      expect(scene.inbox.items[0]).toMatchObject({ count: 4, subject: { searchId: 's1' } });
      expect(scene.asked[0]?.actor).toMatchObject({
        address: PERSON,
        memberships: [{ organizationId: STUDIO, role: 'OWNER' }],
      });
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      scene.restart();
      await scene.run();
      expect(scene.inbox.items).toHaveLength(1);
      scene.passDays(1);
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      scene.restart();
      await scene.run();
      expect(scene.inbox.items).toHaveLength(2);
      // From where the owner was told last.
      expect(scene.asked.at(-2)?.leaves).toEqual({ from: 1, before: 3 });
    });

    it('does not ask where nothing was written to the log, nor twice in ten minutes', async () => {
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      await scene.run();
      const asked = scene.asked.length;
      scene.event('AssetRegistry.AssetWithdrawn', { assetId: ASSET });
      await scene.run();
      expect(scene.asked).toHaveLength(asked);
      scene.now = new Date(scene.now.getTime() + 600_000);
      await scene.run();
      expect(scene.asked).toHaveLength(asked + 2);
      scene.now = new Date(scene.now.getTime() + 600_000);
      await scene.run();
      expect(scene.asked).toHaveLength(asked + 2);
    });
  });

  it('counts what an organization was told before somebody joined it as read by that member', async () => {
    const added = (role: string) =>
      scene.event('Organizations.MemberAdded', { organizationId: STUDIO, key: PERSON, role, logSize: '0' });
    scene.event('OfferBook.OfferOpened', { assetId: ASSET, holder: MUSEUM, terms: { licensee: STUDIO } });
    added('1');
    scene.event('OfferBook.OfferOpened', { assetId: ASSET, holder: MUSEUM, terms: { licensee: STUDIO } });
    await scene.run();
    const unread = async () => {
      const unreadBy = await scene.inbox.marksOf(PERSON);
      const { items } = await scene.inbox.list([STUDIO, MUSEUM], { first: 10, after: null }, { unreadBy });
      return items.map(({ item }) => item.sequence);
    };
    expect(scene.told()).toEqual(['OFFERED studio', 'OFFERED studio']);
    expect(await unread()).toEqual([2]);
    added('2');
    await scene.run();
    expect(await unread()).toEqual([2]);
  });

  it('tells the licensee, once, that a holder asks again for the payment of an invoice', async () => {
    const { terms } = await scene.sell();
    const id = parseLicenseId(ID);
    scene.orders.push({
      ...{ id, terms, holder: MUSEUM, community: null, isPaid: false, isShared: false, state: 'ORDERED' },
      ...{ paidAt: null, sharedAt: null, canceledAt: null, bill: null },
      ...{ orderedAt: scene.now, orderedIndex: 1, projectedIndex: 1 },
    });
    scene.reminders.push({ invoice: invoiceIdOfOrder(id), at: scene.now });
    await scene.run();
    await scene.run();
    expect(scene.told()).toEqual(['PAYMENT_ASKED studio']);
    expect(scene.inbox.items).toMatchObject([
      { recipient: terms.licensee, by: MUSEUM, subject: { licenseId: id } },
    ]);
  });

  describe('of what waits for signatures', () => {
    const [SAFE, FIRST, SECOND, THIRD] = ['5a', '01', '02', '03'].map((byte) =>
      parseAddress(`0x${byte.repeat(20)}`),
    ) as [Address, Address, Address, Address];
    const HASH = `0x${'4a'.repeat(32)}` as const;
    beforeEach(async () => {
      scene.safes.push({ address: SAFE, owners: [FIRST, SECOND, THIRD], threshold: 2, nonce: 1n });
      const community = buildOrganization('miao-council', 'COMMUNITY', PERSON);
      await scene.organizations.project({ ...community, id: COMMUNITY, members: [], council: SAFE });
    });
    const propose = (overrides: Partial<SafeTransaction> = {}) =>
      scene.proposed.push({
        hash: HASH,
        safe: SAFE,
        to: SAFE,
        data: '0x',
        nonce: 1n,
        contract: 'ConsentRegistry',
        functionName: 'consentTo',
        assetIds: [ASSET],
        versions: [],
        proposedAt: scene.now,
        sinceBlock: 1,
        state: 'OPEN',
        transaction: null,
        ...overrides,
      });
    const sign = (...signers: readonly Address[]) =>
      scene.signatures.push(
        ...signers.map((signer) => ({
          hash: HASH,
          signer,
          signature: '0x' as const,
          sentBy: signer,
          sentAt: scene.now,
        })),
      );

    it('tells the owners who have not signed, once', async () => {
      propose();
      await scene.run();
      expect(scene.told()).toEqual([]);
      sign(FIRST);
      await scene.run();
      await scene.run();
      expect(scene.told()).toEqual(['SIGNATURE_WAITS community']);
      expect(scene.inbox.items[0]).toMatchObject({ subject: { assetId: ASSET }, readers: [SECOND, THIRD] });
    });

    it('tells of no asset where an act is about several or none', async () => {
      propose({ assetIds: [ASSET, OTHER_ASSET] });
      sign(FIRST);
      await scene.run();
      expect(scene.inbox.items).toMatchObject([{ subject: { assetId: null } }]);
    });

    it.each<[string, Partial<SafeTransaction>, readonly Address[]]>([
      ['is done', { state: 'EXECUTED' }, [FIRST]],
      ['has its signatures', {}, [FIRST, SECOND]],
      ['was overtaken', { nonce: 0n }, [FIRST]],
      ['is of a Safe that is nobody’s council', { safe: FIRST }, [FIRST]],
    ])('tells nobody of what %s', async (_, overrides, signers) => {
      propose(overrides);
      sign(...signers);
      await scene.run();
      expect(scene.told()).toEqual([]);
    });
  });

  describe('of what asks for admission', () => {
    const ACCREDITOR = `0x${'ac'.repeat(20)}` as const;
    const NEXT = `0x${'ad'.repeat(20)}` as const;
    const ask = async (overrides: Partial<AdmissionRequest> = {}) =>
      scene.admissionRequests.put({
        organizationId: organizationIdOf('new-museum'),
        slug: 'new-museum',
        kind: 'INSTITUTION',
        name: { en: 'New Museum' },
        requestedBy: PERSON,
        requestedAt: scene.now,
        state: 'WAITING',
        contact: null,
        letter: 'Words that no item has',
        question: null,
        answer: null,
        reason: null,
        ...overrides,
      });

    it('tells the accreditor and its successor, once each time that somebody asks', async () => {
      scene.accreditorSuccessor = NEXT;
      await ask();
      await scene.run();
      expect(scene.told()).toEqual([`ADMISSION_ASKED ${ACCREDITOR}`, `ADMISSION_ASKED ${NEXT}`]);
      expect(scene.inbox.items[0]).toMatchObject({ by: organizationIdOf('new-museum'), at: START });
      expect(JSON.stringify(scene.inbox.items)).not.toContain('Words');
      scene.accreditorSuccessor = null;
      await ask({ requestedAt: START, letter: 'Corrected' });
      scene.killedBefore = 'desk-inbox.admissions';
      await expect(scene.run()).rejects.toThrow('killed');
      scene.restart();
      await scene.run();
      expect(scene.inbox.items).toHaveLength(2);
      scene.passDays(3);
      await ask();
      await scene.run();
      expect(scene.told().slice(2)).toEqual([`ADMISSION_ASKED ${ACCREDITOR}`]);
    });

    it('says nothing of what is decided', async () => {
      await ask({ state: 'REFUSED' });
      await ask({ organizationId: STUDIO });
      await scene.organizations.project(buildOrganization('studio', 'STUDIO', PERSON));
      await scene.run();
      expect(scene.told()).toEqual([]);
    });

    it('waits until there is an accreditor', async () => {
      scene.accreditor = null;
      await ask();
      await scene.run();
      scene.passDays(5);
      await scene.run();
      expect(scene.told()).toEqual([]);
      scene.accreditor = ACCREDITOR;
      await scene.run();
      expect(scene.told()).toEqual([`ADMISSION_ASKED ${ACCREDITOR}`]);
    });

    it('reads many at once, each once', async () => {
      for (let at = 0; at < 450; at += 1)
        await ask({
          organizationId: organizationIdOf(`many-${at}`),
          requestedAt: new Date(START.getTime() + at),
        });
      await scene.run();
      expect(scene.inbox.items).toHaveLength(450);
    });
  });

  it('signals once there is something new, and not otherwise', async () => {
    await scene.requests.insert(buildRequest({ askedAt: START }));
    await scene.run();
    expect(scene.added).toBe(1);
    await scene.run();
    expect(scene.added).toBe(1);
  });
});
