import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Interface, type ErrorFragment, type InterfaceAbi } from 'ethers';
import { describe, expect, it } from 'vitest';
import { formatDay } from '@lanran/protocol/kernel/day';
import { licenseIdFrom } from '@lanran/protocol/kernel/ids';
import { describeRefusal } from '@lanran/protocol/messages/refusals';

const CONTRACTS = join(import.meta.dirname, '../../contracts');

/** Errors of every contract we deploy, by signature; those of its libraries and of OpenZeppelin included. */
const ERRORS = await readErrors();

async function readErrors(): Promise<[string, ErrorFragment][]> {
  const own = readdirSync(CONTRACTS).filter((name) => name.endsWith('.sol'));
  const names = [...own.map((name) => name.replace('.sol', '')), 'ERC2771Forwarder'];
  const generated = readdirSync(join(CONTRACTS, 'abi/factories'));
  const deployed = names.filter((name) => generated.includes(`${name}__factory.ts`));
  const found = new Map<string, ErrorFragment>();
  for (const name of deployed) {
    const module = (await import(join(CONTRACTS, `abi/factories/${name}__factory.ts`))) as Readonly<
      Record<string, { readonly abi: InterfaceAbi }>
    >;
    const abi = module[`${name}__factory`]?.abi ?? [];
    new Interface(abi).forEachError((error) => found.set(error.format(), error));
  }
  return [...found];
}

/** A value of each type that no sentence has by chance, and how either language may say it. */
function exampleOf(type: string, at: number): string {
  if (type === 'bytes32') return `0x${(0xab + at).toString(16).repeat(32)}`;
  if (type === 'address') return `0x${(0xcd + at).toString(16).repeat(20)}`;
  if (type === 'bytes4') return '0x12345678';
  if (type === 'string') return 'a-name';
  return String(71 + 10 * at);
}

const asDay = (value: string): RegExp => new RegExp(formatDay(Number(value)));
const asTime = (value: string): RegExp =>
  new RegExp(`${new Date(Number(value) * 1000).toISOString().slice(0, 10)} \\d\\d:\\d\\d UTC`);

/** As licenses are shown everywhere else, whatever type the contract gave the number. */
const asLicense = (value: string): RegExp => new RegExp(licenseIdFrom(BigInt(value)));

const FORMATTED: Readonly<Record<string, (value: string) => RegExp>> = {
  licenseId: asLicense,
  orderId: asLicense,
  tokenId: asLicense,
  firstDay: asDay,
  lastDay: asDay,
  today: asDay,
  seatableAt: asTime,
  allowedAt: asTime,
  suspendedFrom: asTime,
  deadline: asTime,
  media: () => /cinema|院线/,
  rights: () => /transfer|转让/,
  delay: () => /day\(s\)|天/,
};

function isSaid(text: string, name: string, value: string): boolean {
  if (name.endsWith('Bps')) return text.includes(`${Number(value) / 100}%`);
  return FORMATTED[name]?.(value).test(text) ?? text.includes(value);
}

describe('refusals for people', () => {
  it('are of more contracts than one', () => {
    expect(ERRORS.length).toBeGreaterThan(120);
    expect(ERRORS.map(([, { name }]) => name)).toEqual(
      expect.arrayContaining(['EvidenceNotInBatch', 'JudgementRefused', 'AccessManagedUnauthorized']),
    );
  });

  it.each(ERRORS)('%s: said in both languages, with every value', (_signature, error) => {
    const args = Object.fromEntries(
      error.inputs
        .filter(({ baseType }) => baseType !== 'array')
        .map(({ name, type }, at) => [name, exampleOf(type, at)]),
    );
    const { code, data, text } = describeRefusal({ name: error.name, args });
    expect(code).toMatch(/^[A-Z0-9]+(_[A-Z0-9]+)*$/);
    expect(data).toEqual(args);
    expect(text.en).not.toContain(error.name);
    expect(text.en).toMatch(/^[^{}]+\.$/);
    expect(text.zh).toMatch(/^[^{}]*\p{Script=Han}[^{}]*。$/u);
    for (const [name, value] of Object.entries(args)) {
      expect(isSaid(text.en, name, value), `${name} in English: ${text.en}`).toBe(true);
      expect(isSaid(text.zh, name, value), `${name} in Chinese: ${text.zh}`).toBe(true);
    }
  });

  const MONEY = /^(?:price|maxPrice|amount|maxAmount|balance|allowance|needed|expected|actual)$/;
  const ABOUT_MONEY = ERRORS.filter(([, { inputs }]) =>
    inputs.some(({ name, type }) => MONEY.test(name) && type.startsWith('uint')),
  );

  it('name money in several errors', () => {
    expect(ABOUT_MONEY.map(([, { name }]) => name)).toEqual(
      expect.arrayContaining(['OfferBookPriceTooHigh', 'LicenseMarketPaymentMismatch', 'TestTokenTooMuch']),
    );
  });

  it.each(ABOUT_MONEY)('%s: say that its amounts are in the smallest unit', (_signature, { name }) => {
    const { text } = describeRefusal({ name, args: {} });
    expect(text.en).toContain('smallest unit');
    expect(text.zh).toContain('最小单位');
  });

  it('exist for every error that the sources declare', () => {
    const folders = ['.', 'interfaces', 'libraries', 'types'];
    const declared = folders.flatMap((folder) =>
      readdirSync(join(CONTRACTS, folder))
        .filter((name) => name.endsWith('.sol'))
        .flatMap((name) => [
          ...readFileSync(join(CONTRACTS, folder, name), 'utf8').matchAll(/^\s*error (\w+)\(/gm),
        ])
        .map(([, name]) => name ?? ''),
    );
    expect(declared.length).toBeGreaterThan(90);
    const unsaid = declared.filter((name) => describeRefusal({ name, args: {} }).text.en.includes(name));
    expect(unsaid).toEqual([]);
  });

  it.each(['GS010', 'GS013', 'GS020', 'GS024', 'GS025', 'GS026'])(
    '%s of a Safe is said, by its code',
    (name) => {
      const { code, text } = describeRefusal({ name, args: {} });
      expect(code).toBe(name);
      expect(text.en).toMatch(/council/);
      expect(text.zh).toMatch(/议事会/);
    },
  );

  it('say days, shares and times as people do', () => {
    const early = describeRefusal({
      name: 'ConsentRegistryShareTooEarly',
      args: { shareBps: '1250', lastShareBps: '3000', allowedAt: '1795000200' },
    });
    expect(early.code).toBe('CONSENT_REGISTRY_SHARE_TOO_EARLY');
    expect(early.text.en).toContain('12.5%, lower than the 30% that was withdrawn');
    expect(early.text.zh).toContain('自2026-11-18 11:10 UTC起');
    expect(describeRefusal({ name: 'ECDSAInvalidSignatureS', args: { s: '0x0' } }).code).toBe(
      'ECDSA_INVALID_SIGNATURE_S',
    );
    const delay = describeRefusal({
      name: 'AccessManagedRequiredDelay',
      args: { caller: '0x1', delay: '604800' },
    });
    expect(delay.text.zh).toContain('满7天');
  });

  it('name bits that mean nothing, and nothing at all', () => {
    const refused = (media: string) =>
      describeRefusal({ name: 'OfferBookMediaInvalid', args: { media } }).text;
    expect(refused('65537').en).toContain('(cinema, BIT_16)');
    expect(refused('0').en).toContain('(nothing)');
    expect(refused('0').zh).toContain('（空）');
  });

  it('clamp days and times that no calendar has', () => {
    const far = String(2n ** 48n - 1n);
    const { text } = describeRefusal({ name: 'ERC2771ForwarderExpiredRequest', args: { deadline: far } });
    expect(text.en).toContain('9999-12-31 23:59 UTC');
  });

  it('leave an unknown error its name and values, and put no value in where another was meant', () => {
    const { code, text } = describeRefusal({ name: 'toString', args: { amount: '{price}' } });
    expect(code).toBe('TO_STRING');
    expect(text.en).toContain('toString(amount {price})');
    const hostile = describeRefusal({ name: 'StringTooLong', args: { str: '{str} $& $1' } });
    expect(hostile.text.en).toContain('“{str} $& $1”');
    expect(describeRefusal({ name: 'StringTooLong', args: {} }).text.en).toContain('(str)');
  });
});
