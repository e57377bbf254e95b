import { describe, expect, it } from 'vitest';
import { isShownIn } from '../../../web/lib/session/changed.ts';

describe('a query after an act', () => {
  it('is asked again when it shows some of what changed', () => {
    expect(isShownIn(['desk-assets', 'org'], ['offers'])).toBe(true);
    expect(isShownIn(['desk-assets', 'org'], ['sales', 'disputes'])).toBe(true);
  });

  it('is left alone when it shows none of it', () => {
    expect(isShownIn(['credits', 'org'], ['offers', 'consents'])).toBe(false);
    expect(isShownIn(['organization-name', 'org'], ['offers'])).toBe(false);
  });

  it('is asked again when nobody said what it shows', () => {
    expect(isShownIn(['asset', '0x1'], ['members'])).toBe(true);
    expect(isShownIn([], ['members'])).toBe(true);
  });
});
