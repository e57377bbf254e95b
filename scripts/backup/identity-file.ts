import { readFile } from 'node:fs/promises';
import { AgeKeyError, type Identity, parseIdentity } from '@lanran/api/age/identity';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';

const ENCRYPTED = /^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE-----)/;

/** The identities in a file of age-keygen; none where no file is named. @throws ArgumentError, which never shows one */
export async function readIdentities(path: string | undefined): Promise<Identity[]> {
  if (path === undefined) return [];
  const text = await read(path);
  if (ENCRYPTED.test(text))
    throw new ArgumentError('--identity', `${path} is encrypted itself. Decrypt it first: age -d ${path}`);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parse(line, path));
  if (identities.length > 0) return identities;
  throw new ArgumentError('--identity', `${path} holds no identity. Name the file that age-keygen wrote.`);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ArgumentError('--identity', `can't be read: ${reasonOf(cause)}`, { cause });
  }
}

function parse(line: string, path: string): Identity {
  try {
    return parseIdentity(line);
  } catch (cause) {
    if (!(cause instanceof AgeKeyError)) throw cause;
    throw new ArgumentError(
      '--identity',
      `${path} has a line that is no identity. It has to be AGE-SECRET-KEY-1…, as age-keygen writes it.`,
      { cause },
    );
  }
}
