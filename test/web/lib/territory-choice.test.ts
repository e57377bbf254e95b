import { describe, expect, it } from 'vitest';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';
import { partBits } from '@lanran/protocol/territories/territory-description';
import {
  findTerritories,
  scopeOf,
  type TerritoryChoice,
  tickedIn,
  tickedParts,
  ticking,
} from '../../../web/lib/territories/territory-choice.ts';

const US = parseTerritories('US');
const EU = partBits('EU');

function buildChoice(overrides: Partial<TerritoryChoice> = {}): TerritoryChoice {
  return { chosen: 0n, within: WORLD, asked: null, ...overrides };
}

describe('choosing countries and regions', () => {
  it('begins with nothing chosen', () => {
    expect(scopeOf(buildChoice())).toBeNull();
  });

  it('takes a country out of the whole world, and puts it back', () => {
    const all = buildChoice({ chosen: WORLD, asked: 'except' });
    const but = { ...all, chosen: ticking(all, US, true) };
    expect(but.chosen).toBe(WORLD & ~US);
    expect(tickedIn(but)).toBe(US);
    expect(ticking(but, US, false)).toBe(WORLD);
  });

  it('knows a choice that came from elsewhere for the whole world with exceptions', () => {
    expect(scopeOf(buildChoice({ chosen: WORLD & ~US }))).toBe('except');
    expect(scopeOf(buildChoice({ chosen: WORLD }))).toBe('all');
    expect(scopeOf(buildChoice({ chosen: EU }))).toBe('only');
  });

  it('chooses the members of a group, and shows them as that group', () => {
    const some = buildChoice({ chosen: ticking(buildChoice({ asked: 'only' }), EU, true) });
    expect(some.chosen).toBe(EU);
    expect(tickedParts(tickedIn(some))).toEqual(['EU']);
  });

  it('never goes beyond what may be chosen', () => {
    const within = parseTerritories('FR,DE,JP');
    const some = buildChoice({ within, asked: 'only' });
    expect(ticking(some, EU, true)).toBe(parseTerritories('FR,DE'));
    expect(scopeOf({ ...some, chosen: within, asked: null })).toBe('all');
  });

  it('finds groups before countries, by words of either language', () => {
    const found = findTerritories('south', { within: WORLD, language: 'en' }).parts;
    expect(found.indexOf('SOUTHEAST_ASIA')).toBeLessThan(found.indexOf('ZA'));
    expect(findTerritories('欧盟', { within: WORLD, language: 'en' }).parts).toEqual(['EU']);
    expect(findTerritories('china', { within: WORLD, language: 'zh' }).parts).toContain('CN');
  });

  it('reads a phrase, and leaves a single name to its box', () => {
    expect(findTerritories('world except US', { within: WORLD, language: 'en' }).phrase).toBe(WORLD & ~US);
    expect(findTerritories('欧盟、英国', { within: WORLD, language: 'zh' }).phrase).toBe(
      EU | parseTerritories('GB'),
    );
    expect(findTerritories('France', { within: WORLD, language: 'en' }).phrase).toBeNull();
  });

  it('suggests the nearest name where nothing is called so', () => {
    expect(findTerritories('Frnace', { within: WORLD, language: 'en' })).toEqual({
      parts: [],
      phrase: null,
      nearest: 'France',
    });
  });
});
