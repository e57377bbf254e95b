import { z } from 'zod';
import { type LicenseId, type OrganizationId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { type ActOutcome, relayMany, type RelayManyOptions } from '../../acts/relaying-many.ts';
import type { GraphqlClient } from '../../kernel/graphql-client.ts';
import { readPages } from '../../kernel/pages.ts';
import type { Platform } from '../../kernel/session.ts';
import { requireTerms } from '../../licensing/licenses.ts';
import { orderSayingAct } from '../../licensing/orders/order-acts.ts';
import type { InvoiceForMatching, InvoiceLineForMatching } from './payment-match.ts';

/** A line with what its holder signs to say that it is paid. */
export interface PayableLine extends InvoiceLineForMatching {
  readonly terms: Terms;
}

export interface PayableInvoice extends InvoiceForMatching {
  readonly lines: readonly PayableLine[];
}

const LineAnswer = z.object({
  orderId: z.string().transform((text) => parseLicenseId(text)),
  shortNumber: z.string(),
  terms: z.string(),
  state: z.enum(['PLACING', 'ORDERED', 'CANCELED', 'LICENSED']),
  isPaid: z.boolean(),
});

const InvoiceAnswer = z.object({
  id: z.string(),
  shortNumber: z.string(),
  reference: z.string(),
  listOrderNumber: z.string(),
  licensee: z.object({
    slug: z.string(),
    name: z.object({ en: z.string().nullish(), zh: z.string().nullish() }),
  }),
  currency: z.object({ symbol: z.string(), decimals: z.number().int() }),
  lines: z.array(LineAnswer),
  dueOn: z.string().nullable(),
});

/** Each costs as much as it asks for. */
const INVOICES_A_PAGE = 10;

/** What a holder asks for, newest first. @throws RefusedError for an organization that is not the caller's */
export async function listInvoicesOfHolder(
  api: GraphqlClient,
  holder: OrganizationId,
): Promise<PayableInvoice[]> {
  const invoices = await readPages(api, {
    query: `query ($holder: ID, $first: Int!, $after: String) {
      page: invoices(holder: $holder, first: $first, after: $after) {
        edges { node {
          id shortNumber reference listOrderNumber dueOn licensee { slug name { en zh } } currency { symbol decimals }
          lines { orderId shortNumber terms state isPaid }
        } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { holder, first: INVOICES_A_PAGE },
    node: InvoiceAnswer,
  });
  return invoices.map(toInvoice);
}

/** Amounts are those of the terms, which the ids of the lines are the hashes of. */
function toInvoice({ licensee, shortNumber, listOrderNumber, ...answer }: z.infer<typeof InvoiceAnswer>) {
  const lines = answer.lines.map(({ orderId, terms: text, state, ...line }): PayableLine => {
    const terms = requireTerms(text, orderId);
    return {
      orderId,
      number: line.shortNumber,
      terms,
      amount: terms.price,
      isPaid: line.isPaid || state === 'LICENSED',
      isCanceled: state === 'CANCELED' || state === 'PLACING',
    };
  });
  const open = lines.filter(({ isPaid, isCanceled }) => !isPaid && !isCanceled);
  const { en, zh } = licensee.name;
  return {
    ...answer,
    number: shortNumber,
    billNumber: listOrderNumber,
    licenseeName: { en: en ?? zh ?? licensee.slug, zh: zh ?? en ?? licensee.slug },
    lines,
    openUnits: open.reduce((sum, { amount }) => sum + amount, 0n),
  };
}

/** What became of a line that was confirmed. */
export interface ConfirmedLine {
  readonly orderId: LicenseId;
  readonly outcome: ActOutcome;
}

/** The holder says of lines that they are paid, in one act; of those that are paid already nothing is said. */
export async function confirmInvoicesPaid(
  platform: Platform,
  lines: readonly PayableLine[],
  options: RelayManyOptions = {},
): Promise<readonly ConfirmedLine[]> {
  const open = lines.filter(({ isPaid, isCanceled }) => !isPaid && !isCanceled);
  const acts = open.map(({ terms }) => orderSayingAct('confirmPaid', terms));
  const outcomes = await relayMany(platform, acts, options);
  return open.flatMap(({ orderId }, at) => {
    const outcome = outcomes[at];
    return outcome === undefined ? [] : [{ orderId, outcome }];
  });
}

/** The lines with these ids. */
export function linesOf(invoices: readonly PayableInvoice[], orderIds: readonly LicenseId[]): PayableLine[] {
  const asked = new Set(orderIds);
  return invoices.flatMap(({ lines }) => lines.filter(({ orderId }) => asked.has(orderId)));
}
