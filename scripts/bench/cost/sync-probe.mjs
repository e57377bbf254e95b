// Loaded into the platform's processes by the bench `cost` alone: counts the syncs that JavaScript asks for, in a file per thread.
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

const FUNCTIONS = ['fsync', 'fdatasync', 'fsyncSync', 'fdatasyncSync'];
const METHODS = ['sync', 'datasync'];

const file = fs.openSync(join(process.env.LANRAN_BENCH_SYNCS, `${process.pid}.${threadId}`), 'w');
const count = new BigUint64Array(1);

/** Written each time, so that a process that is ended leaves its count behind. */
function counting(object, name) {
  const original = object[name];
  object[name] = function (...args) {
    count[0] += 1n;
    fs.writeSync(file, count, 0, 8, 0);
    return original.apply(this, args);
  };
}

const handle = await open(process.execPath, 'r');
for (const name of METHODS) counting(Object.getPrototypeOf(handle), name);
await handle.close();
for (const name of FUNCTIONS) counting(fs, name);
syncBuiltinESMExports();
