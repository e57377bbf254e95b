import { verifyMessage, verifyTypedData, Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { keySigner, signableStatement } from '@lanran/sdk/kernel/signer';
import { ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { NO_COMMUNITY, parseAssetId, parseLogId } from '@lanran/protocol/kernel/ids';
import { recoverSigner, signDigest } from '@lanran/protocol/kernel/signature';
import { statementDigest, type Statement } from '@lanran/protocol/log/statement';

const KEY: Hex = `0x${'5a'.repeat(32)}`;
const LOG_ID = parseLogId(`0x${'11'.repeat(32)}`);
const STATEMENT: Statement = {
  kind: 'published',
  assetId: parseAssetId(`0x${'22'.repeat(32)}`),
  community: NO_COMMUNITY,
  previous: ZERO_32,
  bodyHash: `0x${'33'.repeat(32)}`,
  issuedAt: 1_790_000_000,
};

describe('keySigner', () => {
  const signer = keySigner(KEY);
  const checksummed = new Wallet(KEY).address;

  it('has the address of its key, in lower case', () => {
    expect(signer.address).toBe(checksummed.toLowerCase());
  });

  it('signs a statement as its digest is signed, which the log takes', async () => {
    const digest = statementDigest(STATEMENT, LOG_ID);
    const signature = await signer.signStatement(STATEMENT, LOG_ID);
    expect(signature).toBe(signDigest(digest, KEY));
    expect(recoverSigner(digest, signature)).toBe(signer.address);
  });

  it('signs the same whether it is given the statement or its typed data, as a wallet is', async () => {
    const overTypedData = await signer.signTypedData(signableStatement(STATEMENT, LOG_ID));
    expect(overTypedData).toBe(await signer.signStatement(STATEMENT, LOG_ID));
  });

  it('binds a statement to its log', async () => {
    const elsewhere = parseLogId(`0x${'44'.repeat(32)}`);
    expect(await signer.signStatement(STATEMENT, elsewhere)).not.toBe(
      await signer.signStatement(STATEMENT, LOG_ID),
    );
  });

  it('signs messages and typed data as others verify them', async () => {
    const data = {
      domain: { name: 'Elsewhere', chainId: 7n },
      types: { Greeting: [{ name: 'text', type: 'string' }] },
      message: { text: '蜡染' },
    };
    expect(verifyMessage('蜡染', await signer.signMessage('蜡染'))).toBe(checksummed);
    expect(verifyTypedData(data.domain, data.types, data.message, await signer.signTypedData(data))).toBe(
      checksummed,
    );
  });
});
