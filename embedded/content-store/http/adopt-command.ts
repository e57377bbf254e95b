import { readdir, realpath, rmdir, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { ForbiddenError, InvalidInputError, systemErrorCode } from '../errors.ts';
import { inParallel } from '../in-parallel.ts';
import type { Intake } from '../files/intake.ts';
import { PROFILE } from '../dag/unixfs-tree.ts';
import { requireLoopback, requirePlatform } from './access.ts';
import { expectedCids, normalizePath, toLine, wantsPrivate } from './add-command.ts';
import { sendJson, sendJsonLines } from './answers.ts';
import type { RpcCall } from './rpc-call.ts';

/** Enough to keep the disk busy while one file is hashed. */
const FILES_AT_ONCE = 8;

/** What is to be adopted: files by their path in the tree, and its directories, topmost first. */
interface Adoption {
  files: { name: string; path: string; bytes: number }[];
  directories: { name: string; path: string }[];
}

/**
 * `lanran/adopt?path=…`: takes over finished files in the shared folder by their path: a file, a directory with all that is
 * below it, or with several `path` a directory of them. What is adopted leaves the folder once the store holds it; if any of
 * it is refused all of it stays. A file whose CID is expected is not read again where `<path>.leaves` beside it has the SHA-256
 * of each of its leaves, as they were when it was written. Options `pin` and `lanran-private` and the header `lanran-pin` as in `add`. Answers
 * `{Name, Hash, Size, Bytes}` for one file; else the lines of `add`, the last of them the directory's with `Bytes` and `Files`. With `each`
 * every `path` is a file of its own, and the header has the CID expected of each, in order; it answers the lines of `add`.
 */
export async function adopt(call: RpcCall): Promise<void> {
  const { request, query, audience, store } = call;
  requireLoopback(request);
  requirePlatform(audience, 'Adopting a file');
  const asked = query.all('path');
  if (asked.length === 0) throw new InvalidInputError('option "path" is required: the file to adopt.');
  const paths: string[] = [];
  for (const path of asked) paths.push(await realPathInside(path, call.sharedDirectory));
  const intake = store.startIntake({ layout: PROFILE, isPublic: !wantsPrivate(call), onlyHash: false });
  try {
    const [only] = paths;
    if (call.query.flag('each', false)) await adoptEach(call, intake, paths);
    else if (only !== undefined && paths.length === 1 && (await stat(only)).isFile())
      await adoptFile(call, intake, only);
    else await adoptTree(call, intake, paths);
  } finally {
    await intake.abandon();
  }
}

async function adoptFile(call: RpcCall, intake: Intake, path: string): Promise<void> {
  const { size } = await stat(path);
  const expected = expectedCids(call);
  await intake.adoptFile(path, null, expected[0] ?? null);
  const pin = call.query.flag('pin', true);
  const [entry] = await intake.commit({ pin, expected, wrap: false });
  if (entry === undefined) throw new RangeError(`Nothing came of ${path}.`);
  sendJson(call.response, { ...toLine(entry), Bytes: size });
}

/** Files that have nothing to do with each other. */
async function adoptEach(call: RpcCall, intake: Intake, paths: readonly string[]): Promise<void> {
  const expected = expectedCids(call);
  if (expected.length !== paths.length)
    throw new InvalidInputError('with option "each", header "lanran-pin" names one CID for each path.');
  const files = paths.map((path, at) => ({ path, cid: expected[at] ?? null }));
  await inParallel(files, FILES_AT_ONCE, ({ path, cid }) => intake.adoptFile(path, null, cid));
  const added = await intake.commit({ pin: call.query.flag('pin', true), expected, wrap: false });
  await sendJsonLines(
    call.response,
    (async function* () {
      for (const entry of added) yield toLine(entry);
    })(),
  );
}

async function adoptTree(call: RpcCall, intake: Intake, paths: readonly string[]): Promise<void> {
  const adoption: Adoption = { files: [], directories: [] };
  for (const path of paths) await collect(path, basename(path), adoption);
  for (const { name } of adoption.directories) intake.addDirectory(name);
  await inParallel(adoption.files, FILES_AT_ONCE, ({ path, name }) => intake.adoptFile(path, name));
  const pin = call.query.flag('pin', true);
  const added = await intake.commit({ pin, expected: expectedCids(call), wrap: paths.length > 1 });
  for (const { path } of adoption.directories.reverse()) await removeIfEmpty(path);
  const bytes = adoption.files.reduce((sum, file) => sum + file.bytes, 0);
  await sendJsonLines(
    call.response,
    (async function* () {
      for (const entry of added.slice(0, -1)) yield toLine(entry);
      for (const root of added.slice(-1))
        yield { ...toLine(root), Bytes: bytes, Files: adoption.files.length };
    })(),
  );
}

/** @throws InvalidInputError for anything but files and directories under names that any system can have. */
async function collect(path: string, name: string, adoption: Adoption): Promise<void> {
  // Undecodable names come out with the replacement character and can't be opened under it.
  if (name.includes('\ufffd'))
    throw new InvalidInputError(`"${path}" has a name that is not UTF-8. Rename it.`);
  normalizePath(name);
  const status = await stat(path);
  if (status.isFile()) {
    adoption.files.push({ name, path, bytes: status.size });
    return;
  }
  if (!status.isDirectory())
    throw new InvalidInputError(`"${path}" is neither a regular file nor a directory.`);
  adoption.directories.push({ name, path });
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isFile() && !entry.isDirectory()) {
      throw new InvalidInputError(`"${join(path, entry.name)}" is neither a regular file nor a directory.`);
    }
    await collect(join(path, entry.name), `${name}/${entry.name}`, adoption);
  }
}

async function removeIfEmpty(directory: string): Promise<void> {
  try {
    await rmdir(directory);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  }
}

async function realPathInside(path: string, sharedDirectory: string | null): Promise<string> {
  if (sharedDirectory === null) throw new ForbiddenError('Files can be adopted once IPFS_SHARED_DIR is set.');
  const real = await realPathOf(path);
  if (real?.startsWith(sharedDirectory + sep) === true) return real;
  // One answer for "outside" and "absent", so that nobody can probe the disk.
  throw new InvalidInputError(`"${path}" is not a file inside IPFS_SHARED_DIR.`);
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
