import { describe, expect, it } from 'vitest';
import { toHex, uintBytes } from '@lanran/protocol/kernel/bytes';
import { originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { statementDigest } from '@lanran/protocol/log/statement';
import { requireLogged } from '@lanran/sdk/publishing/publication-receipt';
import { buildStatement, filled, LOG_ID } from '../protocol/builders.ts';

describe('requireLogged', () => {
  const key = generateNoteKey(originOf(LOG_ID));
  const statement = buildStatement();
  const signature = signDigest(statementDigest(statement, LOG_ID), filled(0x11));
  const tree = new MemoryTree([
    uintBytes(1, 224),
    encodeLeaf(statement, { type: 'member', signature }),
    uintBytes(2, 224),
  ]);
  const head = { origin: originOf(LOG_ID), size: tree.size, root: toHex(tree.root()) };
  const receipt = {
    assetId: statement.assetId,
    leafIndex: 1,
    checkpoint: signCheckpoint(head, parseSigningKey(key.skey)),
    inclusionProof: tree.inclusionProof(1).map(toHex),
  };
  const evidence = { type: 'member', signature } as const;
  const signed = { statement, evidence, checkpointKey: key.vkey };
  const BAD_RECEIPT = expect.objectContaining({ code: 'BAD_RECEIPT' });

  it('accepts a leaf of the tree that the log signed', () => {
    expect(() => requireLogged(receipt, signed)).not.toThrow();
  });

  it('refuses another place, a proof that leads elsewhere, and another statement', () => {
    expect(() => requireLogged({ ...receipt, leafIndex: 2 }, signed)).toThrow(BAD_RECEIPT);
    expect(() => requireLogged({ ...receipt, inclusionProof: [] }, signed)).toThrow(BAD_RECEIPT);
    expect(() => requireLogged(receipt, { ...signed, statement: buildStatement({ issuedAt: 1 }) })).toThrow(
      BAD_RECEIPT,
    );
  });

  it('refuses a receipt of another asset', () => {
    expect(() => requireLogged({ ...receipt, assetId: filled(0x22) }, signed)).toThrow(BAD_RECEIPT);
  });

  it("refuses a checkpoint that the log's key did not sign", () => {
    const other = generateNoteKey(originOf(LOG_ID));
    expect(() => requireLogged(receipt, { ...signed, checkpointKey: other.vkey })).toThrow(BAD_RECEIPT);
  });
});
