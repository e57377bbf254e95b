import { expect, it } from 'vitest';
import { lanran } from '../command-line.ts';

it('--version prints the version, and the hash by which processes compare', async () => {
  expect(await lanran(['--version'])).toEqual({
    exitCode: 0,
    // Run from its sources, it has no hash.
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+ \(unbuilt\)\n$/),
    stderr: '',
  });
});
