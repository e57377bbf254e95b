import type { Interface, ParamType } from 'ethers';
import { describe, expect, it } from 'vitest';
import { RELAYED } from '@lanran/api/chain/adapters/decode-act';
import { describeCall, type DescribedCall } from '@lanran/sdk/acts/describe-call';
import { payoutThenAct, replaceMemberAct } from '@lanran/sdk/organizations/organization-acts';
import { offerAct } from '@lanran/sdk/licensing/licensing-acts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Language } from '@lanran/protocol/kernel/language';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { FLAT_PRICE, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';
import { createAssetRegistryInterface } from '../../../contracts/abi/interfaces/AssetRegistry.ts';
import { createAuthorityInterface } from '../../../contracts/abi/interfaces/Authority.ts';
import { createConsentRegistryInterface } from '../../../contracts/abi/interfaces/ConsentRegistry.ts';
import { createJudgementInterface } from '../../../contracts/abi/interfaces/Judgement.ts';
import { createLicenseMarketInterface } from '../../../contracts/abi/interfaces/LicenseMarket.ts';
import { createLicenseTokenInterface } from '../../../contracts/abi/interfaces/LicenseToken.ts';
import { createOfferBookInterface } from '../../../contracts/abi/interfaces/OfferBook.ts';
import { createOrganizationsInterface } from '../../../contracts/abi/interfaces/Organizations.ts';
import { createTestTokenInterface } from '../../../contracts/abi/interfaces/TestToken.ts';
import {
  type Particular,
  particularsOf,
  partsOf,
  TECHNICAL,
} from '../../../web/features/council/signatures/model/call-particulars.ts';
import { callText } from '../../../web/features/council/signatures/words/call-text.ts';
import { knownCall, undoOf } from '../../../web/features/council/signatures/model/known-calls.ts';
import { priceRuleLines, type SignedRule } from '../../../web/features/council/consents/model/price-rule.ts';
import { proposalEffectText } from '../../../web/features/council/signatures/words/proposal-effect-text.ts';

const INTERFACES: Readonly<Record<string, Interface>> = {
  Organizations: createOrganizationsInterface(),
  Authority: createAuthorityInterface(),
  AssetRegistry: createAssetRegistryInterface(),
  ConsentRegistry: createConsentRegistryInterface(),
  Judgement: createJudgementInterface(),
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
  if (type.name === 'data') return INTERFACES['Judgement']?.encodeFunctionData('pause');
  if (type.name === 'target') return addressOf('Judgement');
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

/** A price rule is shown as a whole. */
const shownLeaves = ({ name, as, value }: Particular): [string, string][] =>
  as === 'rule' ? leavesOf(JSON.parse(value)) : [[name, value]];

const particulars = (call: DescribedCall) =>
  partsOf(call).flatMap((part) => {
    const found = particularsOf(part);
    if (found === null) throw new Error(`no words for ${part.contract}.${part.functionName}`);
    return found;
  });

const CURRENCY = { symbol: 'TCNY', decimals: 2 };
const OFFER = {
  media: 0xffff,
  territories: WORLD,
  firstDay: 20_900,
  lastDay: 21_000,
  exclusive: true,
  token: parseAddress(`0x${'70'.repeat(20)}`),
  price: 10_000n,
  communityShareBps: 2_000,
  rights: 0,
};

function wordAt(catalog: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], catalog);
}

describe('the card of an act that several people sign', () => {
  it.each(SINGLE)('of %s.%s shows everything that is signed, read out of the bytes', (contract, name) => {
    const call = describeAct(contract, sampleData(contract, name));
    const shown = particulars(call).flatMap(shownLeaves);
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
    expect(partsOf(call).map(knownCall)).toEqual(['Authority.schedule', 'Judgement.pause']);
  });

  it('says of how much and to whom a claim is, by the organization and the currency that are signed', () => {
    const call = describeAct('LicenseMarket', sampleData('LicenseMarket', 'claim'));
    expect(particulars(call).map(({ name, as }) => [name, as])).toEqual([
      ['organizationId', 'organization'],
      ['token', 'token'],
    ]);
  });

  it('says the rule of a price part by part, and of a flat price that it is flat', () => {
    const factors = Array.from({ length: 16 }, () => 0);
    const rule: PriceRule = {
      minimum: 30_000n,
      mediaFactors: factors
        .with(MEDIA.indexOf('STREAMING'), 150)
        .with(MEDIA.indexOf('GAME'), 150)
        .with(0, 90),
      groups: [
        { territories: parseTerritories('FR'), factor: 120 },
        { territories: parseTerritories('CN,US'), factor: 250 },
      ],
      exclusivityFactor: 300,
    };
    const linesOf = (signed: PriceRule, language: Language) => {
      const { data } = offerAct(parseAssetId(`0x${'07'.repeat(32)}`), { ...OFFER, rule: signed });
      const said = particulars(describeAct('OfferBook', data)).find(({ as }) => as === 'rule')?.value;
      return priceRuleLines(JSON.parse(said ?? 'null') as SignedRule, { currency: CURRENCY, language });
    };
    expect(linesOf(rule, 'en')).toEqual([
      'The price is for each month begun.',
      'A license costs at least 300\u00A0TCNY.',
      '× 0.9 for cinema',
      '× 1.5 for streaming and games',
      '× 1.2 in France',
      '× 2.5 in mainland China and the United States',
      '× 3 when it is exclusive',
      expect.stringContaining('the highest factor counts'),
    ]);
    expect(linesOf(rule, 'zh')).toHaveLength(8);
    expect(linesOf(FLAT_PRICE, 'en')).toEqual([expect.stringContaining('same for every use')]);
  });

  it('knows of which asset a version is, also of the one that is taken', () => {
    const call = describeAct('LicenseToken', sampleData('LicenseToken', 'takeVersion'));
    const [asset] = particulars(call).filter(({ name }) => name === 'assetId');
    const versions = particulars(call).filter(({ name }) => name === 'version');
    expect(versions.map(({ assetId }) => assetId)).toEqual([asset?.value, asset?.value]);
  });

  it('never guesses at what it has no words for', () => {
    const unknown = describeAct('ConsentRegistry', '0x12345678');
    expect(knownCall(unknown)).toBe('other');
    expect(particularsOf(unknown)).toBeNull();
    const stranger = { contract: addressOf('OfferBook'), functionName: 'grant', args: {} };
    expect(knownCall(stranger)).toBe('other');
  });
});
