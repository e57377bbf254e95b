import { rightsStatementText } from '@lanran/protocol/assets/rights-statement';
import type { Language } from '@lanran/protocol/kernel/language';
import { formatsFor } from '../../../../lib/language/format.ts';
import { labelsText } from '../../../../lib/labels/labels-text.ts';
import { textIn } from '../../../../lib/language/text.ts';
import { versionText } from '../../../../lib/versions/version-text.ts';
import { startingLarge, territoriesText } from '../../../../lib/territories/window-text.ts';
import type { LicenseCheck } from './license-check.ts';
import { licenseText } from '../../license/words/license-text.ts';
import { namesIn } from '../../wish/model/names.ts';
import { takenSince } from '../../license/model/taken-since.ts';
import { termsText } from '../words/terms-text.ts';

/** More places than these are counted, so that the paper stays one page; the check page names all. */
const MOST_PLACES = 24;
/** Longer texts of labels are left to the check page, and their titles stand alone. */
const MOST_LABEL_LETTERS = 360;
const MOST_LABELS = 6;
/** What fits on the page in letters of the usual size. */
const MOST_LETTERS = 700;

/** What a certificate says in one of its languages, as names and values. */
export function certificateRows(
  check: LicenseCheck,
  language: Language,
): readonly (readonly [string, string])[] {
  const words = textIn(termsText, language);
  const labels = textIn(labelsText, language);
  const names = namesIn(language);
  const formats = formatsFor(language);
  const { asset, version } = check;
  const credit = (version ?? asset)?.creditLine;
  const sold = soldVersion(check, language);
  const gone = takenSince(check, language);
  const community = asset?.community ?? null;
  const rights = names.rights(check.rights);
  const asked = labelsOnPaper(community?.labels ?? [], language);
  return [
    [words('licensee'), names.of(check.licensee.name)],
    [words('asset'), asset === null ? '—' : names.of((version ?? asset).title)],
    ...(sold === null ? [] : [[words('version'), sold] as const]),
    ...(gone === null ? [] : [[textIn(licenseText, language)('takenDownRow'), gone] as const]),
    [words('holder'), names.of(check.holder.name)],
    ...(credit == null ? [] : [[labels('credit'), credit] as const]),
    ...(version?.rightsStatement == null
      ? []
      : [[words('rightsStatement'), rightsStatementText(version.rightsStatement, language)] as const]),
    ...(community === null ? [] : [[words('community'), names.of(community.name)] as const]),
    ...(asked === null ? [] : [[labels('asks'), asked] as const]),
    [words('use'), names.media(check.media)],
    [words('where'), startingLarge(territoriesText(check.territories, language, MOST_PLACES))],
    [words('when'), words('period', { from: formats.day(check.firstDay), to: formats.day(check.lastDay) })],
    [words('exclusivity'), check.exclusive ? words('exclusive') : words('notExclusive')],
    [
      words('rightsTitle'),
      rights.length === 0 ? words('noRights') : rights.join(language === 'en' ? '; ' : '；'),
    ],
    [words('soldAt'), formats.day(check.soldAt.slice(0, 10))],
    [words('number'), check.shortNumber],
    [words('id'), check.id],
  ];
}

/** Does it say so much that the paper takes smaller letters to stay one page? */
export function isLongCertificate(check: LicenseCheck): boolean {
  const letters = certificateRows(check, 'en').reduce((sum, [, value]) => sum + value.length, 0);
  return letters > MOST_LETTERS;
}

/** Null where the reader may not see which. */
function soldVersion({ version, isOfVersion }: LicenseCheck, language: Language): string | null {
  if (!isOfVersion) return textIn(termsText, language)('noVersion');
  if (version === null) return null;
  const day = formatsFor(language).day(version.publishedAt.slice(0, 10));
  return textIn(versionText, language)('versionName', { version: String(version.version), day });
}

type Labels = NonNullable<NonNullable<LicenseCheck['asset']>['community']>['labels'];

/** Null where a community asks nothing. */
function labelsOnPaper(labels: Labels, language: Language): string | null {
  if (labels.length === 0) return null;
  const names = namesIn(language);
  const [stop, colon] = language === 'en' ? ['; ', ': '] : ['；', '：'];
  const titles = labels.map(({ code, title }) => names.of(title) || code);
  const whole = labels.map(({ text }, at) => `${titles[at] ?? ''}${colon}${names.of(text)}`).join(stop);
  if (whole.length <= MOST_LABEL_LETTERS) return whole;
  const t = textIn(licenseText, language);
  const more = titles.length - MOST_LABELS;
  return [
    ...titles.slice(0, MOST_LABELS),
    more > 0 ? t('certLabelsMore', { count: more }) : t('certLabelsElsewhere'),
  ].join(stop);
}
