import { describe, expect, it } from 'vitest';
import { callLine } from '../../../scripts/cli/council.ts';

const consent = {
  holder: '0xab',
  media: '4',
  territories: ((1n << 256n) - 1n).toString(),
  lastDay: '21549',
  shareBps: '2500',
  rights: '0',
};

describe('a call that an owner of a Safe is about to sign', () => {
  it('says days, media, territories, shares and rights in words', () => {
    const line = callLine({
      contract: 'ConsentRegistry',
      functionName: 'grant',
      args: { assetId: '0x01', consent },
    });
    expect(line).toBe(
      'ConsentRegistry.grant {"assetId":"0x01","consent":{"holder":"0xab","media":"STREAMING","territories":"the whole world","lastDay":"2028-12-31","shareBps":"25 %","rights":"NONE"}}',
    );
  });

  it.each([
    ['media', ((1n << 20n) | 4n).toString()],
    ['media', '4294967300'],
    ['rights', '257'],
    ['lastDay', '4294967295'],
    ['price', '120000'],
  ])('keeps %s %s the number it is, since words would hide a part of it', (name, value) => {
    const args = { [name]: value };
    const line = callLine({ contract: 'OfferBook', functionName: 'open', args });
    expect(line).toBe(`OfferBook.open {"${name}":"${value}"}`);
  });
});
