import { describe, expect, it } from 'vitest';
import { readTiles } from '../../../web/features/asset/files/model/tile-set.ts';

describe('what is answered for the tiles of a picture', () => {
  it('says that they are there, still being made, or not for who asks', async () => {
    const set = { width: 4_096, height: 2_048, tileSize: 512, levels: 4 };
    expect(await readTiles(Response.json(set))).toEqual(set);
    expect(await readTiles(Response.json({ isBeingMade: true }, { status: 202 }))).toBe('being-made');
    expect(await readTiles(Response.json({ error: {} }, { status: 404 }))).toBeNull();
  });
});
