import { describe, expect, it } from 'vitest';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { parseTerritoryOption, wishInput } from '../../../scripts/cli/options/window.ts';

const US = parseTerritories('US');

describe('--territory', () => {
  it.each([
    ['world except US', WORLD & ~US],
    ['全球（美国除外）', WORLD & ~US],
    ['Greater China', parseTerritories('CN,HK,MO,TW')],
    ['fr,cn', parseTerritories('FR,CN')],
    ['WORLD', WORLD],
  ])('reads %j', (text, bits) => {
    expect(parseTerritoryOption(text)).toBe(bits);
  });

  it('names the word that it does not know, and the nearest', () => {
    const read = () => parseTerritoryOption('EU, Untied States');
    expect(read).toThrow(ArgumentError);
    expect(read).toThrow(
      '"Untied States" is no country, region or group that is known. Did you mean "United States"?',
    );
  });

  it('asks the platform for the same bits, also those that have no name yet', () => {
    const wish = { media: 1, territories: WORLD & ~US, firstDay: 0, lastDay: 1, exclusive: false };
    const { territories } = wishInput(wish, { from: '2027-01-01', to: '2027-01-02' });
    expect(parseTerritories(territories.join(','))).toBe(WORLD & ~US);
  });
});
