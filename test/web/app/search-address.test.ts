import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { describe, expect, it } from 'vitest';
import { searchAddress } from '../../../web/app/search/search-address.ts';

describe('where a search leads', () => {
  it('begins anew in the catalog', () => {
    expect(searchAddress(' 蜡染 & co ', new URLSearchParams())).toBe(
      '/catalog?text=%E8%9C%A1%E6%9F%93+%26+co',
    );
  });

  it('keeps what was chosen in the catalog, with one text', () => {
    const chosen = new URLSearchParams('kind=PATTERN&text=old&sort=TITLE');
    expect(searchAddress('new', chosen)).toBe('/catalog?kind=PATTERN&text=new&sort=TITLE');
    expect(chosen.get('text')).toBe('old');
  });

  it('leads to what has the number that was typed, and to nothing else for words', () => {
    const number = shortNumberOf(`0x${'a1'.repeat(32)}`);
    expect(searchAddress(` ${number.replace('-', '')} `, new URLSearchParams())).toBe(`/check/${number}`);
    for (const words of ['embroidery', 'batik-cloth', 'DEMO-12345', '1234567890'])
      expect(searchAddress(words, new URLSearchParams())).toBe(`/catalog?text=${words}`);
  });

  it('takes an empty search for no search', () => {
    expect(searchAddress('  ', new URLSearchParams('text=old&kind=FILM'))).toBe('/catalog?kind=FILM');
    expect(searchAddress('', new URLSearchParams('text=old'))).toBe('/catalog');
  });
});
