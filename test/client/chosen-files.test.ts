import { describe, expect, it } from 'vitest';
import { placeChosen } from '@lanran/sdk/publishing/chosen-files';

const placed = (...paths: string[]) => placeChosen(paths.map((path) => ({ path }))).map(({ path }) => path);

describe('where what was chosen goes in an asset', () => {
  it('leaves off the name of a folder that is all that was chosen', () => {
    expect(placed('plates/plate.0001.exr', 'plates/back/1.tif')).toEqual(['plate.0001.exr', 'back/1.tif']);
    expect(placed('plates/plates/1.tif')).toEqual(['plates/1.tif']);
  });

  it.each([
    ['several folders', ['front/1.tif', 'back/1.tif']],
    ['folders of which one begins as the other', ['plate/1.tif', 'plates/1.tif']],
    ['a folder beside a file', ['plates/1.tif', 'notes.txt']],
    ['files alone', ['1.tif', '2.tif']],
    ['nothing', []],
  ])('keeps the paths of %s', (_, paths) => {
    expect(placed(...paths)).toEqual(paths);
  });
});
