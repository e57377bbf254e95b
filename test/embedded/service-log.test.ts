import { describe, expect, it } from 'vitest';
import { openServiceLog } from '@lanran/embedded/service-log';

/** What the log writes. */
function logging() {
  const lines: string[] = [];
  const log = openServiceLog({ name: 'documents', destination: { write: (line) => void lines.push(line) } });
  return { log, text: () => lines.join(''), line: (): unknown => JSON.parse(lines.at(-1) ?? 'null') };
}

/** As a database's driver throws it: with the command beside what it says. */
function driverError(message = 'the disk is full'): Error {
  const kept = { code: 14_031, result: { op: { title: 'Whirlpool batik', assetSalt: '0xsecret' } } };
  return Object.assign(new Error(message), kept);
}

describe('the log of a process', () => {
  it('has of an error what it is, says, and where it was thrown, and nothing that is kept beside', () => {
    const { log, line, text } = logging();

    log.error({ err: driverError(), requestId: 'request-1' }, 'failed');

    expect(line()).toMatchObject({
      name: 'documents',
      msg: 'failed',
      requestId: 'request-1',
      err: { type: 'Error', message: 'the disk is full', code: 14_031 },
    });
    expect(text()).toContain('service-log.test.ts');
    expect(text()).not.toMatch(/secret|batik/);
  });

  it('has the same of its causes, and of the errors that are one', () => {
    const { log, line, text } = logging();
    const several = new AggregateError([driverError('the first'), driverError('the second')], 'both failed');

    log.error({ err: new Error('not stored', { cause: several }) }, 'failed');

    expect(line()).toMatchObject({
      err: {
        message: 'not stored',
        cause: { message: 'both failed', errors: [{ message: 'the first' }, { message: 'the second' }] },
      },
    });
    expect(text()).not.toMatch(/secret|batik/);
  });

  it.each<[string, (log: ReturnType<typeof openServiceLog>) => void]>([
    ['is logged alone', (log) => log.error(driverError())],
    ['has another name in the line', (log) => log.warn({ reason: driverError() }, 'failed')],
    [
      'is logged for a request',
      (log) => log.child({ requestId: '1' }).error({ err: driverError() }, 'failed'),
    ],
    ['is no Error', (log) => log.error({ err: { message: 'thrown', op: '0xsecret' } }, 'failed')],
    [
      'is the cause of itself',
      (log) => {
        const error = driverError();
        error.cause = error;
        log.error({ err: error }, 'failed');
      },
    ],
  ])('keeps that also where the error %s', (_where, write) => {
    const { log, text } = logging();

    write(log);

    expect(text()).toMatch(/"level":(40|50)/);
    expect(text()).not.toMatch(/secret|batik/);
  });
});
