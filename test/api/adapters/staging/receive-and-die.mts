import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Upload } from '@tus/server';
import { VaultKeys } from '../../../../api/age/vault-keys.ts';
import { KillingFailPoints } from '../../../../api/platform/process/killing-fail-points.ts';
import { DiskStagingArea } from '../../../../api/ingest/adapters/disk-staging-area.ts';

/*
 * A process that takes `file` into the upload `id` and is killed in the middle; with `proven`, as a portion with a checksum. It
 * encrypts it where VAULT_KEY is set.
 */
const [directory = '', id = '', file = '', proven = ''] = process.argv.slice(2);
const vaultKey = process.env['VAULT_KEY'];
const sealing =
  vaultKey === undefined ? null : { vault: new VaultKeys([vaultKey]), isSealed: async () => true };
const staging = new DiskStagingArea({ directory, failPoints: new KillingFailPoints('mid-upload'), sealing });
const bytes = await readFile(file);
const metadata = { draft: 'draft', path: 'reel.mxf', sha256: null };
await staging.uploads.create(new Upload({ id, size: bytes.length, offset: 0, metadata }));
const checksum = { algorithm: 'sha256', digest: createHash('sha256').update(bytes).digest() } as const;
const store = proven === 'proven' ? staging.uploads.proving(checksum) : staging.uploads;
await store.write(createReadStream(file), id, 0);
