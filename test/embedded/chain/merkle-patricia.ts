import { concat, decodeRlp, encodeRlp, keccak256, toBeArray } from 'ethers';

/** As eth_getBlockByNumber gives it. */
export type BlockFields = Readonly<Record<string, string>>;

/** Hash of the header that the fields make up (go-ethereum core/types/block.go, Header, with Cancun's fields). */
export function headerHash(block: BlockFields): string {
  const bytes = (name: string) => block[name] ?? '0x';
  const number = (name: string) => toBeArray(BigInt(bytes(name)));
  return keccak256(
    encodeRlp([
      ...[
        'parentHash',
        'sha3Uncles',
        'miner',
        'stateRoot',
        'transactionsRoot',
        'receiptsRoot',
        'logsBloom',
      ].map(bytes),
      ...['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp'].map(number),
      ...['extraData', 'mixHash', 'nonce'].map(bytes),
      number('baseFeePerGas'),
      bytes('withdrawalsRoot'),
      ...['blobGasUsed', 'excessBlobGas'].map(number),
      bytes('parentBeaconBlockRoot'),
    ]),
  );
}

type Node = ReturnType<typeof decodeRlp>;

/**
 * The RLP value that a proof shows at `key` under `root`; null when it shows that there is none. Throws when the proof
 * shows neither (Yellow Paper, appendix D).
 */
export function provenValue(root: string, key: string, proof: readonly string[]): string | null {
  let path = nibbles(keccak256(key));
  let expected: Node = root;
  const remaining = [...proof];
  while (true) {
    const node = resolveNode(expected, remaining);
    if (node === '0x') return null;
    if (typeof node === 'string') throw new Error('The proof holds a node that is not a list.');
    if (node.length === 17) {
      if (path === '') return valueOf(node[16]);
      expected = node[Number.parseInt(path.slice(0, 1), 16)] ?? '0x';
      path = path.slice(1);
      if (expected === '0x') return null;
      continue;
    }
    const { prefix, isLeaf } = decodePath(node[0]);
    if (isLeaf) return prefix === path ? valueOf(node[1]) : null;
    if (!path.startsWith(prefix)) return null;
    path = path.slice(prefix.length);
    expected = node[1] ?? '0x';
  }
}

/** A reference is a node's hash, or the node itself when it is shorter than a hash. */
function resolveNode(reference: Node, proof: string[]): Node {
  if (typeof reference !== 'string') return reference;
  const encoded = proof.shift();
  if (encoded === undefined || keccak256(encoded) !== reference)
    throw new Error('The proof does not lead to its root.');
  return decodeRlp(encoded);
}

function decodePath(encoded: Node | undefined): { prefix: string; isLeaf: boolean } {
  if (typeof encoded !== 'string') throw new Error('The proof holds a node without a path.');
  const all = nibbles(encoded);
  const flag = Number.parseInt(all.slice(0, 1), 16);
  return { prefix: all.slice(flag % 2 === 1 ? 1 : 2), isLeaf: flag >= 2 };
}

function valueOf(node: Node | undefined): string | null {
  if (typeof node !== 'string') throw new Error('The proof holds a value that is not bytes.');
  return node === '0x' ? null : node;
}

function nibbles(bytes: string): string {
  return concat([bytes]).slice(2);
}
