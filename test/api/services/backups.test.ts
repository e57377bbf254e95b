import { Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { faultOfRecipient, generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { type Actor, ANONYMOUS, type OrganizationKind } from '@lanran/api/platform/kernel/actor';
import type { Backup, BackupActRecord, BackupRecipient } from '@lanran/api/operations/domain/backup';
import { DomainError } from '@lanran/api/platform/kernel/errors';
import { BackupsService } from '@lanran/api/operations/services/backups';
import { BackupTickets } from '@lanran/api/operations/services/backup-tickets';
import { FreshSignatures } from '@lanran/api/accounts/services/fresh-signatures';
import { Operators } from '@lanran/api/organizations/services/operators';
import { type BackupAct, backupActText } from '@lanran/protocol/accounts/backup-act';
import { type LogId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';

const NOW = new Date('2026-11-26T09:00:00Z');
const LOG_ID = `0x${'10'.repeat(32)}` as LogId;
const SITE = 'museum.example';
const SESSION = 'session of the operator';
const RECIPIENT = parseIdentity(generateIdentity()).recipient.text;

const [operatorKey, otherKey, accreditorKey] = [newKey(), newKey(), newKey()];
const OPERATOR: Actor = { kind: 'member', address: addressOf(operatorKey), memberships: [] };
const ACCREDITOR = memberOf('ACCREDITOR', accreditorKey);

function newKey(): Wallet {
  return new Wallet(Wallet.createRandom().privateKey);
}

function addressOf({ address }: Wallet) {
  return parseAddress(address.toLowerCase());
}

function memberOf(kind: OrganizationKind, key: Wallet): Actor {
  const membership = { organizationId: organizationIdOf('one'), kind, role: 'OWNER' } as const;
  return { kind: 'member', address: addressOf(key), memberships: [membership] };
}

function buildBackup(overrides: Partial<Backup> = {}): Backup {
  return {
    id: 'one',
    createdAt: NOW,
    bytes: 5,
    state: 'DONE',
    progress: null,
    error: null,
    recipient: null,
    ...overrides,
  };
}

class Stage {
  readonly nonces = new Map<string, Date>();
  readonly acts: BackupActRecord[] = [];
  readonly logged: object[] = [];
  now = NOW;
  recipient: BackupRecipient | null = null;
  readonly shelf: Map<string, Backup>;
  readonly service: BackupsService;
  #nonce = 0;

  constructor(...kept: Backup[]) {
    this.shelf = new Map(kept.map((backup) => [backup.id, backup]));
    const clock = { now: () => this.now };
    this.service = new BackupsService({
      ticketKey: Buffer.alloc(32, 7),
      shelf: {
        begin: async ({ recipient }) => buildBackup({ id: 'new', state: 'RUNNING', recipient }),
        list: async () => [...this.shelf.values()],
        remove: async ({ id }) => void this.shelf.delete(id),
        pathOf: ({ id }) => `/backups/${id}.tar`,
      },
      recipients: {
        find: async () => this.recipient,
        set: async (recipient) => void (this.recipient = recipient),
      },
      acts: { insert: async (act) => void this.acts.unshift(act), listNewest: async () => this.acts },
      operators: new Operators({
        office: { holder: () => addressOf(operatorKey) },
        roles: { isAccreditor: async (address) => address === accreditorKey.address.toLowerCase() },
      }),
      signatures: new FreshSignatures({
        nonces: {
          use: async (nonce, now) => {
            const expiresAt = this.nonces.get(nonce);
            this.nonces.delete(nonce);
            return expiresAt !== undefined && expiresAt > now;
          },
        },
        clock,
        logId: LOG_ID,
        publicUrl: () => new URL(`https://${SITE}`),
      }),
      faultOf: faultOfRecipient,
      clock,
      logger: { warn: (fields) => void this.logged.push(fields) },
    });
  }

  async sign(act: BackupAct, { by = operatorKey, site = SITE, logId = LOG_ID } = {}) {
    const nonce = `nonce ${(this.#nonce += 1)}`;
    this.nonces.set(nonce, new Date(this.now.getTime() + 10 * 60_000));
    return { nonce, signature: await by.signMessage(backupActText(act, { logId, site, nonce })) };
  }

  async ticketFor(backupId: string): Promise<string> {
    const signed = await this.sign({ kind: 'fetch', backupId });
    return (await this.service.fetch(OPERATOR, backupId, { session: SESSION, signed })).ticket;
  }
}

const FETCH_ONE: BackupAct = { kind: 'fetch', backupId: 'one' };

describe('backups', () => {
  it.each([
    ['a stranger', ANONYMOUS, 'SIGN_IN_REQUIRED'],
    ['a studio', memberOf('STUDIO', otherKey), 'FORBIDDEN'],
    ['the accreditor', ACCREDITOR, 'FORBIDDEN'],
  ])('are refused to %s, whatever was signed', async (_, actor, code) => {
    const { service, ...stage } = new Stage(buildBackup());
    const signed = { nonce: 'any', signature: '0x' };
    const acts = [
      service.list(actor),
      service.create(actor, signed),
      service.fetch(actor, 'one', { session: SESSION, signed }),
      service.fileOf(actor, 'one', { session: SESSION, ticket: 'any' }),
      service.delete(actor, 'one', signed),
      service.findRecipient(actor),
      service.setRecipient(actor, RECIPIENT, signed),
      service.listActs(actor),
    ];
    for (const act of acts) await expect(act).rejects.toMatchObject({ code });
    expect(stage.acts).toEqual([]);
  });

  it('are made, fetched and deleted by the operator with a signature for each act', async () => {
    const stage = new Stage(buildBackup());
    const { service } = stage;
    expect(await service.create(OPERATOR, await stage.sign({ kind: 'create' }))).toMatchObject({ id: 'new' });
    const ticket = await stage.ticketFor('one');
    expect(await service.fileOf(OPERATOR, 'one', { session: SESSION, ticket })).toBe('/backups/one.tar');
    await service.delete(OPERATOR, 'one', await stage.sign({ kind: 'delete', backupId: 'one' }));
    expect(await service.list(OPERATOR)).toEqual([]);
    expect(stage.acts.map(({ kind, backupId }) => [kind, backupId])).toEqual([
      ['DELETE', 'one'],
      ['FETCH', 'one'],
      ['CREATE', 'new'],
    ]);
    expect(await service.listActs(OPERATOR)).toEqual(stage.acts);
    expect(stage.logged).toHaveLength(3);
  });

  it('give the file of one that is done, and of no other', async () => {
    const stage = new Stage(buildBackup({ id: 'failed', state: 'FAILED' }));
    for (const backupId of ['failed', '../secrets.json']) {
      const signed = await stage.sign({ kind: 'fetch', backupId });
      const fetching = stage.service.fetch(OPERATOR, backupId, { session: SESSION, signed });
      await expect(fetching).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('are not deleted while they are made', async () => {
    const stage = new Stage(buildBackup({ state: 'RUNNING' }));
    const signed = await stage.sign({ kind: 'delete', backupId: 'one' });
    await expect(stage.service.delete(OPERATOR, 'one', signed)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a signature for an act on a backup', () => {
  async function refusalOf(stage: Stage, signed: { nonce: string; signature: string }, id = 'one') {
    try {
      await stage.service.fetch(OPERATOR, id, { session: SESSION, signed });
      return null;
    } catch (error) {
      return error instanceof DomainError ? error.code : error;
    }
  }

  it('is good once', async () => {
    const stage = new Stage(buildBackup());
    const signed = await stage.sign(FETCH_ONE);
    expect(await refusalOf(stage, signed)).toBeNull();
    expect(await refusalOf(stage, signed)).toBe('NONCE_USED');
  });

  it('is refused after ten minutes', async () => {
    const stage = new Stage(buildBackup());
    const signed = await stage.sign(FETCH_ONE);
    stage.now = new Date(NOW.getTime() + 10 * 60_000);
    expect(await refusalOf(stage, signed)).toBe('NONCE_USED');
  });

  it('is refused for another backup, another act, another nonce, another installation, and by another key', async () => {
    const stage = new Stage(buildBackup(), buildBackup({ id: 'two' }));
    const right = await stage.sign(FETCH_ONE);
    expect(await refusalOf(stage, right, 'two')).toBe('BAD_SIGNATURE');
    expect(await refusalOf(stage, { ...right, nonce: 'another' })).toBe('BAD_SIGNATURE');
    const wrong = [
      await stage.sign({ kind: 'delete', backupId: 'one' }),
      await stage.sign({ kind: 'create' }),
      await stage.sign(FETCH_ONE, { site: 'elsewhere.example' }),
      await stage.sign(FETCH_ONE, { logId: `0x${'20'.repeat(32)}` as LogId }),
      await stage.sign(FETCH_ONE, { by: otherKey }),
      { nonce: right.nonce, signature: '0x' },
    ];
    for (const signed of wrong) expect(await refusalOf(stage, signed)).toBe('BAD_SIGNATURE');
    expect(stage.acts).toEqual([]);
    // None of them used up the nonce.
    expect(await refusalOf(stage, right)).toBeNull();
  });
});

describe('a ticket for a download', () => {
  it('is good in each process of the platform, until it ends', async () => {
    let now = 0;
    const open = (key: number) => new BackupTickets({ now: () => new Date(now) }, Buffer.alloc(32, key));
    const use = { backupId: 'one', session: 'a session' };
    const { ticket, expiresAt } = open(1).issue(use);
    expect(open(1).isGood(ticket, use)).toBe(true);
    expect(open(2).isGood(ticket, use)).toBe(false);
    expect(open(1).isGood(ticket, { ...use, session: 'another' })).toBe(false);
    expect(open(1).isGood(ticket.replace(/^\d+/, '9999999999999'), use)).toBe(false);
    now = expiresAt.getTime();
    expect(open(1).isGood(ticket, use)).toBe(false);
  });

  it('is good for its backup and its session, again and again, for an hour', async () => {
    const stage = new Stage(buildBackup(), buildBackup({ id: 'two' }));
    const ticket = await stage.ticketFor('one');
    const read = (id: string, session: string | null, given: string | null) =>
      stage.service.fileOf(OPERATOR, id, { session, ticket: given });
    for (let range = 0; range < 2; range += 1) await read('one', SESSION, ticket);
    const refused: [string, string | null, string | null][] = [
      ['two', SESSION, ticket],
      ['one', 'another session', ticket],
      ['one', null, ticket],
      ['one', SESSION, 'another ticket'],
      ['one', SESSION, null],
    ];
    for (const [id, session, given] of refused)
      await expect(read(id, session, given)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    stage.now = new Date(NOW.getTime() + 60 * 60_000);
    await expect(read('one', SESSION, ticket)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('whom backups are encrypted to', () => {
  it('is set and cleared with a signature, and each backup made then says it', async () => {
    const stage = new Stage();
    const { service } = stage;
    const set = await stage.sign({ kind: 'set-recipient', recipient: RECIPIENT });
    await service.setRecipient(OPERATOR, RECIPIENT, set);
    expect(await service.findRecipient(OPERATOR)).toMatchObject({ recipient: RECIPIENT, setAt: NOW });
    const encrypted = await service.create(OPERATOR, await stage.sign({ kind: 'create' }));
    expect(encrypted.recipient).toBe(RECIPIENT);

    await service.setRecipient(OPERATOR, null, await stage.sign({ kind: 'clear-recipient' }));
    const inClear = await service.create(OPERATOR, await stage.sign({ kind: 'create' }));
    expect(inClear.recipient).toBeNull();
  });

  it('is no text that is not an age recipient, and no other than was signed', async () => {
    const stage = new Stage();
    const set = async (recipient: string) =>
      stage.service.setRecipient(
        OPERATOR,
        recipient,
        await stage.sign({ kind: 'set-recipient', recipient: RECIPIENT }),
      );
    await expect(set('age1nobody')).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'recipient' });
    const other = parseIdentity(generateIdentity()).recipient.text;
    await expect(set(other)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    expect(stage.recipient).toBeNull();
  });
});
