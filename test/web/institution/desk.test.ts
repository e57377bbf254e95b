import { NOTHING_SAID } from '../profiles/said.ts';
import { describe, expect, it } from 'vitest';
import { needsConsent, readState } from '../../../web/features/institution/assets/model/asset-states.ts';
import {
  dayOf,
  endingSoon,
  waitingForYes,
  waitsForPayment,
} from '../../../web/features/institution/assets/model/attention.ts';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { licenseStateOf } from '../../../web/features/institution/sales/model/license-state.ts';
import {
  profileDraftOf,
  profileInputOf,
  readProfileDraft,
} from '../../../web/features/institution/profile/model/profile-draft.ts';
import { actsOf, compromisedSince } from '../../../web/features/institution/members/model/key-compromise.ts';

const TODAY = '2026-11-26';

describe('what needs attention', () => {
  it('names assets whose last offer ends within thirty days, the first to end first', () => {
    const asset = (name: string, ...days: string[]) => ({
      name,
      offers: days.map((lastDay) => ({ lastDay })),
    });
    const ending = endingSoon(
      [
        asset('later', '2026-12-27'),
        asset('soon', '2026-12-26'),
        asset('over', '2026-11-25'),
        asset('today', '2026-11-26'),
        asset('one of two', '2026-12-01', '2028-01-01'),
        asset('none'),
      ],
      TODAY,
    );
    expect(ending.map(({ asset: { name }, isOver }) => [name, isOver])).toEqual([
      ['over', true],
      ['today', false],
      ['soon', false],
    ]);
  });

  it('counts what waits for a community’s yes: not what it refused, nor what has no community', () => {
    const miao = { id: 'miao' };
    const dong = { id: 'dong' };
    const no = { asset: { isWithdrawn: false, access: 'LICENSED' }, community: miao };
    expect(
      waitingForYes(
        [
          [
            { count: 2, organization: miao },
            { count: 9, organization: null },
          ],
          [
            { count: 1, organization: miao },
            { count: 4, organization: dong },
          ],
        ],
        [no, no, { ...no, community: dong, asset: { ...no.asset, isWithdrawn: true } }],
      ),
    ).toEqual([
      { organization: dong, count: 4 },
      { organization: miao, count: 1 },
    ]);
  });

  it('waits for the payment of open orders alone', () => {
    expect(waitsForPayment({ state: 'ORDERED', isPaid: false })).toBe(true);
    expect(waitsForPayment({ state: 'ORDERED', isPaid: true })).toBe(false);
    expect(waitsForPayment({ state: 'CANCELED', isPaid: false })).toBe(false);
  });

  it('takes the day in UTC', () => {
    expect(dayOf(Date.parse('2026-11-26T23:59:59Z'))).toBe('2026-11-26');
    expect(dayOf(Date.parse('2026-11-27T00:30:00+08:00'))).toBe('2026-11-26');
  });
});

describe('tables of the desk', () => {
  it('need consent only where somebody has to give it', () => {
    expect(needsConsent({ access: 'LICENSED', community: {} })).toBe(true);
    expect(needsConsent({ access: 'LICENSED', community: null })).toBe(false);
    expect(needsConsent({ access: 'RESTRICTED', community: {} })).toBe(false);
    expect(readState('on-offer')).toBe('on-offer');
    expect(readState('nonsense')).toBe('all');
  });

  it('show how a license stands on a day, its last day included', () => {
    const license = { firstDay: '2026-11-26', lastDay: '2026-11-30', isRevoked: false };
    expect(licenseStateOf(license, '2026-11-25')).toBe('coming');
    expect(licenseStateOf(license, '2026-11-30')).toBe('live');
    expect(licenseStateOf(license, '2026-12-01')).toBe('over');
    expect(licenseStateOf({ ...license, isRevoked: true }, '2026-11-30')).toBe('revoked');
  });

  it('are kept as text that no spreadsheet runs', () => {
    expect(
      csvOf([
        ['a', 'b'],
        ['=1+1', 'say "no", then\nstop'],
        ['@x', '-1'],
        ['＝1+1', '靛蓝'],
      ]),
    ).toBe('\uFEFFa,b\r\n\'=1+1,"say ""no"", then\nstop"\r\n\'@x,\'-1\r\n\'＝1+1,靛蓝\r\n');
  });
});

describe('ending a key that others had', () => {
  it('begins at the typed entry, else at the picked act, else now', () => {
    expect(compromisedSince({ act: '', entry: '' }, 40)).toBe(40);
    expect(compromisedSince({ act: '12', entry: '' }, 40)).toBe(12);
    expect(compromisedSince({ act: '12', entry: ' 7 ' }, 40)).toBe(7);
    expect(compromisedSince({ act: '', entry: 'seven' }, 40)).toBeNull();
  });

  it('names no entry beyond what is recorded for good', () => {
    expect(compromisedSince({ act: '55', entry: '' }, 40)).toBe(40);
  });

  it('offers the acts of that key, however its address is written', () => {
    const entries = [{ signer: '0xAB' }, { signer: null }, { signer: '0xcd' }];
    expect(actsOf(entries, '0xab')).toEqual([{ signer: '0xAB' }]);
  });
});

describe('a profile', () => {
  it('leaves out what is empty', () => {
    const draft = profileDraftOf({
      ...NOTHING_SAID,
      description: { en: 'A museum.', zh: null },
      labels: [{ code: 'TK-A', title: { en: null, zh: '署名' }, text: { en: 'Name us.', zh: null } }],
    });
    expect(profileInputOf(draft, 'COMMUNITY')).toMatchObject({
      description: { en: 'A museum.' },
      labels: [{ code: 'TK-A', title: { zh: '署名' }, text: { en: 'Name us.' } }],
    });
    const nothing = profileDraftOf({ ...NOTHING_SAID, description: null, labels: [] });
    expect(profileInputOf(nothing, 'COMMUNITY')).toMatchObject({
      description: null,
      labels: [],
    });
  });

  it('being typed is understood after a reload, and only whole', () => {
    const text = { en: 'Name us.', zh: '请署名。' };
    const draft = profileDraftOf({
      ...NOTHING_SAID,
      description: text,
      labels: [{ code: 'TK-A', title: text, text }],
    });
    expect(readProfileDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(readProfileDraft({ description: text })).toBeNull();
    expect(readProfileDraft({ ...draft, labels: [{ code: 'TK-A' }] })).toBeNull();
    expect(readProfileDraft(null)).toBeNull();
  });
});
