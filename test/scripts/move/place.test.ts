import { describe, expect, it } from 'vitest';
import { isSamePlace, shownPlace } from '../../../scripts/move/place.ts';

describe('a place of documents or files', () => {
  it.each([
    ['mongodb://user:secret@db:27017/lanran?tls=true', 'mongodb://db:27017/lanran'],
    ['http://kubo:5001', 'http://kubo:5001'],
    ['http://kubo:5001/', 'http://kubo:5001/'],
    ['https://user:secret@rpc.example.org/v0/key-0123?token=x', 'https://rpc.example.org/…'],
    ['embedded', 'embedded'],
  ])('%s is shown without what may be secret', (place, shown) => {
    expect(shownPlace(place)).toBe(shown);
  });

  it.each([
    ['mongodb://db/lanran', 'mongodb://db:27017/lanran'],
    ['mongodb://a,b:27018/lanran', 'mongodb://b:27018,a:27017/lanran?replicaSet=rs'],
    ['mongodb://user:secret@DB./lanran/', 'mongodb://db:27017/lanran'],
    ['http://localhost:5001', 'http://127.0.0.1:5001/'],
    ['http://[::1]:80', 'http://[::1]'],
    ['https://kubo', 'https://kubo:443/'],
  ])('%s and %s are the same', (a, b) => {
    expect(isSamePlace(a, b)).toBe(true);
  });

  it.each([
    ['mongodb://db/lanran', 'mongodb://db/other'],
    ['mongodb://db:27018/lanran', 'mongodb://db/lanran'],
    ['http://kubo:5001/a', 'http://kubo:5001/b'],
    ['http://kubo', 'https://kubo'],
    ['embedded', 'http://kubo:5001'],
  ])('%s and %s are not', (a, b) => {
    expect(isSamePlace(a, b)).toBe(false);
  });
});
