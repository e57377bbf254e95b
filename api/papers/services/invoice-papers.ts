import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Invoice, InvoiceId } from '../../billing/domain/invoice.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { ForbiddenError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { BillingParty } from '../domain/billing-party.ts';
import { creditNoteData, creditNotePaper } from '../domain/credit-note.ts';
import { electronicInvoice, facturX } from '../domain/electronic-invoice.ts';
import { canceledOf, type InvoiceFacts, taxesOf } from '../domain/invoice-facts.ts';
import { invoicePaper } from '../domain/invoice-paper.ts';
import { creditNoteNumberOf, shareNumberOf } from '../domain/paper-numbers.ts';
import type { Attachment } from '../domain/paper.ts';
import { shareNotice, sharedLines } from '../domain/share-notice.ts';
import type { AssetPicture, AssetPictures } from './asset-pictures.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface InvoicePapersOptions {
  /** @throws NotFoundError for whoever is no party; a community reads its own lines */
  readonly billing: { invoice(actor: Actor, id: InvoiceId): Promise<Invoice> };
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly profiles: Pick<ProfilesService, 'of' | 'isOwn'>;
  readonly pictures: Pick<AssetPictures, 'find'>;
  readonly letterheads: Pick<Letterheads, 'of'>;
  readonly papers: Pick<PrintedPapers, 'file'>;
  readonly publicUrl: () => URL;
}

/** Invoices, credit notes and what holders owe to communities, for the parties of an invoice. */
export class InvoicePapers {
  readonly #options: InvoicePapersOptions;

  constructor(options: InvoicePapersOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for whoever is no party, ForbiddenError for communities, which read their lines of it alone */
  async find(actor: Actor, id: InvoiceId): Promise<PaperFile> {
    const facts = await this.#wholeFacts(actor, id);
    const { invoice } = facts;
    const isDraft = invoice.lines.some(({ state }) => state === 'PLACING');
    const { number, issuedOn, lines } = invoice;
    const electronic = isDraft
      ? null
      : electronicInvoice(facts, {
          ...{ type: '380', number, issuedOn, lines, taxes: taxesOf(invoice), precedes: null },
        });
    const creditNote = canceledOf(invoice).length === 0 ? null : creditNoteNumberOf(invoice);
    return this.#options.papers.file({
      paper: invoicePaper({ ...facts, electronic, creditNote }),
      picture: await this.#pictureOf(actor, invoice),
      attachments: [...(electronic?.xml == null ? [] : [facturX(electronic.xml)]), termsOf(invoice)],
      filename: `invoice-${number}.pdf`,
    });
  }

  /** Of the lines that were canceled. @throws NotFoundError when none was; ForbiddenError */
  async findCreditNote(actor: Actor, id: InvoiceId): Promise<PaperFile> {
    const facts = await this.#wholeFacts(actor, id);
    if (canceledOf(facts.invoice).length === 0)
      throw new NotFoundError(
        `Credit note of invoice ${facts.invoice.number}, of which something was canceled,`,
      );
    const data = creditNoteData(facts);
    const electronic = electronicInvoice(facts, data);
    return this.#options.papers.file({
      paper: creditNotePaper(facts, electronic),
      picture: null,
      attachments: electronic?.xml == null ? [] : [facturX(electronic.xml)],
      filename: `credit-note-${data.number}.pdf`,
    });
  }

  /** What the holder owes to a community of the paid lines; for both. @throws NotFoundError where nothing is owed yet */
  async findShares(actor: Actor, id: InvoiceId, communityId: OrganizationId): Promise<PaperFile> {
    const { billing, profiles, papers, publicUrl } = this.#options;
    const invoice = await billing.invoice(actor, id);
    const isParty =
      (await profiles.isOwn(actor, invoice.holder)) || (await profiles.isOwn(actor, communityId));
    if (!isParty || sharedLines(invoice, { id: communityId }).length === 0)
      throw new NotFoundError(`Shares of ${communityId} in invoice ${invoice.number}`);
    const [seller, community] = await this.#parties([invoice.holder, communityId]);
    const communities = new Map([[communityId, community.name]]);
    return papers.file({
      paper: shareNotice({ invoice, seller, community, communities, publicUrl: publicUrl() }),
      picture: null,
      attachments: [],
      filename: `shares-${shareNumberOf(id, communityId)}.pdf`,
    });
  }

  /** A paper with some of the lines would have the number of the whole, and another sum. */
  async #wholeFacts(actor: Actor, id: InvoiceId): Promise<InvoiceFacts> {
    const { billing, profiles, publicUrl } = this.#options;
    const invoice = await billing.invoice(actor, id);
    const { holder, licensee } = invoice;
    const isAlone = invoice.id === (invoice.bill as string);
    if (!isAlone && !(await profiles.isOwn(actor, holder)) && !(await profiles.isOwn(actor, licensee)))
      throw new ForbiddenError(
        `Invoice ${invoice.number} is for its holder and licensee. The parts of your community are in /shares/${invoice.number}-COMMUNITY.pdf.`,
      );
    const named = [...new Set(invoice.lines.flatMap(({ community }) => community ?? []))];
    const [[seller, buyer], names] = await Promise.all([
      this.#parties([holder, licensee]),
      this.#options.letterheads.of(named),
    ]);
    const communities = new Map(named.map((community, at) => [community, names[at]?.name ?? {}]));
    return { invoice, seller, buyer, communities, publicUrl: publicUrl() };
  }

  async #parties([one, other]: readonly [OrganizationId, OrganizationId]): Promise<
    [BillingParty, BillingParty]
  > {
    const { profiles, letterheads } = this.#options;
    const [named, said] = await Promise.all([letterheads.of([one, other]), profiles.of([one, other])]);
    const party = (at: 0 | 1, id: OrganizationId): BillingParty => ({
      ...named[at],
      id,
      billing: said[at]?.billing ?? null,
      bankDetails: said[at]?.bankDetails ?? null,
    });
    return [party(0, one), party(1, other)];
  }

  /** Of what was ordered alone. */
  async #pictureOf(actor: Actor, { lines: [line, ...others] }: Invoice): Promise<AssetPicture | null> {
    if (line === undefined || others.length > 0) return null;
    const [asset = null] = await this.#options.catalog.findMany(actor, [line.assetId]);
    return asset === null ? null : this.#options.pictures.find(actor, asset);
  }
}

/** Of one license as its id is the hash of them; of many, in the order of the lines. */
function termsOf({ lines }: Invoice): Attachment {
  const [first, ...others] = lines.map(({ terms }) => termsToJson(terms));
  return {
    name: 'license-terms.json',
    mediaType: 'application/json',
    description:
      others.length === 0 ? 'The terms whose hash is the order id' : 'The terms of each line, in their order',
    relationship: 'Source',
    text: canonicalJson(others.length === 0 ? (first ?? []) : [first ?? {}, ...others]),
  };
}
