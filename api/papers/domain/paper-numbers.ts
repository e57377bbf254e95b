import { concat, fromHex, type Hex, toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type ShortNumber, shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Invoice } from '../../billing/domain/invoice.ts';
import { canceledOf } from './invoice-facts.ts';

/** Of the credit note for the lines of an invoice that were canceled: another one when more of them are. */
export function creditNoteNumberOf(invoice: Pick<Invoice, 'id' | 'lines'>): ShortNumber {
  return numberOf('credit note', [invoice.id, ...canceledOf(invoice).map(({ orderId }) => orderId)]);
}

/** Of what a holder owes to a community of an invoice: the same for all its lines, as they are paid. */
export function shareNumberOf(invoiceId: Hex, community: OrganizationId): ShortNumber {
  return numberOf('community share', [invoiceId, community]);
}

function numberOf(what: string, ids: readonly Hex[]): ShortNumber {
  return shortNumberOf(toHex(sha256(concat(utf8(`lanran ${what}\n`), ...ids.map((id) => fromHex(id))))));
}
