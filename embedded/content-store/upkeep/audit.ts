import type { BlockIndex } from '../blocks/block-index.ts';
import { cidOfKey, keyOf, parseCid } from '../dag/cids.ts';
import type { FileBlobs } from '../files/file-blobs.ts';

/** What index and files say differently of each other, one sentence each; none in a sound store at rest. */
export async function auditStore(index: BlockIndex, shelf: FileBlobs): Promise<string[]> {
  const findings: string[] = [];
  for (const { key, object } of index.objects()) {
    const cid = cidOfKey(key);
    if (index.places(cid.multihash.digest, 'platform').next().done === true) {
      findings.push(`${cid.toString()} has no place.`);
    }
    if (object.kind === 'tree') continue;
    const size = await shelf.sizeOf(cid.toString());
    if (size !== object.bytes)
      findings.push(`${cid.toString()} has ${size ?? 'no'} bytes of ${object.bytes}.`);
  }
  for (const cid of await shelf.list()) {
    if (index.findObject(keyOf(parseCid(cid))) === null)
      findings.push(`The file ${cid} is not in the index.`);
  }
  const orphans = await index.findOrphans();
  if (orphans.length > 0) findings.push(`${orphans.length} places belong to no file.`);
  for (const name of await shelf.listIncoming()) findings.push(`incoming/${name} was left behind.`);
  return findings;
}
