import { describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { layoutPages } from '../../../api/papers/adapters/layout-pages.ts';
import type { Page } from '../../../api/papers/adapters/page.ts';
import { PaperFonts } from '../../../api/papers/adapters/paper-fonts.ts';
import { TextLayout } from '../../../api/papers/adapters/text-layout.ts';
import type { Account, AccountEntry } from '../../../api/billing/domain/statement-of-account.ts';
import { accountPaper } from '../../../api/papers/domain/account-paper.ts';

const fonts = new PaperFonts();
const STUDIO = parseOrganizationId(`0x${'07'.repeat(32)}`);
const CNY = { symbol: 'CNY', decimals: 2, address: parseAddress(`0x${'11'.repeat(20)}`) };

function entries(count: number): AccountEntry[] {
  return Array.from({ length: count }, (_, at) => ({
    day: parseDay('2027-01-01') + at,
    isDayKnown: at > 0,
    kind: at % 2 === 0 ? ('INVOICE' as const) : ('PAYMENT' as const),
    number: '7K3QM-9XT2V',
    party: STUDIO,
    units: at % 2 === 0 ? 120_000n : -120_000n,
    balance: at % 2 === 0 ? 120_000n : 0n,
  }));
}

function pagesOf(accounts: readonly Account[]): readonly Page[] {
  const paper = accountPaper({
    statement: {
      organization: parseOrganizationId(`0x${'01'.repeat(32)}`),
      from: parseDay('2027-01-01'),
      to: parseDay('2027-12-31'),
      sections: accounts.length === 0 ? [] : [{ currency: CNY, accounts }],
    },
    organization: { name: { en: 'Museum', zh: '博物馆' }, contact: null, website: null },
    names: new Map([[STUDIO, { zh: '舞阳河影业' }]]),
    address: new URL('https://lanran.example/'),
  });
  return layoutPages(paper, null, new TextLayout(fonts));
}

const textOf = (pages: readonly Page[]) =>
  pages
    .flatMap(({ strokes }) => strokes.flatMap((stroke) => (stroke.kind === 'text' ? [stroke.line] : [])))
    .join('\n');

describe('a statement of account on paper', () => {
  it('is one page that says so when nothing happened', () => {
    const pages = pagesOf([]);
    expect(pages).toHaveLength(1);
    expect(textOf(pages)).toContain('Nothing was asked for');
  });

  it('goes from the opening to the closing balance, and names the day of an old order', () => {
    const text = textOf(
      pagesOf([{ kind: 'INVOICES', opening: -500n, entries: entries(3), closing: 120_000n }]),
    );
    for (const said of [
      '− 5.00',
      '1,200.00',
      '期初余额',
      '期末余额',
      '舞阳河影业',
      '按下单日期',
      'Invoices, CNY',
    ])
      expect(text).toContain(said);
  });

  it('of 200 entries goes on over pages', () => {
    const pages = pagesOf([{ kind: 'SHARES', opening: 0n, entries: entries(200), closing: 0n }]);
    expect(pages.length).toBeGreaterThan(3);
    expect(textOf(pages)).toContain(`page ${pages.length} of ${pages.length}`);
  });
});
