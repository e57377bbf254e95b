import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PYTHON } from '../programs.ts';

const READER = `
import c2pa, json, sys
kind, path, manifest = sys.argv[1:4]
# A sidecar states the hash of the whole file, of whatever type.
if kind not in c2pa.Reader.get_supported_mime_types(): kind = 'application/octet-stream'
sidecar = open(manifest, 'rb').read() if manifest else None
with open(path, 'rb') as file:
    reader = c2pa.Reader(kind, file, sidecar) if sidecar else c2pa.Reader(kind, file)
    store = json.loads(reader.json())
print(json.dumps({'state': store.get('validation_state'), 'codes': [each['code'] for each in store.get('validation_status', [])]}))
`;

const Validation = z.object({ state: z.string(), codes: z.array(z.string()) });

/** What a reader says of a file by an installation's own certificate. */
export const VALID = { state: 'Valid', codes: ['signingCredential.untrusted'] };

export interface CarryingFile {
  readonly mediaType: string;
  readonly path: string;
  /** Where the manifest is; null where the file has it. */
  readonly sidecar: string | null;
}

/** A file's C2PA manifest by the Python module `c2pa`. */
export async function readManifest({ mediaType, path, sidecar }: CarryingFile) {
  const { stdout } = await promisify(execFile)(PYTHON, ['-c', READER, mediaType, path, sidecar ?? '']);
  return Validation.parse(JSON.parse(stdout));
}
