import { Wallet } from 'ethers';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import { OperatorOfficeService } from '@lanran/api/accounts/services/operator-office';
import {
  accreditorText,
  operatorAcceptText,
  operatorHandOnText,
  operatorText,
} from '@lanran/protocol/accounts/account';
import { parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { InMemoryOffice, OFFICE_TOKEN } from '../../support/in-memory-office.ts';

const LOG_ID = parseLogId(randomBytes32());

const [operator, successor, other] = [
  Wallet.createRandom(),
  Wallet.createRandom(),
  Wallet.createRandom(),
] as const;
type Key = typeof operator;
const lower = ({ address }: Key) => parseAddress(address.toLowerCase());
const actor = (key: Key): Actor => ({ kind: 'member', address: lower(key), memberships: [] });

describe('the operator’s office', () => {
  let service: OperatorOfficeService;
  beforeEach(() => {
    service = new OperatorOfficeService({ office: new InMemoryOffice(), logId: LOG_ID });
  });

  interface Parts {
    readonly who?: Key;
    readonly token?: string;
    readonly text?: string;
  }
  async function name({ who = operator, token = OFFICE_TOKEN, text }: Parts = {}): Promise<void> {
    const signed = text ?? operatorText({ logId: LOG_ID, address: lower(who) });
    service.name({ token, address: who.address, signature: await who.signMessage(signed) });
  }
  async function handOn(to: Key, by: Key = operator): Promise<void> {
    const text = operatorHandOnText({ logId: LOG_ID, holder: lower(by), successor: lower(to) });
    service.handOn(actor(by), { successor: to.address, signature: await by.signMessage(text) });
  }
  async function accept(by: Key, from: Key = operator): Promise<void> {
    const text = operatorAcceptText({ logId: LOG_ID, holder: lower(from), successor: lower(by) });
    service.accept(actor(by), await by.signMessage(text));
  }

  it('is vacant at first, and is given once by the link', async () => {
    expect(service.holder()).toBeNull();
    await name();
    await name();
    expect(service.holder()).toBe(lower(operator));
    await expect(name({ who: other })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(lower(operator)),
    });
    expect(service.holder()).toBe(lower(operator));
  });

  it('takes no other token, no signature for another log, and none for the accreditor’s office', async () => {
    await expect(name({ token: 'guessed' })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'token' });
    const address = lower(operator);
    for (const text of [
      accreditorText({ logId: LOG_ID, address }),
      operatorText({ logId: parseLogId(randomBytes32()), address }),
    ])
      await expect(name({ text })).rejects.toMatchObject({ code: 'BAD_SIGNATURE', field: 'signature' });
    expect(service.holder()).toBeNull();
  });

  it('is handed on when the successor accepts, not before', async () => {
    await name();
    await handOn(successor);
    await handOn(successor);
    expect([service.holder(), service.successor()]).toEqual([lower(operator), lower(successor)]);

    await expect(accept(other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await accept(successor);
    await accept(successor);

    expect([service.holder(), service.successor()]).toEqual([lower(successor), null]);
    await expect(handOn(other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is kept by who takes the offer back, or asks somebody else', async () => {
    await name();
    await handOn(successor);
    service.takeBack(actor(operator));
    service.takeBack(actor(operator));
    await expect(accept(successor)).rejects.toMatchObject({ code: 'FORBIDDEN' });

    await handOn(successor);
    await handOn(other);
    await expect(accept(successor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(service.holder()).toBe(lower(operator));
  });

  it('is handed on by its holder alone, with the holder’s signature, to another key', async () => {
    await name();
    await expect(handOn(successor, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(handOn(operator)).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'successor' });
    const text = operatorHandOnText({
      logId: LOG_ID,
      holder: lower(operator),
      successor: lower(successor),
    });
    const signature = await other.signMessage(text);
    expect(() => service.handOn(actor(operator), { successor: successor.address, signature })).toThrow(
      expect.objectContaining({ code: 'BAD_SIGNATURE' }),
    );
    expect(() => service.takeBack(ANONYMOUS)).toThrow(expect.objectContaining({ code: 'SIGN_IN_REQUIRED' }));
    expect(service.successor()).toBeNull();
  });

  it('is not accepted with the signature for another office holder', async () => {
    await name();
    await handOn(successor);
    await expect(accept(successor, other)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    expect(service.holder()).toBe(lower(operator));
  });

  it('is nobody’s where no office is kept', async () => {
    service = new OperatorOfficeService({ office: null, logId: LOG_ID });
    expect(service.holder()).toBeNull();
    await expect(name()).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'token' });
    await expect(handOn(successor)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
