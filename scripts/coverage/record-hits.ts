// Set up in every test process of a coverage run.
import { observeHits } from './observe-hits.ts';
import { getDirectory, writeHit } from './run-directory.ts';

const directory = getDirectory();
const known = new Set<number>();

observeHits((id) => {
  if (known.has(id)) return;
  known.add(id);
  writeHit(directory, id);
});
