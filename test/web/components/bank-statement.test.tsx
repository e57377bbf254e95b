import { screen, within } from '@testing-library/react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { Desk } from '../../../web/features/institution/desk/model/desk.ts';
import { BankStatementPage } from '../../../web/features/institution/sales/pages/bank-statement-page.tsx';
import { bankText } from '../../../web/features/institution/sales/words/bank-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { buildTerms } from '../../support/build-terms.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

/** An invoice of one license, as the platform answers it. */
function invoiceOf(offerId: bigint, price: bigint) {
  const terms = buildTerms({ offerId, price, origin: 'INVOICE' });
  const orderId = licenseIdOf(terms);
  const shortNumber = shortNumberOf(orderId);
  const line = {
    orderId,
    shortNumber,
    terms: JSON.stringify(termsToJson(terms)),
    state: 'ORDERED',
    isPaid: false,
  };
  return {
    ...{ id: orderId, shortNumber, reference: `RF18${shortNumber.replace('-', '')}`, dueOn: null },
    ...{ listOrderNumber: shortNumber, licensee: { slug: 'studio', name: { en: 'Studio', zh: '影业' } } },
    ...{ currency: { symbol: 'EUR', decimals: 2 }, lines: [line] },
  };
}

const fits = invoiceOf(1n, 120_000n);
const little = invoiceOf(2n, 500_00n);
const guessed = invoiceOf(3n, 77_00n);
const TABLE = `Date,Purpose,Amount,Currency,Name
2027-03-01,${fits.reference},1200.00,EUR,Studio
2027-03-02,invoice ${little.shortNumber.toLowerCase()},400.00,EUR,Studio
2027-03-03,thanks,77.00,EUR,STUDIO
2027-03-04,other,5.00,EUR,Somebody
2027-03-05,fee,-1.00,EUR,Bank
2027-03-06,broken,5.001,EUR,Bank
`;

async function choose(language: Language, content: string) {
  answering(() => ({
    page: {
      edges: [fits, little, guessed].map((node) => ({ node })),
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  }));
  const organization = { id: `0x${'01'.repeat(32)}`, slug: 'museum', name: {}, kind: 'INSTITUTION' };
  const desk = { role: 'OWNER', organization } as unknown as Desk; // as GraphQL answers, but for its enums
  const page = [{ index: true, element: <BankStatementPage /> }];
  const router = createMemoryRouter([{ path: '/', element: <Outlet context={desk} />, children: page }]);
  const user = renderIn(
    language,
    <SessionProvider unlockDialog={() => null}>
      <RouterProvider router={router} />
    </SessionProvider>,
    { [ME_KEY[0]]: { me: null, hasEnded: false } },
  );
  const input = document.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no input');
  await user.upload(input, new File([content], 'statement.csv'));
  return user;
}

describe.each(LANGUAGES)('a bank statement (%s)', (language) => {
  const t = textIn(bankText, language);
  const box = (number: string) =>
    screen.findByRole<HTMLInputElement>('checkbox', { name: t('tick', { number }) });

  it('shows what fits, what does not, and what is of no invoice', async () => {
    await choose(language, TABLE);
    expect(await screen.findByText(t('matches', { count: 3 }))).toBeTruthy();
    const payer = language === 'en' ? 'Studio' : '影业';
    const said = language === 'en' ? 'Fits: 1,200 EUR' : '相符：1,200 EUR';
    expect(screen.getAllByRole('cell', { name: new RegExp(`${payer}$`) })).toHaveLength(3);
    expect(screen.getByText(said)).toBeTruthy();
    expect(screen.getByText(t('unmatched', { count: 1 }))).toBeTruthy();
    expect(screen.getByText(t('problems', { count: 1 }))).toBeTruthy();
    expect(screen.queryByRole('checkbox', { name: t('tick', { number: little.shortNumber }) })).toBeNull();
  });

  it('ticks what is named by its number alone, and puts what was ticked on one sheet', async () => {
    const user = await choose(language, TABLE);
    expect((await box(fits.shortNumber)).checked).toBe(true);
    expect((await box(guessed.shortNumber)).checked).toBe(false);
    await user.click(await box(guessed.shortNumber));
    await user.click(screen.getByRole('button', { name: t('confirm', { count: 2 }) }));
    const sheet = await screen.findByRole('dialog');
    expect(within(sheet).getByText(t('number', { number: fits.shortNumber }))).toBeTruthy();
    expect(within(sheet).getByText(t('number', { number: guessed.shortNumber }))).toBeTruthy();
    expect(within(sheet).getByText(t('undo'))).toBeTruthy();
  });

  it('asks what the file leaves open, and goes on with the answer', async () => {
    const user = await choose(language, `Date,Purpose,Amount\n2027-03-01,${fits.reference},1200.00`);
    await user.selectOptions(await screen.findByLabelText(t('ask.currency')), 'EUR');
    await user.click(screen.getByRole('button', { name: t('proceed') }));
    expect((await box(fits.shortNumber)).checked).toBe(true);
  });

  it('says why a file is none, in the reader’s language', async () => {
    await choose(language, 'Title,Price\nx,1');
    const said = language === 'en' ? /no bank statement that can be read/ : /无法识别此银行流水/;
    expect(await screen.findByText(said)).toBeTruthy();
  });
});
