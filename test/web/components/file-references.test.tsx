import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FileReferences } from '../../../web/features/asset/files/parts/file-references.tsx';
import { UnresolvedReferences } from '../../../web/features/asset/files/parts/unresolved-references.tsx';
import { referenceText } from '../../../web/features/asset/files/words/reference-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

afterEach(() => vi.unstubAllGlobals());

/** What the platform answers to every question. */
function answer(unresolvedReferences: readonly object[]): void {
  const data = { asset: { id: '0x1', unresolvedReferences } };
  vi.stubGlobal('fetch', async () => Response.json({ data }));
}

describe.each(LANGUAGES)('files that scenes name (%s)', (language) => {
  const t = textIn(referenceText, language);

  it('are told where they are not in the asset, by scene', async () => {
    const from = { id: '0x1.1.0', path: 'shots/shot.usda' };
    answer([
      { uri: './light.usda', state: 'MISSING', from },
      { uri: '/mnt/a.usda', state: 'OUTSIDE', from },
    ]);
    renderIn(language, <UnresolvedReferences assetId="0x1" version={1} />);
    expect(await screen.findByText(t('unresolved', { count: 2 }))).toBeTruthy();
    expect(screen.getByText('./light.usda, /mnt/a.usda')).toBeTruthy();
    expect(screen.getByRole('listitem').textContent).toContain('shots/shot.usda');
  });

  it('are shown with the state of each', () => {
    const file = { id: '0x1.1.1', path: 'lib/loom.usda' };
    renderIn(
      language,
      <FileReferences
        references={[
          { uri: './gone.usda', state: 'MISSING', file: null },
          { uri: '../lib/loom.usda', state: 'FOUND', file },
        ]}
      />,
    );
    const [missing, found] = screen.getAllByRole('listitem');
    expect(missing?.textContent).toContain(`./gone.usda ${t('MISSING')}`);
    expect(found?.textContent).toContain(`../lib/loom.usda ${t('FOUND')}`);
  });
});
