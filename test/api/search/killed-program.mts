import { ThreadedAssetIndex } from '@lanran/api/search/adapters/libsql/threaded-asset-index';
import { write } from './killed-index.ts';

/* Writes leaves to the index in a directory until it is killed, and says each that is written. */

const [directory = ''] = process.argv.slice(2);
const index = new ThreadedAssetIndex({ directory });
const position = await index.position();
for (let leaf = position?.leaves ?? 0; ; leaf += 1) {
  await write(index, leaf);
  process.stdout.write(`${leaf + 1}\n`);
}
