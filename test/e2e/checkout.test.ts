import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AssetId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { connect } from '@lanran/sdk/accounts/connect';
import { paymentDomain } from '@lanran/sdk/licensing/orders/payment';
import { purchaseAct } from '@lanran/sdk/licensing/purchase';
import { parseWish } from '@lanran/sdk/licensing/wish';
import { permitDeadline, signPermit } from '@lanran/sdk/acts/permit';
import { relay } from '@lanran/sdk/acts/relaying';
import { type ItemState, planAgain, runCheckout } from '@lanran/sdk/desk/checkout';
import { type CheckoutItem, type CheckoutPlan, formatPlan, parsePlan } from '@lanran/sdk/desk/checkout-plan';
import { askCheckout } from '@lanran/sdk/desk/checkout-quotes';
import { UnreachableError } from '@lanran/sdk/kernel/errors';
import { GraphqlClient, type GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';
import { contractAddress, type Platform } from '@lanran/sdk/kernel/session';
import { listLicenses } from '@lanran/sdk/licensing/licenses';
import type { WishInput } from '@lanran/sdk/licensing/quotes';
import { chooseOrganization } from '@lanran/sdk/organizations/organizations';
import { readDemoAccount } from '../../scripts/seed/accounts.ts';
import { type Account, Installation } from '../support/installation.ts';

const YEAR = new Date().getUTCFullYear() + 1;
const Assets = z.object({
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});

/** A use of its own, so that no test buys what another one bought. */
let used = 0;
function newUse(): WishInput {
  const start = new Date(Date.UTC(YEAR, 0, 1 + used));
  used += 1;
  const day = start.toISOString().slice(0, 10);
  return { media: ['STREAMING'], territories: ['CN'], from: day, to: day, exclusive: false };
}

type Place = 'before' | 'after';

/** Ends at a call, as when the window is closed: before it was sent, or before its answer came. */
class EndingApi extends GraphqlClient {
  calls = 0;
  readonly #endsAt: number | null;
  readonly #place: Place;
  /** Called before the call of that number. */
  readonly #meanwhile: ReadonlyMap<number, () => Promise<void>>;

  constructor(
    { apiUrl, token }: Platform,
    end: { readonly at: number; readonly place: Place } | null,
    meanwhile: ReadonlyMap<number, () => Promise<void>> = new Map(),
  ) {
    super(apiUrl, token);
    this.#endsAt = end?.at ?? null;
    this.#place = end?.place ?? 'before';
    this.#meanwhile = meanwhile;
  }

  override async request<T>(asked: GraphqlRequest<T>): Promise<T> {
    this.calls += 1;
    await this.#meanwhile.get(this.calls)?.();
    if (this.calls === this.#endsAt && this.#place === 'before')
      throw new UnreachableError(this.apiUrl, 'ended');
    const answer = await super.request(asked);
    if (this.calls === this.#endsAt) throw new UnreachableError(this.apiUrl, 'ended');
    return answer;
  }
}

describe('a checkout', () => {
  const here = Installation.forSuite();
  let platform: Platform;
  let licensee: OrganizationId;
  let assetIds: readonly AssetId[];

  beforeAll(async () => {
    await here.start();
    platform = await connect(here.platform.url, readDemoAccount(here.dataDir, 'studio'));
    licensee = (
      await chooseOrganization(platform.api, { named: undefined, kind: 'STUDIO', argument: 'licensee' })
    ).id;
    const { assets } = Assets.parse(await here.ask('{ assets(first: 50) { edges { node { id } } } }'));
    const ids = assets.edges.map(({ node }) => parseAssetId(node.id));
    const wish = newUse();
    const { rows } = await ask(ids.map((assetId) => ({ assetId, wish, offerId: null })));
    assetIds = ids.filter((_, at) => rows[at]?.state === 'FREE');
    expect(assetIds.length).toBeGreaterThan(2);
    await here.hereAs('studio', 'fund', '--amount', '900000 TCNY');
  });

  const ask = (items: readonly CheckoutItem[], sinceLogSize: number | null = null) =>
    askCheckout(
      platform.api,
      { licensee, items, sinceLogSize },
      { payer: platform.signer.address, key: platform.signer.address },
    );
  const planOf = async (items: readonly CheckoutItem[]): Promise<CheckoutPlan> => {
    const { rows, logSize } = await ask(items);
    return {
      licensee,
      logSize,
      items: items.map((item, at) => {
        const row = rows[at];
        if (row?.state !== 'FREE') throw new Error(`not free: ${JSON.stringify(row)}`);
        return { ...item, seen: row.terms };
      }),
    };
  };
  const threeItems = (wish = newUse()): CheckoutItem[] =>
    assetIds.slice(0, 3).map((assetId) => ({ assetId, wish, offerId: null }));
  /** Licenses that the studio has for the use of a plan. */
  const boughtBy = async ({ items }: CheckoutPlan) => {
    const licenses = await listLicenses(platform.api, { licensee });
    const uses = new Set(items.map(({ assetId, wish }) => `${assetId} ${wish.from}`));
    return licenses.filter(({ terms }) => {
      const from = new Date(terms.wish.firstDay * 86_400_000).toISOString().slice(0, 10);
      return uses.has(`${terms.assetId} ${from}`);
    });
  };
  /** Whose asset it is, decides who may. */
  const asOneOf = async (accounts: readonly Account[], ...args: readonly string[]) => {
    for (const account of accounts) {
      const { exitCode } = await here.hereAs(account, ...args);
      if (exitCode === 0) return;
    }
    throw new Error(`None of ${accounts.length} accounts may ${args.join(' ')}.`);
  };
  const statesOf = (items: readonly ItemState[]) => items.map(({ state }) => state);

  it('buys three assets in two requests, and says what they cost', async () => {
    const plan = await planOf(threeItems());
    const api = new EndingApi(platform, null);
    const { items, spent } = await runCheckout({ ...platform, api }, plan);
    expect(statesOf(items)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
    expect(api.calls).toBe(2);
    const total = plan.items.reduce((sum, { seen }) => sum + seen.price.amount, 0n);
    expect(spent).toEqual([{ token: contractAddress(platform.deployment, 'TestToken'), amount: total }]);
    expect(await boughtBy(plan)).toHaveLength(3);
  });

  it('keeps its plan as text', async () => {
    const plan = await planOf(threeItems());
    expect(parsePlan(formatPlan(plan))).toEqual(plan);
    expect(parsePlan('{"items":[]}')).toBeNull();
    expect(parsePlan(formatPlan(plan).slice(0, -9))).toBeNull();
  });

  it.each([1, 2].flatMap((at) => (['before', 'after'] as const).map((place) => ({ at, place }))))(
    'that ended $place call $at goes on and buys each once',
    async ({ at, place }) => {
      const plan = await planOf(threeItems());
      const api = new EndingApi(platform, { at, place });
      await expect(runCheckout({ ...platform, api }, plan)).rejects.toMatchObject({ code: 'UNREACHABLE' });
      const { items } = await runCheckout(platform, plan);
      expect(statesOf(items)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
      const bought = await boughtBy(plan);
      expect(bought.map(({ id }) => id).sort()).toEqual(plan.items.map(({ seen }) => seen.licenseId).sort());
    },
  );

  it('of more than a transaction carries is bought in several, and goes on wherever it ended', async () => {
    const assetId = assetIds[0] as AssetId;
    const items = () => Array.from({ length: 12 }, () => ({ assetId, wish: newUse(), offerId: null }));
    const whole = await planOf(items());
    const counted = new EndingApi(platform, null);
    expect(new Set(statesOf((await runCheckout({ ...platform, api: counted }, whole)).items))).toEqual(
      new Set(['BOUGHT']),
    );
    // Two are asked for first, then each transaction is looked at and sent.
    expect(counted.calls).toBe(6);
    for (const place of ['before', 'after'] as const)
      for (let at = 3; at <= counted.calls; at += 1) {
        const plan = await planOf(items());
        const api = new EndingApi(platform, { at, place });
        await expect(runCheckout({ ...platform, api }, plan)).rejects.toMatchObject({ code: 'UNREACHABLE' });
        const { items: states } = await runCheckout(platform, plan);
        expect(new Set(statesOf(states))).toEqual(new Set(['BOUGHT']));
        expect(await boughtBy(plan)).toHaveLength(12);
      }
  });

  it('signs nothing when a price rose, and buys at the new one after another yes', async () => {
    const plan = await planOf(threeItems());
    const [first, ...others] = plan.items;
    if (first === undefined) throw new Error('no item');
    // As if it had been cheaper: the license to be has another number then.
    const cheaper = {
      ...first.seen,
      licenseId: `0x${'ab'.repeat(32)}` as never,
      price: { ...first.seen.price, amount: first.seen.price.amount - 1n },
    };
    const shown = { ...plan, items: [{ ...first, seen: cheaper }, ...others] };
    const { items, spent } = await runCheckout(platform, shown);
    expect(items[0]).toEqual({ state: 'CHANGED', now: first.seen, differences: ['PRICE'] });
    expect(statesOf(items)).toEqual(['CHANGED', 'WAITING', 'WAITING']);
    expect(spent).toEqual([]);
    expect(await boughtBy(plan)).toEqual([]);

    const again = await runCheckout(platform, planAgain(shown, items));
    expect(statesOf(again.items)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
    expect(await boughtBy(plan)).toHaveLength(3);
  });

  it('that ended after its transaction buys nothing again when a cheaper offer was opened meanwhile', async () => {
    const wish = newUse();
    const plan = await planOf(threeItems(wish));
    const api = new EndingApi(platform, { at: 2, place: 'after' });
    await expect(runCheckout({ ...platform, api }, plan)).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await asOneOf(
      ['institution', 'institution-liping', 'institution-anshun'],
      ...['offer', plan.items[0]?.assetId ?? '', '--media', 'streaming', '--territory', 'CN'],
      ...['--from', wish.from, '--to', wish.to, '--price', '1 TCNY'],
    );
    const { items } = await runCheckout(platform, plan);
    expect(statesOf(items)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
    expect(await boughtBy(plan)).toHaveLength(3);
  });

  it('at once in two windows buys each once', async () => {
    const plan = await planOf(threeItems());
    const both = await Promise.all([runCheckout(platform, plan), runCheckout(platform, plan)]);
    for (const { items } of both) expect(statesOf(items)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
    expect(await boughtBy(plan)).toHaveLength(3);
  });

  it.each([1n, 10n ** 9n])('pays with an allowance of %s left from before', async (left) => {
    const earlier = await planOf(threeItems());
    const { buyer } = await ask(earlier.items);
    const total = earlier.items.reduce((sum, { seen }) => sum + seen.price.amount, 0n);
    const permit = await signPermit(
      platform.signer,
      await paymentDomain(platform, contractAddress(platform.deployment, 'TestToken')),
      {
        spender: contractAddress(platform.deployment, 'LicenseMarket'),
        value: total + left,
        nonce: buyer.account.permitNonce ?? 0n,
        deadline: permitDeadline(),
      },
    );
    const purchases = earlier.items.map(({ assetId, wish, seen }) => ({
      ...seen,
      assetId,
      licensee,
      wish: parseWish(wish),
      termsHash: seen.licenseId,
      maxPrice: seen.price.amount,
    }));
    await relay(platform, purchaseAct(purchases, permit));

    const plan = await planOf(threeItems());
    const { items } = await runCheckout(platform, plan);
    expect(statesOf(items)).toEqual(['BOUGHT', 'BOUGHT', 'BOUGHT']);
    expect(await boughtBy(plan)).toHaveLength(3);
  });

  it('buys the others when consent to one was withdrawn between look and transaction', async () => {
    const Council = z.object({
      assets: z.object({
        edges: z.array(
          z.object({
            node: z.object({ id: z.string(), community: z.object({ slug: z.string() }).nullable() }),
          }),
        ),
      }),
    });
    const { assets } = Council.parse(
      await here.ask('{ assets(first: 50) { edges { node { id community { slug } } } } }'),
    );
    const withCommunity = assetIds.find((id) =>
      assets.edges.some(({ node }) => node.id === id && node.community !== null),
    );
    const wish = newUse();
    const ordered = [...assetIds.filter((id) => id !== withCommunity).slice(0, 2), withCommunity as AssetId];
    const plan = await planOf(ordered.map((assetId) => ({ assetId, wish, offerId: null })));
    const withdraw = () =>
      asOneOf(['council', 'council-dong', 'council-buyi'], 'consent-withdraw', withCommunity ?? '');
    const api = new EndingApi(platform, null, new Map([[2, withdraw]]));
    const { items, spent } = await runCheckout({ ...platform, api }, plan);
    expect(statesOf(items)).toEqual(['BOUGHT', 'BOUGHT', 'REFUSED']);
    expect(items[2]).toMatchObject({ reasons: [{ code: 'NO_CONSENT' }] });
    expect(spent[0]?.amount).toBe(
      plan.items.slice(0, 2).reduce((sum, { seen }) => sum + seen.price.amount, 0n),
    );
    expect(await boughtBy(plan)).toHaveLength(2);
  });
});
