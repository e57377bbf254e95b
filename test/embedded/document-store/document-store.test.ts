import { describeBeyondPortable } from './own-behavior.ts';
import { describeReads } from './portable-reads.ts';
import { describeUpsertsByNull } from './portable-upserts.ts';
import { describeWrites } from './portable-writes.ts';
import { startDefault } from './under-test.ts';
import { describeUpserts } from './upserts.ts';

const name = process.env['MONGODB_URI'] === undefined ? 'embedded document store' : 'MONGODB_URI';

describeReads(name, startDefault);
describeWrites(name, startDefault);
describeBeyondPortable(name, startDefault);
describeUpsertsByNull(name, startDefault);
describeUpserts(name, startDefault);
