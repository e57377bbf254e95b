import { composeBilling } from '@lanran/api/billing/compose';
import type { BillRequest } from '@lanran/api/billing/services/bill-placing';
import type { Order } from '@lanran/api/licensing/domain/order';
import type { Actor, MemberRole } from '@lanran/api/platform/kernel/actor';
import { type AssetId, assetIdOf, type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import type { Stores } from '@lanran/api/stores';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { buildTerms } from '../../support/build-terms.ts';

export const MUSEUM = organizationIdOf('museum');
export const ARCHIVE = organizationIdOf('archive');
export const STUDIO = organizationIdOf('studio');
export const XIJIANG = organizationIdOf('xijiang');
export const LANGDE = organizationIdOf('langde');
export const CURRENCY = { symbol: 'CNY', decimals: 2, kind: 'UNIT' as const };

export function memberOf(organizationId: OrganizationId, role: MemberRole = 'EDITOR'): Actor {
  const kind = organizationId === STUDIO ? 'STUDIO' : 'INSTITUTION';
  return { kind: 'member', address: `0x${'0a'.repeat(20)}`, memberships: [{ organizationId, kind, role }] };
}

export interface SceneAsset {
  readonly name: string;
  readonly holder?: OrganizationId;
  readonly community?: OrganizationId | null;
  readonly token?: Terms['token'];
}

/** The service over the stores in process; assets and offers are those that are named, and the chain is played by `orderAll`. */
export class BillingScene {
  readonly billing;
  readonly statements;
  /** Whose councils the stranger speaks for. */
  readonly spoken = new Set<OrganizationId>();
  readonly assets = new Map<AssetId, ReturnType<typeof buildAsset>>();
  readonly closed = new Set<AssetId>();
  readonly #stores: Stores;
  now = new Date('2026-12-01T12:00:00Z');
  nudged = 0;
  #index = 100;

  constructor(stores: Stores) {
    this.#stores = stores;
    const composed = composeBilling(
      {
        ...stores,
        assets: { findMany: async (ids) => ids.flatMap((id) => this.assets.get(id) ?? []) },
        offers: {
          listOpen: async (ids) =>
            ids.flatMap((assetId) => {
              const asset = this.assets.get(assetId);
              if (asset === undefined || this.closed.has(assetId)) return [];
              return [{ id: '7', assetId, holder: asset.holder } as never];
            }),
        },
        organizations: {
          findMany: async (ids) =>
            ids.map(
              (id) => ({ id, kind: [XIJIANG, LANGDE].includes(id) ? 'COMMUNITY' : 'INSTITUTION' }) as never,
            ),
        },
      },
      {
        catalog: { findMany: async (_, ids) => ids.map((id) => this.assets.get(id) ?? null) },
        councilSeats: {
          isSpeaker: async (_, organization) =>
            this.spoken.has((organization as unknown as { readonly id: OrganizationId }).id),
        },
        currencies: () => [{ ...CURRENCY, address: buildTerms().token }],
        clock: { now: () => this.now },
        nudge: () => void (this.nudged += 1),
      },
    );
    this.billing = composed.billing;
    this.statements = composed.statementsOfAccount;
  }

  line({ name, holder = MUSEUM, community = XIJIANG, token = buildTerms().token }: SceneAsset) {
    const id = assetIdOf(holder, `0x${Buffer.from(name).toString('hex').padStart(64, '0')}`);
    const title = { en: name };
    const base = buildAsset({ id, holder, community });
    if (!this.assets.has(id))
      this.assets.set(id, { ...base, metadata: { ...base.metadata, title, identifier: `DEMO-${name}` } });
    const terms = buildTerms({
      ...{ assetId: id, licensee: STUDIO, offerId: 7n, origin: 'INVOICE', price: 100_00n, token },
      ...{ communityShareBps: community === null ? 0 : 1_000, operatorShareBps: 0 },
    });
    return { orderId: licenseIdOf(terms), terms };
  }

  request(lines: readonly SceneAsset[], more: Partial<BillRequest> = {}): BillRequest {
    return { licensee: STUDIO, title: 'Episode 7', lines: lines.map((each) => this.line(each)), ...more };
  }

  /** The chain has it now. */
  async order({ orderId, terms }: BillRequest['lines'][number], change: Partial<Order> = {}): Promise<Order> {
    const { bills, orders } = this.#stores;
    const asset = this.assets.get(terms.assetId);
    if (asset === undefined) throw new Error('no asset');
    const known = await orders.find(orderId);
    const order: Order = {
      ...{ id: orderId, terms, holder: asset.holder, community: asset.community },
      ...{ isPaid: false, isShared: false, paidAt: null, sharedAt: null, state: 'ORDERED', canceledAt: null },
      ...(known ?? {
        bill: await bills.noteOrdered(orderId),
        orderedAt: this.now,
        orderedIndex: this.#index,
      }),
      ...change,
      projectedIndex: ++this.#index,
    };
    await orders.project(order);
    return order;
  }

  /** After it was taken back. */
  async orderAgain(line: BillRequest['lines'][number]): Promise<Order> {
    const bill = await this.#stores.bills.noteOrdered(line.orderId);
    return this.order(line, { bill, state: 'ORDERED', canceledAt: null });
  }
}
