import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DownloadAll } from '../../../web/features/studio/delivery/parts/download-all.tsx';
import { LANGUAGES, renderIn } from './rendered.tsx';

describe.each(LANGUAGES)('all that a license opens (%s)', (language) => {
  it('is saved by the browser as one ZIP of the version, which says how large it is', () => {
    renderIn(language, <DownloadAll archive={{ licenseId: '0x12', version: 3, bytes: 3_500_000_000 }} />);
    const link = screen.getByRole('link', { name: /3\.[0-9]/ });
    expect(link.getAttribute('href')).toBe('/packages/0x12.zip?version=3');
    expect(link.hasAttribute('download')).toBe(true);
    expect(screen.getByText(language === 'en' ? /BagIt/ : /续传/)).toBeTruthy();
  });
});
