import { describe, it } from 'vitest';
import { describeLists } from '../api/adapters/mongo/lists-behavior.ts';
import { describeLeaves } from '../api/adapters/mongo/leaves-behavior.ts';
import { type StoresUnderTest, startStoresAt } from '../api/adapters/mongo/stores-under-test.ts';
import { describeReads } from '../embedded/document-store/portable-reads.ts';
import { describeUpsertsByNull } from '../embedded/document-store/portable-upserts.ts';
import { describeWrites } from '../embedded/document-store/portable-writes.ts';
import { startEmbedded } from '../embedded/document-store/under-test.ts';
import { describeUpgradeSteps } from '../scripts/upgrade/steps-behavior.ts';
import { findFerretDb, startFerretDb } from './ferretdb.ts';

// The same suite on both, so that a difference shows which of the two it lies with.
describeReads('embedded document store', startEmbedded);
describeWrites('embedded document store', startEmbedded);
describeUpsertsByNull('embedded document store', startEmbedded);

const ferretDb = findFerretDb();

if (ferretDb === null) {
  process.stderr.write(
    'SKIPPED: the portable suite on FerretDB; no FerretDB that runs was found (set FERRETDB to one).\n',
  );
  describe.skip('FerretDB', () => it('is not on this machine'));
} else {
  describeReads('FerretDB', () => startFerretDb(ferretDb));
  describeWrites('FerretDB', () => startFerretDb(ferretDb));
  describeUpsertsByNull('FerretDB', () => startFerretDb(ferretDb));
  describeUpgradeSteps('FerretDB', () => startFerretDb(ferretDb));
  describeLists('FerretDB', () => startStoresOn(ferretDb));
  describeLeaves('FerretDB', () => startStoresOn(ferretDb));
}

async function startStoresOn(path: string): Promise<StoresUnderTest> {
  const server = await startFerretDb(path);
  const under = await startStoresAt(server.uri);
  const stop = async () => {
    await under.stop();
    await server.stop();
  };
  return { ...under, stop };
}
