import { describe, expect, it } from 'vitest';
import { placeFor } from '../../../web/features/catalog/model/kept-place.ts';

const kept = (change: object = {}) => JSON.stringify({ key: 'k1', y: 1800, shown: 48, ...change });

describe('the place a reader had in the catalog', () => {
  it('is found again after a reload', () => {
    expect(placeFor('k1', { stored: kept(), isNewVisit: false })).toEqual({ key: 'k1', y: 1800, shown: 48 });
  });

  it('belongs to one entry of the history', () => {
    expect(placeFor('k2', { stored: kept(), isNewVisit: false })).toBeNull();
  });

  it('does not meet somebody who types the address anew', () => {
    const stored = kept({ key: 'default' });
    expect(placeFor('default', { stored, isNewVisit: true })).toBeNull();
    expect(placeFor('default', { stored, isNewVisit: false })).not.toBeNull();
  });

  it('is not looked for when it is the top, or too far down to be found soon', () => {
    expect(placeFor('k1', { stored: kept({ y: 0 }), isNewVisit: false })).toBeNull();
    expect(placeFor('k1', { stored: kept({ shown: 2400 }), isNewVisit: false })).toBeNull();
  });

  it.each([[null], ['{'], ['7'], ['null'], ['{"key":"k1","y":"1800","shown":48}']])(
    'is none when what is stored is %s',
    (stored) => {
      expect(placeFor('k1', { stored, isNewVisit: false })).toBeNull();
    },
  );
});
