import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { readKeyFile } from '../../sdk/node/key-file.ts';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { connect } from '@lanran/sdk/accounts/connect';
import { relay } from '@lanran/sdk/acts/relaying';
import { lanran } from '../scripts/command-line.ts';
import { CommandActs, Refused } from '../support/command-acts.ts';
import { type Account, Installation } from '../support/installation.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const MONTH = ['--from', day(1), '--to', day(30)];
const REACH = ['--media', 'streaming', '--territory', 'FR,CN'];
const WISH = [...REACH, ...MONTH];
const PERMITTED = ['--media', 'streaming,television', '--territory', 'WORLD'];
const CONSENT = [...PERMITTED, '--until', day(700), '--share-bps', '2000'];
const OFFER = [...PERMITTED, '--from', day(0), '--to', day(600), '--price', '1200 TCNY'];
const ALL_RIGHTS = ['--rights', 'TRANSFERABLE,SUBLICENSABLE,REVOCABLE,RENEWABLE'];

const Sold = z.object({ licenseId: z.string(), transaction: z.string() });
const SoldTogether = z.object({ licenses: z.array(Sold.extend({ alreadyHeld: z.boolean().optional() })) });
const Desk = z.object({
  proposals: z.array(z.object({ hash: z.string(), call: z.object({ functionName: z.string() }) })),
});
const Claimed = z.object({ claimed: z.array(z.object({ slug: z.string(), amount: z.string() })) });

/** The acts follow each other, each on what the earlier ones left. */
describe('what is done with licenses, by the command line alone', () => {
  const here = Installation.forSuite();
  const acts = new CommandActs(here);
  const { done, refused } = acts;
  const assets: string[] = [];
  beforeAll(async () => {
    await here.start();
    for (const name of ['batik', 'brocade', 'braid', 'quilt', 'apron']) assets.push(await acts.publish(name));
  });

  const asset = (at: number): string => assets[at] ?? '';

  describe('with every right', () => {
    let first: string;
    let second: string;
    let part: string;
    beforeAll(async () => {
      for (const id of [asset(0), asset(1)]) {
        await done('council', 'consent', id, ...CONSENT, '--rights', 'TRANSFERABLE,SUBLICENSABLE');
        await done('institution', 'offer', id, ...OFFER, ...ALL_RIGHTS);
      }
    });

    it('licenses two assets in one transaction, once', async () => {
      const { licenses } = SoldTogether.parse(await done('studio', 'license', asset(0), asset(1), ...WISH));
      expect(new Set(licenses.map(({ transaction }) => transaction)).size).toBe(1);
      [first = '', second = ''] = licenses.map(({ licenseId }) => licenseId);

      const again = SoldTogether.parse(await done('studio', 'license', asset(0), asset(1), ...WISH));
      expect(again.licenses).toEqual(licenses.map((license) => ({ ...license, alreadyHeld: true })));
    });

    it('says of a quote what a license of the same studio covers already', async () => {
      const wider = ['--media', 'streaming,television', '--territory', 'FR,US', ...MONTH];
      const held = { licenseId: first, coversAll: false, media: ['STREAMING'], territories: ['FR'] };
      expect(await done('studio', 'quote', asset(0), ...wider)).toMatchObject({ held: [held] });
      const question = ['quote', asset(0), ...wider, '--key-file', here.keyFile('studio')];
      const said = await lanran(question, here.commandEnvironment());
      expect(said.stdout).toContain(`your license ${first}, not exclusive, covers a part of this already`);
    });

    it('licenses all or none, with every reason for each that is refused', async () => {
      const { exitCode, document } = await here.hereAs(
        'studio',
        'license',
        asset(0),
        asset(4),
        ...REACH,
        '--from',
        day(2),
        '--to',
        day(9),
      );

      expect({ exitCode, document }).toMatchObject({
        exitCode: 1,
        document: {
          error: { code: 'LICENSE_REFUSED' },
          refused: [
            {
              assetId: asset(4),
              reasons: expect.arrayContaining([expect.objectContaining({ code: 'NO_OFFER' })]),
            },
          ],
        },
      });
      z.object({ refused: z.array(Refused) }).parse(document);
    });

    it('renews it for the following period, once', async () => {
      const document = await done('studio', 'renew', first);

      expect(document).toMatchObject({ renews: first, from: day(31), to: day(60), price: '1200 TCNY' });
      expect(await done('studio', 'renew', first)).toEqual({ ...document, alreadyHeld: true });
    });

    it('sublicenses a part, which opens the files', async () => {
      const window = [...REACH, '--from', day(2), '--to', day(9)];
      const grant = ['sublicense', first, '--licensee', 'demo-highland-animation', ...window];
      const document = await done('studio', ...grant);
      part = z.string().parse(document['licenseId']);

      expect(await done('studio', ...grant)).toEqual({ ...document, alreadyHeld: true });
      expect(await done('studio', 'licenses')).toMatchObject({
        licenses: expect.arrayContaining([expect.objectContaining({ licenseId: part, parent: first })]),
      });
      expect(await refused('studio', ...grant, '--to', day(31))).toEqual(['OUTSIDE_LICENSE']);
      expect(await acts.contentOf('studio-animation', part, 'batik')).toBe('a scan of a batik');
    });

    it('transfers the other to another studio, which then has it', async () => {
      const to = ['license-transfer', second, '--to', 'demo-highland-animation'];
      expect(await refused('institution', ...to)).toEqual(['LICENSE_TOKEN_NOT_LICENSEE']);
      expect(await done('studio', ...to)).toMatchObject({ transaction: expect.any(String) });

      expect(await done('studio', ...to)).toMatchObject({ licenseId: second, already: true });
      expect(await done('studio-animation', 'licenses')).toMatchObject({
        licenses: expect.arrayContaining([
          expect.objectContaining({ licenseId: second, isRevoked: false }),
          expect.objectContaining({ licenseId: part, parent: first, origin: 'SUBLICENSE' }),
        ]),
      });
    });

    it('revokes a license for a reason that its parties read, and its sublicense with it', async () => {
      const revoke = ['revoke', first, '--reason', 'The pattern was used on doormats.'];
      expect(await refused('studio', ...revoke)).toEqual(['LICENSE_TOKEN_NOT_REVOKER']);
      expect(await done('institution', ...revoke)).toMatchObject({ transaction: expect.any(String) });

      expect(await done('institution', ...revoke)).toEqual({ licenseId: first, already: true });
      expect(await done('studio', 'licenses')).toMatchObject({
        licenses: expect.arrayContaining([
          expect.objectContaining({
            licenseId: first,
            isRevoked: true,
            revocation: expect.objectContaining({ reason: 'The pattern was used on doormats.' }),
          }),
        ]),
      });
      const download = ['download', part, '--out', here.path('ended')];
      expect(await here.hereAs('studio-animation', ...download)).toMatchObject({
        exitCode: 1,
        document: { error: { code: 'LICENSE_ENDED', message: expect.stringContaining(first) } },
      });
      const again = ['sublicense', first, '--licensee', 'demo-highland-animation', ...REACH];
      expect(await refused('studio', ...again, '--from', day(3), '--to', day(8))).toEqual(['LICENSE_ENDED']);
    });
  });

  describe('by invoice', () => {
    let order: string;
    beforeAll(async () => {
      await done('council', 'consent', asset(2), ...CONSENT);
      await done('institution', 'offer', asset(2), ...OFFER);
    });

    it('orders once, and takes another order back', async () => {
      const document = await done('studio', 'order', asset(2), ...WISH);
      order = z.string().parse(document['orderId']);
      expect(document).toMatchObject({ state: 'ORDERED' });
      expect(await done('studio', 'order', asset(2), ...WISH)).toMatchObject({
        orderId: order,
        already: true,
      });

      const other = await done('studio', 'order', asset(2), ...REACH, '--from', day(2), '--to', day(9));
      const otherId = z.string().parse(other['orderId']);
      expect(await done('studio', 'order-cancel', otherId)).toMatchObject({ state: 'CANCELED' });
      expect(await done('studio', 'order-cancel', otherId)).toMatchObject({ already: true });
      expect(await refused('institution', 'confirm-paid', otherId)).toEqual(['LICENSE_MARKET_NOT_ORDERED']);
    });

    it('becomes a license once the holder and the council confirmed', async () => {
      expect(await refused('studio', 'confirm-paid', order)).toEqual(['LICENSE_MARKET_NOT_MEMBER']);
      expect(await done('institution', 'confirm-paid', order)).toMatchObject({
        state: 'ORDERED',
        isPaid: true,
      });
      expect(await done('institution', 'confirm-paid', order)).toMatchObject({ already: true });
      expect(await done('council', 'confirm-share', order)).toMatchObject({
        state: 'LICENSED',
        licenseId: order,
      });

      expect(await done('studio', 'orders')).toMatchObject({
        orders: expect.arrayContaining([expect.objectContaining({ orderId: order, state: 'LICENSED' })]),
      });
      expect(await done('studio', 'download', order, '--out', here.path('invoiced'))).toMatchObject({
        licenseId: order,
      });
    });

    it('gives a license none of the rights that were not offered', async () => {
      expect(await refused('studio', 'renew', order)).toEqual(['NOT_RENEWABLE']);
      expect(await refused('studio', 'license-transfer', order, '--to', 'demo-highland-animation')).toEqual([
        'LICENSE_TOKEN_LOCKED',
      ]);
      expect(await refused('institution', 'revoke', order, '--reason', 'We would rather not.')).toEqual([
        'LICENSE_TOKEN_NOT_REVOCABLE',
      ]);
    });
  });

  describe('under consent to a collection', () => {
    const community = ['--community', 'demo-miao-villages'];
    let root: string;
    let offer: string;

    it('sells an asset without consent of its own', async () => {
      const grant = [
        ...['consent-collection', ...community, '--holder', 'demo-qingshui-museum'],
        ...[...CONSENT, '--asset', asset(3), asset(4)],
      ];
      const document = await done('council', ...grant);
      expect(document).toMatchObject({ size: 2, shareBps: 2000 });
      root = z.string().parse(document['root']);
      expect(await done('council', ...grant)).toMatchObject({ root, already: true });

      offer = z.string().parse((await done('institution', 'offer', asset(3), ...OFFER))['offerId']);
      Sold.parse(await done('studio', 'license', asset(3), ...WISH));
    });

    it('sells once what the same studio asks for twice at a time', async () => {
      const wish = [...REACH, '--from', day(2), '--to', day(9)];
      const [one, other] = await Promise.all(
        [0, 1].map(async () => Sold.parse(await done('studio', 'license', asset(3), ...wish))),
      );
      expect(one?.licenseId).toBe(other?.licenseId);
    });

    it('stops the next sale with the withdrawal of that consent', async () => {
      const withdraw = ['consent-withdraw', '--collection', root, ...community];
      expect(await done('council', ...withdraw)).toMatchObject({ transaction: expect.any(String) });

      expect(await refused('studio', 'license', asset(3), ...WISH, '--to', day(9))).toEqual(['NO_CONSENT']);
      expect(await done('council', ...withdraw)).toMatchObject({ already: true });
    });

    it('closes the offer, once', async () => {
      expect(await done('institution', 'offer-close', offer)).toMatchObject({
        transaction: expect.any(String),
      });
      expect(await done('institution', 'offer-close', offer)).toEqual({
        offerId: offer,
        already: true,
      });
    });
  });

  describe('for a studio whose keys act together', () => {
    let safe: string;
    beforeAll(async () => {
      const [one, other] = await Promise.all([identityOf('studio'), identityOf('studio-animation')]);
      const owners = ['--owner', one.address, '--owner', other.address, '--threshold', '2'];
      safe = z.string().parse((await done('studio', 'council', 'create', ...owners))['safe']);
      await done(
        'studio',
        'organization',
        'request',
        'joint-films',
        '--kind',
        'studio',
        '--name',
        'Joint Films',
      );
      await done('accreditor', 'accredit', 'joint-films', '--owner', safe);
      // What the button for more money on a studio's page does; there is no command for it.
      await relay(await connect(here.platform.url, one), mintAct(parseAddress(safe), 200_000n));
    });

    const identityOf = async (account: Account) => readKeyFile(here.keyFile(account), undefined);

    it('buys once both signed what one proposed: to let the market take the price, and to buy', async () => {
      const license = ['license', asset(2), ...WISH, '--licensee', 'joint-films', '--safe', safe];
      const { licenseId } = await done('studio', ...license);
      const { proposals } = Desk.parse(await done('studio-animation', 'council', 'desk', safe));
      expect(proposals.map(({ call }) => call.functionName)).toEqual(['buy', 'approve']);

      for (const { hash } of proposals.toReversed())
        expect(await done('studio-animation', 'council', 'sign', hash)).toMatchObject({ state: 'EXECUTED' });

      expect(await done('studio', ...license)).toMatchObject({ licenseId, alreadyHeld: true });
    });
  });

  // Two licenses and a renewal, two under the collection, one by the Safe, at 1200 TCNY each; the invoice was paid elsewhere.
  it.each<[Account, string, string, number]>([
    ['council', 'demo-miao-villages', '1440 TCNY', 144_000],
    ['institution', 'demo-qingshui-museum', '5760 TCNY', 576_000],
  ])('pays the %s of %s %s, once', async (account, slug, amount, units) => {
    const payout = await acts.payoutOf(slug);
    const before = await acts.balanceOf(payout);

    const { claimed } = Claimed.parse(await done(account, 'claim'));

    expect(claimed).toEqual([{ slug, amount }]);
    expect((await acts.balanceOf(payout)) - before).toBe(units);
    expect(await done(account, 'claim')).toEqual({ claimed: [] });
  });
});
