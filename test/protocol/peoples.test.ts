import { describe, expect, it } from 'vitest';
import { peopleCodeOf, peopleName, peoplesNamedIn, peoplesUnasked } from '@lanran/protocol/assets/peoples';
import { ICH, PEOPLE } from '@lanran/protocol/assets/vocabulary';

const named = (en?: string, zh?: string) => peoplesNamedIn({ title: { en, zh } });

describe('peoples that an asset names', () => {
  it.each([
    ['a Miao sacred banner', ['miao']],
    ['MIAO BATIK', ['miao']],
    ['Hmong story cloth', ['miao']],
    ['Skirt of the Hmongs', ['miao']],
    ['Miáo jacket', ['miao']],
    ['Miao-style collar, Kam loom', ['dong', 'miao']],
    ['Bouyei (Buyi) fern', ['buyi']],
    ['Mi\u00adao banner', ['miao']],
    ['Miao蜡染', ['miao']],
    ['Shandong silk', []],
    ['Kampung house', []],
    ['Meow', []],
  ])('by whole words of an English text: %s', (text, peoples) => {
    expect(named(text)).toEqual(peoples);
  });

  it.each([
    ['苗族蝴蝶', ['miao']],
    ['布依蕨菜纹（连续）', ['buyi']],
    ['侗锦蜘蛛人形纹', ['dong']],
    ['侗族与苗族的织机', ['dong', 'miao']],
    ['幼苗', []],
    ['铜鼓鼓面纹', []],
  ])('anywhere in a Chinese text: %s', (text, peoples) => {
    expect(named(undefined, text)).toEqual(peoples);
  });

  it('in the description, and in terms with or without their names', () => {
    const title = { en: 'Banner' };
    expect(peoplesNamedIn({ title, description: { zh: '出自侗寨' } })).toEqual(['dong']);
    expect(peoplesNamedIn({ title, terms: [PEOPLE.buyi] })).toEqual(['buyi']);
    expect(peoplesNamedIn({ title, terms: [ICH.miaoBatik] })).toEqual(['miao']);
    expect(peoplesNamedIn({ title, terms: [{ vocabulary: 'ich', code: 'VIII-25' }] })).toEqual(['miao']);
    const term = (code: string, zh?: string) => ({ vocabulary: 'ethnicGroup', code, zh });
    expect(peoplesNamedIn({ title, terms: [term('苗')] })).toEqual(['miao']);
    expect(peoplesNamedIn({ title, terms: [term('local-7', '侗族')] })).toEqual(['dong']);
    expect(peoplesNamedIn({ title, terms: [term('Shui', '水族')] })).toEqual(['shui']);
  });

  it('are known by every name, and told in both languages', () => {
    expect(['Hmong', '苗族', 'miao', '苗'].map(peopleCodeOf)).toEqual(['miao', 'miao', 'miao', 'miao']);
    expect(peopleCodeOf('Shui')).toBe('shui');
    expect(peopleName('dong')).toMatchObject({ en: 'Dong', zh: '侗族' });
    expect(peopleName('shui')).toEqual({ en: 'shui', zh: 'shui' });
  });
});

describe('peoples because of which a reason is owed', () => {
  const banner = { access: 'LICENSED', title: { en: 'Miao banner' }, community: null } as const;

  it('are those of a publication that names no community and gives no reason', () => {
    expect(peoplesUnasked(banner)).toEqual(['miao']);
    expect(peoplesUnasked({ ...banner, noCommunityReason: ' ' })).toEqual(['miao']);
  });

  it('are none of what nobody else sees and nobody can buy', () => {
    expect(peoplesUnasked({ ...banner, access: 'RESTRICTED' })).toEqual([]);
    expect(peoplesUnasked({ ...banner, access: 'OPEN' })).toEqual(['miao']);
  });

  it('are none with a community, with a reason, or without a people', () => {
    expect(peoplesUnasked({ ...banner, community: '0xvillage' })).toEqual([]);
    expect(peoplesUnasked({ ...banner, noCommunityReason: 'Nobody is known.' })).toEqual([]);
    expect(peoplesUnasked({ ...banner, title: { en: 'Banner' } })).toEqual([]);
  });
});
