import { createHash } from 'node:crypto';
import { Wallet } from 'ethers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FirstStart } from '@lanran/api/accounts/ports/first-start';
import { FirstStartService } from '@lanran/api/accounts/services/first-start';
import { accreditorText } from '@lanran/protocol/accounts/account';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { BreakingFailPoints } from '../../support/services.ts';

const TOKEN = 'the token of the link';
const LOG_ID = parseLogId(randomBytes32());

/** A deployment whose last step can fail. */
class WaitingDeployment implements FirstStart {
  readonly tokenHash = toHex(createHash('sha256').update(TOKEN).digest());
  readonly finishedFor: (Address | null)[] = [];
  failures = 0;
  #named: Address | null = null;
  named = () => this.#named;
  record = (accreditor: Address) => void (this.#named = accreditor);
  isFinished = () => this.finishedFor.length > 0;
  finish = async () => {
    if (this.failures-- > 0) throw new Error('the chain is away');
    this.finishedFor.push(this.#named);
  };
}

describe('the first start', () => {
  let deployment: WaitingDeployment;
  let failPoints: BreakingFailPoints;
  let service: FirstStartService;
  const [accreditor, other] = [Wallet.createRandom(), Wallet.createRandom()];
  const lower = (address: string) => parseAddress(address.toLowerCase());
  beforeEach(() => {
    deployment = new WaitingDeployment();
    failPoints = new BreakingFailPoints();
    service = new FirstStartService({ firstStart: deployment, logId: LOG_ID, failPoints });
  });

  interface Parts {
    readonly who?: typeof accreditor;
    readonly token?: string;
    readonly signer?: typeof accreditor;
    readonly logId?: typeof LOG_ID;
  }
  async function naming({ who = accreditor, token = TOKEN, signer = who, logId = LOG_ID }: Parts = {}) {
    const text = accreditorText({ logId, address: lower(who.address) });
    return { token, address: who.address, signature: await signer.signMessage(text) };
  }
  const name = async (parts: Parts = {}) => service.nameAccreditor(await naming(parts));

  it('names the accreditor once', async () => {
    await name();
    expect(deployment.finishedFor).toEqual([lower(accreditor.address)]);
    await expect(name()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(name({ who: other })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(lower(accreditor.address)),
    });
    expect(deployment.finishedFor).toHaveLength(1);
  });

  it('refuses another token, a signature of another key and one for another log, and names nobody', async () => {
    await expect(name({ token: 'guessed' })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'token' });
    await expect(name({ signer: other })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
      field: 'signature',
    });
    await expect(name({ logId: parseLogId(randomBytes32()) })).rejects.toMatchObject({
      code: 'BAD_SIGNATURE',
    });
    expect(deployment.named()).toBeNull();
    await expect(name()).resolves.toBeUndefined();
  });

  it('has no link where the accreditor was known before', async () => {
    service = new FirstStartService({ firstStart: null, logId: LOG_ID, failPoints });
    await expect(name()).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'token' });
  });

  it('names one of two at a time, and runs the last step once for one named twice', async () => {
    const outcomes = await Promise.allSettled([name(), name({ who: other })]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(deployment.finishedFor).toEqual([deployment.named()]);
  });

  it('goes on for who was named, and for nobody else, when the last step failed', async () => {
    deployment.failures = 1;
    await expect(name()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(name({ who: other })).rejects.toMatchObject({ code: 'CONFLICT' });
    await name();
    expect(deployment.finishedFor).toEqual([lower(accreditor.address)]);
  });

  it('goes on after a kill between the naming and the last step', async () => {
    failPoints.arm('after-accreditor-named');
    await expect(name()).rejects.toThrow('after-accreditor-named');
    expect(deployment.named()).toBe(lower(accreditor.address));
    service = new FirstStartService({ firstStart: deployment, logId: LOG_ID, failPoints });
    await name();
    expect(deployment.finishedFor).toEqual([lower(accreditor.address)]);
  });
});
