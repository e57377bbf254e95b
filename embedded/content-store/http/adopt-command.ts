import { stat, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { ForbiddenError, InvalidInputError, systemErrorCode } from '../errors.ts';
import { PROFILE } from '../unixfs-tree.ts';
import { requireLoopback, requirePlatform } from './access.ts';
import { expectedCid, toLine, wantsPrivate } from './add-command.ts';
import { sendJson } from './answers.ts';
import type { RpcCall } from './rpc-call.ts';

/**
 * `lanran/adopt?path=…`: takes over a finished file in the shared folder by its path. The file leaves the folder
 * once the store holds it. Options `pin` and `lanran-private` as in `add`. Answers `{Name, Hash, Size, Bytes}`.
 */
export async function adopt(call: RpcCall): Promise<void> {
  const { request, response, query, audience, store } = call;
  requireLoopback(request);
  requirePlatform(audience, 'Adopting a file');
  const asked = query.text('path');
  if (asked === null) throw new InvalidInputError('option "path" is required: the file to adopt.');
  const path = await realFile(asked, call.sharedDirectory);
  const { size } = await stat(path);
  const intake = store.startIntake({ layout: PROFILE, isPublic: !wantsPrivate(call), onlyHash: false });
  try {
    await intake.adoptFile(path);
    const [entry] = await intake.commit({
      pin: query.flag('pin', true),
      expected: expectedCid(call),
      wrap: false,
    });
    if (entry === undefined) throw new RangeError(`Nothing came of ${path}.`);
    sendJson(response, { ...toLine(entry), Bytes: size });
  } finally {
    await intake.abandon();
  }
}

async function realFile(path: string, sharedDirectory: string | null): Promise<string> {
  if (sharedDirectory === null) throw new ForbiddenError('Files can be adopted once IPFS_SHARED_DIR is set.');
  const real = await realPathOf(path);
  if (real?.startsWith(sharedDirectory + sep) !== true) {
    // One answer for "outside" and "absent", so that nobody can probe the disk.
    throw new InvalidInputError(`"${path}" is not a file inside IPFS_SHARED_DIR.`);
  }
  const status = await stat(real);
  if (!status.isFile()) throw new InvalidInputError(`"${path}" is not a regular file.`);
  return real;
}

async function realPathOf(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') return null;
    throw error;
  }
}
