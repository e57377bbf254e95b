import { fireEvent, screen } from '@testing-library/react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { componentText } from '../../../web/components/page/text.ts';
import type { Desk } from '../../../web/features/institution/desk/model/desk.ts';
import { profileDraftOf } from '../../../web/features/institution/profile/model/profile-draft.ts';
import { ProfileForm } from '../../../web/features/institution/profile/parts/profile-form.tsx';
import { profileText } from '../../../web/features/institution/profile/words/profile-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { billingText } from '../../../web/lib/profiles/billing-text.ts';
import { detailsText } from '../../../web/lib/profiles/details-text.ts';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { NOTHING_SAID } from '../profiles/said.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering, Refusal } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

function renderForm(language: Language, kind: Desk['organization']['kind'] = 'INSTITUTION') {
  const organization = { id: '0x1', slug: 'museum', name: { en: 'Museum', zh: '博物馆' }, kind };
  const desk = { role: 'OWNER', organization } as unknown as Desk; // as GraphQL answers, but for its enums
  const present = profileDraftOf({ ...NOTHING_SAID, description: null, labels: [] });
  const form = [{ index: true, element: <ProfileForm present={present} /> }];
  const router = createMemoryRouter([{ path: '/', element: <Outlet context={desk} />, children: form }]);
  return renderIn(
    language,
    <SessionProvider unlockDialog={() => null}>
      <RouterProvider router={router} />
    </SessionProvider>,
    { [ME_KEY[0]]: { me: null, hasEnded: false } },
  );
}

describe.each(LANGUAGES)('the form of a profile (%s)', (language) => {
  const t = textIn(detailsText, language);
  const words = textIn(profileText, language);
  const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
  const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
  const save = () => screen.getByRole('button', { name: words('save') });
  const describedBy = (label: string) =>
    (field(label).getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ');

  it('says beside a field what the platform refused, and keeps what was typed', async () => {
    answering(() => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'input.website' });
    });
    const user = renderForm(language);
    type(t('website'), 'javascript:alert(1)');
    await user.click(save());
    expect(await screen.findByText(t('fault'))).toBeTruthy();
    expect(describedBy(t('website'))).toContain(t('faults.website'));
    expect(describedBy(t('email'))).not.toContain(t('faults.email'));
    expect(field(t('website')).value).toBe('javascript:alert(1)');
  });

  it('says beside an account number what is wrong in it', async () => {
    answering(() => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'input.billing.account.iban' });
    });
    const billing = textIn(billingText, language);
    const user = renderForm(language);
    type(billing('fields.account.iban'), 'DE00');
    await user.click(save());
    expect(await screen.findByText(t('fault'))).toBeTruthy();
    expect(describedBy(billing('fields.account.iban'))).toContain(billing('faults.iban'));
    expect(describedBy(billing('fields.vatId'))).not.toContain(billing('faults.vatId'));
  });

  it('keeps a description that is too long whole, and says why it is not saved', async () => {
    const { asked } = answering(() => ({ updateProfile: { id: '0x1' } }));
    const user = renderForm(language);
    const long = '蓝'.repeat(4_001);
    type(words('descriptionZh'), long);
    const why = textIn(componentText, language)('tooLong', { count: 4_001, most: 4_000, over: 1 });
    expect(screen.getAllByText(why)).toHaveLength(2);
    await user.click(save());
    expect(field(words('descriptionZh')).value).toBe(long);
    expect(asked).toEqual([]);
  });

  it('sends nothing while the days are no number', async () => {
    const { asked } = answering(() => ({ updateProfile: { id: '0x1' } }));
    const user = renderForm(language);
    type(t('answersWithinDays'), '1.5');
    await user.click(save());
    expect(await screen.findByText(t('faults.answersWithinDays'))).toBeTruthy();
    expect(asked.filter(({ name }) => name === 'UpdateProfile')).toEqual([]);
  });

  it('sends what was typed, and deletes what is empty', async () => {
    const { asked } = answering(() => ({ updateProfile: { id: '0x1' } }));
    const user = renderForm(language);
    type(t('email'), 'office@example.org');
    type(t('closedUntil'), '2090-01-01');
    type(t('closedReasonEn'), 'New Year');
    type(t('pictureAsset'), `https://lanran.example/assets/0x${'0a'.repeat(32)}?lang=en`);
    await user.click(save());
    expect(await screen.findByText(words('saved'))).toBeTruthy();
    expect(asked.find(({ name }) => name === 'UpdateProfile')?.variables).toMatchObject({
      input: {
        contact: { email: 'office@example.org' },
        pictureAsset: `0x${'0a'.repeat(32)}`,
        logoAsset: null,
        closedUntil: '2090-01-01',
        closedReason: { en: 'New Year' },
        welcome: null,
        answersWithinDays: null,
      },
    });
  });

  it('keeps what was typed over a reload', () => {
    answering(() => ({}));
    renderForm(language);
    type(t('bankDetails'), 'Bank of Examples');
    document.body.replaceChildren();
    renderForm(language);
    expect(field(t('bankDetails')).value).toBe('Bank of Examples');
  });

  it('asks a studio neither for pictures nor for what it says beforehand', async () => {
    const { asked } = answering(() => ({ updateProfile: { id: '0x1' } }));
    const user = renderForm(language, 'STUDIO');
    expect(screen.queryByLabelText(t('welcomeEn'))).toBeNull();
    expect(screen.queryByLabelText(t('pictureAsset'))).toBeNull();
    await user.click(save());
    await screen.findByText(words('saved'));
    const { input } = asked.find(({ name }) => name === 'UpdateProfile')?.variables ?? {};
    expect(input).not.toHaveProperty('welcome');
  });
});
