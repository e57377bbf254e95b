import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerOf, networkOf } from '@lanran/api/platform/kernel/caller';

const PROXY = '127.0.0.1';

function request(parts: { ip?: string; headers?: Readonly<Record<string, string>> }) {
  const { ip, headers = {} } = parts;
  return { ip, socket: { remoteAddress: PROXY }, get: (name: string) => headers[name] };
}

describe('the network of a caller', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  it('is the same for all addresses of one /64, and another for each other /64', () => {
    const group = fc.integer({ min: 0x2000, max: 0x3fff });
    const four = fc.tuple(group, group, group, group);
    const spell = (groups: readonly number[]) => groups.map((each) => each.toString(16)).join(':');
    fc.assert(
      fc.property(four, four, four, (prefix, one, other) => {
        expect(networkOf(spell([...prefix, ...one]))).toBe(networkOf(spell([...prefix, ...other])));
        const isSame = prefix.every((each, at) => each === other[at]);
        expect(networkOf(spell([...prefix, ...one])) === networkOf(spell([...other, ...one]))).toBe(isSame);
      }),
    );
  });

  it('is that of the proxy where the proxy passes on a text that is no address', () => {
    expect(callerOf(request({ ip: 'unknown' })).network).toBe(PROXY);
    expect(callerOf(request({})).network).toBe(PROXY);
    expect(callerOf(request({ ip: '203.0.113.9' })).network).toBe('203.0.113.9');
  });
});

describe('a caller of this machine', () => {
  it('asks in its name and came through no proxy, whatever a trusted one says', () => {
    const local = { Host: 'localhost:4000' };
    expect(callerOf(request({ ip: PROXY, headers: local })).isLocal).toBe(true);
    for (const header of ['Forwarded', 'Via', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Real-IP'])
      expect(callerOf(request({ ip: PROXY, headers: { ...local, [header]: PROXY } })).isLocal).toBe(false);
    expect(callerOf(request({ ip: PROXY, headers: { Host: 'lanran.example.org' } })).isLocal).toBe(false);
  });
});
