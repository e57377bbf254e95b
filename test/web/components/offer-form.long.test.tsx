import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import type { Permission } from '../../../web/features/institution/offers/model/offer-draft.ts';
import type { OfferableAsset } from '../../../web/features/institution/offers/model/offer-query.ts';
import { OfferForm } from '../../../web/features/institution/offers/parts/offer-form.tsx';
import { offerText } from '../../../web/features/institution/offers/words/offer-text.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { currencyText } from '../../../web/lib/pricing/currency-text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

const TOKEN: PlatformCurrency = {
  ...{ symbol: 'USDC', decimals: 6, kind: 'TOKEN' },
  address: parseAddress(`0x${'1'.repeat(40)}`),
};
const YEN: PlatformCurrency = {
  ...{ symbol: 'JPY', decimals: 0, kind: 'UNIT' },
  address: parseAddress(`0x${'2'.repeat(40)}`),
};

/** Streaming in two countries until a day, and nothing passed on. */
const CONSENT: Permission = {
  media: ['STREAMING'],
  territories: ['CN', 'FR'],
  lastDay: '2090-12-31',
  rights: [],
  shareBps: 2_000,
};

const ASSET = {
  id: '0xa',
  identifier: 'QDN-1',
  access: 'LICENSED',
  isWithdrawn: false,
  title: { en: 'Butterfly', zh: '蝴蝶' },
  cover: null,
  holder: { id: '0x1', slug: 'museum', suspension: null, name: { en: 'Museum', zh: '博物馆' } },
  community: { id: '0x2', slug: 'village', name: { en: 'Village', zh: '村' } },
  consent: { ...CONSENT, lastDay: '2090-12-31', collection: false },
  useConsents: [],
  consentRefusal: null,
  consentToJoin: null,
  disputes: [],
  offers: [],
} as unknown as OfferableAsset; // as GraphQL answers, but for its enums

function renderForm(language: Language, currencies: readonly PlatformCurrency[] = [TOKEN]) {
  return renderIn(language, <OfferForm asset={ASSET} general={CONSENT} onDone={() => undefined} />, {
    currencies,
  });
}

describe.each(LANGUAGES)('the form of an offer (%s)', (language) => {
  const t = textIn(offerText, language);
  const money = textIn(currencyText, language);
  const places = textIn(territoryFieldText, language);
  const look = () => screen.getByRole<HTMLButtonElement>('button', { name: t('look') });
  const box = (name: string) =>
    screen.getByRole<HTMLInputElement>('checkbox', { name: new RegExp(`^${name}`) });
  const medium = (name: string) => box(mediumLabel(name, language));
  const setDay = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } });

  it('goes on once nothing is missing', async () => {
    const user = renderForm(language);
    expect(look().disabled).toBe(true);
    expect(screen.getByText(t('problem.media'))).toBeDefined();

    await user.click(medium('STREAMING'));
    await user.type(screen.getByRole('textbox', { name: new RegExp(TOKEN.symbol) }), '1200');
    expect(screen.getByText(t('ready'))).toBeDefined();
    expect(look().disabled).toBe(false);
  });

  it('says of yen that they have no decimals, and where there are several currencies lets one choose', async () => {
    const user = renderForm(language, [TOKEN, YEN]);
    await user.click(screen.getByRole('button', { name: new RegExp(money('currency')) }));
    await user.click(await screen.findByRole('option', { name: /^JPY · / }));
    await user.type(screen.getByRole('textbox', { name: /JPY/ }), '12.50');
    expect(screen.getByText(money('decimals', { symbol: 'JPY', decimals: 0 }))).toBeDefined();
    expect(screen.getAllByText(money('kinds.UNIT')).length).toBeGreaterThan(0);
    expect(localStorage.getItem('lanran.currency')).toBe(YEN.address);
    localStorage.clear();
  });

  it('asks for no currency where there is one alone', () => {
    renderForm(language);
    expect(screen.queryByText(money('currency'))).toBeNull();
  });

  it('closes what the community did not consent to, and says so there', () => {
    renderForm(language);
    expect(medium('GAME').disabled).toBe(true);
    expect(medium('GAME').closest('label')?.textContent).toContain(t('notConsented'));
    expect(medium('STREAMING').disabled).toBe(false);
    expect(box(t('right.TRANSFERABLE')).disabled).toBe(true);
    // The holder's own to give.
    expect(box(t('right.RENEWABLE')).disabled).toBe(false);
  });

  it('offers no place beyond the consent', async () => {
    const user = renderForm(language);
    await user.click(screen.getByRole('radio', { name: places('allWithin') }));
    expect(screen.queryByRole('radio', { name: places('all') })).toBeNull();
    expect(screen.queryByText(t('problem.territories'))).toBeNull();
  });

  it('refuses a last day before the first', () => {
    renderForm(language);
    setDay(t('first'), '2090-05-02');
    setDay(t('last'), '2090-05-01');
    expect(screen.getByText(t('problem.order'))).toBeDefined();
    setDay(t('last'), '2090-05-02');
    expect(screen.queryByText(t('problem.order'))).toBeNull();
  });

  it('refuses a last day after the consent ends, and names that day', () => {
    renderForm(language);
    setDay(t('last'), '2091-01-01');
    const day = formatsFor(language).day('2090-12-31');
    expect(screen.getByText(t('problem.lastBeyond', { day }))).toBeDefined();
  });

  it('takes all uses that are consented to at one press', async () => {
    const user = renderForm(language);
    await user.click(screen.getByRole('button', { name: t('mediaAll') }));
    expect(screen.getAllByRole<HTMLInputElement>('checkbox').filter(({ checked }) => checked)).toEqual([
      medium('STREAMING'),
    ]);
  });

  it('keeps what was typed for the next visit', async () => {
    const user = renderForm(language);
    await user.click(medium('STREAMING'));
    expect(JSON.parse(localStorage.getItem(`lanran.offer.${ASSET.id}`) ?? '{}')).toMatchObject({
      media: ['STREAMING'],
      territories: ['CN', 'FR'],
    });
  });
});
