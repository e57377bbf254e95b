import { describe, it } from 'vitest';
import { Installation } from '../support/installation.ts';
import { runOneIngestRound } from '../support/ingest-rounds.ts';

describe('a platform that is killed with its services while five clients write', () => {
  const here = Installation.forSuite();

  it('loses nothing acknowledged, and lets each client go on to where nothing is twice, half there or left over', async () => {
    await runOneIngestRound(here);
  });
});
