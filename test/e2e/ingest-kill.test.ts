import { describe, it } from 'vitest';
import { Installation } from '../support/installation.ts';
import { runIngestRounds } from '../support/ingest-rounds.ts';

describe('a mixed ingest during which the platform is killed', () => {
  const here = Installation.forSuite();

  it('loses nothing acknowledged and leaves nothing half-done at 5 random points', async () => {
    await runIngestRounds(here, 5);
  });
});
