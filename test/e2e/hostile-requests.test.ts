import { describe, it } from 'vitest';
import { Installation } from '../support/installation.ts';
import { withstandHostileRequests } from '../support/hostile-run.ts';

describe('a stranger who sends hostile requests while somebody publishes and buys', () => {
  const here = Installation.forSuite();

  it('stops nothing, fills nothing and slows nobody for long', async () => {
    await withstandHostileRequests(here, 115);
  });
});
