import { scrypt as scryptByWasm } from 'hash-wasm';

export interface ScryptCost {
  /** CPU and memory cost, a power of two: 128 · N · r bytes are needed. */
  readonly N: number;
  readonly r: number;
  readonly p: number;
  /** Bytes of the result. */
  readonly dkLen: number;
}

/** RFC 7914, by WebAssembly: in half the time that JavaScript takes, and somebody waits for each. */
export async function scrypt(password: Uint8Array, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> {
  return scryptByWasm({
    password,
    salt,
    costFactor: cost.N,
    blockSize: cost.r,
    parallelism: cost.p,
    hashLength: cost.dkLen,
    outputType: 'binary',
  });
}
