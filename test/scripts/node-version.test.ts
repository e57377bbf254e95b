import { expect, it } from 'vitest';
import { nodeFault } from '../../scripts/node-version.mjs';

it.each(['18.20.8', '20.18.3', '9.11.2'])(
  'Node %s is refused with one line that says what to install',
  (version) => {
    expect(nodeFault(version, '>=20.19')).toBe(
      `Lanran needs Node 20.19 or newer, and this is Node ${version}. Install a newer one from https://nodejs.org, then start again.`,
    );
  },
);

it.each(['20.19.0', '20.20.2', '22.0.0', '26.1.0'])('Node %s is taken', (version) => {
  expect(nodeFault(version, '>=20.19')).toBeNull();
});
