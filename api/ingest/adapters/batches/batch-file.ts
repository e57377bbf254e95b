import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { buildHeader, generateFileKey, openHeader } from '../../../age/header.ts';
import { openPayload, sealPayload } from '../../../age/payload.ts';
import type { VaultKeys } from '../../../age/vault-keys.ts';
import { syncDirectory } from '../../../platform/process/durable-file.ts';

/** A file of a batch, as it is read and written. */
export interface PlainMember {
  readonly draftId: string;
  /** Encrypted; else in clear. */
  readonly isPrivate: boolean;
  readonly path: string;
  readonly digest: FileDigest;
  readonly plain: Uint8Array;
}

export interface Member {
  readonly draftId: string;
  readonly path: string;
  readonly digest: FileDigest;
  /** Where in the batch's file its bytes are: the payload of an age file, or the file in clear. */
  readonly offset: number;
  readonly length: number;
  /** Of the age file; null in clear. */
  readonly header: string | null;
}

export interface Batch {
  /** Whose keys open the headers; empty where all are in clear. */
  readonly recipients: readonly string[];
  readonly members: readonly Member[];
}

/** Of older platforms: of one draft. */
interface BatchOfDraft extends Omit<Batch, 'members'> {
  readonly draftId?: string;
  readonly members: readonly Omit<Member, 'draftId'>[];
}

/** The end of the file: the length of the batch's description before it, and that description's SHA-256. */
const FOOTER_BYTES = 4 + 32;

/** On disk, whole, when this resolves: with one write, and a sync of the file and one of its folder. A file of the name is replaced. */
export async function writeBatch(
  path: string,
  { members: plain, vault }: { members: readonly PlainMember[]; vault: VaultKeys | null },
): Promise<Batch> {
  const parts: Uint8Array[] = [];
  const members: Member[] = [];
  let offset = 0;
  for (const { draftId, path: name, digest, plain: bytes, isPrivate } of plain) {
    const { part, header } =
      vault !== null && isPrivate ? sealed(bytes, vault) : { part: bytes, header: null };
    parts.push(part);
    members.push({ draftId, path: name, digest, offset, length: part.length, header });
    offset += part.length;
  }
  const isSealed = vault !== null && members.some(({ header }) => header !== null);
  const batch = { recipients: isSealed ? [vault.recipient.text] : [], members };
  const description = Buffer.from(JSON.stringify(batch));
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.writeUInt32BE(description.length);
  footer.set(sha256(description), 4);
  await writeWhole(path, Buffer.concat([...parts, description, footer]));
  return batch;
}

/** Null when there is none, or not a whole one. */
export async function readBatch(path: string): Promise<Batch | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const footer = Buffer.alloc(FOOTER_BYTES);
    await file.read(footer, 0, FOOTER_BYTES, Math.max(0, size - FOOTER_BYTES));
    const length = footer.readUInt32BE();
    const start = size - FOOTER_BYTES - length;
    if (start < 0) return null;
    const description = Buffer.alloc(length);
    await file.read(description, 0, length, start);
    if (!sha256(description).equals(footer.subarray(4))) return null;
    // We wrote it.
    const { draftId = '', recipients, members } = JSON.parse(description.toString()) as BatchOfDraft;
    return { recipients, members: members.map((member) => ({ draftId, ...member })) };
  } finally {
    await file.close();
  }
}

/** Its bytes as they lie there, of several members. @throws what the disk failed with */
export async function readMembers(path: string, members: readonly Member[]): Promise<Buffer[]> {
  const file = await open(path, 'r');
  try {
    const read: Buffer[] = [];
    for (const { offset, length } of members) {
      const bytes = Buffer.allocUnsafe(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      read.push(bytes.subarray(0, bytesRead));
    }
    return read;
  } finally {
    await file.close();
  }
}

export interface FormChange {
  readonly batch: Batch;
  readonly vault: VaultKeys;
  /** Whose files are to have another form. */
  readonly draftId: string;
  readonly isPrivate: boolean;
}

/** Writes it anew, unless the draft's files have that form. @throws AgeHeaderError, DamagedPayloadError */
export async function changeForm(
  path: string,
  { batch, vault, draftId, isPrivate }: FormChange,
): Promise<Batch> {
  const isChanged = (member: Member) => member.draftId === draftId && (member.header !== null) !== isPrivate;
  if (!batch.members.some(isChanged)) return batch;
  const read = await readMembers(path, batch.members);
  const members = batch.members.map((member, at): PlainMember => {
    const { header } = member;
    const bytes = read[at] ?? Buffer.alloc(0);
    const plain = header === null ? bytes : openPayload(openHeader(header, vault.identities), bytes);
    return { ...member, plain, isPrivate: isChanged(member) ? isPrivate : header !== null };
  });
  return writeBatch(path, { members, vault });
}

function sealed(plain: Uint8Array, vault: VaultKeys): { part: Uint8Array; header: string } {
  const fileKey = generateFileKey();
  return { part: sealPayload(fileKey, plain), header: buildHeader(fileKey, [vault.recipient]) };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  // Else a power cut may take the name away.
  await syncDirectory(dirname(path));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
