import { createCipheriv, createHash } from 'node:crypto';

/**
 * Kubo's own vectors for the profile `unixfs-v1-2025` (kubo v0.43.1, test/cli/cid_profiles_test.go) and the generators
 * they are made of (test/cli/testutils).
 */
export const KUBO_CIDS = {
  emptyDirectory: 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354',
  empty: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
  helloWorld: 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e',
  oneChunk: 'bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta',
  oneChunkAndAByte: 'bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64',
  fullNode: 'bafybeihmf37wcuvtx4hpu7he5zl5qaf2ineo2lqlfrapokkm5zzw7zyhvm',
  fullNodeAndAByte: 'bafybeibdsi225ugbkmpbdohnxioyab6jsqrmkts3twhpvfnzp77xtzpyhe',
  largestFlatDirectory: 'bafybeic3h7rwruealwxkacabdy45jivq2crwz6bufb5ljwupn36gicplx4',
  smallestShardedDirectory: 'bafybeiegvuterwurhdtkikfhbxcldohmxp566vpjdofhzmnhv6o4freidu',
} as const;

/** What `ipfs add --only-hash` of Kubo 0.42.0 says of files of zeros that end in `end`, by length in bytes. */
export const KUBO_LARGE_FILES: readonly (readonly [bytes: number, cid: string])[] = [
  [3 * 1_073_741_824 + 7, 'bafybeibpdohxal5a37rkqt6aahsmogprg7niir4g6cjov4xuv7kwx4exjy'],
  [5 * 1_073_741_824 + 9, 'bafybeibgwddzin5etm5ai7xrk6mwpgloqxu74ofrckcuup3zs2xaojlg5u'],
];

const PORTION_BYTES = 1_048_576;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz01234567890-_';
const DIRECTORY_FILES = 4_766;

/** `size` bytes of ChaCha20 keyed by the seed's SHA-256, in portions of 1 MiB. */
export function* deterministicBytes(size: number, seed: string): Generator<Buffer> {
  const cipher = createCipheriv('chacha20', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  for (let left = size; left > 0; left -= PORTION_BYTES) {
    yield cipher.update(Buffer.alloc(Math.min(left, PORTION_BYTES)));
  }
}

/** 4,766 files of one byte; the last name's length decides on which side of 256 KiB the directory's node ends. */
export function deterministicDirectory(lastNameLength: 21 | 22): { path: string; content: string }[] {
  const random = Buffer.concat([...deterministicBytes(PORTION_BYTES, 'hamt-unixfs-v1-2025')]);
  let position = 0;
  return Array.from({ length: DIRECTORY_FILES }, (_, index) => {
    const length = index === DIRECTORY_FILES - 1 ? lastNameLength : 11;
    const bytes = random.subarray(position, (position += length));
    return {
      path: `directory/${[...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`,
      content: 'x',
    };
  });
}
