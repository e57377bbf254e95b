import { currencyAt } from '@lanran/protocol/licensing/currencies';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { InstallationService } from '../../chain/services/installation.ts';
import type { Order } from '../../licensing/domain/order.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { OrdersService } from '../../licensing/services/orders.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import { ForbiddenError } from '../../platform/kernel/errors.ts';
import type { Currency } from '../domain/bilingual.ts';
import { invoice, type Payee } from '../domain/invoice.ts';
import {
  HOLDER_FIELDS,
  type InvoiceDetails,
  type InvoiceDetailsInput,
  LICENSEE_FIELDS,
  noDetails,
  parseDetails,
} from '../domain/invoice-details.ts';
import type { Letterhead } from '../domain/letterhead.ts';
import type { InvoiceDetailsStore } from '../ports/invoice-details-store.ts';
import type { AssetPictures } from './asset-pictures.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface InvoicesOptions {
  readonly ordersService: Pick<OrdersService, 'order'>;
  readonly invoiceDetails: InvoiceDetailsStore;
  readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly profiles: Pick<ProfilesService, 'of'>;
  readonly installation: Pick<InstallationService, 'currencies'>;
  readonly pictures: AssetPictures;
  readonly letterheads: Letterheads;
  readonly papers: PrintedPapers;
  readonly publicUrl: () => URL;
}

/** Requests for payment of orders, and what accountants need beside their terms: for the parties of an order. */
export class Invoices {
  readonly #options: InvoicesOptions;

  constructor(options: InvoicesOptions) {
    this.#options = options;
  }

  /** In the order of the ids. The caller has made sure that the orders are the reader's. */
  async detailsOf(orderIds: readonly LicenseId[]): Promise<InvoiceDetails[]> {
    const found = await this.#options.invoiceDetails.findMany(orderIds);
    return orderIds.map((id) => found.find(({ orderId }) => orderId === id) ?? noDetails(id));
  }

  /**
   * Number and address by editors of the licensee, tax, due day and tax invoice by those of the holder.
   * @throws NotFoundError, ForbiddenError, BadInputError
   */
  async describe(actor: Actor, id: LicenseId, input: InvoiceDetailsInput): Promise<InvoiceDetails> {
    const order = await this.#options.ordersService.order(actor, id);
    const given = (fields: readonly (keyof InvoiceDetailsInput)[]) =>
      fields.filter((field) => input[field] !== undefined);
    const [ofLicensee, ofHolder] = [given(LICENSEE_FIELDS), given(HOLDER_FIELDS)];
    requireEditor(actor, { organization: order.terms.licensee, fields: ofLicensee, who: 'licensee' });
    requireEditor(actor, { organization: order.holder, fields: ofHolder, who: 'holder' });
    const [present = noDetails(id)] = await this.detailsOf([id]);
    const details = parseDetails(input, present, order.terms.price);
    // A new rate changes the amount too.
    const fields = new Set([...ofLicensee, ...ofHolder]);
    if (fields.has('taxRateBps')) fields.add('taxAmount');
    if (fields.size > 0) await this.#options.invoiceDetails.put(details, [...fields]);
    return details;
  }

  /** @throws NotFoundError for whoever is no party of the order */
  async find(actor: Actor, id: LicenseId): Promise<PaperFile> {
    const { ordersService, catalog, letterheads, pictures, papers, publicUrl } = this.#options;
    const order = await ordersService.order(actor, id);
    const { terms, community } = order;
    const [asset = null] = await catalog.findMany(actor, [terms.assetId]);
    const [[holder, licensee], [details = noDetails(id)], currency, [payee, communityPayee = null]] =
      await Promise.all([
        letterheads.of([order.holder, terms.licensee]),
        this.detailsOf([id]),
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
    const { currencies } = this.#options.installation;
    return currencyAt(currencies, terms.token) ?? { symbol: `units of ${terms.token}`, decimals: 0 };
  }
}

interface Editing {
  readonly organization: OrganizationId;
  readonly fields: readonly string[];
  readonly who: string;
}

function requireEditor(actor: Actor, { organization, fields: [field], who }: Editing): void {
  if (field !== undefined && !canActFor(actor, organization))
    throw new ForbiddenError(`input.${field}: it is for editors of the ${who} of this order to state.`);
}
