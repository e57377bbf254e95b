import { describe, expect, it } from 'vitest';
import { checkSchedule, type CheckedPackage, mergeChecks } from '@lanran/protocol/binders/check-binder';
import {
  FOLDER_TEMPLATE,
  nameFolders,
  type NamedRow,
  parseFolderTemplate,
} from '@lanran/protocol/binders/folders';
import {
  formatSchedule,
  parseSchedule,
  type Schedule,
  type ScheduleRow,
  scheduleTable,
} from '@lanran/protocol/binders/schedule';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { fail, pass, unknown } from '@lanran/protocol/proofs/check';
import { buildTerms } from '../../support/build-terms.ts';

function buildRow(overrides: Partial<ScheduleRow> = {}, offerId = 1n): ScheduleRow {
  const terms = buildTerms({ offerId });
  const licenseId = licenseIdOf(terms);
  return {
    licenseId,
    number: shortNumberOf(licenseId),
    identifier: '1987.12',
    title: { en: 'Collar' },
    asset: 'A-1',
    holder: { slug: 'museum', name: { en: 'Museum', zh: '博物馆' } },
    community: null,
    terms,
    creditLine: null,
    ended: null,
    folder: '1987.12 Collar',
    ...overrides,
  };
}

function buildSchedule(rows: readonly ScheduleRow[]): Schedule {
  return {
    title: 'A film',
    madeAt: '2026-12-01T00:00:00.000Z',
    platform: 'lanran.example',
    rows,
    unlicensed: [],
  };
}

function named(identifier: string | null, title: string, number = 'N-1'): NamedRow {
  return { number, identifier, title: { en: title }, holder: { slug: 'museum', name: {} } };
}

describe('folders of a binder', () => {
  const nameOf = (row: NamedRow, template = FOLDER_TEMPLATE) => nameFolders([row], template)[0] ?? '';

  it('can be written on every machine, whatever an asset is called', () => {
    expect(nameOf(named('12/3', 'a\\b: "c"?'))).toBe('12-3 a-b- -c--');
    expect(nameOf(named('../..', '.'))).toBe('-');
    expect(Array.from(nameOf(named(null, '纹'.repeat(300)))).length).toBe(60);
    expect(nameOf(named('CON', ''), '{accession}')).toBe('license N-1');
    expect(nameOf(named('x', '\u202eexe.gpj'))).toBe('x exe.gpj');
  });

  it('are never two that a disk takes for one', () => {
    const twins = [named('1', 'Cuff', 'A'), named('1', 'cuff', 'B'), named('2', 'Cuff', 'C')];
    expect(nameFolders(twins, FOLDER_TEMPLATE)).toEqual(['1 Cuff A', '1 cuff B', '2 Cuff']);
    expect(nameFolders([named('1', '', 'A'), named('1', '', 'A')], 'all')).toEqual(['all A', 'all A 2']);
  });

  it('follow a template of known words', () => {
    expect(nameOf(named('1', 'Cuff', 'A'), '{holder} {number}')).toBe('museum A');
    expect(() => parseFolderTemplate('{artist}')).toThrow(/"\{artist\}" is not one of \{accession\}/);
    expect(() => parseFolderTemplate('a/b')).toThrow(/no \//);
  });
});

describe('the schedule of a binder', () => {
  const gone = buildRow({ folder: null, absent: 'File a.tif was taken down' }, 2n);
  const revoked = buildRow(
    { folder: null, ended: { revokedAt: '2026-12-01T10:00:00Z', reason: 'Canceled' } },
    3n,
  );

  it('comes back as it was written', () => {
    const schedule = buildSchedule([buildRow(), gone, revoked]);
    expect(parseSchedule(formatSchedule(schedule))).toEqual(schedule);
    expect(scheduleTable(schedule)).toContain('File a.tif was taken down');
  });

  it('is refused with terms that are not those of its license', () => {
    const text = formatSchedule(buildSchedule([buildRow()]));
    expect(() => parseSchedule(text.replace('"120000"', '"120001"'))).toThrow(/not those that the license/);
    expect(() => parseSchedule(text.replace('"folder": "1987', '"folder": "../1987'))).toThrow(/folder/);
    expect(() => parseSchedule(text.replace('schedule/1', 'schedule/2'))).toThrow(/format/);
  });

  it('lists exactly the packages that are there', () => {
    const there: CheckedPackage = { folder: '1987.12 Collar', checks: [], license: null };
    expect(checkSchedule(buildSchedule([buildRow(), gone]), [there])).toMatchObject({ status: 'pass' });
    expect(checkSchedule(buildSchedule([gone]), [there]).reason).toContain('not in the schedule');
    expect(checkSchedule(buildSchedule([buildRow()]), []).reason).toContain('in the schedule and missing');
  });

  it('says over all packages what failed where, and why a license has none', () => {
    const packages: CheckedPackage[] = [
      {
        folder: 'a',
        license: null,
        checks: [
          { name: 'bag', ...pass('ok') },
          { name: 'block', ...unknown('no node') },
        ],
      },
      {
        folder: 'b',
        license: null,
        checks: [
          { name: 'bag', ...fail('x changed') },
          { name: 'block', ...pass('') },
        ],
      },
    ];
    const checks = mergeChecks(packages, { rows: [gone, revoked] });
    const of = (name: string) => checks.find((check) => check.name === name);
    expect(of('bag')).toMatchObject({ status: 'fail', reason: 'b: x changed' });
    expect(of('block')).toMatchObject({ status: 'unknown', reason: 'in 1 of 2 packages; a: no node' });
    const reason = of('window')?.reason ?? '';
    expect(reason).toContain(`${gone.number} 1987.12: File a.tif was taken down: it has no package here`);
    expect(reason).toContain('the license was revoked on 2026-12-01 (Canceled)');
  });
});
