import type { Interface, ParamType } from 'ethers';
import { describe, expect, it } from 'vitest';
import { RELAYED } from '@lanran/api/adapters/chain/decode-act';
import { describeCall, type DescribedCall } from '@lanran/client/describe-call';
import { payoutThenAct, replaceMemberAct } from '@lanran/client/organization-acts';
import type { Hex } from '@lanran/protocol/bytes';
import { organizationIdOf } from '@lanran/protocol/ids';
import { parseAddress } from '@lanran/protocol/signature';
import { createAssetRegistryInterface } from '../../../contracts/abi/interfaces/AssetRegistry.ts';
import { createAuthorityInterface } from '../../../contracts/abi/interfaces/Authority.ts';
import { createConsentRegistryInterface } from '../../../contracts/abi/interfaces/ConsentRegistry.ts';
import { createLicenseMarketInterface } from '../../../contracts/abi/interfaces/LicenseMarket.ts';
import { createLicenseTokenInterface } from '../../../contracts/abi/interfaces/LicenseToken.ts';
import { createOfferBookInterface } from '../../../contracts/abi/interfaces/OfferBook.ts';
import { createOrganizationsInterface } from '../../../contracts/abi/interfaces/Organizations.ts';
import { createTestTokenInterface } from '../../../contracts/abi/interfaces/TestToken.ts';
import { particularsOf, partsOf, TECHNICAL } from '../../../web/features/council/call-particulars.ts';
import { callText } from '../../../web/features/council/call-text.ts';
import { knownCall, undoOf } from '../../../web/features/council/known-calls.ts';
import { proposalEffectText } from '../../../web/features/council/proposal-effect-text.ts';

const INTERFACES: Readonly<Record<string, Interface>> = {
  Organizations: createOrganizationsInterface(),
  Authority: createAuthorityInterface(),
  AssetRegistry: createAssetRegistryInterface(),
  ConsentRegistry: createConsentRegistryInterface(),
  OfferBook: createOfferBookInterface(),
  LicenseMarket: createLicenseMarketInterface(),
  LicenseToken: createLicenseTokenInterface(),
  TestToken: createTestTokenInterface(),
};
const addressOf = (name: string) =>
  parseAddress(`0x${'c0'.repeat(19)}${Object.keys(INTERFACES).indexOf(name).toString(16).padStart(2, '0')}`);
const contracts = new Map(Object.keys(INTERFACES).map((name) => [name, addressOf(name)]));
const describeAct = (contract: string, data: string) =>
  // ethers makes lower-case hex.
  describeCall({ contracts }, { to: addressOf(contract), data: data as Hex });

/** Every act that the platform relays, and with it every act that a Safe's owners may be asked to sign. */
const ACTS = Object.entries({ ...RELAYED, TestToken: ['mint', 'approve'] }).flatMap(([contract, names]) =>
  names.map((name): [string, string] => [contract, name]),
);
const SINGLE = ACTS.filter(([, name]) => name !== 'multicall');

/** A value that shows nowhere else: each argument gets its own. */
function sample(type: ParamType, next: () => number): unknown {
  if (type.isArray()) return [sample(type.arrayChildren, next), sample(type.arrayChildren, next)];
  if (type.isTuple()) return type.components.map((member) => sample(member, next));
  const number = next();
  const byte = number.toString(16).padStart(2, '0');
  if (type.name === 'data') return INTERFACES['OfferBook']?.encodeFunctionData('pause');
  if (type.name === 'target') return addressOf('OfferBook');
  if (type.baseType === 'bytes32') return `0x${byte.repeat(32)}`;
  if (type.baseType === 'address') return `0x${byte.repeat(20)}`;
  return type.baseType === 'bool' ? true : number;
}

function sampleData(contract: string, name: string): string {
  const fragment = INTERFACES[contract]?.getFunction(name);
  if (fragment == null) throw new Error(`${contract} has no ${name}.`);
  let last = 16;
  const values = fragment.inputs.map((type) => sample(type, () => (last += 1)));
  return INTERFACES[contract]?.encodeFunctionData(fragment, values) ?? '';
}

/** Name and value of everything that is signed. */
function leavesOf(value: unknown, name = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value).toLowerCase()]];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, name));
  return Object.entries(value).flatMap(([member, each]) => leavesOf(each, member));
}

const particulars = (call: DescribedCall) =>
  partsOf(call).flatMap((part) => {
    const found = particularsOf(part);
    if (found === null) throw new Error(`no words for ${part.contract}.${part.functionName}`);
    return found;
  });

function wordAt(catalog: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], catalog);
}

describe('the card of an act that several people sign', () => {
  it.each(SINGLE)('of %s.%s shows everything that is signed, read out of the bytes', (contract, name) => {
    const call = describeAct(contract, sampleData(contract, name));
    const shown = particulars(call).map((each) => [each.name, each.value]);
    const signed = leavesOf(call.args).filter(
      ([leaf]) => !TECHNICAL.includes(leaf) && leaf !== 'contract' && leaf !== 'functionName',
    );
    for (const leaf of signed) expect(shown).toContainEqual(leaf);
    expect(shown.length).toBeGreaterThanOrEqual(signed.length);
  });

  it.each(SINGLE)('of %s.%s has its words in both languages', (contract, name) => {
    const call = describeAct(contract, sampleData(contract, name));
    const kind = knownCall(call);
    expect(kind).toBe(`${contract}.${name}`);
    for (const language of ['en', 'zh'] as const) {
      expect(wordAt(callText[language].acts, kind)).toEqual(expect.any(String));
      expect(wordAt(proposalEffectText[language].undo, undoOf(kind))).toEqual(expect.any(String));
      for (const { name: argument } of particulars(call))
        expect(callText[language].arguments[argument]).toEqual(expect.any(String));
    }
  });

  it('shows each of several acts that are signed at once', () => {
    const organizationId = organizationIdOf('museum');
    const [key, newKey, payout] = ['11', '22', '33'].map((byte) => parseAddress(`0x${byte.repeat(20)}`));
    if (key === undefined || newKey === undefined || payout === undefined) throw new Error('three keys');
    const change = replaceMemberAct({ organizationId, key, newKey });
    const { data } = payoutThenAct({ organizationId, payout }, change);
    const call = describeAct('Organizations', data);
    expect(partsOf(call).map(knownCall)).toEqual(['Organizations.setPayout', 'Organizations.replaceMember']);
    expect(particulars(call).map(({ name, value }) => [name, value])).toEqual([
      ['organizationId', organizationId],
      ['payout', payout],
      ['organizationId', organizationId],
      ['key', key],
      ['newKey', newKey],
    ]);
  });

  it('shows the act that is announced, and not only that one is', () => {
    const call = describeAct('Authority', sampleData('Authority', 'schedule'));
    expect(partsOf(call).map(knownCall)).toEqual(['Authority.schedule', 'OfferBook.pause']);
  });

  it('says of how much and to whom a claim is, by the organization and the currency that are signed', () => {
    const call = describeAct('LicenseMarket', sampleData('LicenseMarket', 'claim'));
    expect(particulars(call).map(({ name, as }) => [name, as])).toEqual([
      ['organizationId', 'organization'],
      ['token', 'token'],
    ]);
  });

  it('never guesses at what it has no words for', () => {
    const unknown = describeAct('ConsentRegistry', '0x12345678');
    expect(knownCall(unknown)).toBe('other');
    expect(particularsOf(unknown)).toBeNull();
    const stranger = { contract: addressOf('OfferBook'), functionName: 'grant', args: {} };
    expect(knownCall(stranger)).toBe('other');
  });
});
