import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, type LicenseId, parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import {
  idsOf,
  looksLikeShortNumber,
  parseShortNumber,
  type ShortNumber,
} from '@lanran/protocol/licensing/short-number';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { OrderStore } from '../../licensing/ports/order-store.ts';
import type { OrdersService } from '../../licensing/services/orders.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { BadInputError, ConflictError, NotFoundError } from '../../platform/kernel/errors.ts';

export interface NumberedThingsOptions {
  readonly licenses: Pick<LicenseStore, 'listIds'>;
  readonly orders: Pick<OrderStore, 'listIds'>;
  readonly assets: Pick<AssetStore, 'listIds'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly ordersService: Pick<OrdersService, 'order'>;
}

/** What has a number, as far as it exists for the reader. An order and its license have the same. */
export interface Numbered {
  readonly number: ShortNumber;
  readonly licenses: readonly LicenseId[];
  readonly orders: readonly LicenseId[];
  readonly assets: readonly AssetId[];
}

/** Two have a number in common once among many thousands; more than these never come. */
const MOST = 10;

/** Finds licenses, orders and assets by the short numbers that papers show. */
export class NumberedThings {
  readonly #options: NumberedThingsOptions;

  constructor(options: NumberedThingsOptions) {
    this.#options = options;
  }

  /** Licenses for anybody, as their ids are; orders for their parties; assets for whom they exist. @throws BadInputError */
  async find(actor: Actor, text: string): Promise<Numbered> {
    const number = parseInput(() => parseShortNumber(text));
    const { licenses, orders, assets, catalog } = this.#options;
    const range = idsOf(number);
    const [licenseIds, orderIds, assetIds] = await Promise.all([
      licenses.listIds(range, MOST),
      orders.listIds(range, MOST),
      assets.listIds(range, MOST),
    ]);
    const seen = await catalog.findMany(actor, assetIds);
    const isMine = await Promise.all(orderIds.map((id) => this.#isMine(actor, id)));
    return {
      number,
      licenses: licenseIds,
      orders: orderIds.filter((_, at) => isMine[at]),
      assets: seen.flatMap((asset) => (asset === null ? [] : [asset.id])),
    };
  }

  /** Of a license, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async licenseId(actor: Actor, text: string): Promise<LicenseId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseLicenseId(text));
    const { number, licenses } = await this.find(actor, text);
    return only(licenses, `License ${number}`);
  }

  /** Of an order of the reader's, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async orderId(actor: Actor, text: string): Promise<LicenseId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseLicenseId(text, 'orderId'));
    const { number, orders } = await this.find(actor, text);
    return only(orders, `Order ${number}`);
  }

  /** Of an asset that exists for the reader, by its id or number. @throws BadInputError, NotFoundError, ConflictError */
  async assetId(actor: Actor, text: string): Promise<AssetId> {
    if (!looksLikeShortNumber(text)) return parseInput(() => parseAssetId(text.toLowerCase()));
    const { number, assets } = await this.find(actor, text);
    return only(assets, `Asset ${number}`);
  }

  async #isMine(actor: Actor, id: LicenseId): Promise<boolean> {
    try {
      await this.#options.ordersService.order(actor, id);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }
}

function only<Id extends Hex>([id, other]: readonly Id[], what: string): Id {
  if (id === undefined) throw new NotFoundError(what);
  if (other !== undefined)
    throw new ConflictError(`${what}: several have this number. Use the whole id, 0x and 64 hex digits.`);
  return id;
}

/** @throws BadInputError for what the protocol can't read */
function parseInput<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError(error.field, error.message.replace(`${error.field}: `, ''));
  }
}
