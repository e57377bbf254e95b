import type { Invoice } from '@lanran/api/billing/domain/invoice';
import { emptyProfile } from '@lanran/api/organizations/domain/profile';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { ForbiddenError, NotFoundError } from '@lanran/api/platform/kernel/errors';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { beforeEach, describe, expect, it } from 'vitest';
import { InvoicePapers } from '../../../api/papers/services/invoice-papers.ts';
import type { PreparedPaper } from '../../../api/papers/services/printed-papers.ts';
import { MUSEUM } from '../graphql/graphql-stage.ts';
import { buildBuyer, buildInvoice, buildSeller, LANGDE, linesOf, XIJIANG } from './build-invoice.ts';
import { PUBLIC_URL } from './build-paper.ts';
import { STUDIO } from '../../support/build-terms.ts';

const memberOf = (organizationId: OrganizationId): Actor => ({
  kind: 'member',
  address: `0x${'0a'.repeat(20)}`,
  memberships: [{ organizationId, kind: 'INSTITUTION', role: 'EDITOR' }],
});
const organizations = new Map([
  [MUSEUM, buildSeller()],
  [STUDIO, buildBuyer()],
  [XIJIANG, buildBuyer({ id: XIJIANG, bankDetails: 'Village bank' })],
  [LANGDE, buildBuyer({ id: LANGDE })],
]);
const isOf = (actor: Actor, id: OrganizationId) =>
  actor.kind === 'member' && actor.memberships.some(({ organizationId }) => organizationId === id);

let prepared: PreparedPaper[] = [];
beforeEach(() => {
  prepared = [];
});

/** Over an invoice that its parties may read, as BillingService lets them. */
function papersOf(invoice: Invoice): InvoicePapers {
  return new InvoicePapers({
    billing: {
      invoice: async (actor, id) => {
        const parties = [invoice.holder, invoice.licensee, XIJIANG, LANGDE];
        if (id !== invoice.id || !parties.some((party) => isOf(actor, party)))
          throw new NotFoundError(`Invoice ${id}`);
        return invoice;
      },
    },
    catalog: { findMany: async (_, ids) => ids.map(() => null) },
    profiles: {
      of: async (ids) =>
        ids.map((id) => {
          const { billing = null, bankDetails = null } = organizations.get(id) ?? {};
          return { ...emptyProfile(id), billing, bankDetails };
        }),
      isOwn: async (actor, id) => isOf(actor, id),
    },
    pictures: { find: async () => null },
    letterheads: { of: async (ids) => ids.map((id) => organizations.get(id)) as never },
    papers: {
      file: (paper) => {
        prepared.push(paper);
        return { filename: paper.filename, tag: '', read: async () => new Uint8Array() };
      },
    },
    publicUrl: () => PUBLIC_URL,
  });
}

describe('papers of an invoice', () => {
  const invoice = buildInvoice({ lines: linesOf(3).map((line, at) => ({ ...line, isPaid: at === 0 })) });

  it('are for its holder and licensee, with the data and the terms in them', async () => {
    for (const party of [MUSEUM, STUDIO]) await papersOf(invoice).find(memberOf(party), invoice.id);
    expect(prepared).toHaveLength(2);
    expect(prepared[0]?.attachments.map(({ name }) => name)).toEqual(['factur-x.xml', 'license-terms.json']);
    expect(prepared[0]?.filename).toBe(`invoice-${invoice.number}.pdf`);
    expect(JSON.parse(prepared[0]?.attachments[1]?.text ?? '')).toHaveLength(3);
  });

  it('are not for communities, whose lines alone would make another sum under its number', async () => {
    await expect(papersOf(invoice).find(memberOf(XIJIANG), invoice.id)).rejects.toThrow(ForbiddenError);
    await expect(papersOf(invoice).findCreditNote(memberOf(XIJIANG), invoice.id)).rejects.toThrow(
      /\/shares\//,
    );
    const alone = { ...invoice, bill: invoice.id as string as Invoice['bill'], lines: linesOf(1) };
    await papersOf(alone).find(memberOf(XIJIANG), invoice.id);
    expect(prepared).toHaveLength(1);
  });

  it('are nobody else’s', async () => {
    const stranger = memberOf(organizationIdOf('stranger'));
    const papers = papersOf(invoice);
    await expect(papers.find(stranger, invoice.id)).rejects.toThrow(NotFoundError);
    await expect(papers.findCreditNote(stranger, invoice.id)).rejects.toThrow(NotFoundError);
    await expect(papers.findShares(stranger, invoice.id, XIJIANG)).rejects.toThrow(NotFoundError);
  });

  it('have no data while the chain does not have every line', async () => {
    const placing = { ...invoice, lines: linesOf(2).map((line) => ({ ...line, state: 'PLACING' as const })) };
    await papersOf(placing).find(memberOf(STUDIO), invoice.id);
    expect(prepared[0]?.attachments.map(({ name }) => name)).toEqual(['license-terms.json']);
    expect(prepared[0]?.paper.stamp?.en).toBe('DRAFT');
  });

  it('have a credit note once something was canceled', async () => {
    await expect(papersOf(invoice).findCreditNote(memberOf(STUDIO), invoice.id)).rejects.toThrow(
      NotFoundError,
    );
    const lines = linesOf(2).map((line) => ({
      ...line,
      state: 'CANCELED' as const,
      canceledAt: new Date(0),
    }));
    await papersOf({ ...invoice, lines }).findCreditNote(memberOf(STUDIO), invoice.id);
    expect(prepared[0]?.filename).toMatch(/^credit-note-/);
    expect(prepared[0]?.attachments[0]?.text).toContain('<ram:TypeCode>381</ram:TypeCode>');
  });

  it('tell holder and community, and nobody else, what is owed to it of what was paid', async () => {
    for (const party of [MUSEUM, XIJIANG])
      await papersOf(invoice).findShares(memberOf(party), invoice.id, XIJIANG);
    expect(prepared).toHaveLength(2);
    expect(prepared[0]?.paper.table?.rows).toHaveLength(1);
    for (const other of [STUDIO, LANGDE])
      await expect(papersOf(invoice).findShares(memberOf(other), invoice.id, XIJIANG)).rejects.toThrow(
        NotFoundError,
      );
    await expect(papersOf(invoice).findShares(memberOf(MUSEUM), invoice.id, LANGDE)).rejects.toThrow(
      NotFoundError,
    );
  });
});
