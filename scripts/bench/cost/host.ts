import { createCipheriv, createHash } from 'node:crypto';
import { median, rounded } from './cost.ts';
import type { Extent, Figures } from './parts.ts';

const BLOCK = Buffer.alloc(4_194_304, 7);
const BLOCKS = 64;

/**
 * The CPU of SHA-256, MD5, SHA-512 and ChaCha20-Poly1305 over one GB each, with nothing around them: how fast this machine is at the
 * moment. Publishing and delivery can't cost less than their digests and ciphers.
 */
export async function measureHost({ rounds }: Extent): Promise<Figures> {
  const costs = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (const name of ['sha256', 'md5', 'sha512']) {
      const hash = createHash(name);
      for (let block = 0; block < BLOCKS; block += 1) hash.update(BLOCK);
      hash.digest();
    }
    for (let block = 0; block < BLOCKS; block += 1) {
      const cipher = createCipheriv('chacha20-poly1305', BLOCK.subarray(0, 32), BLOCK.subarray(0, 12), {
        authTagLength: 16,
      });
      cipher.update(BLOCK);
      cipher.final();
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6 / ((BLOCKS * BLOCK.length) / 1e9);
  });
  return { hostCpuPerGb: rounded(median(costs)) };
}
