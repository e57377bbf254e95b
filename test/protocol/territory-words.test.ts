import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { LANGUAGES } from '@lanran/protocol/kernel/language';
import { parseTerritories, territoryCodes, WORLD } from '@lanran/protocol/territories/territories';
import { describedBits, describeTerritories } from '@lanran/protocol/territories/territory-description';
import { TERRITORY_GROUPS } from '@lanran/protocol/territories/territory-groups';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { partsCalled } from '@lanran/protocol/territories/territory-vocabulary';
import { parseTerritoryWords } from '@lanran/protocol/territories/territory-words';

const US = parseTerritories('US');
const group = (id: string) => TERRITORY_GROUPS.find((each) => each.id === id)?.bits ?? 0n;
const EU = group('EU');

/** Any bits, and such as people choose: groups and a few more, or all but a few. */
const arbitraryBits = fc.oneof(
  fc.bigInt(1n, WORLD),
  fc
    .record({
      base: fc.constantFrom(0n, WORLD, (1n << 249n) - 1n),
      groups: fc.subarray([...TERRITORY_GROUPS], { maxLength: 3 }),
      toggled: fc.array(fc.nat(255), { maxLength: 6 }),
    })
    .map(({ base, groups, toggled }) =>
      [...groups.map(({ bits }) => bits), ...toggled.map((bit) => 1n << BigInt(bit))].reduce(
        (bits, other) => bits ^ other,
        base,
      ),
    )
    .filter((bits) => bits !== 0n),
);

describe('a territory as people say it', () => {
  it('says the bits exactly, for every bitmap', () => {
    fc.assert(
      fc.property(arbitraryBits, (bits) => {
        expect(describedBits(describeTerritories(bits))).toBe(bits);
      }),
    );
  });

  it.each(LANGUAGES)('is read back as the same bits, for every bitmap (%s)', (language) => {
    fc.assert(
      fc.property(arbitraryBits, (bits) => {
        expect(parseTerritoryWords(territoryText(bits, language))).toBe(bits);
      }),
    );
  });

  it('is never longer than the list of its names, or of those that the world lacks', () => {
    fc.assert(
      fc.property(arbitraryBits, (bits) => {
        const { of, except } = describeTerritories(bits);
        const names = bits === WORLD ? 1 : territoryCodes(bits).length;
        const missing = bits === WORLD ? 1 : 1 + territoryCodes(WORLD & ~bits).length;
        expect(of.length + except.length).toBeLessThanOrEqual(Math.min(names, missing));
      }),
    );
  });

  it.each([
    [WORLD, 'the whole world', '全球'],
    [WORLD & ~US, 'the whole world except the United States', '全球（美国除外）'],
    [
      WORLD & ~parseTerritories('US,CA'),
      'the whole world except Canada and the United States',
      '全球（加拿大和美国除外）',
    ],
    [WORLD & ~group('GREATER_CHINA'), 'the whole world except Greater China', '全球（大中华地区除外）'],
    [EU, 'the European Union', '欧盟'],
    [EU & ~parseTerritories('FR'), 'the European Union except France', '欧盟（法国除外）'],
    [
      EU | parseTerritories('GB,CH'),
      'the European Union, Switzerland, and the United Kingdom',
      '欧盟、瑞士和英国',
    ],
    [EU | parseTerritories('NO,IS,LI'), 'the European Economic Area', '欧洲经济区'],
    [group('GREATER_CHINA'), 'Greater China', '大中华地区'],
    [parseTerritories('CN'), 'mainland China', '中国大陆'],
    [parseTerritories('CN,HK'), 'Hong Kong and mainland China', '香港和中国大陆'],
    [group('SOUTHEAST_ASIA'), 'Southeast Asia', '东南亚'],
    [parseTerritories('FR,CN'), 'France and mainland China', '法国和中国大陆'],
    [0n, 'nothing', '无'],
  ])('%#: “%s” is “%s” and “%s”', (bits, en, zh) => {
    expect(territoryText(bits, 'en')).toBe(en);
    expect(territoryText(bits, 'zh')).toBe(zh);
  });

  it('tells all places of today from the whole world, which has those of tomorrow too', () => {
    const listed = (1n << 249n) - 1n;
    expect(territoryText(listed, 'en')).toBe(
      'the whole world except countries and regions that are listed later',
    );
    expect(territoryText(listed & ~US, 'zh')).toBe('全球（美国和日后列入名录的国家和地区除外）');
  });

  it('counts what a long list does not name', () => {
    const many = parseTerritories('AD,AL,AR,BT,CL,DZ,EG,FJ');
    expect(territoryText(many, 'en', { most: 3 })).toBe('Albania, Algeria, Andorra and 5 more');
    expect(territoryText(many, 'zh', { most: 3 })).toBe('阿尔巴尼亚、阿尔及利亚、阿根廷及其他5个国家和地区');
  });
});

describe('groups of countries and regions', () => {
  it('have the members that are stated', () => {
    const count = (id: string) => territoryCodes(group(id)).length;
    expect(count('EU')).toBe(27);
    expect(count('EEA')).toBe(30);
    expect(territoryCodes(group('GREATER_CHINA'))).toEqual(['CN', 'HK', 'MO', 'TW']);
    expect(count('SOUTHEAST_ASIA')).toBe(11);
  });

  it('have continents that no country or region is missing from, or in twice', () => {
    const continents = TERRITORY_GROUPS.filter(({ isContinent }) => isContinent);
    const codes = continents.flatMap(({ bits }) => territoryCodes(bits)).sort();
    expect(codes).toEqual(territoryCodes((1n << 249n) - 1n));
  });
});

describe('words for territories', () => {
  it.each([
    ['WORLD', WORLD],
    ['worldwide', WORLD],
    ['world except US', WORLD & ~US],
    ['World excluding the United States', WORLD & ~US],
    ['the whole world (except USA)', WORLD & ~US],
    ['world except US, CA', WORLD & ~parseTerritories('US,CA')],
    ['全球（美国除外）', WORLD & ~US],
    ['全球(美国、加拿大除外)', WORLD & ~parseTerritories('US,CA')],
    ['除美国以外的全球', WORLD & ~US],
    ['全球除美国外', WORLD & ~US],
    ['全球，不含美国', WORLD & ~US],
    ['EU', EU],
    ['European Union', EU],
    ['欧盟、挪威', EU | parseTerritories('NO')],
    ['eu, no except fr', (EU & ~parseTerritories('FR')) | parseTerritories('NO')],
    ['Greater China', parseTerritories('CN,HK,MO,TW')],
    ['港澳台', parseTerritories('HK,MO,TW')],
    ['中国大陆', parseTerritories('CN')],
    ['China', parseTerritories('CN')],
    ['North America', parseTerritories('US,CA')],
    ['UK,UAE', parseTerritories('GB,AE')],
    ['cote d’ivoire and Türkiye', parseTerritories('CI,TR')],
    ['Bosnia and Herzegovina and France', parseTerritories('BA,FR')],
    ['fr,cn', parseTerritories('FR,CN')],
    ['ASEAN；日本', group('SOUTHEAST_ASIA') | parseTerritories('JP')],
    ['刚果（金）', parseTerritories('CD')],
  ])('reads %j', (text, bits) => {
    expect(parseTerritoryWords(text)).toBe(bits);
  });

  it.each([
    ['FR, Frnace', '"Frnace"', '"France"'],
    ['europaen union', '"europaen union"', '"the European Union"'],
    ['world except Untied States', '"Untied States"', '"United States"'],
    ['东南呀', '"东南呀"', '"东南亚"'],
  ])('names the word of %j that it does not know, and the nearest', (text, unknown, nearest) => {
    const read = () => parseTerritoryWords(text, '--territory');
    expect(read).toThrow(FormatError);
    expect(read).toThrow(`--territory: ${unknown}`);
    expect(read).toThrow(nearest);
  });

  it.each(['', ' , ', 'xx', 'US except US', 'except US', 'world except'])('refuses %j', (text) => {
    expect(() => parseTerritoryWords(text)).toThrow(FormatError);
  });

  it('finds groups and places by a part of their name, in either language', () => {
    expect(partsCalled('south')).toContain('SOUTHEAST_ASIA');
    expect(partsCalled('欧')).toContain('EU');
    expect(partsCalled('fra')).toContain('FR');
    expect(partsCalled('us')).toContain('US');
    expect(partsCalled('')).toEqual([]);
  });
});
