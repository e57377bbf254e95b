import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RENEWABLE, TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import { type CheckoutLine, CheckoutTable } from '../../../web/lib/checkout/checkout-table.tsx';
import { checkoutText } from '../../../web/lib/checkout/checkout-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const TOKEN = `0x${'70'.repeat(20)}`;
const PRICE = { amount: 120_000n, token: TOKEN };

describe.each(LANGUAGES)('the table of a checkout (%s)', (language) => {
  const t = textIn(checkoutText, language);

  const show = (shown: CheckoutLine['shown']) => {
    answering(({ name }) =>
      name === 'Currencies'
        ? { deployment: { currencies: [{ address: TOKEN, symbol: 'TCNY', decimals: 2, kind: 'TEST' }] } }
        : {},
    );
    const terms = { price: PRICE, communityShareBps: 2_000, rights: RENEWABLE, offerId: 7n };
    const row = {
      state: 'FREE',
      terms,
      agreement: null,
      quote: { held: [] },
    } as unknown as CheckoutLine['row'];
    renderIn(language, <CheckoutTable lines={[{ key: 'a', subject: null, row, shown }]} />);
  };
  const isMarked = (difference: 'SHARE' | 'RIGHTS') =>
    screen.queryByText(t(`difference.${difference}`), { exact: false }) !== null;

  it('marks a price, a share and rights that are not those shown before', async () => {
    show({ price: { ...PRICE, amount: 100_000n }, communityShareBps: 1_000, rights: TRANSFERABLE });
    await screen.findByText(t('difference.PRICE', { price: '1,000 TCNY' }), { exact: false });
    expect(isMarked('SHARE')).toBe(true);
    expect(isMarked('RIGHTS')).toBe(true);
  });

  it('marks rights where nothing else is otherwise', () => {
    show({ price: PRICE, communityShareBps: 2_000, rights: 0 });
    expect(isMarked('RIGHTS')).toBe(true);
    expect(isMarked('SHARE')).toBe(false);
  });

  it('marks nothing that is as it was shown, or was not shown', () => {
    for (const shown of [{ price: PRICE, rights: RENEWABLE }, { price: PRICE }, null]) show(shown);
    expect(isMarked('RIGHTS')).toBe(false);
    expect(isMarked('SHARE')).toBe(false);
  });
});
