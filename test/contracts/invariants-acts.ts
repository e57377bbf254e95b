import { id, toBeHex, ZeroAddress } from 'ethers';
import type { TransactionReceipt, Wallet } from 'ethers';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { invoicePurchaseOf, licensesIn, orderIn, RIGHT, SECOND_STUDIO } from '../../scripts/stage/market.ts';
import {
  buildConsent,
  buildUse,
  COMMUNITY,
  FLAT,
  KIND,
  mined,
  MUSEUM,
  NO_PERMIT,
  STUDIO,
  VERSION,
} from '../../scripts/stage/platform.ts';
import { pick, type World } from './invariants-world.ts';

/** Random numbers of one step, each used for one choice. */
export interface Dice {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
type Act = (world: World, dice: Dice) => Promise<TransactionReceipt | null>;

const OF_FILMS = RIGHT.ADAPTABLE | RIGHT.ENDURING | RIGHT.PROMOTABLE;
const ALL_RIGHTS = RIGHT.TRANSFERABLE | RIGHT.SUBLICENSABLE | RIGHT.REVOCABLE | RIGHT.RENEWABLE | OF_FILMS;
const AUDITED = id('reason');
/** Territory 1 is dearer, and so is being alone. */
const RULE = {
  minimum: 150n,
  mediaFactors: [],
  groups: [{ territories: 1n, factor: 133 }],
  exclusivityFactor: 207,
};

/** Media 1, 2 or both, territories 1, 2 or both, some of twelve days: windows meet often. */
function wishOf(world: World, { a, b, c }: Dice) {
  const firstDay = world.today + (a % 5);
  return {
    media: (b % 3) + 1,
    territories: BigInt((c % 3) + 1),
    firstDay,
    lastDay: firstDay + (c % 7),
    exclusive: a % 3 === 0,
  };
}

async function quoted(world: World, dice: Dice) {
  const { judgement } = world.platform;
  const assetId = pick(world.assets, dice.b);
  const wish = wishOf(world, dice);
  const { terms, licenseId } = await judgement.quote(assetId, VERSION, STUDIO, wish, world.today);
  const termsHash = toBeHex(licenseId, 32);
  const { offerId, price: maxPrice, token } = terms;
  const purchase = { offerId, assetId, version: VERSION, licensee: STUDIO, wish, termsHash, maxPrice };
  return { purchase, value: token === ZeroAddress ? maxPrice : 0n };
}

/** What people do with their own rights. */
export const ACTS = {
  offer: async (world, { a, b, c }) => {
    const { platform, today } = world;
    const terms = platform.buildTerms({
      price: BigInt(b),
      token: c % 3 === 0 ? ZeroAddress : platform.tokenAddress,
      media: 3,
      territories: 3n,
      firstDay: today,
      lastDay: today + 30,
      communityShareBps: 1_500 + (c % 4) * 500,
      rights: pick([ALL_RIGHTS, 0, ALL_RIGHTS | RIGHT.FIXED_VERSION], b),
      exclusive: a % 2 === 0,
      licensee: pick([ZERO_32, ZERO_32, STUDIO, SECOND_STUDIO], c),
      rule: b % 2 === 0 ? RULE : FLAT,
    });
    return mined(platform.book.connect(world.holder.key).offer(pick(world.assets, a), terms));
  },
  closeOffer: async (world, { a, b }) => {
    const offers = await world.platform.book.openOffersOf(pick(world.assets, a));
    if (offers.length === 0) return null;
    return mined(world.platform.book.connect(world.holder.key).closeOffer(pick(offers, b)));
  },
  grant: async (world, { a, b, c }) => {
    const consent = buildConsent({
      holder: world.holder.id,
      shareBps: 1_000 + (b % 5) * 500,
      lastDay: world.today + (c % 40),
      rights: pick([0, RIGHT.ADAPTABLE, OF_FILMS], b) | RIGHT.TRANSFERABLE | RIGHT.SUBLICENSABLE,
    });
    return mined(world.platform.consents.connect(world.council).grant(pick(world.assets, a), consent));
  },
  withdrawConsent: async (world, { a }) =>
    mined(world.platform.consents.connect(world.council).withdraw(pick(world.assets, a))),
  consentTo: async (world, { a, b, c }) => {
    const { platform, today, holder } = world;
    const use = buildUse(platform, {
      holder: holder.id,
      licensee: pick([STUDIO, SECOND_STUDIO], b),
      media: 3,
      territories: 3n,
      firstDay: today,
      lastDay: today + (c % 20),
      exclusive: c % 2 === 0,
      token: pick([platform.tokenAddress, ZeroAddress], b),
      minPrice: BigInt(c % 300),
      shareBps: 1_500 + (a % 3) * 100,
      rights: b % 4,
    });
    return mined(platform.consents.connect(world.council).consentTo(pick(world.assets, a), use));
  },
  withdrawConsentTo: async (world, { a, b }) => {
    const licensee = pick([STUDIO, SECOND_STUDIO], b);
    const consents = world.platform.consents.connect(world.council);
    return mined(consents.withdrawConsentTo(pick(world.assets, a), licensee));
  },
  buy: async (world, dice) => {
    const { purchase, value } = await quoted(world, dice);
    return mined(world.market('studio').buy(purchase, NO_PERMIT, { value }));
  },
  buyMany: async (world, { a, b, c }) => {
    const sales = await Promise.all([
      quoted(world, { a, b, c }),
      quoted(world, { a: a + 1, b: b + 1, c: c + 1 }),
    ]);
    const value = sales.reduce((sum, sale) => sum + sale.value, 0n);
    const purchases = sales.map(({ purchase }) => purchase);
    return mined(world.market('studio').buyMany(purchases, NO_PERMIT, { value }));
  },
  renew: async (world, { a }) => {
    const held = world.anyLicense(a);
    if (held === null) return null;
    const { licenseId, terms } = await world.platform.judgement.quoteRenewal(held.terms, STUDIO, world.today);
    const value = terms.token === ZeroAddress ? terms.price : 0n;
    return mined(world.market('studio').renew(held.terms, toBeHex(licenseId, 32), NO_PERMIT, { value }));
  },
  sublicense: async (world, dice) => {
    const held = world.anyLicense(dice.a);
    if (held === null) return null;
    const wish = { ...wishOf(world, dice), exclusive: false };
    const rights = pick([0, RIGHT.REVOCABLE, RIGHT.FIXED_VERSION, RIGHT.ADAPTABLE], dice.b);
    return mined(world.market('studio').sublicense(held.terms, SECOND_STUDIO, wish, rights));
  },
  transfer: async (world, { a, b }) => {
    const held = world.anyLicense(a);
    if (held === null) return null;
    const [from, to] =
      b % 2 === 0 ? ([world.studio, SECOND_STUDIO] as const) : ([world.second, STUDIO] as const);
    return mined(world.platform.licenses.connect(from).transfer(held.terms, to));
  },
  takeVersion: async (world, { a, b }) => {
    const held = world.anyLicense(a);
    if (held === null) return null;
    const by = pick([world.studio, world.second], b);
    return mined(world.platform.licenses.connect(by).takeVersion(held.terms, id(`version ${b}`)));
  },
  revoke: async (world, { a, b }) => {
    const held = world.anyLicense(a);
    if (held === null) return null;
    const by = pick([world.holder.key, world.council, world.studio], b);
    return mined(world.platform.licenses.connect(by).revoke(held.terms, AUDITED));
  },
  order: async (world, { a, b }) => {
    const assetId = pick(world.assets, a);
    const [offerId] = await world.platform.book.openOffersOf(assetId);
    if (offerId === undefined) return null;
    const wish = { ...wishOf(world, { a, b, c: b }), exclusive: b % 2 === 0 };
    const purchase = await invoicePurchaseOf(world.platform, { assetId, offerId, today: world.today, wish });
    const receipt = await mined(world.market('studio').order(purchase));
    world.orders.push(orderIn(world.platform, receipt));
    return receipt;
  },
  confirmPaid: async (world, { a }) =>
    world.orders.length === 0
      ? null
      : mined(world.platform.market.connect(world.holder.key).confirmPaid(pick(world.orders, a).terms)),
  confirmShare: async (world, { a }) =>
    world.orders.length === 0
      ? null
      : mined(world.platform.market.connect(world.council).confirmShare(pick(world.orders, a).terms)),
  cancelOrder: async (world, { a }) =>
    world.orders.length === 0 ? null : mined(world.market('studio').cancelOrder(pick(world.orders, a).terms)),
  claim: async (world, { a, b }) => {
    const token = pick([world.platform.tokenAddress, ZeroAddress], b);
    return mined(world.market('stranger').claim(pick(world.accounts, a), token));
  },
  dispute: async (world, { a }) =>
    mined(world.platform.assets.connect(world.council).dispute(pick(world.assets, a), COMMUNITY, AUDITED)),
  retractDispute: async (world, { a }) =>
    mined(world.platform.assets.connect(world.council).retractDispute(pick(world.assets, a), COMMUNITY)),
  withdrawAsset: async (world, { a, b }) =>
    // Ends the asset for good: not in every run.
    b % 4 === 0
      ? mined(world.platform.assets.connect(world.holder.key).withdraw(pick(world.assets, a)))
      : null,
  pause: async (world) => mined(world.platform.judgement.connect(world.platform.people.accreditor).pause()),
  resume: async (world) => mined(world.platform.judgement.connect(world.platform.people.sealer).resume()),
  changeHolder: (world) => world.changeHolder(),
  succeed: async (world) => {
    const { organizations, people } = world.platform;
    const receipt = await mined(organizations.connect(people.stranger).acceptCouncil(COMMUNITY));
    world.council = people.stranger;
    return receipt;
  },
  anchor: async (world) => {
    world.platform.publish();
    return world.platform.anchor();
  },
  wait: async (world, { a }) => {
    await world.travelDays(1 + (a % 12));
    return null;
  },
} satisfies Record<string, Act>;

/** What accreditor, guardian and operator can do, and what they may try. */
export const ADMINISTRATION = {
  pause: async (world, { a }) => mined(world.platform.judgement.connect(world.administrator(a)).pause()),
  resume: async (world, { a }) => mined(world.platform.judgement.connect(world.administrator(a)).resume()),
  proposeCouncil: async (world, { a }) => {
    const { organizations, people } = world.platform;
    return mined(organizations.connect(world.administrator(a)).proposeCouncil(COMMUNITY, people.stranger));
  },
  admit: async (world, { a, b }) =>
    mined(
      world.platform.organizations.connect(world.administrator(a)).admit({
        organizationId: pick([COMMUNITY, MUSEUM, id(`organization ${b}`)], a),
        kind: pick([KIND.COMMUNITY, KIND.STUDIO], b),
        owner: world.administrator(b).address,
        payout: world.administrator(a).address,
        council: b % 2 === 0 ? world.administrator(a).address : ZeroAddress,
      }),
    ),
  resolveDispute: async (world, { a }) => {
    const { assets } = world.platform;
    return mined(
      assets.connect(world.administrator(a)).resolveDispute(pick(world.assets, a), COMMUNITY, AUDITED),
    );
  },
  /** Straight to what they want: the community's consent, payout, members and share. */
  reach: async (world, { a, b }) => {
    const { calendar, consents, organizations, book, market } = world.platform;
    const by: Wallet = world.administrator(a);
    const assetId = pick(world.assets, b);
    const attempts = [
      () => consents.connect(by).grant(assetId, buildConsent({ holder: world.holder.id, shareBps: 0 })),
      () => consents.connect(by).withdraw(assetId),
      () => consents.connect(by).consentTo(assetId, buildUse(world.platform, { holder: world.holder.id })),
      () => consents.connect(by).withdrawConsentTo(assetId, STUDIO),
      () => consents.connect(by).spendConsentTo(assetId, STUDIO),
      () => organizations.connect(by).setPayout(COMMUNITY, by),
      () => organizations.connect(by).addMember(COMMUNITY, by, 3),
      () => organizations.connect(by).nameSuccessor(COMMUNITY, by),
      () => organizations.connect(by).vetoCouncil(COMMUNITY),
      () => calendar.connect(by).release(assetId, 1n),
      () => book.connect(by).closeOffer(1n),
      () => market.connect(by).claim(COMMUNITY, by.address),
    ];
    return mined(pick(attempts, b)());
  },
  /** Through the Authority, at once or by schedule. */
  schedule: async (world, { a, b, c }) => {
    const { authority } = world.platform;
    const { target, data } = pick(await world.restrictedCalls(), b);
    const by = authority.connect(world.administrator(a));
    if (c % 4 === 0) return mined(by.execute(target, data));
    if (c % 4 === 1) return mined(by.grantRole(BigInt(b % 4), world.administrator(c), 0));
    if (c % 4 === 2) return mined(by.setTargetFunctionRole(target, [data.slice(0, 10)], BigInt(b % 4)));
    return mined(by.schedule(target, data, (await world.platform.chain.now()) + 7 * DAY_SECONDS + 60));
  },
} satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;
export type AdministrationName = keyof typeof ADMINISTRATION;

/** Takes note of what a step sold. */
export function noteSales(world: World, receipt: TransactionReceipt): void {
  world.licenses.push(...licensesIn(world.platform, receipt));
}
