import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OperatorFile } from '../../../scripts/start/operator-file.ts';
import { ServicesFile } from '../../../scripts/start/services-file.ts';
import { newPerson, type Person } from '../../support/people.ts';
import { serve, type ServedServices } from '../../support/served-services.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { lanran, lanranJson } from '../command-line.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ALREADY = { exitCode: 0, document: { already: true } };
const DONE = { exitCode: 0 };
const FORBIDDEN = { exitCode: 1, document: { error: { code: 'FORBIDDEN' } } };

describe('the offices of an installation, by the command line', () => {
  let stack: Stack;
  let services: Services;
  let served: ServedServices;
  let folder: string;
  let dataDir: string;
  let office: OperatorFile;
  const operator = newPerson();
  const successor = newPerson();
  const stranger = newPerson();

  beforeAll(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder, 'data');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'secrets.json'), '{}');
    office = new OperatorFile(dataDir);
    office.record({ holder: operator.address, successor: null });
    stack = await startStack();
    services = await openServices(stack, { office });
    served = await serve(services);
  });
  afterAll(async () => {
    await served.stop();
    await stack.stop();
  });
  beforeEach(() => services.clock.catchUp());

  async function by({ address, privateKey }: Person, ...args: readonly string[]) {
    const keyFile = join(folder, `${address}.key`);
    await writeFile(keyFile, privateKey, { mode: 0o600 });
    return lanranJson([...args, '--api', served.url, '--key-file', keyFile]);
  }

  it('lets the operator, of no organization, look after the vault and stored originals', async () => {
    for (const command of [
      ['fixity', 'status'],
      ['vault', 'rotate'],
    ]) {
      expect(await by(operator, ...command)).toMatchObject(DONE);
      expect(await by(stranger, ...command)).toMatchObject(FORBIDDEN);
    }
  });

  it('hands the operator’s office on to a key that accepts, each command twice', async () => {
    const handOn = ['operator', 'hand-on', successor.address];
    expect(await by(stranger, ...handOn)).toMatchObject(FORBIDDEN);
    expect(await by(operator, 'operator', 'hand-on', '0x12')).toMatchObject({ exitCode: 2 });

    expect(await by(operator, ...handOn)).toMatchObject(DONE);
    expect(await by(operator, ...handOn)).toMatchObject(ALREADY);
    expect(await by(operator, 'operator', 'take-back')).toMatchObject(DONE);
    expect(await by(operator, 'operator', 'take-back')).toMatchObject(ALREADY);
    expect(await by(successor, 'operator', 'accept')).toMatchObject(FORBIDDEN);

    expect(await by(operator, ...handOn)).toMatchObject(DONE);
    expect(await by(successor, 'operator', 'accept')).toMatchObject(DONE);
    expect(await by(successor, 'operator', 'accept')).toMatchObject(ALREADY);
    expect(await by(operator, 'fixity', 'status')).toMatchObject(FORBIDDEN);
    expect(new OperatorFile(dataDir).holder()).toBe(successor.address);
  });

  it('vacates the operator’s office for who has the data directory, at once', async () => {
    const before = office.token();
    const { exitCode, document } = await lanranJson([
      'operator',
      'reset',
      '--data-dir',
      dataDir,
      '--api',
      served.url,
    ]);
    expect({ exitCode, document }).toEqual({
      exitCode: 0,
      document: { former: successor.address, link: `${served.url}/first-start#${office.token()}` },
    });
    expect(office.token()).not.toBe(before);
    const reset = async () => (await lanran(['operator', 'reset', '--data-dir', dataDir])).stdout;
    expect(await reset()).toContain('operator /first-start#');
    expect(await reset()).toContain("of the platform's public address");
    const reached = { mongoUri: 'a', ipfsApiUrl: 'b', chainRpcUrl: 'c', chainSecret: null, embedded: [] };
    new ServicesFile(dataDir).write({ ...reached, publicUrl: 'https://lanran.example.org/', owner: '' });
    expect(await reset()).toContain('operator https://lanran.example.org/first-start#');
    expect(await by(successor, 'fixity', 'status')).toMatchObject(FORBIDDEN);
    const elsewhere = ['operator', 'reset', '--data-dir', join(folder, 'nothing')];
    expect(await lanranJson(elsewhere)).toMatchObject({
      exitCode: 2,
      document: { error: { field: '--data-dir' } },
    });
  });

  it('says what to do about a damaged file of the office', async () => {
    const path = join(dataDir, 'operator.json');
    const whole = await readFile(path);
    await writeFile(path, '{"token":');
    expect(await lanranJson(['operator', 'reset', '--data-dir', dataDir])).toMatchObject({
      exitCode: 2,
      document: { error: { message: expect.stringContaining('remove it') } },
    });
    await writeFile(path, whole);
  });

  it('hands the accreditor’s role on to a key that accepts, each command twice', async () => {
    const accreditor = newPerson(stack.accreditor.privateKey);
    const handOn = ['accreditor', 'hand-on', successor.address];
    expect(await by(stranger, ...handOn)).toMatchObject(FORBIDDEN);
    expect(await by(successor, 'accreditor', 'accept')).toMatchObject(FORBIDDEN);

    expect(await by(accreditor, ...handOn)).toMatchObject(DONE);
    expect(await by(accreditor, ...handOn)).toMatchObject(ALREADY);
    expect(await by(accreditor, 'accreditor', 'take-back')).toMatchObject(DONE);
    expect(await by(accreditor, 'accreditor', 'take-back')).toMatchObject(ALREADY);

    expect(await by(accreditor, ...handOn)).toMatchObject(DONE);
    expect(await by(successor, 'accreditor', 'accept')).toMatchObject(DONE);
    expect(await by(successor, 'accreditor', 'accept')).toMatchObject(ALREADY);
    expect((await by(successor, 'whoami')).document).toMatchObject({ offices: ['ACCREDITOR'] });
    expect((await by(accreditor, 'whoami')).document).toMatchObject({ offices: [] });
  });
});
