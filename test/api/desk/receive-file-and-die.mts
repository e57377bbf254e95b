import { VaultKeys } from '../../../api/age/vault-keys.ts';
import { DiskRequestFiles } from '../../../api/desk/adapters/disk-request-files.ts';

/* A process that takes a file of a thread, and is killed when 3 MB of it have arrived. */
const [directory = ''] = process.argv.slice(2);
const disk = new DiskRequestFiles({ directory, vault: new VaultKeys([process.env['VAULT_KEY'] ?? '']) });
async function* arriving() {
  for (let portion = 0; portion < 3; portion += 1) yield Buffer.alloc(1_000_000, 'x');
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
}
await disk.receive(arriving(), 10_000_000);
