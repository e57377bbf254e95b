import { screen } from '@testing-library/react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import type { Desk } from '../../../web/features/institution/desk/model/desk.ts';
import { AgreementsSection } from '../../../web/features/institution/profile/parts/agreements-section.tsx';
import { agreementsText } from '../../../web/features/institution/profile/words/agreements-text.ts';
import { AgreementField } from '../../../web/features/publish/editor/parts/agreement-field.tsx';
import { publishText } from '../../../web/features/publish/editor/words/text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const ORGANIZATION = `0x${'01'.repeat(32)}`;
const AGREEMENT = {
  sha256: 'ab'.repeat(32),
  bytes: 120_345,
  mediaType: 'application/pdf',
  name: { en: 'Film license 2027', zh: null },
};
const listed = (isPreselected: boolean) => ({
  agreement: AGREEMENT,
  isPreselected,
  addedAt: '2026-11-30T00:00:00Z',
});

function renderSection(language: Language, role: Desk['role']) {
  const organization = {
    id: ORGANIZATION,
    slug: 'museum',
    name: { en: 'Museum', zh: '博物馆' },
    kind: 'INSTITUTION',
  };
  const desk = { role, organization } as unknown as Desk; // as GraphQL answers, but for its enums
  const children = [{ index: true, element: <AgreementsSection /> }];
  const router = createMemoryRouter([{ path: '/', element: <Outlet context={desk} />, children }]);
  return renderIn(language, <RouterProvider router={router} />);
}

describe.each(LANGUAGES)('license agreements of an organization (%s)', (language) => {
  const t = textIn(agreementsText, language);

  it('are named with their text, and one is chosen for new versions', async () => {
    const { asked } = answering(({ name }) =>
      name === 'OwnAgreements' ? { agreements: [listed(false)] } : { preselectAgreement: [] },
    );
    const user = renderSection(language, 'EDITOR');
    const link = await screen.findByRole('link', { name: 'Film license 2027' });
    expect(link.getAttribute('href')).toBe(`/agreements/${AGREEMENT.sha256}`);
    expect(screen.getByText(AGREEMENT.sha256)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: t('preselect') }));
    expect(asked.find(({ name }) => name === 'PreselectAgreement')?.variables).toEqual({
      organizationId: ORGANIZATION,
      sha256: AGREEMENT.sha256,
    });
  });

  it('are shown to viewers, who change nothing', async () => {
    answering(() => ({ agreements: [listed(true)] }));
    renderSection(language, 'VIEWER');
    expect(await screen.findByText(t('preselected'))).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('add nothing without a file and a name', async () => {
    const { asked } = answering(() => ({ agreements: [] }));
    const user = renderSection(language, 'OWNER');
    expect(await screen.findByText(t('none'))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: t('add') }));
    await user.click(await screen.findByRole('button', { name: t('addVerb') }));
    expect(await screen.findByText(t('fileMissing'))).toBeTruthy();
    expect(screen.getByText(t('nameMissing'))).toBeTruthy();
    expect(asked.every(({ name }) => name === 'OwnAgreements')).toBe(true);
  });

  it('are chosen in a draft, one that left the list among them', async () => {
    answering(() => ({ agreements: [listed(true)] }));
    const former = { ...AGREEMENT, sha256: 'cd'.repeat(32), name: { en: 'Film license 2020' } } as const;
    const onChange = vi.fn();
    const element = (
      <AgreementField
        organizationId={ORGANIZATION}
        value={{ ...former, mediaType: 'application/pdf' }}
        error={undefined}
        onChange={onChange}
      />
    );
    const user = renderIn(language, <RouterProvider router={createMemoryRouter([{ path: '/', element }])} />);
    const words = textIn(publishText, language);
    await user.click(screen.getByRole('button', { name: new RegExp(words('field.agreement')) }));
    expect(screen.getAllByRole('option')).toHaveLength(3);
    await user.click(screen.getByRole('option', { name: 'Film license 2027' }));
    expect(onChange).toHaveBeenCalledWith({
      sha256: AGREEMENT.sha256,
      bytes: AGREEMENT.bytes,
      mediaType: 'application/pdf',
      name: { en: 'Film license 2027' },
    });
  });
});
