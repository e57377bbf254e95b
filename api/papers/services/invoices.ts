import { currencyAt } from '@lanran/protocol/licensing/currencies';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { CatalogService } from '../../assets/services/catalog.ts';
import { invoiceIdOfOrder } from '../../billing/domain/invoice.ts';
import { noDetails } from '../../billing/domain/invoice-details.ts';
import type { BillingService } from '../../billing/services/billing.ts';
import type { InstallationService } from '../../chain/services/installation.ts';
import type { Order } from '../../licensing/domain/order.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { OrdersService } from '../../licensing/services/orders.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Currency } from '../domain/bilingual.ts';
import { invoice, type Payee } from '../domain/invoice.ts';
import type { Letterhead } from '../domain/letterhead.ts';
import type { AssetPictures } from './asset-pictures.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface InvoicesOptions {
  readonly ordersService: Pick<OrdersService, 'order'>;
  readonly billing: Pick<BillingService, 'detailsOf'>;
  readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly profiles: Pick<ProfilesService, 'of'>;
  readonly installation: Pick<InstallationService, 'describe'>;
  readonly pictures: AssetPictures;
  readonly letterheads: Letterheads;
  readonly papers: PrintedPapers;
  readonly publicUrl: () => URL;
}

/** Requests for payment of orders, for the parties of an order. */
export class Invoices {
  readonly #options: InvoicesOptions;

  constructor(options: InvoicesOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for whoever is no party of the order */
  async find(actor: Actor, id: LicenseId): Promise<PaperFile> {
    const { ordersService, catalog, letterheads, pictures, papers, publicUrl } = this.#options;
    const order = await ordersService.order(actor, id);
    const { terms, community } = order;
    const [asset = null] = await catalog.findMany(actor, [terms.assetId]);
    const [
      [holder, licensee],
      [details = noDetails(invoiceIdOfOrder(id))],
      currency,
      [payee, communityPayee = null],
    ] = await Promise.all([
      letterheads.of([order.holder, terms.licensee]),
      this.#options.billing.detailsOf([order]),
      this.#currencyOf(order),
      this.#payees([order.holder, ...(community === null ? [] : [community])]),
    ]);
    const sold = asset === null ? null : await this.#options.licenseVersions.soldOf(order);
    return papers.file({
      paper: invoice({
        order,
        details,
        holder: { ...holder, bankDetails: payee?.bankDetails ?? null } satisfies Letterhead & Payee,
        licensee: licensee.name,
        community: communityPayee,
        assetTitle: (sold ?? asset)?.metadata.title ?? null,
        currency,
        publicUrl: publicUrl(),
      }),
      picture: asset === null ? null : await pictures.find(actor, asset),
      attachments: [
        {
          name: 'license-terms.json',
          mediaType: 'application/json',
          description: 'The terms whose hash is the order id',
          relationship: 'Source',
          text: canonicalJson(termsToJson(terms)),
        },
      ],
      filename: `invoice-${shortNumberOf(id)}.pdf`,
    });
  }

  async #payees(ids: readonly OrganizationId[]): Promise<Payee[]> {
    const { profiles, letterheads } = this.#options;
    const [named, said] = await Promise.all([letterheads.of(ids), profiles.of(ids)]);
    return named.map(({ name }, at) => ({ name, bankDetails: said[at]?.bankDetails ?? null }));
  }

  /** Another token than the platform's has no name here: its smallest units. */
  #currencyOf({ terms }: Order): Currency {
    const { currencies } = this.#options.installation.describe();
    return currencyAt(currencies, terms.token) ?? { symbol: `units of ${terms.token}`, decimals: 0 };
  }
}
